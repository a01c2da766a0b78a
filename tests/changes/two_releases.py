"""Two releases of a small city, made by the real models as far as a comparison reads them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.sql.city import AS_OF, SmallCity
from transforms.changes import Changes, Side, changes_between
from transforms.policy.policy import POLICY_DIR
from transforms.warehouse import Policy, find_models, load_policy
from transforms.warehouse.making import models_for
from transforms.yaml_text import read_yaml

COMPARED = ("marts.verdict", "marts.program_year", "meta.accounting", "meta.source_file")
CODE = "the same code"
EARLIER, LATER = datetime.date(2026, 6, 1), AS_OF
Rows = Mapping[str, list[dict[str, Any]]]


@dataclass
class Compared(SmallCity):
    def _comment(self) -> None:
        """Comments on columns are no matter of a comparison, and take longer than the rest."""


def release(
    folder: Path,
    name: str,
    rows: Rows,
    policy: Policy | None = None,
    delivered_on: Mapping[str, datetime.date] | None = None,
    as_of: datetime.date = LATER,
    code: str = CODE,
    is_whole: bool = False,
) -> Side:
    """A published release, whole or as far as it is compared; `rows` as SmallCity takes them."""
    models = find_models() if is_whole else models_for(COMPARED, find_models())
    file = folder / f"{name}.duckdb"
    policy = policy or load_policy("chongqing")
    city = Compared(file, folder, policy, as_of, [], name, {}, models, rows, delivered_on or {})
    city.open()
    for model in city.models:
        city.run(model)
    city.close()
    return Side(name, file, code)


def compared(old: Side, new: Side) -> Changes:
    return changes_between(old, new, CODE)


def causes(changes: Changes, kinds: Iterable[str] = ("card", "entered", "left", "reason", "numbers")) -> set:
    """The causes of changed verdicts of these kinds."""
    wanted = set(kinds)
    return {row["cause"] for row in changes.verdicts if row["change_kind"] in wanted}


def amended(folder: Path, amend: Callable[[dict[str, Any]], None], preset: str = "chongqing") -> Policy:
    """A preset with something in it changed, read from a file like any other policy."""
    content = read_yaml(POLICY_DIR / f"{preset}.yaml")
    amend(content)
    path = folder / f"{preset}-amended.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return load_policy(path)
