"""Which releases are kept: never fewer than readers and a rollback need."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from transforms.releases.listing import Release


@dataclass(frozen=True)
class Retention:
    """The newest `count` releases are kept, and every one published in the `days` before `today`."""

    count: int
    days: int
    today: date

    def outlived(self, releases: Sequence[Release], needed: Collection[str]) -> list[Release]:
        """Those to let go, of releases from the oldest to the newest; none whose id is needed."""
        since = datetime.combine(self.today - timedelta(self.days), time.min, UTC).timestamp()
        beyond = releases[: max(len(releases) - self.count, 0)]
        return [item for item in beyond if item.id not in needed and item.published_at < since]
