"""What stated YAML is read into: pydantic models that refuse a field they do not know."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """The base of contracts, source files and policies: an unknown field is an error, a value never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Strict):
    """The same words in Chinese and English."""

    zh: str
    en: str
