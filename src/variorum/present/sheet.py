"""A sheet of terminal lines of one width.  Every word goes through ``safe`` here, so that no caller can forget it."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING, Final

from . import safe

if TYPE_CHECKING:
    from rich.text import Text

Piece = str | tuple[str, str]
"""Words, or words and a style of ``rich``."""

NARROWEST: Final = 40
"""Columns; a narrower terminal gets this width."""
WIDEST: Final = 120
"""Columns; longer lines are hard to read, and a wider terminal leaves them free."""
_ORPHAN: Final = 12
"""A last line with a single word shorter than this is avoided where a slightly narrower paragraph can."""
_GIVE: Final = 10


class Sheet:
    """Collects lines; ``text()`` gives them, with escape codes only when ``colour`` is set.

    The environment has no say (``NO_COLOR``, ``COLUMNS`` are the caller's to read), so that the same volume gives the
    same bytes.
    """

    def __init__(self, *, width: int, colour: bool) -> None:
        from rich.console import Console  # noqa: PLC0415  (heavy; only the terminal view needs it)

        self.width = min(max(width, NARROWEST), WIDEST)
        self._out = StringIO()
        self._console = Console(
            file=self._out, width=self.width, force_terminal=colour, color_system="standard" if colour else None,
            no_color=not colour, highlight=False, markup=False, emoji=False, legacy_windows=False, _environ={},
        )  # fmt: skip

    def blank(self) -> None:
        """An empty line, never two in a row."""
        if not self._out.getvalue().endswith("\n\n"):
            self._out.write("\n")

    def rule(self, mark: str) -> None:
        """A line of ``mark`` over the whole width."""
        self.line((mark * self.width, "dim"))

    def line(self, *pieces: Piece, indent: int = 0) -> None:
        """A paragraph whose lines all begin at column ``indent``."""
        for part in self._wrapped(self._made(pieces), self.width - indent):
            self._put(" " * indent, part)

    def item(self, label: Piece, *pieces: Piece, indent: int = 0, column: int) -> None:
        """A paragraph at ``column`` with a label at ``indent``: beside it, or above it where it is too long."""
        name = self._made((label,))
        if name.cell_len >= column - indent:
            self.line(label, indent=indent)
            self.line(*pieces, indent=column)
            return
        first = " " * (column - indent - name.cell_len)
        for number, part in enumerate(self._wrapped(self._made(pieces), self.width - column)):
            if number == 0:
                self._put(" " * indent, name, first, part)
            else:
                self._put(" " * column, part)

    def columns(self, cells: Sequence[tuple[Piece, int]], *, indent: int = 0) -> None:
        """One line of cells, each in its number of columns; a longer one is cut."""
        parts: list[str | Text] = [" " * indent]
        for piece, room in cells:
            made = self._made((piece,))
            made.truncate(room, overflow="crop", pad=True)
            parts.append(made)
        self._put(*parts)

    def flow(self, items: Sequence[Piece], *, indent: int = 0, gap: str = "  ") -> None:
        """Items side by side, with ``gap`` between them, as many as fit in a line; none is broken over two."""
        row: list[Piece] = []
        used = indent
        for item in items:
            cells = self._made((item,)).cell_len
            if row and used + len(gap) + cells > self.width:
                self.line(*row, indent=indent)
                row, used = [], indent
            row += [gap, item] if row else [item]
            used += cells + (len(gap) if len(row) > 1 else 0)
        if row:
            self.line(*row, indent=indent)

    def text(self) -> str:
        """The sheet: no white space at line ends, one line feed at its end."""
        lines = (line.rstrip() for line in self._out.getvalue().strip("\n").split("\n"))
        return "\n".join(lines) + "\n"

    def _made(self, pieces: Sequence[Piece]) -> Text:
        from rich.text import Text  # noqa: PLC0415

        made = Text()
        for piece in pieces:
            words, style = piece if isinstance(piece, tuple) else (piece, "")
            made.append(_safe(words), style=style or None)
        made.rstrip()
        return made

    def _wrapped(self, text: Text, room: int) -> list[Text]:
        """Lines of at most ``room`` columns; a word longer than that is folded."""
        widest: list[Text] = []
        for give in range(_GIVE):
            lines = list(text.wrap(self._console, max(room - give, 1), overflow="fold"))
            for line in lines:
                line.rstrip()
            widest = widest or lines
            last = lines[-1].plain if lines else ""
            if len(lines) < 2 or " " in last or len(last) >= _ORPHAN:
                return lines
        return widest

    def _put(self, *parts: str | Text) -> None:
        from rich.text import Text  # noqa: PLC0415

        whole = Text()
        for part in parts:
            whole.append(part) if isinstance(part, str) else whole.append_text(part)
        self._console.print(whole, no_wrap=True, overflow="ignore", crop=False)


def _safe(words: str) -> str:
    """Safe for a terminal; blanks at the edges, which separate it from the next piece, stay (two at most)."""
    shown = safe.terminal_text(words)
    before = len(words) - len(words.lstrip(" "))
    after = len(words) - len(words.rstrip(" ")) if shown else 0
    return " " * min(before, 2) + shown + " " * min(after, 2)
