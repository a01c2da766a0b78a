"""The gate: what every landed file must satisfy before anything is built on it."""

from transforms.quality.accounting import Unaccounted, unaccounted
from transforms.quality.suites import GateResult, gate

__all__ = ["GateResult", "Unaccounted", "gate", "unaccounted"]
