"""What a run takes from its environment: our own settings, and a quiet, local Prefect.

`quiet_prefect` must be called before Prefect is imported: Prefect reads its environment at import.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Defaults of the command line; each may be set as MAJORWATCH_<NAME> in the environment."""

    model_config = SettingsConfigDict(env_prefix="MAJORWATCH_", frozen=True)

    out: Path = ROOT / "data" / "warehouse"
    raw: list[Path] = Field(default_factory=lambda: [ROOT / "data" / "raw"])
    policy: str = "chongqing"
    lang: Literal["zh", "en"] = "zh"
    languages: tuple[Literal["zh", "en"], ...] = Field(
        default=("zh", "en"), min_length=1
    )  # of pages and PDFs
    cron: str = "0 2 * * *"
    timezone: str = "Asia/Shanghai"
    keep_releases: int = Field(default=30, ge=1)
    keep_days: int = Field(default=400, ge=0)  # a number must be provable a year after it was published


# Nothing is sent anywhere: no analytics of Prefect or great-expectations, and no server but the one set.
OURS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
}
# May be set otherwise outside: where Prefect keeps its state, how patient and how talkative it is.
UNLESS_SET = {
    "PREFECT_HOME": str(ROOT / ".prefect"),
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
}


def quiet_prefect() -> None:
    """Set the environment for Prefect and great-expectations."""
    os.environ.update(OURS)
    for name, value in UNLESS_SET.items():
        os.environ.setdefault(name, value)
