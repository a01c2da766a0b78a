"""Deliveries: open any file, read it by its contract, land typed rows and keep every refused one with its reason.

    load_contracts()                          contracts by feed (contracts/*.yaml)
    discover(raw_dirs)                        Discovery(deliveries, unrecognised)
    land(delivery, contracts, catalogues, out, limits, progress)
                                              [Landed], one per feed of the file; unchanged files are not read again
    Catalogues.from_landed(landed, out)       known codes, by which damaged ones are mended
    remembered(register, deliveries, today, first), known_on(day, deliveries, register)
                                              when each came and went, and what was known on a day
    load_reasons(), reason_in_words(code)     what a refusal says and how to mend it (reasons.yaml)

A file's way: discover → safety (looked at, not opened) → land (in a child process with bounds) → opening (workbook,
delimited, Parquet: sheets of text) → headers, plans (which column is which) → reshape (records) → convert, codes, judge
(types, problems) → writing → account.
out/landing/<feed>/<delivery_id>.parquet and .json, out/refused/<feed>/<delivery_id>.parquet.
"""

from transforms.deliveries.account import REFUSED, Landed, feed_schema
from transforms.deliveries.judging.codes import Catalogues
from transforms.deliveries.landing.discover import Delivery, Discovery, discover
from transforms.deliveries.landing.land import land, load_reasons, reason_in_words
from transforms.deliveries.landing.register import (
    KnownDeliveries,
    NotKept,
    known_on,
    landed_before,
    read_register,
    remembered,
    write_register,
)
from transforms.deliveries.mapping.contract import CATALOGUE_FEEDS, Column, Contract, load_contracts
from transforms.deliveries.mapping.source import SourceError
