"""The warehouse: one task per SQL model, then the checks."""

from __future__ import annotations

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.gate import Finding, of_checks
from flows.night import Night
from transforms.deliveries import Landed
from transforms.warehouse import Build, Model


def build(night: Night, landed: list[Landed], warehouse: Path) -> list[Finding]:
    """Build the warehouse file of a release aside; returns what its checks object to."""
    made = Build(
        warehouse, night.out, night.policy, night.as_of, landed, night.release_id, night.known.received
    )
    with night.stage("build", len(made.models) + 1):
        made.open()
        for model in made.models:
            run_model(made, model)
            night.progress.step(model.table)
        findings = of_checks(made.checks())
        night.progress.step("sql/checks")
        night.row_counts = made.close()
    night.counts["tables"] = len(night.row_counts)
    return findings


@task(name="model", task_run_name="{model.table}", cache_policy=NO_CACHE, persist_result=False)
def run_model(made: Build, model: Model) -> int:
    """Make one table; returns its rows."""
    return made.run(model)
