"""The nightly flow and its tasks in order: land, gate, build aside, compare, protect, attack, publish, search.

Where anything objects, the release that readers have stays as it is. The reports and the attack are imported by the
tasks that run them: loading them takes seconds, which the landing of files should not wait for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from flows.gate import (
    OF_ONE_RELEASE,
    OF_TWO_RELEASES,
    Finding,
    GateRefused,
    of_accounts,
    of_checks,
    of_drift,
    of_expectations,
    of_exposed,
    of_lost_files,
    of_pinned,
    of_twin,
)
from flows.night import Night, facts
from transforms import disclosure
from transforms.changes import Side, record_changes
from transforms.deliveries import CATALOGUE_FEEDS, Catalogues, Delivery, Landed, land, load_contracts
from transforms.disclosure.proof import Proof, prove
from transforms.quality import TOLERANCES, NotComparable, drifted, exposed, gate, unaccounted
from transforms.releases import Release, Staged, current_release
from transforms.warehouse import Build, Model

T = TypeVar("T")
PAGES = "rendered"  # pages and PDFs of the last night, used again where nothing changed; may be deleted at any time


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
            findings += attack(night, staged)
        if findings:
            raise GateRefused(findings)
        return publish(night, staged)
    except BaseException:
        staged.abandon()
        raise


def as_is(value: T) -> T:
    """An argument of a task which Prefect hands over without searching it for the results of other tasks.

    It would walk through every model, note and catalogue of it three times a task, a fifth of a small run.
    """
    return cast(T, quote(value))


def release_before(night: Night) -> Release | None:
    """The release to compare with: the current one; None before the first release and for one of a past day."""
    return current_release(night.out) if night.becomes_current else None


def ingest(night: Night) -> list[Landed]:
    """Land every delivery; what the catalogues hold is known before the other files are read.

    For a past day, what has gone from the raw folders since is taken as it was landed.
    """
    deliveries = night.known.deliveries
    catalogues = [delivery for delivery in deliveries if set(delivery.feeds) & set(CATALOGUE_FEEDS)]
    others = [delivery for delivery in deliveries if delivery not in catalogues]
    with night.stage("ingest", len(deliveries)):
        landed = [item for delivery in catalogues for item in _land(night, delivery, Catalogues())]
        known = Catalogues.from_landed([*night.landed_before, *landed], night.out)
        landed += [item for delivery in others for item in _land(night, delivery, known)]
    landed = [*night.landed_before, *landed]
    night.counts |= _counts(landed)
    return landed


def _land(night: Night, delivery: Delivery, catalogues: Catalogues) -> list[Landed]:
    landed = land_delivery(as_is(delivery), as_is(catalogues), night.out)
    night.progress.step(delivery.file)
    return landed


@task(name="land", task_run_name="land {delivery.file}", cache_policy=NO_CACHE, persist_result=False)
def land_delivery(delivery: Delivery, catalogues: Catalogues, out: Path) -> list[Landed]:
    """Land one file: its rows typed, or refused with the reason."""
    return land(delivery, load_contracts(), catalogues, out)


def _counts(landed: list[Landed]) -> dict[str, int]:
    status = Counter(item.status for item in landed)
    counts = {"files": len(landed), "files_refused": status["refused_file"]}
    for name in ("rows_read", "landed", "refused", "total_rows"):
        counts[name] = sum(getattr(item, name) for item in landed if item.status == "landed")
    return counts


def inspect(night: Night, landed: list[Landed]) -> list[Finding]:
    """What the contracts' suites and the accounts find wrong with the landed files."""
    with night.stage("gate", 2):
        broken = check_contracts(as_is(landed), night.out)
        night.progress.step("great-expectations")
        open_accounts = of_accounts(unaccounted(landed, night.out))
        night.progress.step("meta.accounting")
    current = current_release(night.out)
    published = [item["file"] for item in current.manifest.get("deliveries", ())] if current else []
    return broken + open_accounts + of_lost_files(landed, published)


@task(name="gate", cache_policy=NO_CACHE, persist_result=False)
def check_contracts(landed: list[Landed], out: Path) -> list[Finding]:
    """Run the suite of each feed on each landed file."""
    return of_expectations(gate(landed, load_contracts(), out))


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
    """Record what every column is made from; returns the rows."""
    return made.trace()


@task(name="compare", cache_policy=NO_CACHE, persist_result=False)
def compare_with_published(made: Build, night: Night) -> None:
    """Record why each verdict differs from that of the release before; nothing where there is none."""
    before = release_before(night)
    if before is None or before.id == night.release_id or not before.warehouse.is_file():
        return
    record_changes(made.con, made.models, Side.of(before), night.digests["code"])


