"""Pages fetched from the web: one address a time, within bounds of time and size, with robots.txt kept to."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from importlib.metadata import version
from types import TracebackType
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from ..errors import FetchError
from ..settings import ReadSettings
from . import addresses, codings

AGENT = "variorum"
_ROBOTS_BYTES = 500_000
"""Bytes of a robots.txt that are read (RFC 9309 asks for no fewer)."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_READ = frozenset({
    "text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml", "application/rss+xml",
    "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json", "text/json",
    "application/jsonl", "application/x-ndjson", "application/x-jsonlines", "application/warc", "application/gzip",
    "application/x-gzip", "application/octet-stream", "binary/octet-stream", "",
})  # fmt: skip
"""Content types that may hold a document; what it is, is told from its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: ``url`` is where it was found in the end, ``captured`` when (UTC)."""

    url: str
    content: bytes
    content_type: str
    charset: str | None
    captured: str


class Fetcher:
    """Fetches pages, and remembers what each site's robots.txt says for as long as it lives."""

    def __init__(self, settings: ReadSettings) -> None:
        self._settings = settings
        self._robots: dict[str, RobotFileParser] = {}

    def fetch(self, url: str) -> Fetched:
        """The document at an address; raises ``FetchError`` with the reason where there is none to be had."""
        return self._followed(url, path=url, limit=self._settings.max_bytes, polite=True)

    def _followed(self, url: str, *, path: str, limit: int, polite: bool) -> Fetched:
        deadline = time.monotonic() + self._settings.deadline
        for _ in range(self._settings.redirects + 1):
            addresses.checked(url, path)
            if polite:
                self._ask(url, path)
            answer = _Answer(url, path, self._settings, limit=limit, deadline=deadline)
            found = answer.get()
            if isinstance(found, Fetched):
                return found
            url = found
        raise FetchError(f"more than {self._settings.redirects} redirects", path=path)

    def _ask(self, url: str, path: str) -> None:
        """Raise ``FetchError`` when the site's robots.txt asks that the address be left alone."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._rules(site, path)
        if not self._robots[site].can_fetch(AGENT, url):
            raise FetchError("the site's robots.txt asks not to fetch it", path=path)

    def _rules(self, site: str, path: str) -> RobotFileParser:
        """The rules of a site: none where it has no robots.txt (RFC 9309)."""
        rules = RobotFileParser()
        try:
            found = self._followed(f"{site}/robots.txt", path=path, limit=_ROBOTS_BYTES, polite=False)
        except _StatusError as error:
            if not 400 <= error.status < 500:
                raise FetchError("the site's robots.txt could not be had, so nothing is fetched", path=path) from error
            rules.parse([])
        else:
            rules.parse(found.content.decode("utf-8", "replace").splitlines())
        return rules


class _StatusError(FetchError):
    def __init__(self, status: int, reason: str, *, path: str) -> None:
        super().__init__(f"the server answered {status} {reason}".rstrip(), path=path)
        self.status = status


class _Answer:
    """One request and its answer: a document, or the address that it redirects to."""

    def __init__(self, url: str, path: str, settings: ReadSettings, *, limit: int, deadline: float) -> None:
        self._url = url
        self._path = path
        self._settings = settings
        self._limit = limit
        self._deadline = deadline

    def get(self) -> Fetched | str:
        """The document, or the address that it is to be found at."""
        import httpx2  # noqa: PLC0415  -- loaded when there is something to fetch

        headers = {
            "User-Agent": f"{AGENT}/{version('variorum')}",
            "Accept": "text/html, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.1",
            "Accept-Encoding": "gzip, deflate",
        }
        guard = _Guard(self._deadline)
        try:
            with (
                guard,
                httpx2.Client(
                    transport=addresses.transport(self._path, private=self._settings.private),
                    timeout=self._settings.timeout,
                    headers=headers,
                    trust_env=False,
                ) as client,
                client.stream("GET", self._url, extensions={"trace": guard.trace}) as response,
            ):
                found = self._document(response)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError, ValueError) as error:
            if guard.expired:
                raise FetchError(self._slow(), path=self._path) from error
            raise FetchError(_why(error), path=self._path) from error
        if guard.expired:  # a body without a length ends well wherever its connection ends
            raise FetchError(self._slow(), path=self._path)
        return found

    def _slow(self) -> str:
        return f"no end of the answer after {self._settings.deadline:g} seconds"

    def _document(self, response: Any) -> Fetched | str:
        where = response.headers.get("Location")
        if response.status_code in _REDIRECTS and where:
            return self._next(str(where))
        if response.status_code != 200:
            raise _StatusError(response.status_code, response.reason_phrase, path=self._path)
        kind = Message()
        kind["Content-Type"] = response.headers.get("Content-Type", "")
        named = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if named not in _READ and not named.endswith(("+xml", "+json")):
            raise FetchError(f"{named[:60]}, which Variorum does not read", path=self._path)
        charset = kind.get_param("charset")
        return Fetched(
            url=self._url,
            content=b"".join(self._pieces(response)),
            content_type=named,
            charset=charset if isinstance(charset, str) else None,
            captured=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _next(self, where: str) -> str:
        try:
            return urljoin(self._url, where)
        except ValueError as error:
            raise FetchError("leads to what is no address", path=self._path) from error

    def _pieces(self, response: Any) -> Iterator[bytes]:
        """The bytes of the body, unpacked as they come, within bounds of size and time."""
        coding = response.headers.get("Content-Encoding", "identity").strip().lower()
        if coding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
            raise FetchError(f"an answer packed in a way that was not asked for ({coding[:20]})", path=self._path)
        inflater = codings.Inflater(limit=self._limit) if coding not in {"identity", ""} else None
        size = 0
        for piece in response.iter_raw():
            part = inflater.feed(piece) if inflater else piece
            size += len(part)
            if size > self._limit:
                raise FetchError(f"too large: at most {self._limit:,} bytes are read", path=self._path)
            if time.monotonic() > self._deadline:
                raise FetchError(self._slow(), path=self._path)
            yield part
        if inflater:
            inflater.close()


class _Guard:
    """Ends a connection when its time is over, even one that waits for the rest of a head that never comes."""

    def __init__(self, deadline: float) -> None:
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._end)
        self._timer.daemon = True
        self._line: socket.socket | None = None
        self.expired = False

    def __enter__(self) -> _Guard:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Told by the client of what it does; the connection is what matters here."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._line = info["return_value"].get_extra_info("socket")

    def _end(self) -> None:
        self.expired = True
        if self._line is not None:
            with _quietly():
                self._line.shutdown(socket.SHUT_RDWR)


@contextmanager
def _quietly() -> Iterator[None]:
    """A connection that is gone already needs no end."""
    try:
        yield
    except OSError:
        return


def _why(error: Exception) -> str:
    import httpx2  # noqa: PLC0415

    if isinstance(error, codings.CodingError):
        return str(error)
    if isinstance(error, httpx2.TimeoutException):
        return "no answer in time"
    if "CERTIFICATE" in str(error):
        return "its certificate cannot be trusted"
    if isinstance(error, httpx2.ConnectError):
        return "cannot be reached: nobody answers there, or there is no network"
    if isinstance(error, httpx2.InvalidURL):
        return "not an address"
    return "the connection broke off" if isinstance(error, httpx2.TransportError) else "no answer that can be read"
