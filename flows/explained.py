"""Which receipt is asked for: that of a verdict or that of an industry's match."""

from __future__ import annotations

from pathlib import Path


def explain_one(
    warehouse: Path, program: str | None, industry: str | None, year: int | None, lang: str, *, as_json: bool
) -> int:
    """Print the receipt of the one that is named; returns the exit code."""
    if industry is not None:
        from flows.commands.explain_industry import show_industry

        return show_industry(warehouse, industry, year, lang, as_json=as_json)
    from flows.commands.explain import show_receipt

    return show_receipt(warehouse, program or "", year, lang, as_json=as_json)
