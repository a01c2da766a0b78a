"""How far verdicts hang on chance: cohorts drawn again with replacement, each draw judged by the same models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from transforms.connecting import dicts_of
from transforms.policy.policy import Policy
from transforms.sql_text import selects_in
from transforms.warehouse.making import drop, make_again
from transforms.warehouse.models import Model
from transforms.worlds.whatif import judged_again, needed_for

SEED = 20180162  # any fixed number: the notice 渝府办发〔2018〕162号
READING, VERDICT = "core.reading", "rules.verdict"
sql_of = selects_in(Path(__file__).with_name("queries"))
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Stability:
    """What became of the newest verdicts in `draws` draws.

    programs: one row per program, with its card, the share of draws in which it kept that card (`kept`), in which
    it fell lighter or heavier, the least stable first. cards: the same in sum for each card.
    """

    draws: int
    programs: Rows
    cards: Rows


def stability(
    warehouse: Path, policy: Policy, draws: int, seed: int = SEED, step: Callable[[], None] = lambda: None
) -> Stability:
    """Judge cohorts drawn again, so many times; `step` is called after each draw.

    To draw n graduates with replacement from a cohort of whom k were placed is one binomial draw of n at k / n.
    Values delivered without counts stay as they are. The same seed gives the same draws. Errors: ValueError for less
    than one draw.
    """
    if draws < 1:
        raise ValueError("at least one draw is needed")
    con, models = judged_again(warehouse, policy)
    con.execute(sql_of("stability_setup"))
    drop(con, READING)
    con.execute(sql_of("stability_reading"))
    readings = con.execute("select count(*) from drawn.counted").fetchall()[0][0]
    counts = con.execute("select numerator, denominator from drawn.counted order by place").fetchnumpy()
    again = _after_reading(models)
    random = np.random.default_rng(seed)
    for draw in range(draws):
        numerators = random.binomial(counts["denominator"], counts["numerator"] / counts["denominator"])
        _judge(con, again, numerators, np.arange(readings), draw)
        step()
    programs = _rows(con, "stability_programs", draws=draws)
    cards = _rows(con, "stability_cards")
    con.close()
    return Stability(draws, programs, cards)


def _after_reading(models: list[Model]) -> list[Model]:
    """The models between readings and verdicts, in order."""
    wanted = needed_for([VERDICT], models)
    changed, after = {READING}, []
    for model in models:
        if model.table in wanted and model.table != READING and model.reads & changed:
            changed.add(model.table)
            after.append(model)
    return after


def _judge(
    con: duckdb.DuckDBPyConnection, again: list[Model], numerators: np.ndarray, places: np.ndarray, draw: int
) -> None:
    con.register("drawn_numerators", pa.table({"place": places, "numerator": numerators}))
    con.execute(sql_of("stability_draw"))
    for model in again:
        make_again(con, model)
    con.execute(sql_of("stability_keep"), {"draw": draw})
    con.unregister("drawn_numerators")


def _rows(con: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> Rows:
    return dicts_of(con.execute(sql_of(name), parameters))
