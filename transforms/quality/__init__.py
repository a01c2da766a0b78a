"""The gate: what every landed file must satisfy, and how far a release may lie from the last one."""

from transforms.quality.drift import TOLERANCES, Drift, NotComparable, drifted
from transforms.quality.exposure import Exposed, exposed
from transforms.quality.suites import GateResult, Unaccounted, gate, unaccounted
