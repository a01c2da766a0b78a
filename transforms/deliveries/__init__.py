"""Deliveries: open any file, read it by its contract, land typed rows and keep every refused one with its reason.

load_contracts() → contracts by feed · discover(raw_dirs) → Discovery(deliveries, unrecognised) ·
land(delivery, contracts, catalogues, out) → [Landed] · Catalogues.from_landed(landed, out) · load_reasons().
"""

from transforms.deliveries.catalogues import Catalogues
from transforms.deliveries.contract import CATALOGUE_FEEDS, Column, Contract, load_contracts
from transforms.deliveries.discover import Delivery, Discovery, discover
from transforms.deliveries.land import land
from transforms.deliveries.landed import REFUSED, Landed, feed_schema
from transforms.deliveries.reasons import load_reasons, reason_in_words
from transforms.deliveries.source import SourceError, SourceFile

__all__ = [
    "CATALOGUE_FEEDS",
    "REFUSED",
    "Catalogues",
    "Column",
    "Contract",
    "Delivery",
    "Discovery",
    "Landed",
    "SourceError",
    "SourceFile",
    "discover",
    "feed_schema",
    "land",
    "load_contracts",
    "load_reasons",
    "reason_in_words",
]
