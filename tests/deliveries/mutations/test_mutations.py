"""Every mutation ends as stated: no good row is lost, no bad row gets in, and each refusal has its reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.deliveries.desk import hand_in
from tests.deliveries.mutations.cells import CELLS
from tests.deliveries.mutations.files import FILES
from tests.deliveries.mutations.good import CODES, COLUMNS, Mutation
from tests.deliveries.mutations.layouts import LAYOUTS

MUTATIONS = [*FILES, *LAYOUTS, *CELLS]


def test_there_are_at_least_sixty_and_no_two_of_one_name() -> None:
    assert len(MUTATIONS) >= 60
    assert len({mutation.title for mutation in MUTATIONS}) == len(MUTATIONS)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.title)
def test_it_ends_as_stated(tmp_path: Path, mutation: Mutation) -> None:
    received = hand_in(tmp_path, mutation.content(), mutation.name, source=mutation.source, codes=CODES)
    account = received.account
    if mutation.file_reason:
        assert (account.status, account.reason_code, account.landed) == (
            "refused_file",
            mutation.file_reason,
            0,
        )
        return
    assert account.status == "landed", f"{account.reason_code}: {account.message}"
    landed = [tuple(row[name] for name in COLUMNS) for row in received.rows]
    rounded = [tuple(round(cell, 6) if isinstance(cell, float) else cell for cell in row) for row in landed]
    assert sorted(rounded, key=repr) == sorted(mutation.landed(), key=repr)
    expected = [reason for reasons in mutation.refused.values() for reason in reasons] + list(mutation.added)
    assert Counter(problem["reason_code"] for problem in received.refused) == Counter(expected)
    assert account.refused == len(mutation.refused) + len(mutation.added)
    assert account.total_rows == mutation.totals
    assert sum(row["_note"] is not None for row in received.rows) == mutation.notes
    assert account.rows_read == account.landed + account.refused + account.total_rows
