"""An edition as one self-contained page: readable without scripts, a reading room with them, never on the network.

Articles are untrusted.  Three things keep their text from acting on the page: jinja2 escapes every value, every value
that is text passes ``visible`` first (control characters and overrides of direction are written out), and the page's
own policy lets run the one script whose digest it names and load nothing at all.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from hashlib import sha256
from importlib.resources import files

import jinja2
from markupsafe import Markup

from ..model import Volume
from ..settings import PresentSettings
from . import compose
from .html_build import page
from .html_data import Page
from .html_edition import LISTED
from .html_words import excerpt, turning, visible
from .labels import BASES, CELLS, FIGURE_VERDICTS, REUSE, verdict

STYLES = ("base.css", "edition.css", "tables.css", "articles.css", "print.css")
FIRST = ("first.js",)
"""What must run before the page is drawn."""
SCRIPTS = ("core.js", "places.js", "filters.js", "beside.js", "keys.js")
_LEAN = re.compile("<[^>]*>|&#3[49];")
_PLAIN = re.compile(r'="([\w#.][\w#.:–-]*)"(?=[ >])', re.ASCII)
_CLOSED = re.compile(r"</(?:li|t[dhr]|option)>\s*(?=</?(?:li|[uo]l|t[dhr]|thead|tbody|tfoot|option|select)\b)")
"""End tags that HTML lets be left out: what follows ends the element anyway."""
_NOTES = re.compile(r"(?m)^[ \t]+|^(?://.*|/\*.*\*/)?\n")
_ESCAPED = {"&#34;": '"', "&#39;": "'"}
"""Marks that need no escape between elements."""


def render(volume: Volume, *, settings: PresentSettings | None = None) -> str:
    """The page of a volume: a whole HTML document that can be encoded as UTF-8, whatever its articles hold."""
    return render_page(page(compose.volume(volume, settings=settings)))


def render_page(data: Page) -> str:
    """The page of its data; see ``html_data.Page``."""
    first, script = _script(FIRST), _script(SCRIPTS)
    made = (
        _templates()
        .get_template("page.html.j2")
        .render(
            page=data,
            speakers={name: place for place, name in enumerate(data.choices.speakers, start=1)},
            policy=policy(first, script),
            style=Markup(_style() + _continued(data)),
            first=Markup(first),
            script=Markup(script),
        )
    )
    head, start, rest = made.partition("<body>")
    body, end, tail = rest.rpartition("<script>")
    return head + start + lean(body) + end + tail


def policy(*scripts: str) -> str:
    """What the page allows itself: inline style, these scripts, nothing from anywhere."""
    digests = (base64.b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'; form-action 'none'"


def lean(body: str) -> str:
    """The same elements in a twelfth less: quotation marks and end tags only where HTML asks for them.

    ``body`` is escaped throughout, so that every ``<``, ``>`` and ``"`` in it is a template's.
    """
    return _CLOSED.sub("", _LEAN.sub(_leaner, body))


def _leaner(found: re.Match[str]) -> str:
    piece = found.group()
    return _ESCAPED.get(piece) or _PLAIN.sub(r"=\1", piece)


def _asset(name: str) -> str:
    """A style sheet or script without its notes, which stand on lines of their own, and without its indentation."""
    text = (files("variorum") / "present" / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")
    return _NOTES.sub("", text)


@cache
def _style() -> str:
    return "".join(_asset(name) for name in STYLES)


@cache
def _script(names: tuple[str, ...]) -> str:
    """These scripts in one closed scope."""
    return '(() => {\n"use strict";\n' + "".join(_asset(name) for name in names) + "})();\n"


def _continued(data: Page) -> str:
    """Rules that light every piece of a passage that had to be cut, without any script."""
    cut = dict.fromkeys(name for article in data.articles for name in article.split)
    return "".join(f':root:has([id="{name}"]:target) [data-of="{name}"]{{background:var(--lit)}}\n' for name in cut)


@cache
def _templates() -> jinja2.Environment:
    env = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "excerpt": excerpt,
        "slug": _slug,
        "spaced": _spaced,
        "score": _score,
        "verdict": verdict,
        "isolated": _isolated,
    }
    env.tests |= {"turning": turning}
    env.globals |= {"cells": CELLS, "verdicts": FIGURE_VERDICTS, "bases": BASES, "listed": LISTED, "reuse": REUSE}
    return env


def _template(name: str) -> str:
    """A template without its indentation, which is a tenth of a page."""
    source = (files("variorum") / "present" / "templates" / name).read_text(encoding="utf-8")
    return re.sub(r"(?m)^[ \t]+", "", source)


def _finalize(value: object) -> object:
    """Every value on its way into the page; markup is ours (a macro's result) and has been through here in parts."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _isolated(text: str) -> str | Markup:
    """Text that may run from right to left, kept from turning what stands beside it."""
    return Markup("<bdi>{}</bdi>").format(visible(text)) if turning(text) else text


def _slug(label: str) -> str:
    return label.replace(" ", "-")


def _spaced(label: str) -> str:
    return label.replace("-", " ")


def _score(value: float) -> str:
    return f"{value:.2f}"
