-- what each verdict is after each step from one release to the other, as prints to compare
create table changes.step (step integer, cause varchar, is_cause boolean);

create table changes.state (
    step integer, program_id varchar, year integer, cards varchar, reasons varchar, numbers varchar
)
