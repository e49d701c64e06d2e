"""Which addresses may be fetched, and a transport that connects to nothing else.

A name is resolved once; what it resolves to is judged, and that very address is connected to: a second look-up could
give another answer.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import FetchError

if TYPE_CHECKING:
    import httpx2

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_address(path: str) -> bool:
    """Whether a path is a web address."""
    return path[:8].lower().startswith(("http://", "https://"))


def checked(url: str, path: str) -> str:
    """An address that may be asked for; raises ``FetchError`` for one of another scheme or with a password in it."""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise FetchError("not an address", path=path) from error
    if parts.scheme.lower() not in {"http", "https"}:
        raise FetchError(f"leads to an address that is not fetched ({parts.scheme or 'no scheme'})", path=path)
    if not named:
        raise FetchError("not an address", path=path)
    if "@" in parts.netloc:
        raise FetchError("an address with a name or password in it", path=path)
    return url


def resolved(host: str, port: int, path: str, *, private: bool) -> str:
    """The IP address to connect to for a host; raises ``FetchError`` where there is none, or one of them is private."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = f"no address is known for {host}: the name is wrong, or there is no network"
        raise FetchError(reason, path=path) from error
    listed = [str(info[4][0]).partition("%")[0] for info in found]
    if not private and not all(map(is_public, listed)):
        raise FetchError(f"{host} is on this machine or in a private network; it is not fetched", path=path)
    return listed[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, those that only wrap another one included."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def transport(path: str, *, private: bool) -> httpx2.BaseTransport:
    """A transport that resolves, judges and connects in one; one connection a request, so that none is shared by
    names that happen to live at one address."""
    import httpx2  # noqa: PLC0415  -- loaded when there is something to fetch

    class Pinned(httpx2.HTTPTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            host = request.url.raw_host.decode("ascii").strip("[]")
            port = request.url.port or (443 if request.url.scheme == "https" else 80)
            ip = resolved(host, port, path, private=private)
            request.extensions = {**request.extensions, "sni_hostname": host}
            request.url = request.url.copy_with(host=ip)
            return super().handle_request(request)

    return Pinned(trust_env=False, limits=httpx2.Limits(max_keepalive_connections=0))
