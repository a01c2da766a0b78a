-- one row: the lines that can be chosen, in bp
select lowest_line, highest_line, line_step, shown_step
from policy.offered_line
