"""A sheet of A4 to write on: lines of text that never leave their room, rules, and bars of colour."""

from functools import cache
from io import BytesIO
from typing import Any, Literal

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from frontend.drawn.lettering import Weight, font_file

WIDTH, HEIGHT = A4
MARGIN = 36.0
INNER = WIDTH - 2 * MARGIN
Align = Literal["left", "right", "middle"]


class Paper:
    """A document being written from the top of its first page; the same strokes give the same bytes."""

    def __init__(self, *, title: str) -> None:
        _register_fonts()
        self._written = BytesIO()
        # invariant: no dates and no random ids in the file
        self._canvas: Any = Canvas(self._written, pagesize=A4, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setCreator("Rialto")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9,
        weight: Weight = "Regular",
        room: float = INNER,
        align: Align = "left",
        grey: float = 0,
    ) -> None:
        """One line with its baseline `y` points from the top of the page, cut to its room."""
        self._canvas.setFont(weight, size)
        self._canvas.setFillGray(grey)
        draw = {
            "left": self._canvas.drawString,
            "right": self._canvas.drawRightString,
            "middle": self._canvas.drawCentredString,
        }[align]
        draw(x, HEIGHT - y, fitted(text, weight, size, room))

    def rule(self, x: float, y: float, width: float, *, thick: float = 0.4, grey: float = 0.6) -> None:
        """A line across."""
        self._canvas.setLineWidth(thick)
        self._canvas.setStrokeGray(grey)
        self._canvas.line(x, HEIGHT - y, x + width, HEIGHT - y)

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled bar in a team's colour, outlined so that a white one is seen."""
        self._canvas.setFillColor(colour)
        self._canvas.setStrokeGray(0.6)
        self._canvas.setLineWidth(0.4)
        self._canvas.rect(x, HEIGHT - y - height, width, height, fill=1, stroke=1)

    def turn(self) -> None:
        """Go on to the next page."""
        self._canvas.showPage()

    def finished(self) -> bytes:
        """The document as PDF."""
        self._canvas.save()
        return self._written.getvalue()


def fitted(text: str, weight: Weight, size: float, room: float) -> str:
    """The text, or as much of its beginning as there is room for."""
    if stringWidth(text, weight, size) <= room:
        return text
    while text and stringWidth(f"{text}…", weight, size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def _register_fonts() -> None:
    weights: tuple[Weight, ...] = ("Regular", "Semibold", "Bold")
    for weight in weights:
        registerFont(TTFont(weight, font_file(weight)))
