create or replace table drawn.numerator as select place, numerator from drawn_numerators
