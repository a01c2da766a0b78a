"""The warehouse: one task per SQL model, then the checks."""

from __future__ import annotations

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.arguments import as_is
from flows.gate import Finding, of_checks
from flows.night import Night
from transforms.changes import Side, record_changes
from transforms.deliveries import Landed
from transforms.releases import current_release
from transforms.warehouse import Build, Model


def build(night: Night, landed: list[Landed], warehouse: Path) -> list[Finding]:
    """Build the warehouse file of a release aside; returns what its checks object to."""
    made = Build(
        warehouse, night.out, night.policy, night.as_of, landed, night.release_id, night.known.received
    )
    with night.stage("build", len(made.models) + 3):
        made.open()
        for model in made.models:
            run_model(as_is(made), as_is(model))
            night.progress.step(model.table)
        trace_columns(as_is(made))
        night.progress.step("meta.lineage")
        compare_with_published(as_is(made), as_is(night))
        night.progress.step("marts.verdict_change")
        findings = of_checks(made.checks())
        night.progress.step("sql/checks")
        night.row_counts = made.close()
    night.counts["tables"] = len(night.row_counts)
    return findings


@task(name="model", task_run_name="{model.table}", cache_policy=NO_CACHE, persist_result=False)
def run_model(made: Build, model: Model) -> int:
    """Make one table; returns its rows."""
    return made.run(model)


@task(name="lineage", cache_policy=NO_CACHE, persist_result=False)
def trace_columns(made: Build) -> int:
    """Keep what every column is made from; returns the rows."""
    return made.trace()


@task(name="compare", cache_policy=NO_CACHE, persist_result=False)
def compare_with_published(made: Build, night: Night) -> None:
    """Say of every verdict that differs from the release readers have why it does; nothing before the first.

    A release of a past day is compared with none: it was not made to follow the one readers have.
    """
    published = current_release(night.out) if night.becomes_current else None
    if published is None or published.id == night.release_id or not published.warehouse.is_file():
        return
    previous = Side(published.id, published.warehouse, str(published.manifest.get("code")))
    record_changes(made.con, made.models, previous, night.digests["code"])
