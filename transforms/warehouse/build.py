"""Build a warehouse file: landing, policy, models in order, checks, comments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from transforms.connecting import attach_new, create_table, in_memory, rows_in, tables_of
from transforms.deliveries import Landed, load_contracts
from transforms.policy.operating_card import register_operating_card
from transforms.policy.policy import Policy
from transforms.policy.tables import register_policy
from transforms.warehouse.describing import describe, infinite_doubles
from transforms.warehouse.landing_tables import create_change_tables, register_landing
from transforms.warehouse.lineage import create_lineage_table, fill_lineage
from transforms.warehouse.making import create_schemas, make_table, models_for
from transforms.warehouse.models import Model, find_checks, find_models, list_models

SAMPLE_ROWS = 5
REFUSED_ROW = "meta.refused_row"
# only the order of days matters, and files handed in together have none
ANY_DAY = date(2000, 1, 1)

RUN_NAMES = ("policy_id", "policy_title_zh", "policy_title_en", "city_name_zh", "city_name_en")
RUN = pa.schema(
    [("release_id", pa.string()), ("as_of", pa.date32())]
    + [(name, pa.string()) for name in RUN_NAMES]
    + [("is_synthetic", pa.bool_()), ("objections_until", pa.date32())]
)
CHECK_RESULT = pa.schema(
    [(name, pa.string()) for name in ("check_name", "title_zh", "title_en", "severity")]
    + [("failures", pa.int64()), ("sample", pa.string())]
)


@dataclass(frozen=True)
class CheckResult:
    """What one check found: `failures` is the number of offending rows, `sample` the first of them.

    `title_zh`, `title_en`: the healthy state in words; a check of a key has none.
    """

    name: str
    severity: str
    failures: int
    sample: list[dict[str, Any]]
    title_zh: str | None = None
    title_en: str | None = None

    @property
    def is_healthy(self) -> bool:
        return self.failures == 0


@dataclass
class Build:
    """One warehouse being built. Use: open(); run(model) for each of `models`; trace(); checks(); close().

    out_file: the DuckDB file to write, which must not exist yet. out: the folder with landing/ and refused/.
    """

    out_file: Path
    out: Path
    policy: Policy
    as_of: date
    landed: list[Landed]
    release_id: str
    received: Mapping[str, date] = field(default_factory=dict)
    models: list[Model] = field(default_factory=find_models)

    def open(self) -> None:
        """Create the file with the tables the models start from."""
        self.con = in_memory()
        self.con.execute("set preserve_insertion_order = false")
        attach_new(self.con, self.out_file, "warehouse")
        self.con.execute("use warehouse")
        self.con.execute("create schema landing")
        self.register_landing()
        create_schemas(self.con)
        register_policy(self.con, self.policy)
        register_operating_card(self.con, self.policy)
        create_table(self.con, "meta.run", [self.run_row()], RUN)
        create_change_tables(self.con)
        create_lineage_table(self.con)

    def register_landing(self) -> None:
        """Create views of the landed files; tests that supply rows as tables override this."""
        received = {item.delivery_id: self.received.get(item.delivery_id, self.as_of) for item in self.landed}
        register_landing(self.con, self.out, self.landed, load_contracts(), received)

    def run_row(self) -> dict[str, Any]:
        """The facts of the run; a test that states its rows as tables replaces it."""
        city = self.policy.city
        names = (self.policy.policy, self.policy.title.zh, self.policy.title.en, city.zh, city.en)
        return dict(zip(RUN_NAMES, names, strict=True)) | {
            "release_id": self.release_id,
            "as_of": self.as_of,
            "is_synthetic": any(item.synthetic for item in self.landed),
            "objections_until": self.policy.objections_until(self.as_of),
        }

    def run(self, model: Model) -> int:
        """Make one table; returns its rows."""
        make_table(self.con, model)
        return rows_in(self.con, model.table)

    def trace(self) -> int:
        """Fill meta.lineage when every model is made; returns its rows."""
        return fill_lineage(self.con, self.models)

    def checks(self) -> list[CheckResult]:
        """Every check of sql/checks, every stated key, and that doubles are numbers; written to meta.check_result."""
        results = [self._check(check) for check in find_checks()]
        results += [self._key_check(model) for model in self.models if model.notes.get("key")]
        results.append(found("no_double_is_infinite", "error", infinite_doubles(self.con, "warehouse")))
        create_table(self.con, "meta.check_result", (_check_row(result) for result in results), CHECK_RESULT)
        return results

    def close(self) -> dict[str, int]:
        """Comment tables and columns, drop the landing views, checkpoint; returns rows per table."""
        describe(self.con, "warehouse", self.models)
        self.con.execute("drop schema landing cascade")
        counts = {name: rows_in(self.con, name) for name in tables_of(self.con, "warehouse")}
        self.con.execute("checkpoint warehouse")
        self.con.execute("use memory")
        self.con.execute("detach warehouse")
        self.con.close()
        return counts

    def _check(self, check: Model) -> CheckResult:
        title = check.notes.get("title", {})
        severity = check.notes.get("severity", "error")
        return found(check.name, severity, self.con.sql(check.sql), title.get("zh"), title.get("en"))

    def _key_check(self, model: Model) -> CheckResult:
        key = ", ".join(model.notes["key"])
        repeated = self.con.sql(
            f"select {key}, count(*) as rows from {model.table} group by {key} having count(*) > 1"
        )
        return found(f"key_is_unique_in_{model.schema}_{model.name}", "error", repeated)


def found(
    name: str,
    severity: str,
    offending: duckdb.DuckDBPyRelation,
    title_zh: str | None = None,
    title_en: str | None = None,
) -> CheckResult:
    """The first rows in the order of their values: threads would hand them over in another order every night."""
    failures = len(offending)
    first = offending.order("all").limit(SAMPLE_ROWS).to_arrow_table().to_pylist() if failures else []
    return CheckResult(name, severity, failures, first, title_zh, title_en)


def _check_row(result: CheckResult) -> dict[str, Any]:
    sample = json.dumps(result.sample, ensure_ascii=False, default=str)
    return vars(result) | {"check_name": result.name, "sample": sample}


def run_all(build: Build, wanted: Iterable[str] | None = None) -> None:
    """Open and run every model (or those named, in order): for tests and `check`; flows run one task a model."""
    build.open()
    for model in build.models:
        if wanted is None or model.table in set(wanted):
            build.run(model)


def refusals(out: Path, landed: Iterable[Landed]) -> list[dict[str, Any]]:
    """Rows of `meta.refused_row` for landed files and the catalogues among them, in the order of the files.

    No warehouse is built: only this table and what it is made from, in memory.
    """
    landed = list(landed)
    with in_memory() as con:
        con.execute("create schema landing")
        register_landing(con, out, landed, load_contracts(), {item.delivery_id: ANY_DAY for item in landed})
        create_schemas(con)
        for model in models_for([REFUSED_ROW], list_models()):
            make_table(con, model)
        found = con.sql(f"from {REFUSED_ROW} order by file, sheet, row, problem, column_name")
        return found.to_arrow_table().to_pylist()
