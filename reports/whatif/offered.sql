-- one row: the lines that can be chosen, in bp
from policy.offered_line
