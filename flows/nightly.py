"""The nightly flow: land, gate, build aside, publish; or leave yesterday's release as it stands."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.attacked import attack
from flows.build import build
from flows.compared import compare
from flows.gate import refuse_if_any
from flows.ingest import ingest, inspect
from flows.night import Night
from flows.protect import protect_if_sound
from flows.publish import publish
from transforms.releases import Staged


@flow(name="nightly", flow_run_name="{night.release_id}", validate_parameters=False, persist_result=False)
def nightly(night: Night) -> Path:
    """Publish a release and return its folder. Errors: GateRefused, with nothing published."""
    landed = ingest(night)
    findings = inspect(night, landed)
    staged = Staged(night.out, night.release_id)
    try:
        findings += build(night, landed, staged.warehouse)
        findings += compare(night, staged.warehouse)
        if protect_if_sound(night, staged, findings):
            findings += attack(night, staged.public_file)
        refuse_if_any(findings)
        return publish(night, staged)
    except BaseException:
        staged.abandon()
        raise
