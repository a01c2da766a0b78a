"""A worksheet of one open table: text is text, numbers are numbers, a missing value is no cell; never a formula.

Rows are written as XML, column by column: cell by cell, xlsxwriter takes six times as long.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from reports.opendata.guard import is_guarded
from reports.opendata.tables import OpenColumn, OpenTable

MOST_ROWS = 1_048_575  # of a sheet, below its header
MOST_CHARACTERS = 32_767  # of a cell, in units of UTF-16
DAYS_TO_1970 = 25_569  # from the day Excel counts from
CHUNK_ROWS = 8_192
NUMBER, FLAG = '"><v>', '" t="b"><v>'
END = "</v></c>"


class TableSheet(Worksheet):
    """Use: workbook.add_worksheet(name, worksheet_class=TableSheet), then fill."""

    def fill(self, table: OpenTable, header: Format, day: Format, quoted: Format) -> None:
        """Write the header, and keep the rows until the workbook is closed. `quoted`: for text that is no formula."""
        self.open_table, self.day, self.quoted = table, day, quoted
        # texts have their place in the workbook before its first sheet is written
        self.texts = {
            column.name: self._placed(table.rows[column.name].combine_chunks())
            for column in table.columns
            if column.kind == "string"
        }
        for place, column in enumerate(table.columns):
            self.write_string(0, place, f"{column.label}\n{column.name}", header)
        self.autofilter(0, 0, table.rows.num_rows, len(table.columns) - 1)
        self.dim_rowmax = table.rows.num_rows

    def _write_rows(self) -> None:
        """The header, then every row of the table."""
        super()._write_rows()
        for first in range(0, self.open_table.rows.num_rows, CHUNK_ROWS):
            for line in self._lines(first):
                self.fh.write(line)

    def _lines(self, first: int) -> list[str]:
        """A chunk of rows from this one on as XML."""
        rows = self.open_table.rows.slice(first, CHUNK_ROWS)
        numbers = pc.cast(pa.array(range(first + 2, first + rows.num_rows + 2), pa.int64()), pa.string())
        cells = []
        for place, column in enumerate(self.open_table.columns):
            begun = pc.binary_join_element_wise(f'<c r="{xl_col_to_name(place)}', numbers, "")
            if column.kind == "string":
                written = [self.texts[column.name].slice(first, CHUNK_ROWS).dictionary_decode()]
            else:
                kind, values = self._plain(column, rows[column.name].combine_chunks())
                written = [kind, pc.cast(values, pa.string()), END]
            cells.append(pc.fill_null(pc.binary_join_element_wise(begun, *written, ""), ""))
        opened = pc.binary_join_element_wise('<row r="', numbers, '">', "")
        return pc.binary_join_element_wise(opened, *cells, "</row>", "").to_pylist()

    def _placed(self, values: pa.Array) -> pa.DictionaryArray:
        """A column of texts, each as the rest of its cell."""
        told = values.dictionary_encode()
        texts = [self._text(text) for text in told.dictionary.to_pylist()]
        return pa.DictionaryArray.from_arrays(told.indices, pa.array(texts, pa.string()))

    def _plain(self, column: OpenColumn, values: pa.Array) -> tuple[str, pa.Array]:
        """How a cell that is no text begins, and the numbers that stand in it."""
        if column.kind == "boolean":
            return FLAG, pc.cast(values, pa.int8())
        if column.kind == "date":
            days = pc.add(pc.cast(values, pa.int32()), DAYS_TO_1970)
            return f'" s="{self.day._get_xf_index()}"><v>', days
        return NUMBER, values

    def _text(self, text: str) -> str:
        """How a cell of this text goes on after its number: a place in the table of texts that the workbook shares."""
        style = f'" s="{self.quoted._get_xf_index()}' if is_guarded(text) else ""
        text = _fitting(text)
        if text.startswith("<r>"):
            # the library takes such a text for its own mark-up: it stands in the cell itself
            own = escape(self._escape_control_characters(text))
            return f'{style}" t="inlineStr"><is><t xml:space="preserve">{own}</t></is></c>'
        return f'{style}" t="s"><v>{self.str_table._get_shared_string_index(text)}</v></c>'


def _fitting(text: str) -> str:
    """As much of a text as a cell holds."""
    units = text.encode("utf-16-le")
    return (
        units[: 2 * MOST_CHARACTERS].decode("utf-16-le", "ignore")
        if len(units) > 2 * MOST_CHARACTERS
        else text
    )
