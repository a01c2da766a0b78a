"""The web root: every release at its address, the withdrawn ones marked, all of it made again from what stands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from flows.run import leads_to
from reports.render.web_root import Place, ReleaseStatus, statuses_of, web_files, write_web
from tests.releases.out_folder import publish
from tests.reports.html_reader import Page
from transforms.releases import current_release, list_releases, rollback, verify

ATOM = "{http://www.w3.org/2005/Atom}"
AT = "2026-09-03T08:00:00+00:00"
FIRST, SECOND, THIRD = "20260901-a", "20260902-b", "20260903-c"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Three releases, the last two withdrawn because of a <wrong> number."""
    for id in (FIRST, SECOND, THIRD):
        publish(tmp_path, id, as_of=f"2026-09-{id[6:8]}", policy_id="chongqing")
        write_web(tmp_path)
    rollback(tmp_path, FIRST, AT, "a <wrong> number")
    write_web(tmp_path)
    return tmp_path


def entries(out: Path) -> dict[str, tuple[str, str]]:
    """Status and date of each entry of the feed."""
    feed = ElementTree.parse(out / "web/feed.xml").getroot()
    return {
        str(entry.findtext(f"{ATOM}id")).rpartition(":")[2]: (
            entry.find(f"{ATOM}category").attrib["term"],  # type: ignore[union-attr]
            str(entry.findtext(f"{ATOM}updated")),
        )
        for entry in feed.findall(f"{ATOM}entry")
    }


def statuses(out: Path) -> dict[str, str]:
    latest = json.loads((out / "web/latest.json").read_text(encoding="utf-8"))
    return {one["id"]: one["status"] for one in latest["releases"]}


def test_a_withdrawn_release_stays_at_its_address_and_is_marked(out: Path) -> None:
    assert statuses(out) == {FIRST: "current", SECOND: "withdrawn", THIRD: "withdrawn"}
    assert entries(out)[THIRD] == ("withdrawn", AT)
    page = Page(out / "web/releases" / THIRD / "index.html")
    assert f"以{FIRST}为准" in page.words
    assert "a <wrong> number" in page.words
    assert (out / "web/releases" / THIRD / "site/index.html").read_text(encoding="utf-8") == "<p>一</p>"
    assert "已撤回" in Page(out / "web/index.html").words
    assert all(verify(release) == [] for release in list_releases(out))


def test_dates_are_those_the_releases_tell_of(out: Path) -> None:
    assert entries(out)[FIRST] == ("current", "2026-09-01T00:00:00+00:00")
    feed = ElementTree.parse(out / "web/feed.xml").getroot()
    assert feed.findtext(f"{ATOM}updated") == AT


def test_one_that_is_published_again_is_no_longer_marked(out: Path) -> None:
    rollback(out, THIRD, AT)
    write_web(out)
    assert statuses(out) == {THIRD: "current", SECOND: "withdrawn", FIRST: "earlier"}
    assert leads_to(out, THIRD)
    assert not leads_to(out, FIRST)


def test_every_link_leads_somewhere(out: Path) -> None:
    pages = [*(out / "web").glob("index*.html"), *(out / "web").glob("releases/*/index*.html")]
    assert len(pages) == 2 + 2 * 3
    for path in pages:
        for address in set(Page(path).addresses()) - {"#text"}:
            target = path.parent / address
            assert (target / "index.html" if address.endswith("/") else target).exists(), f"{path}: {address}"


def test_it_is_made_again_the_same_and_moved_to_in_one_step(out: Path) -> None:
    before = {path.name: path.read_bytes() for path in (out / "web").glob("*.*")}
    stood = (out / "web").resolve()
    shutil.rmtree(out / ".web")
    (out / "web").unlink()
    assert not leads_to(out, FIRST)
    write_web(out)
    assert {path.name: path.read_bytes() for path in (out / "web").glob("*.*")} == before
    assert (out / "web").resolve() == stood
    assert [path.name for path in (out / ".web").iterdir()] == [stood.name]
    moved = shutil.move(out, out.with_name("moved"))
    assert Path(moved, "web/releases", SECOND, "site/index.html").is_file(), "links are relative"


def test_a_release_let_go_leaves_the_web_root(out: Path) -> None:
    publish(out, "20260904-d", as_of="2026-09-04", policy_id="chongqing", kept=1)
    write_web(out)
    kept = {release.id for release in list_releases(out)}
    assert set(statuses(out)) == kept == {path.name for path in (out / "web/releases").iterdir()}
    assert SECOND not in kept


def test_before_the_first_release_there_is_none(tmp_path: Path) -> None:
    assert write_web(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_invented_data_are_labelled_and_names_stay_text(out: Path) -> None:
    current = current_release(out)
    assert current is not None
    [one] = statuses_of([current], current.id, {})
    hostile = ReleaseStatus(one.id, one.as_of, "<b>", "withdrawn", ("zh",), AT, "<script>", "x")
    files = web_files([one, hostile], Place({"zh": "<i>", "en": "<i>"}, True))
    assert "SYNTHETIC SAMPLE" in files["index.en.html"]
    markup = [text for name, text in files.items() if not name.endswith(".json")]
    assert not [text for text in markup if "<script>" in text or "<i>" in text or "<b>" in text]
