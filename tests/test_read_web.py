"""Addresses as paths: fetched from loopback servers only, and every way in which a server can misbehave."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from variorum.clean import article
from variorum.model import Capture, Rejected
from variorum.read import addresses, captures
from variorum.settings import ReadSettings

PAGE = (
    b"<html><head><title>T</title></head><body><article><h1>Ellery bridge stays shut all year</h1>"
    b"<p>The council of Ellery said on Monday that the bridge would stay shut until the end of the year.</p>"
    b"</article></body></html>"
)
FEED = b"""<rss version="2.0"><channel><title>The Ellery Gazette</title><link>http://127.0.0.1/</link>
<item><title>Bridge</title><link>/bridge</link><description>&lt;p&gt;The council of Ellery said on Monday that the
bridge would stay shut.&lt;/p&gt;</description></item></channel></rss>"""
OPEN = ReadSettings(private=True, max_bytes=1_000_000)
HASTY = ReadSettings(private=True, timeout=2.0, deadline=3.0, max_bytes=1_000_000)


class Site(BaseHTTPRequestHandler):
    """A small and badly behaved web site."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        route = self.path.split("?")[0]
        answer = ROUTES.get(route)
        try:
            if answer is None:
                self.send_error(404)
            else:
                answer(self)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def log_message(self, *_args: object) -> None:
        pass

    def give(self, body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def moved(where: str, status: int = 302) -> Callable[[Site], None]:
    return lambda site: site.give(b"", status=status, Location=where)


def endless(site: Site) -> None:
    site.send_response(200)
    site.send_header("Content-Type", "text/html")
    site.end_headers()
    while True:
        site.wfile.write(b"<p>more words</p>" * 4000)


def dripping(site: Site) -> None:
    site.send_response(200)
    site.send_header("Content-Type", "text/html")
    site.end_headers()
    for _ in range(100):
        site.wfile.write(b"<p>")
        time.sleep(0.2)


def dripping_head(site: Site) -> None:
    site.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for i in range(100):
        site.wfile.write(b"X-Header-%d: a\r\n" % i)
        time.sleep(0.2)


def silent(site: Site) -> None:
    time.sleep(20)


def broken(site: Site) -> None:
    site.send_response(200)
    site.send_header("Content-Type", "text/html")
    site.send_header("Content-Length", "5000")
    site.end_headers()
    site.wfile.write(PAGE)
    site.close_connection = True


def nonsense(site: Site) -> None:
    site.wfile.write(b"this is no HTTP\r\n\r\n")


def huge_header(site: Site) -> None:
    site.wfile.write(b"HTTP/1.1 200 OK\r\nX-Header: " + b"a" * 5_000_000 + b"\r\n\r\n")


def endless_head(site: Site) -> None:
    site.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        site.wfile.write(b"X-Header: a\r\n" * 1000)


def raw(head: bytes, body: bytes) -> Callable[[Site], None]:
    def answer(site: Site) -> None:
        site.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n\r\n" + body)
        site.close_connection = True

    return answer


ROUTES: dict[str, Callable[[Site], None]] = {
    "/page": lambda s: s.give(PAGE, "text/html; charset=utf-8"),
    "/2024/05/14/story.html": lambda s: s.give(PAGE),
    "/untyped": lambda s: s.give(PAGE, ""),
    "/feed": lambda s: s.give(FEED, "application/rss+xml"),
    "/rows": lambda s: s.give(b'{"text": "a"}\n{"text": "b"}\n', "application/x-ndjson"),
    "/image": lambda s: s.give(b"\x89PNG\r\n", "image/png"),
    "/disguised": lambda s: s.give(b"%PDF-1.7", "text/html"),
    "/gone": lambda s: s.give(b"", status=410),
    "/loop": moved("/loop"),
    "/five": moved("/four"),
    "/four": moved("/three", 301),
    "/three": moved("/two", 307),
    "/two": moved("/one", 308),
    "/one": moved("/page", 303),
    "/six": moved("/five"),
    "/to-file": moved("file:///etc/passwd"),
    "/to-secret": moved("http://user:word@127.0.0.1/"),
    "/endless": endless,
    "/dripping": dripping,
    "/dripping-head": dripping_head,
    "/silent": silent,
    "/broken": broken,
    "/large": lambda s: s.give(b"<p>" + b"words " * 400_000),
    "/packed": lambda s: s.give(gzip.compress(PAGE), Content_Encoding="gzip"),
    "/bomb": lambda s: s.give(gzip.compress(b"<p>words</p>" * 8_000_000, 1), Content_Encoding="gzip"),
    "/odd": lambda s: s.give(b"....", Content_Encoding="br"),
    "/half": lambda s: s.give(gzip.compress(PAGE)[:-30], Content_Encoding="gzip"),
    "/nonsense": nonsense,
    "/huge-header": huge_header,
    "/endless-head": endless_head,
    "/two-lengths": raw(b"Content-Length: 5\r\nContent-Length: 7", PAGE),
    "/negative-length": raw(b"Content-Length: -5", PAGE),
    "/word-length": raw(b"Content-Length: many", PAGE),
    "/broken-chunk": raw(b"Transfer-Encoding: chunked", b"zz\r\n" + PAGE),
    "/cut-chunk": raw(b"Transfer-Encoding: chunked", b"ffff\r\n" + PAGE),
    "/endless-chunk-head": raw(b"Transfer-Encoding: chunked", b"0" * 5_000_000),
    "/nowhere": lambda s: s.give(b"", status=302),
    "/to-bracket": moved("http://[::1"),
    "/not-packed": lambda s: s.give(PAGE, Content_Encoding="gzip"),
    "/empty": lambda s: s.give(b""),
    "/western": lambda s: s.give(PAGE.replace(b"council", b"c\xf6uncil"), "text/html; charset=iso-8859-1"),
}


@pytest.fixture
def site() -> Iterator[Any]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.daemon_threads = True
        server.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


def at(site: Any, path: str) -> str:
    return f"http://127.0.0.1:{site.server_port}{path}"


def fetch(url: str, settings: ReadSettings = OPEN) -> Capture | Rejected:
    (found,) = captures([url], settings=settings)
    assert isinstance(found, Capture | Rejected) and found.path == url
    return found


def reason(url: str, settings: ReadSettings = OPEN) -> str:
    found = fetch(url, settings)
    assert isinstance(found, Rejected) and found.room == "read", found
    return found.reason


def test_a_page_is_fetched_once_and_by_name(site: Any) -> None:
    found = fetch(at(site, "/2024/05/14/story.html"))
    assert isinstance(found, Capture) and found.content == PAGE and found.media == "html" and found.provenance
    assert found.provenance.captured and found.provenance.captured.endswith("+00:00")
    made = article(found)
    assert (made.id, made.url) == ("story", at(site, "/2024/05/14/story.html"))
    assert (made.published, made.published_basis) == ("2024-05-14", "url")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/2024/05/14/story.html"]
    assert {head["User-Agent"].split("/")[0] for _, head in site.asked} == {"variorum"}


def test_kinds_are_told_from_what_comes(site: Any) -> None:
    assert isinstance(fetch(at(site, "/untyped")), Capture)
    rows = list(captures([at(site, "/rows")], settings=OPEN))
    assert [r.line for r in rows if isinstance(r, Capture)] == [1, 2]
    assert "image/png" in reason(at(site, "/image"))
    assert "PDF" in reason(at(site, "/disguised"))
    west = fetch(at(site, "/western"))
    assert isinstance(west, Capture) and "cöuncil" in article(west).text


def test_a_feed_is_fetched_and_its_links_are_not(site: Any) -> None:
    found = fetch(at(site, "/feed"))
    assert isinstance(found, Capture) and found.provenance and found.provenance.entry
    assert found.provenance.url == at(site, "/bridge") and found.provenance.captured
    assert [path for path, _ in site.asked] == ["/robots.txt", "/feed"]


def test_addresses_within_files_are_never_fetched(site: Any, tmp_path: Any) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps({"text": at(site, "/page"), "url": at(site, "/page")}))
    page = tmp_path / "p.html"
    page.write_text(
        f'<html><body><img src="{at(site, "/page")}"><p>See {at(site, "/page")} for more.</p></body></html>'
    )
    for found in captures([path, page], settings=OPEN):
        assert isinstance(found, Capture)
        article(found)
    assert site.asked == []


