"""The apparatus of statements as TEI P5: base text, witnesses and their readings by parallel segmentation.

One ``div`` an event, in it one ``div`` an entry that was collated word by word.  Its ``ab`` is the base text; its
``source`` names the witnesses collated in it.  Where they part stands an ``app``, with the base's words as ``lem`` and
one ``rdg`` a wording; outside an ``app`` all of them agree but for type and punctuation.  Readings that give the same
in their own words follow as notes.  Only what TEI's modules ``textcrit``, ``header`` and ``core`` define is used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from ..model import Edition, Entry, Volume, Witness
from . import segmentation
from .apparatus import GAP, anchor
from .safe import one_line
from .segmentation import Place, Segmented

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, and the characters that are none."""
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class _Known:
    """Texts and XML ids of the witnesses, by article id."""

    texts: dict[str, str]
    ids: Mapping[str, str]

    def refs(self, articles: list[str]) -> str:
        return " ".join(f"#{self.ids[a]}" for a in articles)


def render(volume: Volume) -> str:
    """The whole document, UTF-8 declared."""
    known = _Known({w.article.id: w.article.text for w in volume.witnesses}, _ids(volume))
    root = ET.Element("TEI", {"xmlns": _NAMESPACE})
    _header(root, volume, known)
    body = _child(_child(root, "text"), "body")
    for edition in volume.editions:
        _event(body, edition, known)
    if not len(body):
        _child(body, "p", "No event.")
    _broken(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _ids(volume: Volume) -> Mapping[str, str]:
    """An XML id for each article, made of its sign where that can be one."""
    plain = {a: re.sub(r"[^A-Za-z0-9._-]", "-", sign) for a, sign in volume.labels}
    clear = len(set(plain.values())) == len(plain)
    return {a: f"w-{plain[a]}" if clear else anchor("w", sign) for a, sign in volume.labels}


def _child(parent: ET.Element, name: str, words: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, name, {k.replace("xml_", "xml:"): _legal(v) for k, v in attributes.items()})
    if words:
        made.text = _legal(words)
    return made


def _legal(words: str) -> str:
    return _ILLEGAL.sub("\ufffd", words)


def _header(root: ET.Element, volume: Volume, known: _Known) -> None:
    header = _child(root, "teiHeader")
    file = _child(header, "fileDesc")
    titles = "; ".join(one_line(e.event.title) for e in volume.editions)
    _child(_child(file, "titleStmt"), "title", titles or "No event")
    _child(_child(file, "publicationStmt"), "p", f"An edition made by Variorum, recipe {volume.recipe}.")
    listed = _child(_child(file, "sourceDesc"), "listWit")
    for witness in volume.witnesses:
        _witness(listed, witness, dict(volume.labels)[witness.article.id], known)
    if not volume.witnesses:
        _child(listed, "witness", "No witness.")
    encoding = _child(header, "encodingDesc")
    _child(encoding, "variantEncoding", method="parallel-segmentation", location="internal")


def _witness(listed: ET.Element, witness: Witness, sign: str, known: _Known) -> None:
    article = witness.article
    made = _child(listed, "witness", n=sign, xml_id=known.ids[article.id])
    if article.language and _LANGUAGE.fullmatch(article.language):
        made.set("xml:lang", article.language)
    about = _child(made, "bibl")
    if article.title:
        _child(about, "title", one_line(article.title), level="a")
    _child(about, "publisher", one_line(article.outlet or "unknown outlet"))
    if article.published:
        dated = _child(about, "date", article.published)
        if day := _DAY.match(article.published):
            dated.set("when", day.group())
    if article.url:
        _child(about, "ref", article.url)
    _child(about, "idno", article.sha256, type="sha256")


def _event(body: ET.Element, edition: Edition, known: _Known) -> None:
    event = _child(body, "div", type="event", xml_id=anchor("event", edition.event.id))
    _child(event, "head", one_line(edition.event.title) or "Untitled")
    made = 0
    for entry in edition.entries:
        segmented = segmentation.of(entry, known.texts) if entry.kind not in ("figure", "moment") else None
        if segmented is not None:
            _entry(event, entry, segmented, known)
            made += 1
    if not made:
        _child(event, "p", "No statement of this event stands in two witnesses in words that could be collated.")


def _entry(event: ET.Element, entry: Entry, segmented: Segmented, known: _Known) -> None:
    made = _child(event, "div", type=entry.kind, xml_id=anchor("entry", entry.id))
    base = entry.readings[entry.base]
    _child(made, "head", entry.speaker.name if entry.speaker else "No speaker named")
    collated = [entry.readings[i].article for i in segmented.collated]
    apparatus = _child(made, "ab", source=known.refs([base.article, *collated]))
    for part in segmented.parts:
        if isinstance(part, Place):
            _app(apparatus, entry, part, known)
        else:
            _append(apparatus, part)
    if not len(apparatus):
        _alike(apparatus, known.refs([base.article, *collated]))
    for index, relation in segmented.relations:
        note = _child(made, "note", relation.why, type="relation", subtype=_word(relation.relation))
        note.set("source", known.refs([entry.readings[index].article]))
    for index, reading in enumerate(entry.readings):
        if index != entry.base and index not in segmented.collated:
            words = GAP.join(p.of(known.texts[reading.article]) for p in reading.content or (reading.span,))
            note = _child(made, "note", words, type="reading", subtype=reading.form)
            note.set("source", known.refs([reading.article]))


def _word(relation: str) -> str:
    return relation.replace(" ", "-")


def _alike(apparatus: ET.Element, refs: str) -> None:
    """All agree: the whole text as one reading of them all."""
    words, apparatus.text = apparatus.text, None
    _child(_child(apparatus, "app"), "lem", words or "", wit=refs)


def _append(parent: ET.Element, words: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + _legal(words)
    else:
        parent.text = (parent.text or "") + _legal(words)


def _app(apparatus: ET.Element, entry: Entry, place: Place, known: _Known) -> None:
    """One place: the base's words with those who have them, then each other wording with those who have it."""
    base = entry.readings[entry.base].article
    same = _norm(place.base)
    wordings: dict[str | None, list[str]] = {}
    agree = [base]
    for index, words in place.words:
        article = entry.readings[index].article
        if words is not None and _norm(words) == same:
            agree.append(article)
        else:
            wordings.setdefault(words, []).append(article)
    begun = bool(len(apparatus) or (apparatus.text or "").strip())
    if not place.base and begun:
        _append(apparatus, " ")
    made = _child(apparatus, "app")
    _child(made, "lem", place.base, wit=known.refs(agree))
    for wording, articles in wordings.items():
        reading = _child(made, "rdg", wording or "", wit=known.refs(articles), type=_type(place.base, wording))
        if wording is None:
            _child(reading, "gap", reason="not-compared")
    if not place.base and not begun:
        _append(apparatus, " ")


def _norm(words: str) -> str:
    return " ".join(words.split()).casefold()


def _type(base: str, words: str | None) -> str:
    if words is None:
        return "not-compared"
    return "omission" if not words else "substitution" if base else "addition"


def _broken(root: ET.Element) -> None:
    """Line ends between elements that hold no text of their own, so that people can read the file, too."""
    for parent in root.iter():
        if parent.tag in _STRUCTURE:
            parent.text = parent.text or "\n"
            for child in parent:
                child.tail = "\n"


_STRUCTURE = frozenset(
    {
        "TEI", "teiHeader", "fileDesc", "titleStmt", "publicationStmt", "sourceDesc", "listWit", "encodingDesc",
        "text", "body", "div",
    }
)  # fmt: skip