def compare(night: Night, warehouse: Path) -> list[Finding]:
    """Findings where the warehouse differs too much from the previous release; none if accepted, but recorded."""
    before = release_before(night)
    if before is None:
        return []
    stated = {name: night.policy.parameter_on(name, night.as_of) for name in TOLERANCES}
    tolerances = {name: value for name, value in stated.items() if value is not None}
    try:
        findings = of_drift(drifted(before.warehouse, warehouse, tolerances))
    except NotComparable as error:
        findings = [Finding(before.id, "the_last_release_can_be_measured", detail=str(error))]
    night.drifts.extend(str(finding) for finding in findings)
    return [] if night.request.accept_drift else findings


def protect_if_sound(night: Night, staged: Staged, objections: list[Finding]) -> bool:
    """Make the public file of a release beside its warehouse; returns whether there is one.

    A warehouse with objections is protected too, so that every finding is reported at once; where that fails, the
    objections are the reason.
    """
    try:
        with night.stage("protect", 1):
            before = previous_public_file(night, staged.public_file.name)
            night.counts["public_tables"] = len(
                write_public_file(staged.warehouse, staged.public_file, before)
            )
            night.progress.step(staged.public_file.name)
    except Exception:
        if not objections:
            raise
        return False
    return True


@task(name="disclosure", cache_policy=NO_CACHE, persist_result=False)
def write_public_file(warehouse: Path, public_file: Path, previous: Path | None) -> dict[str, int]:
    """Withhold what no reader may know, and write the rest; returns the rows of each public table."""
    return disclosure.protect(warehouse, public_file, previous)


def attack(night: Night, staged: Staged) -> list[Finding]:
    """What shows in a twin of the release, and withheld counts that are pinned; recorded with the run.

    A count that this release pins alone is never published. One that is pinned only together with the last release is
    published if a reason was given (accept_exposure), as when a line of the policy changed.
    """
    with night.stage("attack", 1):
        before = previous_public_file(night, staged.public_file.name)
        proof = prove_release(staged.warehouse, staged.public_file, before, night.release_id)
        night.progress.step(staged.public_file.name)
    night.attack = {**proof.recorded, "previous": before.parent.name if before and proof.is_of_two else None}
    findings = of_twin(proof.differences) + of_pinned(OF_ONE_RELEASE, proof.alone)
    if not findings and not night.request.accept_exposure:
        findings = of_pinned(OF_TWO_RELEASES, proof.together)
    return findings


@task(name="attack", cache_policy=NO_CACHE, persist_result=False)
def prove_release(warehouse: Path, public_file: Path, previous: Path | None, release_id: str) -> Proof:
    """Publish a twin and compare, and draw the withheld counts again and again."""
    return prove(warehouse, public_file, previous, seed=release_id)


def previous_public_file(night: Night, name: str) -> Path | None:
    """The public file of the release before, which says what stays withheld; None where there is none."""
    before = release_before(night)
    return before.folder / name if before and before.id != night.release_id else None


def publish(night: Night, staged: Staged) -> Path:
    """Write the reports, then finish the release; returns its folder.

    Errors: GateRefused where a finished file holds personal data.
    """
    with night.stage("publish", 3):
        pages = write_reports(staged.public_file, staged.public, night.request.languages, night.out / PAGES)
        night.counts["public_files"] = len(pages)
        night.progress.step("site, pdf")
        policy = night.policy
        allowed = (policy.issuer, policy.contact, policy.objection_address)
        if found := search(staged.public_file, staged.public, allowed):
            raise GateRefused(found)
        night.progress.step("no_personal_data_is_published")
        folder = release(as_is(staged), as_is(night))
        night.progress.step(night.release_id)
    return folder


@task(name="reports", cache_policy=NO_CACHE, persist_result=False)
def write_reports(public_file: Path, public: Path, languages: Sequence[str], pages: Path) -> list[Path]:
    """Write the site and the PDFs from the public file, never from the exact warehouse."""
    from reports.publication import publish

    return publish(public_file, public, languages, pages)


@task(name="search", cache_policy=NO_CACHE, persist_result=False)
def search(public_file: Path, public: Path, allowed: Sequence[str | None]) -> list[Finding]:
    """Look for personal data in the finished files; `allowed` are the texts of the policy that may hold some."""
    return of_exposed(exposed(public_file, public, allowed))


@task(name="release", cache_policy=NO_CACHE, persist_result=False)
def release(staged: Staged, night: Night) -> Path:
    """Read the files back, write the manifest, move the pointer."""
    return staged.finish(facts(night), night.retention, becomes_current=night.becomes_current)
