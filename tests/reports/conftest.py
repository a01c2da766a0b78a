"""Two small warehouses: one with everything (hostile names among it), one without demand or invented data."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.document.blocks import Document
from reports.document.document import Page
from reports.publication import publish
from tests.reports.city import PROGRAMS, write_city
from tests.reports.written import write_documents, write_pages


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="session")
def bare_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bare")
    return write_city(folder, PROGRAMS, is_synthetic=False, matching=False)


@pytest.fixture(scope="session")
def public(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public folder of the first, in both languages, made once: never changed by a test."""
    folder = tmp_path_factory.mktemp("public")
    publish(warehouse, folder, ("zh", "en"))
    return folder


@pytest.fixture(scope="session")
def directory(warehouse: Path) -> tuple[Page, ...]:
    """Its pages in Chinese: schools, programs, majors, industries, districts and tables."""
    return write_pages(warehouse)["zh"]


@pytest.fixture(scope="session")
def editions(warehouse: Path) -> dict[str, tuple[Document, ...]]:
    return write_documents(warehouse, ("zh", "en"))


@pytest.fixture(scope="session")
def documents(editions: dict[str, tuple[Document, ...]]) -> list[Document]:
    return [document for documents in editions.values() for document in documents]


@pytest.fixture(scope="session")
def warning(editions: dict[str, tuple[Document, ...]]) -> Document:
    return editions["zh"][0]


@pytest.fixture(scope="session")
def matching(editions: dict[str, tuple[Document, ...]]) -> Document:
    return editions["zh"][1]
