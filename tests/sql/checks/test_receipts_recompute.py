"""The check that verdicts recompute: each way a receipt can belie its verdict is found; under no policy one does."""

from __future__ import annotations

import pytest

from tests.sql.checks.test_checks_can_fail import RESULT, VERDICT, VERDICT_WORLD, offending_rows
from tests.sql.city import build_city
from tests.worlds.test_whatif import random_rows
from transforms.policy.policy import POLICY_DIR
from transforms.warehouse import find_checks, load_policy

CHECK = next(check for check in find_checks() if check.name == "verdicts_recompute_from_their_receipts")
PASSED = {
    "card": "none",
    "reason_code": "passed",
    "trigger_id": None,
    "years_counted": None,
    "fired_year": None,
}
AT_LINE = {"numerator": 30}
PRESETS = sorted(path.stem for path in POLICY_DIR.glob("*.yaml") if path.stem != "method")


@pytest.mark.parametrize(
    ("what", "verdict", "result", "offends"),
    [
        ("two failing years give the card of their trigger", {}, {}, False),
        ("another card than its trigger gives", {"card": "red"}, {}, True),
        ("no trigger at all", {"trigger_id": None}, {}, True),
        ("one year counted where two are asked", {"years_counted": 1}, {}, True),
        ("the counts meet the line", AT_LINE, AT_LINE, True),
        ("the result says fail, its counts say pass", AT_LINE, AT_LINE | {"result": "fail"}, True),
        ("another numerator than its result has", {"numerator": 28}, {}, True),
        ("another line than its result met", {"line": 5500.0}, {}, True),
        ("no result behind it", {}, {"year": 2019}, True),
        ("a pass without a card", PASSED | AT_LINE, AT_LINE | {"result": "pass"}, False),
        ("a pass that is none", PASSED, {}, True),
        (
            "not judged though it has a result",
            PASSED | {"card": "not_judged", "reason_code": "missing"},
            {},
            True,
        ),
        (
            "not judged for want of one",
            PASSED | {"card": "not_judged", "reason_code": "missing", "numerator": None, "denominator": None},
            {"result": "missing", "numerator": None, "denominator": None},
            False,
        ),
    ],
)
def test_a_receipt_that_belies_its_verdict_is_found(what, verdict, result, offends):
    world = VERDICT_WORLD | {
        "marts.verdict": [VERDICT | verdict],
        "marts.criterion_result": [RESULT | result],
    }
    assert (offending_rows(CHECK.sql, world) > 0) == offends, what


@pytest.mark.parametrize("preset", PRESETS)
def test_under_every_policy_every_verdict_recomputes(preset, tmp_path):
    city = build_city(tmp_path, random_rows(11, schools=30), policy=load_policy(preset))
    assert city.con.sql(CHECK.sql).fetchall() == []
    city.con.close()
