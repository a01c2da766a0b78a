"""For a school before it delivers: what would be accepted, what refused and why, how to mend it.

check(paths, feed, known) → CheckReport · mark(path, problems) → coloured copy · suggest(path) → draft source file.
"""

from transforms.check.check import CheckReport, FileCheck, Problem, check
from transforms.check.marked_copy import MARK, mark
from transforms.check.suggest import suggest
