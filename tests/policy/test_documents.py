"""What is written about the policy language is true: the schema, and the worked example of docs/policy.md."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.sql.city import build_city, cohort, institution, major, rows_of
from transforms.policy.policy import POLICY_DIR, Policy
from transforms.warehouse import load_policy

DOCUMENT = Path(__file__).parents[2] / "docs" / "policy.md"


def test_the_schema_for_editors_is_that_of_the_loader():
    schema = Policy.model_json_schema()
    for derived in ("digest", "coupling_levels", "what_if"):
        schema["properties"].pop(derived)
    schema["required"] = [name for name in schema["required"] if name != "coupling_levels"]
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    assert json.loads((POLICY_DIR / "policy.schema.json").read_text(encoding="utf-8")) == schema


def test_the_worked_example_gives_what_it_says(tmp_path):
    [example] = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), flags=re.DOTALL)
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")
    rows = {
        "institution": [institution()],
        "major": [major("530302")],
        "employment": [cohort(2022, 25, 13), cohort(2024, 52, 30)],
    }
    city = build_city(tmp_path, rows, load_policy(path))
    found = rows_of(city, "select card, years_counted, since_year, line from marts.verdict where year = 2024")
    assert found == [("orange", 2, 2022, 5800.0)]
