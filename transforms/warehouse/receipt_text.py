"""A receipt as lines a person reads in a terminal, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from transforms.warehouse.receipt import Receipt

WORDS = Path(__file__).with_name("receipt_words.yaml")


@cache
def _words() -> dict[str, dict[str, str]]:
    return yaml.safe_load(WORDS.read_text(encoding="utf-8"))


def _say(key: str, lang: str, **places: Any) -> str:
    return _words()[key][lang].format(**places)


def as_lines(receipt: Receipt, lang: str = "zh") -> list[str]:
    """The lines of a receipt. Errors: KeyError for a code without words."""
    return [
        *_head(receipt, lang),
        *_rule(receipt, lang),
        *_years(receipt, lang),
        *_evidence(receipt.verdict, lang),
        *_where(receipt, lang),
        *_around(receipt, lang),
    ]


def _head(receipt: Receipt, lang: str) -> Iterator[str]:
    row = receipt.verdict
    if receipt.release["is_synthetic"]:
        yield _say("synthetic", lang)
    names = {"institution": row["institution_name"] or row["institution_code"], "major": row["major_name"]}
    yield _say(
        "head",
        lang,
        **names,
        code=row["major_code"],
        level=_say(f"level_{row['level']}", lang),
        year=row["year"],
    )
    yield _say("program", lang, program=row["program_id"])
    yield _say(
        "card",
        lang,
        card=_say(f"card_{row['card']}", lang),
        action=row["action" if lang == "zh" else "action_en"] or "—",
    )
    if row["decision"]:
        yield _say(
            "decided",
            lang,
            card=_say(f"card_{row['decided_card']}", lang),
            decision=_say(f"decision_{row['decision']}", lang),
            by=row["decided_by"],
            on=row["decided_on"],
            document=row["decision_document"],
        )
    yield _say("why", lang, reason=_say(f"reason_{row['reason_code']}", lang))


def _rule(receipt: Receipt, lang: str) -> Iterator[str]:
    row, trigger = receipt.verdict, receipt.trigger
    if trigger:
        places = {"trigger": trigger[f"title_{lang}"], "m": trigger["m"], "n": trigger["n"]}
        yield _say("rule", lang, **places, since=row["since_year"], counted=row["years_counted"])
    if row["clause_title"]:
        yield _say(
            "clause",
            lang,
            title=row["clause_title"],
            number=f"（{row['clause_number']}）" if row["clause_number"] else "",
            article=row["clause_article"] or "—",
            kind=_say(f"kind_{row['clause_kind']}", lang),
            verified=_say(f"verified_{str(row['clause_is_verified']).lower()}", lang),
        )


def _years(receipt: Receipt, lang: str) -> Iterator[str]:
    if receipt.years:
        yield _say("years", lang, criterion=receipt.years[-1][f"criterion_{lang}"])
    for row in receipt.years:
        yield _year(row, lang)
        if row["inherited_from"]:
            yield _say("inherited", lang, program=row["inherited_from"])


def _year(row: dict[str, Any], lang: str) -> str:
    places = {"year": row["year"], "result": _say(f"result_{row['result']}", lang)}
    if row["result"] not in ("fail", "pass"):
        exemption = row["exemption_reason"]
        reason = (
            _say(f"exempt_{exemption}", lang) if exemption else _say(f"reason_{row['reason_code']}", lang)
        )
        return _say("year_not_judged", lang, **places, reason=reason)
    places |= {"line": _line(row), "line_from": row["line_valid_from"]}
    if row["denominator"] is None:
        return _say("year_value", lang, **places, value=f"{row['value']:g}")
    pooled = row["window_years"] > 1
    return _say(
        "year_judged",
        lang,
        **places,
        numerator=row["numerator"],
        denominator=row["denominator"],
        rate=_percent(row["value"]),
        pooled=_say("pooled", lang, first=row["covers_from"], last=row["year"]) if pooled else "",
    )


def _line(row: dict[str, Any]) -> str:
    return _percent(row["line"] / 10_000) if row["line_unit"] == "bp" else f"{row['line']:g}"


def _percent(fraction: float | None) -> str:
    return "—" if fraction is None else f"{fraction:.2%}"


def _evidence(row: dict[str, Any], lang: str) -> Iterator[str]:
    if row["evidence"]:
        yield _say(
            "interval",
            lang,
            low=_percent(row["rate_low"]),
            high=_percent(row["rate_high"]),
            numerator=row["pooled_numerator"],
            denominator=row["pooled_denominator"],
            pooled_low=_percent(row["pooled_low"]),
            pooled_high=_percent(row["pooled_high"]),
            evidence=_say(f"evidence_{row['evidence']}", lang),
        )


def _where(receipt: Receipt, lang: str) -> Iterator[str]:
    if receipt.sources:
        yield _say("sources", lang)
    for row in receipt.sources:
        yield _say(
            "source",
            lang,
            year=row["year"],
            file=row["file"],
            sheet=f" {row['sheet']}" if row["sheet"] else "",
            row=row["row"],
            catalogue=row["catalogue_version"],
            code=row["major_code"],
            status=_say(f"status_{row['row_status']}", lang),
        )


def _around(receipt: Receipt, lang: str) -> Iterator[str]:
    if receipt.lineage:
        yield _say("lineage", lang)
    for step in receipt.lineage:
        kind = _say(f"lineage_{step['kind']}", lang)
        old, new = _entry(step, "from"), _entry(step, "to")
        yield _say("lineage_step", lang, year=step["effective_year"], kind=kind, old=old, new=new)
    listed = [
        " ".join(
            [
                _say("exempt_" + row["reason"], lang),
                f"{row['valid_from']} – {row['valid_to']}",
                row["document_number"] or "",
            ]
        ).strip()
        for row in receipt.exemptions
    ]
    yield _say("exemptions", lang, list="; ".join(listed)) if listed else _say("no_exemption", lang)
    if receipt.refused:
        yield _say("refused", lang)
        yield from (f"  {row[f'message_{lang}']}" for row in receipt.refused)
    if receipt.remedy:
        remedy = receipt.remedy
        yield _say(
            "remedy", lang, year=remedy["year"], more=remedy["more"], needed=remedy["numerator_needed"]
        )
    release = receipt.release
    yield _say(
        "release",
        lang,
        release=release["release_id"],
        as_of=release["as_of"],
        policy=release[f"policy_title_{lang}"],
    )


def _entry(step: dict[str, Any], side: str) -> str:
    parts = (step[f"{side}_catalogue_version"], step[f"{side}_major_code"], step[f"{side}_major_name"])
    return " ".join(part for part in parts if part) or "—"