def test_redirects_are_followed_five_times(site: Any) -> None:
    found = fetch(at(site, "/five"))
    assert isinstance(found, Capture) and found.provenance and found.provenance.url == at(site, "/page")
    assert "more than 5 redirects" in reason(at(site, "/six"))
    assert "more than 5 redirects" in reason(at(site, "/loop"))
    assert "(file)" in reason(at(site, "/to-file"))
    assert "name or password" in reason(at(site, "/to-secret"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/dripping", "no end of the answer"),
        ("/dripping-head", "no end of the answer"),
        ("/silent", "no answer in time"),
    ],
)
def test_slow_answers_are_rejected_in_time(site: Any, path: str, expected: str) -> None:
    began = time.monotonic()
    assert expected in reason(at(site, path), HASTY)
    assert time.monotonic() - began < 12  # the server itself would take twenty seconds


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/endless", "too large"),
        ("/large", "too large"),
        ("/bomb", "too large"),
        ("/broken", "broke off"),
        ("/nonsense", "broke off"),
        ("/half", "cut off"),
        ("/odd", "not asked for (br)"),
        ("/gone", "answered 410"),
        ("/huge-header", "broke off"),
        ("/endless-head", "broke off"),
        ("/two-lengths", "broke off"),
        ("/negative-length", "broke off"),
        ("/word-length", "broke off"),
        ("/broken-chunk", "broke off"),
        ("/cut-chunk", "broke off"),
        ("/endless-chunk-head", "broke off"),
        ("/nowhere", "answered 302"),
        ("/to-bracket", "no address"),
        ("/not-packed", "damaged compressed"),
        ("/empty", "empty"),
        ("/missing", "answered 404"),
    ],
)
def test_bad_answers_are_rejected(site: Any, path: str, expected: str) -> None:
    assert expected in reason(at(site, path))


