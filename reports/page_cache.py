"""Published files are cached: what would be made from the same things again is copied instead.

The files of one language are cached with their checksums. Where they are lost, or one of them is damaged, they are
written anew: it costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transforms.releases.contents import contents, digest_of_code

LISTING = "listing.json"


def key_of(public_file: Path, langs: Sequence[str]) -> str:
    """Digest of all that pages and PDFs follow from: what the public file holds, the code, and which languages."""
    made_from = (contents(public_file), digest_of_code(langs))
    return hashlib.sha256(repr(made_from).encode()).hexdigest()


@dataclass(frozen=True)
class CachedFiles:
    """The files of one language in a folder of their own, and the key of what they were made from."""

    folder: Path
    key: str

    def restored(self, public: Path) -> list[Path] | None:
        """Copy them below `public` and return them; None where they are not whole, or were made from something else."""
        try:
            return [self._copied(name, sha256, public) for name, sha256 in self._listing().items()] or None
        except (OSError, ValueError):
            return None

    def store(self, written: Iterable[Path], public: Path) -> None:
        """Cache these files instead of those before. A folder that cannot be written caches nothing."""
        aside = self.folder.with_name(f"{self.folder.name}.new")
        with suppress(OSError):
            shutil.rmtree(aside, ignore_errors=True)
            files = {path.relative_to(public).as_posix(): _linked(path, public, aside) for path in written}
            (aside / LISTING).write_text(json.dumps({"key": self.key, "files": files}), encoding="utf-8")
            shutil.rmtree(self.folder, ignore_errors=True)
            aside.replace(self.folder)

    def _listing(self) -> dict[str, str]:
        listing: Any = json.loads((self.folder / LISTING).read_text(encoding="utf-8"))
        if not isinstance(listing, dict) or listing.get("key") != self.key:
            return {}
        return dict(listing["files"])

    def _copied(self, name: str, sha256: str, public: Path) -> Path:
        content = (self.folder / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ValueError(f"{name} is damaged")
        path = public / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path


def _linked(path: Path, public: Path, aside: Path) -> str:
    """Link a file rather than copy it; returns its checksum."""
    own = aside / path.relative_to(public)
    own.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, own)
    except OSError:
        shutil.copyfile(path, own)
    return hashlib.sha256(path.read_bytes()).hexdigest()
