-- one row, or none for a first release: the release this one is compared with, and why nothing could be
from meta.comparison
