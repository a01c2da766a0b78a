-- one row: what this release was built from
from meta.run
