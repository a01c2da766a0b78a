"""What may be told of few people: the one door between the exact warehouse and everything that is published."""

from transforms.disclosure.protect import protect
from transforms.disclosure.public_tables import Undeclared
from transforms.disclosure.world import NoLimits
