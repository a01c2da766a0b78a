"""One style for every chart, and its way into an SVG that both renderers embed.

A form (see `forms.py`) draws on a sheet measured in points. The SVG keeps text as text, carries
no date and no inline style (the site's content policy refuses them), and is the same bytes every time.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, Protocol

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from reports.document.fonts import SANS, font_files

PAGE, PHONE = 442.0, 262.0  # points: the width of the PDF's type area, and of a phone's column
SIZE, SMALL = 8.5, 7.5
MEASURED = 1 << 14  # lines of text whose size is cached: measuring one takes a millisecond
STAMP_HEIGHT = 14
INK, QUIET, RULE, GRID = "#1b1b1b", "#595959", "#8c8c8c", "#e3e3e3"
STYLE: Mapping[str, Any] = {
    "font.family": [SANS],
    "font.size": SIZE,
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    "axes.edgecolor": RULE,
    "axes.linewidth": 0.6,
    "axes.labelsize": SIZE,
    "axes.labelcolor": QUIET,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "xtick.color": RULE,
    "ytick.color": RULE,
    "xtick.labelcolor": QUIET,
    "ytick.labelcolor": QUIET,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.major.pad": 5,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.7,
    "svg.fonttype": "none",
    "svg.hashsalt": "majorwatch",
}


@dataclass(frozen=True)
class Look:
    """How one thing looks in every chart: never by colour alone (Okabe–Ito colours, a hatch, a marker)."""

    fill: str
    hatch: str
    marker: str
    dash: str = "-"

    @property
    def bar(self) -> dict[str, Any]:
        """The style of a bar, as matplotlib takes it."""
        return {"color": self.fill, "hatch": self.hatch, "ec": INK, "lw": 0.5}


LOOKS: Mapping[str, Look] = {
    "exit": Look("#5c5c5c", "xxxxx", "X"),
    "red": Look("#d55e00", "//////", "D"),
    "orange": Look("#e69f00", "\\\\\\\\", "^"),
    "yellow": Look("#f0e442", "----", "o"),
    "none": Look("#d9d9d9", "", "s"),
    "not_judged": Look("#ffffff", "", "s"),
    "first": Look("#0072b2", "", "o"),
    "second": Look("#d55e00", "//////", "D", "--"),
    "third": Look("#009e73", "||||", "s", "-."),
    "fourth": Look("#cc79a7", "xxxxx", "^", ":"),
    "fifth": Look("#000000", "\\\\\\\\", "v", "-"),
}


class Form(Protocol):
    """What can be drawn: a form knows how high it wants to be and draws on a sheet of that height."""

    def height(self, width: float) -> float: ...
    def draw(self, sheet: Sheet) -> None: ...


class Sheet:
    """A drawing area of `width` × `height` points, the origin at the lower left.

    A stamp, the label of invented data, is set above the drawing area and takes none of it.
    """

    def __init__(self, width: float, height: float, stamp: str) -> None:
        self.width, self.height = width, height
        self._whole = height + (STAMP_HEIGHT if stamp else 0)
        self.figure = Figure(figsize=(width / 72, self._whole / 72), dpi=72, facecolor="white")
        FigureCanvasAgg(self.figure)
        if stamp:
            self.write(width - 1, self._whole - 1, stamp, ha="right", va="top", size=SMALL)

    def write(self, x: float, y: float, text: str, **look: Any) -> Text:
        """Text at a point of the sheet."""
        return self.figure.text(x / self.width, y / self._whole, text, **look)

    def axes(self, left: float, bottom: float, right: float, top: float) -> Axes:
        """Axes inside margins given in points."""
        width, height = self.width - left - right, self.height - bottom - top
        return self.figure.add_axes(
            (left / self.width, bottom / self._whole, width / self.width, height / self._whole)
        )


@lru_cache(maxsize=MEASURED)
def text_width(text: str, size: float = SIZE) -> float:
    """Width of a line of text in points."""
    properties = font_manager.FontProperties(family=[SANS], size=size)
    return _ruler().get_text_width_height_descent(text, properties, ismath=False)[0]


@cache
def _ruler() -> RendererAgg:
    _register_fonts()
    return RendererAgg(10, 10, 72)


@cache
def _register_fonts() -> None:
    for path in font_files():
        font_manager.fontManager.addfont(str(path))


def drawn(form: Form, width: float, stamp: str = "") -> Figure:
    """The form on a sheet of this width; `stamp` labels invented data inside the drawing."""
    _register_fonts()
    with matplotlib.rc_context(dict(STYLE)):
        sheet = Sheet(width, form.height(width), stamp)
        form.draw(sheet)
    return sheet.figure


def svg_of(figure: Figure, name: str) -> str:
    """The drawing as one `<svg>` element; `name` makes its ids differ from those of other drawings of the page."""
    with matplotlib.rc_context(dict(STYLE)):
        buffer = io.StringIO()
        width, height = figure.get_size_inches() * 72
        renderer = _Renderer(width, height, buffer, metadata={"Date": None})
        figure.draw(renderer)
        renderer.finalize()
    return _cleaned(buffer.getvalue(), name)


class _Renderer(RendererSVG):
    """matplotlib's own, but a line of text is measured once for all charts."""

    def get_text_width_height_descent(
        self, s: str, prop: font_manager.FontProperties, ismath: bool | Literal["TeX"]
    ) -> tuple[float, float, float]:
        return _measured(s, prop.copy(), ismath)