def test_a_packed_answer_is_unpacked(site: Any) -> None:
    found = fetch(at(site, "/packed"))
    assert isinstance(found, Capture) and found.content == PAGE


def test_robots_are_kept_to(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = b"User-agent: variorum\nDisallow: /page\n\nUser-agent: *\nDisallow: /\n"
    monkeypatch.setitem(ROUTES, "/robots.txt", lambda s: s.give(rules, "text/plain"))
    assert "robots.txt" in reason(at(site, "/page"))
    assert "robots.txt" in reason(at(site, "/one"))  # which leads there
    assert isinstance(fetch(at(site, "/untyped")), Capture)
    assert "/page" not in [path for path, _ in site.asked]


def test_robots_are_asked_for_once_a_site(site: Any) -> None:
    assert len(list(captures([at(site, "/page"), at(site, "/feed"), at(site, "/page")], settings=OPEN))) == 3
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_a_site_whose_robots_cannot_be_had_is_left_alone(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROUTES, "/robots.txt", lambda s: s.give(b"", status=503))
    assert "robots.txt could not be had" in reason(at(site, "/page"))


def test_this_machine_is_not_asked_unless_that_is_wanted(site: Any) -> None:
    closed = ReadSettings()
    for host in ("127.0.0.1", "localhost", "2130706433", "127.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"):
        assert "private network" in reason(f"http://{host}:{site.server_port}/page", closed)
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("127.0.0.1", False),
        ("10.1.2.3", False), ("192.168.0.1", False), ("172.16.0.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False), ("fe80::1", False),
        ("fc00::1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, expected: bool) -> None:
    assert addresses.is_public(address) is expected


def test_a_redirect_to_a_private_address_is_refused(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 plays a public server here, and 127.0.0.2 a private one."""
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1")
    monkeypatch.setitem(ROUTES, "/in", moved(f"http://127.0.0.2:{site.server_port}/page"))
    closed = ReadSettings()
    assert isinstance(fetch(at(site, "/page"), closed), Capture)
    assert "127.0.0.2 is on this machine" in reason(at(site, "/in"), closed)


def test_the_address_that_was_judged_is_the_one_connected_to(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to a good address first and to another one after that."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, *args: Any, **options: Any) -> Any:
        if host != "ellery.example":
            return real(host, *args, **options)
        asked.append(host)
        ip = "127.0.0.1" if len(asked) % 2 else "127.0.0.9"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, args[0]))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1")
    monkeypatch.setitem(ROUTES, "/robots.txt", lambda s: s.give(b"", "text/plain"))
    closed = ReadSettings()
    url = f"http://ellery.example:{site.server_port}/page"
    assert "private network" in reason(url, closed)  # the second look-up, for the page itself
    assert len(asked) == 2  # one look-up a connection
    assert [head["Host"] for _, head in site.asked] == [f"ellery.example:{site.server_port}"]


def test_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **o: answers)
    assert "private network" in reason("http://ellery.example/", ReadSettings())


def test_no_network_is_said_clearly(monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(*_args: object, **_options: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", offline)
    assert reason("https://ellery.example/a") == (
        "no address is known for ellery.example: the name is wrong, or there is no network"
    )


def test_nobody_answers() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "cannot be reached" in reason(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("url", ["http://", "http://:80/", "http://[::1/", "http://a:99999/", "https://u:p@e.example/"])
def test_what_is_no_address_is_rejected(url: str) -> None:
    assert "address" in reason(url, ReadSettings())


def test_the_rest_of_a_run_is_unharmed(site: Any, tmp_path: Any) -> None:
    (tmp_path / "a.txt").write_text("The council met on Monday.")
    found = list(captures([at(site, "/loop"), tmp_path / "a.txt", at(site, "/page")], settings=OPEN))
    assert [type(f).__name__ for f in found] == ["Rejected", "Capture", "Capture"]
