"""What the tables of a DuckDB file hold, read back row by row, and the proof of a release by it: its bytes, its tables,
and that its name follows from what it was made from. The bytes of two equal files may differ, their contents not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from transforms.connecting import read_only
from transforms.releases.listing import Release, differences

ROOT = Path(__file__).resolve().parents[2]
CODE = ("sql", "transforms", "reports", "requirements.lock")
NOT_CODE = {"__pycache__"}
ID_DIGITS = 10
DELIVERY = ("file", "sha256", "source", "known_on")


def digest_of_code(languages: Iterable[str]) -> str:
    """Digest of everything that computes (SQL, transforms, reports, locked components), and in which languages."""
    digest = hashlib.sha256(" ".join(languages).encode())
    for name in CODE:
        for path in sorted(_files(ROOT / name)):
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return [found for found in path.rglob("*") if found.is_file() and not NOT_CODE & set(found.parts)]


def digest_of_deliveries(facts: Iterable[Mapping[str, str]]) -> str:
    """Digest of what a manifest states of each delivery: its name, bytes, source file and the day it was known from.

    The order in which they are found does not matter.
    """
    lines = sorted("\0".join(item[name] for name in DELIVERY) for item in facts)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def release_id(as_of: date, inputs: str, policy: str, code: str) -> str:
    """The name of the release that these make: its day and a digest of all four."""
    digest = hashlib.sha256("\n".join((as_of.isoformat(), inputs, policy, code)).encode()).hexdigest()
    return f"{as_of:%Y%m%d}-{digest[:ID_DIGITS]}"


# of all values of a row, whatever the order of the rows; another version of DuckDB may hash otherwise
READ_BACK = "count(*), coalesce(sum(hash(line)), 0)"
ENGINE = f"duckdb {duckdb.__version__}"
Contents = Mapping[str, Mapping[str, Any]]


class NotReadable(Exception):
    """A file that was not closed, or that DuckDB cannot read through."""


def contents(file: Path) -> Contents:
    """Rows and digest of every table `schema.name` of a closed file, opened read-only. Errors: NotReadable."""
    if Path(f"{file}.wal").exists():
        raise NotReadable(f"{file.name}: was not closed, its write-ahead log is still there")
    try:
        with read_only(file) as con:
            found = con.execute(
                "select schema_name, table_name from duckdb_tables() where not internal order by all"
            ).fetchall()
            return {f"{schema}.{table}": _read(con, schema, table) for schema, table in found}
    except duckdb.Error as error:
        raise NotReadable(f"{file.name}: {str(error).splitlines()[0]}") from None


def _read(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> dict[str, Any]:
    con.execute("set schema = $schema", {"schema": schema})
    [(rows, digest)] = con.table(table).set_alias("line").aggregate(READ_BACK).fetchall()
    return {"rows": rows, "digest": f"{digest:x}"}


def unlike(found: Contents, stated: Contents) -> list[str]:
    """The differences between found and stated tables, one line each; digests are compared if both have one."""
    problems = [f"{table}: missing" for table in sorted(stated.keys() - found.keys())]
    for table in sorted(stated.keys() & found.keys()):
        one, other = found[table], stated[table]
        if one["rows"] != other["rows"]:
            problems.append(f"{table}: {one['rows']} rows where {other['rows']} are stated")
        elif {"digest"} <= one.keys() & other.keys() and one["digest"] != other["digest"]:
            problems.append(f"{table}: other values than those published")
    return problems


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
    """Compare a file with its stated contents; only row counts if another DuckDB version made the digests."""
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
