"""What the open data is, told in both languages at once: its files are the same for every reader."""

from __future__ import annotations

from reports.document.language import LANGUAGES, language
from reports.opendata.context import OpenData
from reports.document.wording import Wording

# only an address of the web is one that a program may follow
WEB = ("https://", "http://")


class Described:
    """The open data in the words of both languages, Chinese first."""

    def __init__(self, data: OpenData) -> None:
        self.data = data
        self.wordings = [Wording(language(code), data.shared) for code in LANGUAGES]

    def both(self, key: str, **values: object) -> str:
        return " · ".join(wording.text(key, **values) for wording in self.wordings)

    def workbook(self, subject: str) -> str:
        """The name of the workbook of a subject."""
        names = [(wording, wording.text(f"open_data.subject.{subject}")) for wording in self.wordings]
        return " · ".join(wording.text("open_data.workbook", subject=name) for wording, name in names)

    def title(self) -> str:
        run = self.data.shared.run
        return f"{self.both('open_data.title')}（{run.city_name_zh} · {run.city_name_en}）"

    def description(self) -> str:
        """What it is, that it is invented where it is, and what its numbers are."""
        base = self.data.shared.disclosure.rounding_base
        keys = ["open_data.intro", "marks.note", "open_data.note.status"]
        if self.data.shared.run.is_synthetic:
            keys.insert(0, "synthetic.label")
        return "\n\n".join(self.both(key, base=base) for key in keys)

    def status(self, status: str) -> str:
        limits = self.data.shared.disclosure
        return self.both(
            f"status.{status}", cohort=limits.min_cohort, part=limits.min_part, base=limits.rounding_base
        )

    def licences(self) -> list[str]:
        """What the sources say of their use, each once."""
        return sorted({source.licence for source in self.data.shared.sources if source.licence})
