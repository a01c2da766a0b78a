"""Prove a release again: its bytes, what its tables hold, and that its name follows from what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from transforms.releases.contents import ENGINE, Contents, NotReadable, contents, unlike
from transforms.releases.digests import digest_of_deliveries, release_id
from transforms.releases.listing import Release
from transforms.releases.manifest import differences


def verify(release: Release) -> list[str]:
    """Recompute everything the manifest states; the problems found, none if the release is whole."""
    manifest = release.manifest
    problems = differences(release.folder, manifest)
    if problems:
        return problems
    for name, stated in manifest.get("contents", {}).items():
        problems += _read_back(release, name, stated)
    return problems + made_from(release.id, manifest)


def _read_back(release: Release, name: str, stated: Contents) -> list[str]:
    """Digests of contents are those of one version of the engine; by another, rows are counted."""
    if release.manifest.get("read_back_by") != ENGINE:
        stated = {table: {"rows": facts["rows"]} for table, facts in stated.items()}
    try:
        return unlike(contents(release.folder / name), stated)
    except NotReadable as error:
        return [str(error)]


def made_from(id: str, manifest: Mapping[str, Any]) -> list[str]:
    """Does the name follow from day, deliveries, policy and code as stated, and the digest of the deliveries too?"""
    if "deliveries" not in manifest:
        return []
    problems = []
    if digest_of_deliveries(manifest["deliveries"]) != manifest["inputs"]:
        problems.append("manifest.json: the deliveries listed do not give the digest of the inputs")
    day = date.fromisoformat(manifest["as_of"])
    named = release_id(day, manifest["inputs"], manifest["policy"], manifest["code"])
    if named != id:
        problems.append(f"manifest.json: what is stated was published as {named}, not as {id}")
    return problems