@lru_cache(maxsize=MEASURED)
def _measured(
    text: str, font: font_manager.FontProperties, ismath: bool | Literal["TeX"]
) -> tuple[float, float, float]:
    return text_to_path.get_text_width_height_descent(text, font, ismath)


SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
REFERENCE = re.compile(r"url\(#([^)]+)\)")
NO_TURN = re.compile(r"^rotate\(-?0 ")
INHERITED = {"stroke-linejoin": "round", "stroke-linecap": "butt"}  # the rule matplotlib writes as CSS


def _cleaned(source: str, name: str) -> str:
    """matplotlib's SVG with attributes for inline styles, own ids, and nothing that is not drawn."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(source)
    for unwanted in [element for element in root if element.tag.endswith(("metadata", "defs"))]:
        if unwanted.tag.endswith("metadata") or unwanted.find(f"{{{SVG}}}style") is not None:
            root.remove(unwanted)
    used = {match for element in root.iter() for match in _referenced(element)}
    for element in root.iter():
        _clean_element(element, name, used)
    root.attrib = {"viewBox": root.attrib["viewBox"], "class": "drawing", **INHERITED}
    return ElementTree.tostring(root, encoding="unicode")


def _referenced(element: ElementTree.Element) -> Iterable[str]:
    if XLINK_HREF in element.attrib:
        yield element.attrib[XLINK_HREF].lstrip("#")
    for value in element.attrib.values():
        yield from REFERENCE.findall(value)


def _clean_element(element: ElementTree.Element, name: str, used: set[str]) -> None:
    for declaration in element.attrib.pop("style", "").split(";"):
        attribute, _, value = declaration.partition(":")
        if value.strip():
            element.set(attribute.strip(), value.strip())
    if NO_TURN.match(element.get("transform", "")):
        element.attrib.pop("transform")
    identity = element.attrib.pop("id", None)
    if identity in used:
        element.set("id", f"{name}-{identity}")
    if XLINK_HREF in element.attrib:
        element.set("href", f"#{name}-{element.attrib.pop(XLINK_HREF).lstrip('#')}")
    for attribute, value in element.attrib.items():
        element.set(attribute, REFERENCE.sub(rf"url(#{name}-\1)", value))
    if "d" in element.attrib:
        element.set("d", " ".join(element.attrib["d"].split()))
    element.tail = None
    if element.tag != f"{{{SVG}}}text":
        element.text = None
