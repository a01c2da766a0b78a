"""datapackage.json keeps to Frictionless Data Package v2: what its specifications say a descriptor must be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.data.query import Warehouse
from reports.data.release import Reading
from reports.opendata.page import write_open_files
from reports.opendata.tables import load_open_data

TYPES = {
    *("string", "number", "integer", "boolean", "object", "array", "list", "date", "time", "datetime"),
    *("year", "yearmonth", "duration", "geopoint", "geojson", "any"),
}
DIALECT = {
    *("$schema", "header", "headerRows", "headerJoin", "commentRows", "commentChar", "delimiter"),
    *("lineTerminator", "quoteChar", "doubleQuote", "escapeChar", "nullSequence", "skipInitialSpace"),
}
LICENCE = re.compile(r"^([-a-zA-Z0-9._])+$")
HASH = re.compile(r"^([^:]+:[a-fA-F0-9]+|[a-fA-F0-9]{32})$")
MEDIA_TYPE = re.compile(r"^(.+)/(.+)$")
PATH = re.compile(r"^((?=[^./~])(?!file:)((?!/\.\./)(?!\\)(?!://).)*|(http|ftp)s?://.*)$")


def faults(package: dict[str, Any]) -> Iterator[str]:
    """What the specifications object to."""
    for name in ("$schema", "name", "id", "version", "title", "description"):
        if not isinstance(package.get(name, ""), str):
            yield f"{name} is no string"
    for licence in package.get("licenses", ()):
        if "path" not in licence and not LICENCE.match(licence.get("name", "")):
            yield f"licence {licence}"
    for source in package.get("sources", ()):
        if not source or not PATH.match(source.get("path", "a")):
            yield f"source {source}"
    for emptied in ("licenses", "resources", "keywords", "contributors"):
        if package.get(emptied, [1]) == []:
            yield f"{emptied} is empty"
    names = [resource.get("name") for resource in package["resources"]]
    if len(set(names)) != len(names):
        yield "names of resources repeat"
    fields = {
        resource["name"]: [field["name"] for field in resource.get("schema", {}).get("fields", ())]
        for resource in package["resources"]
    }
    for resource in package["resources"]:
        for fault in (
            *resource_faults(resource),
            *schema_faults(resource.get("schema"), fields, resource["name"]),
        ):
            yield f"{resource['name']}: {fault}"


def resource_faults(resource: dict[str, Any]) -> Iterator[str]:
    if ("path" in resource) == ("data" in resource):
        yield "needs either path or data"
    if not PATH.match(resource.get("path", "a")):
        yield f"path {resource['path']}"
    if resource.get("type", "table") != "table":
        yield f"type {resource['type']}"
    if not MEDIA_TYPE.match(resource.get("mediatype", "a/b")) or not HASH.match(resource.get("hash", "a:0")):
        yield "mediatype or hash"
    if not isinstance(resource.get("bytes", 0), int):
        yield "bytes is no integer"
    if unknown := resource.get("dialect", {}).keys() - DIALECT:
        yield f"dialect {unknown}"


def schema_faults(schema: dict[str, Any] | None, fields: dict[str, list[str]], own: str) -> Iterator[str]:
    if schema is None:
        return
    names = fields[own]
    if not names or len(set(names)) != len(names):
        yield "fields are missing or repeat"
    if schema.get("fieldsMatch", "exact") not in ("exact", "equal", "subset", "superset", "partial"):
        yield "fieldsMatch"
    if not all(isinstance(value, str) for value in schema.get("missingValues", ())):
        yield "missingValues"
    for field in schema["fields"]:
        yield from field_faults(field)
    if not set(schema.get("primaryKey", names)) <= set(names) or schema.get("primaryKey") == []:
        yield "primaryKey names no field"
    for foreign in schema.get("foreignKeys", ()):
        target = foreign["reference"]
        if not set(foreign["fields"]) <= set(names):
            yield f"foreign key of fields unknown {foreign['fields']}"
        if not set(target["fields"]) <= set(fields.get(target.get("resource", own), ())):
            yield f"foreign key to fields unknown {target}"
        if len(foreign["fields"]) != len(target["fields"]):
            yield f"foreign key of unequal length {foreign}"


def field_faults(field: dict[str, Any]) -> Iterator[str]:
    if field.get("type", "any") not in TYPES:
        yield f"type {field['type']}"
    if "categories" in field:
        if field["type"] not in ("string", "integer"):
            yield f"categories of a {field['type']}"
        values = [item["value"] if isinstance(item, dict) else item for item in field["categories"]]
        if not values or len(set(values)) != len(values):
            yield f"categories of {field['name']}"


@pytest.fixture(scope="module")
def package(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    from json import loads

    public = tmp_path_factory.mktemp("package")
    with Warehouse(warehouse) as file:
        write_open_files(Reading(file).of(load_open_data), public)
    return loads((public / "data" / "datapackage.json").read_text(encoding="utf-8"))


def test_the_descriptor_keeps_to_the_specification(package: dict[str, Any]) -> None:
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert list(faults(package)) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda package: package.update(licenses=[{"name": "Any use, please ask"}]),
        lambda package: package.update(sources=[{"path": "../secret"}]),
        lambda package: package["resources"][0].pop("path"),
        lambda package: package["resources"][0].update(path="/etc/passwd"),
        lambda package: package["resources"][0].update(hash="sha256:none"),
        lambda package: package["resources"][0].update(name=package["resources"][1]["name"]),
        lambda package: package["resources"][0]["dialect"].update(separator=";"),
        lambda package: package["resources"][0]["schema"]["fields"][0].update(type="text"),
        lambda package: package["resources"][0]["schema"].update(primaryKey=["nothing"]),
        lambda package: package["resources"][0]["schema"]["foreignKeys"][0]["reference"].update(
            resource="nothing"
        ),
    ],
)
def test_a_descriptor_that_does_not_is_seen(package: dict[str, Any], spoil) -> None:
    from copy import deepcopy

    spoilt = deepcopy(package)
    spoil(spoilt)
    assert list(faults(spoilt)) != []
