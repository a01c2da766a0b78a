"""How much verdicts depend on chance: cohorts are drawn again with replacement and judged by the same models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from transforms.connecting import dicts_of
from transforms.policy.policy import Policy
from transforms.sql_text import selects_in
from transforms.warehouse.making import World
from transforms.warehouse.models import find_models
from transforms.worlds.whatif import BASE, judged_again

SEED = 20180162  # any fixed number: the notice 渝府办发〔2018〕162号
READING, VERDICT = "core.reading", "rules.verdict"
sql_of = selects_in(Path(__file__).with_name("queries"))
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Stability:
    """How the newest verdicts came out in `draws` random draws.

    programs: one row per program, with its card and the shares (fractions) of draws with the same card (`kept`), a less
    severe or a more severe one; the least stable first. cards: the same, summed up for each card.
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
    world = World(find_models(), [VERDICT], selects={READING: sql_of("stability_reading")})
    random = np.random.default_rng(seed)
    with judged_again(warehouse, policy, READING) as con:
        con.execute(sql_of("stability_setup"))
        world.see(con, BASE)
        counts = con.execute(
            "select place, numerator, denominator from drawn.counted order by place"
        ).fetchnumpy()
        shares = counts["numerator"] / counts["denominator"]
        for draw in range(draws):
            drawn = {"place": counts["place"], "numerator": random.binomial(counts["denominator"], shares)}
            con.register("drawn_numerators", pa.table(drawn))
            con.execute(sql_of("stability_draw"))
            con.unregister("drawn_numerators")
            world.make(con)
            con.execute(sql_of("stability_keep"), {"draw": draw})
            step()
        programs = dicts_of(con.execute(sql_of("stability_programs"), {"draws": draws}))
        return Stability(draws, programs, dicts_of(con.execute(sql_of("stability_cards"))))
