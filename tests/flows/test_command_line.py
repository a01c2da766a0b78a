"""What a person at the command line meets: quick help, clear refusals, both languages."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

from reports.document.catalogue import LANGUAGES, REPORTS, Vocabulary, catalogues, load_catalogue
from tests.flows.conftest import ROOT, majorwatch
from tests.releases.out_folder import publish
from transforms.releases import rollback

HEAVY = ("prefect", "great_expectations", "pandas", "duckdb", "matplotlib", "pyarrow", "typst")


def test_help_imports_nothing_heavy() -> None:
    asked = "import sys; sys.argv = ['majorwatch', '--help']\nfrom flows.cli import app\n"
    report = (
        f"try: app()\nexcept SystemExit: print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked + report], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"


def test_every_message_says_the_same_in_both_languages() -> None:
    [path] = set(catalogues(ROOT / "flows").values())
    said = load_catalogue(path)
    for key in said["zh"].keys() | said["en"].keys():
        places = [
            {place for _, place, _, _ in Formatter().parse(said[lang][key]) if place} for lang in LANGUAGES
        ]
        assert places[0] == places[1], key


def test_the_command_line_has_no_entry_that_only_repeats_one_of_the_reports() -> None:
    [path] = set(catalogues(ROOT / "flows").values())
    own, reports = load_catalogue(path), {lang: Vocabulary(lang, REPORTS) for lang in LANGUAGES}
    keys = own["zh"].keys() & set(reports["zh"])
    assert not [key for key in keys if all(own[lang][key] == reports[lang][key] for lang in LANGUAGES)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "--raw", "no/such/folder"),
        ("run", "--policy", "no_such_policy"),
        ("run", "--as-of", "tomorrow"),
        ("run", "--lang", "fr"),
        ("path",),
        ("query", "select 1"),
        ("explain", "护理"),
        ("rollback", "20260101-0000000000"),
        ("verify", "20260101-0000000000"),
        ("no-such-command",),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_said_and_exits_with_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = majorwatch(*arguments, MAJORWATCH_OUT=str(tmp_path / "out"))
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_sample_is_not_written_over_other_files(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert majorwatch("sample", tmp_path).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('/etc/hostname')",
        "select * from '/etc/hostname'",
        "copy (select 1) to 'stolen.csv'",
        "copy marts.verdict to '/tmp/stolen.csv'",
        "export database '/tmp/stolen'",
        "attach 'other.duckdb'",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "install httpfs",
        "load httpfs",
        "create table marts.mine as select 1",
        "delete from marts.verdict",
        "select 1; copy (select 1) to 'stolen.csv'",
    ],
)
def test_a_query_reaches_nothing_but_the_release(sql: str, published: Path) -> None:
    done = majorwatch("query", "--out", published, sql)
    assert done.returncode == 2
    assert "查询未执行" in done.stderr


def test_a_query_answers_as_table_csv_and_json(published: Path) -> None:
    sql = "select card, zh from policy.card where card = 'red'"
    assert "停招" in majorwatch("query", "--out", published, sql).stdout
    rows = list(csv.reader(majorwatch("query", "--out", published, "--csv", sql).stdout.splitlines()))
    assert rows == [["card", "zh"], ["red", "停招"]]
    assert json.loads(majorwatch("query", "--out", published, "--json", sql).stdout) == [
        {"card": "red", "zh": "停招"}
    ]


def test_the_path_is_that_of_the_current_warehouse(published: Path) -> None:
    assert Path(majorwatch("path", "--out", published).stdout.strip()).samefile(
        published / "current/warehouse.duckdb"
    )


def test_a_release_gone_back_from_is_marked_in_the_list(tmp_path: Path) -> None:
    for id in ("20260901-a", "20260902-b"):
        publish(tmp_path, id, as_of="2026-09-01", policy_id="chongqing")
    rollback(tmp_path, "20260901-a", "2026-09-03T08:00:00+00:00")
    answer = json.loads(majorwatch("releases", "--json", "--out", tmp_path).stdout)
    assert {one["release_id"]: (one["is_current"], one["withdrawn_on"]) for one in answer} == {
        "20260901-a": (True, None),
        "20260902-b": (False, "2026-09-03"),
    }
    assert "2026-09-03" in majorwatch("releases", "--out", tmp_path).stdout


def test_a_name_of_many_programs_lists_them(published: Path) -> None:
    done = majorwatch("explain", "--out", published, "护理")
    assert done.returncode == 2
    assert done.stdout.count("vocational-2021.720201") > 1


def test_the_receipt_of_a_warned_program_names_file_and_row(published: Path) -> None:
    sql = "select program_id from marts.verdict where card = 'red' and is_latest_year and numerator is not null limit 1"
    program = majorwatch("query", "--out", published, "--csv", sql).stdout.splitlines()[1]
    answer = json.loads(majorwatch("explain", "--out", published, "--json", program).stdout)
    assert answer["verdict"]["card"] == "red"
    assert all(source["file"] and source["row"] for source in answer["sources"])
    for lang, word in (("zh", "停招"), ("en", "Suspend")):
        assert word in majorwatch("explain", "--out", published, "--lang", lang, program).stdout


def test_a_release_verifies_and_a_changed_byte_is_found(published: Path, tmp_path: Path) -> None:
    assert majorwatch("verify", "--out", published).returncode == 0
    release = (published / "current").resolve().name
    subprocess.run(["cp", "-a", published, tmp_path / "out"], check=True)
    with (tmp_path / "out" / "releases" / release / "public/site/index.html").open("a") as page:
        page.write("!")
    done = majorwatch("verify", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "index.html" in done.stderr
