"""Requests to a calendar server (RFC 4791), each with a time limit, and its failures as facts.

The library's client makes the requests. Where it is sent on to, what it sends a password to, and how long it
waits is decided here.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import requests
from caldav.davclient import DAVClient, DAVResponse
from caldav.lib.error import AuthorizationError, DAVError
from lxml import etree
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from simdesk.errors import ServerFailed, ServerTrouble
from simdesk.exchange.caldav_address import host_of, is_safe, origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TIMES = (10.0, 30.0)
"""Seconds for a connection, and between two pieces of an answer."""

UNKNOWN_USER, MANY = 401, 207
DAV, CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
GOOD = (200, 201, 204, 207)

# The library says at length on standard error what it cannot read.
logging.getLogger().addHandler(logging.NullHandler())


class Line:
    """A connection to one server as one user. Every request raises ServerFailed if it was not answered.

    *password* is sent over safe lines only, to places that the owner or the server itself has named, and
    once they ask for it.
    """

    def __init__(self, address: str, user: str, password: str, times: tuple[float, float] = TIMES) -> None:
        self._host = host_of(address)
        self._session, self._times = _Session(self._host), times
        self._client = DAVClient(address, auth=_Nobody(), headers={"User-Agent": "SimDesk"})
        self._client.session.close()
        self._client.session = self._session
        self._client.timeout = times  # type: ignore[assignment]  # the library passes it on
        self._user, self._password = user, password
        self._known: set[object] = set()

    def close(self) -> None:
        """Hang up."""
        self._session.close()

    def ask(
        self, method: str, url: str, body: str | bytes = "", headers: Mapping[str, str] | None = None
    ) -> DAVResponse:
        """Return the answer to a request, whatever its status but a refusal of the user.

        Raises:
            ServerFailed: if there is no answer, or the user is refused.
        """
        self.introduce(url)
        try:
            return self._client.request(url, method, body, headers or {})  # type: ignore[arg-type]
        except AuthorizationError:
            # The library calls two refusals so, and its reason may be any words.
            refused = self._session.status == UNKNOWN_USER
            trouble = ServerTrouble.PASSWORD if refused else ServerTrouble.FORBIDDEN
            failure = ServerFailed(trouble, self._host)
        except (requests.RequestException, DAVError, etree.XMLSyntaxError, ValueError) as error:
            failure = self._failure(error)
        # Not from within: the error keeps its connection, and whoever shows the failure would keep both.
        raise failure

    def introduce(self, url: str) -> str:
        """Learn how the server of *url* wants to be told the password; return where it sends one on to.

        Raises:
            ServerFailed: if there is no answer, or the line is not safe.
        """
        if not is_safe(urlsplit(url)):
            raise ServerFailed(ServerTrouble.MOVED, self._host, host_of(url))
        if origin(url) in self._known:
            return url
        answer = self._asked_without_password(url)
        if answer.status_code == UNKNOWN_USER:
            ways = answer.headers.get("WWW-Authenticate", "").casefold()
            if "digest" in ways and "basic" not in ways:
                self._client.auth = HTTPDigestAuth(self._user, self._password)
            else:
                self._client.auth = HTTPBasicAuth(self._user.encode(), self._password.encode())
        if answer.status_code in (UNKNOWN_USER, MANY):
            self._known.add(origin(answer.url))
        return answer.url

    def list(self, method: str, url: str, body: str, depth: int) -> Iterator[Found]:
        """Yield what the server says of *url* and, at *depth* 1, of what lies in it.

        Raises:
            ServerFailed: also if that is no list.
        """
        headers = {"Depth": str(depth), "Content-Type": 'application/xml; charset="utf-8"'}
        response = self.ask(method, url, body, headers)
        if response.status != MANY or response.tree is None:
            raise self.refused(response)
        for answer in response.tree.iter(f"{DAV}response"):
            href = answer.findtext(f"{DAV}href")
            if href:
                yield Found(urljoin(str(url), href.strip()), answer)

    def _asked_without_password(self, url: str) -> requests.Response:
        headers = {"Depth": "0"}
        try:
            return self._session.request(
                "PROPFIND", url, headers=headers, auth=_Nobody(), timeout=self._times
            )
        except (requests.RequestException, ValueError) as error:
            failure = self._failure(error)
        raise failure

    def refused(self, response: DAVResponse) -> ServerFailed:
        """Return what an answer means that is not what was asked for."""
        return self._refusal(response.status, response.reason or "")

    def _refusal(self, status: int, words: str) -> ServerFailed:
        reason = f"{status} {words}".strip()
        if status in (404, 410):
            trouble = ServerTrouble.GONE
        elif status == 507:
            trouble = ServerTrouble.FULL
        elif status in (408, 429) or status >= 500:
            trouble = ServerTrouble.BROKEN
        elif status in GOOD:
            trouble, reason = ServerTrouble.NONSENSE, ""
        else:
            trouble = ServerTrouble.REFUSED
        return ServerFailed(trouble, self._host, reason)

    def _failure(self, error: Exception) -> ServerFailed:
        if isinstance(error, requests.exceptions.SSLError):
            return ServerFailed(ServerTrouble.CERTIFICATE, self._host, _innermost(error))
        if isinstance(error, requests.Timeout):
            return ServerFailed(ServerTrouble.LATE, self._host)
        if isinstance(error, requests.exceptions.InvalidURL):
            return ServerFailed(ServerTrouble.ADDRESS, self._host)
        if isinstance(error, requests.ConnectionError):
            return ServerFailed(ServerTrouble.UNREACHABLE, self._host, _innermost(error))
        if self._session.status not in GOOD:
            return self._refusal(self._session.status, "")
        return ServerFailed(ServerTrouble.NONSENSE, self._host)


class Found:
    """What a server says of one address, ``url``."""

    def __init__(self, url: str, answer: Any) -> None:
        self.url = url
        self._good = [
            prop
            for stat in answer.iter(f"{DAV}propstat")
            if " 200" in (stat.findtext(f"{DAV}status") or " 200")
            for prop in stat.iter(f"{DAV}prop")
        ]

    def text(self, name: str) -> str:
        """Return the text of the property *name*; empty if there is none."""
        return next((prop.findtext(name) or "" for prop in self._good if prop.find(name) is not None), "")

    def link(self, name: str) -> str:
        """Return the first address in the property *name*; empty if there is none."""
        href = self.text_in(name, f"{DAV}href")
        return urljoin(self.url, href.strip()) if href else ""

    def text_in(self, name: str, inner: str) -> str:
        """Return the text of *inner*, in the property *name*; empty if there is none."""
        return next(
            (prop.findtext(f"{name}/{inner}") or "" for prop in self._good if prop.find(name) is not None), ""
        )

    def every(self, path: str) -> list[Any]:
        """Return every element at *path* in the properties."""
        return [element for prop in self._good for element in prop.findall(path)]


class _Session(requests.Session):
    """Follows a server that sends one on, but never to a line that is not safe.

    ``status`` is that of the last answer.
    """

    def __init__(self, host: str) -> None:
        super().__init__()
        self._host = host
        self.status = 0
        self.max_redirects = 5

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Return where the server sends one on to; None if it does not."""
        self.status = resp.status_code
        target = super().get_redirect_target(resp)
        if target is None:
            return None
        whole = urljoin(resp.url, target)
        if not is_safe(urlsplit(whole)):
            resp.close()
            raise ServerFailed(ServerTrouble.MOVED, self._host, host_of(whole))
        return target

    def merge_environment_settings(self, url: str, *given: Any, **more: Any) -> dict[str, Any]:
        """Ask this computer itself without a proxy: the line to one is not encrypted, and it is elsewhere."""
        found: dict[str, Any] = dict(super().merge_environment_settings(url, *given, **more))
        return found if urlsplit(url).scheme == "https" else {**found, "proxies": {}}

    def rebuild_proxies(self, prepared_request: requests.PreparedRequest, proxies: Any) -> Any:
        """Do the same where a server sends one on."""
        if urlsplit(prepared_request.url or "").scheme == "https":
            return super().rebuild_proxies(prepared_request, proxies)
        return {}

    def rebuild_method(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Ask the same thing there: a list of calendars is not what GET gives."""

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Take the password away where another server is asked; none is looked up in a file."""
        if origin(response.request.url or "") != origin(prepared_request.url or ""):
            prepared_request.headers.pop("Authorization", None)


class _Nobody(AuthBase):
    """Sends no password, and lets none be looked up in a file."""

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        return r


def _innermost(error: BaseException) -> str:
    """Return the words of what lies at the bottom of an error of the network, as one short line."""
    while True:
        inner = getattr(error, "reason", None) or next(
            (one for one in error.args if isinstance(one, BaseException)), None
        )
        if not isinstance(inner, BaseException):
            break
        error = inner
    words = str(getattr(error, "strerror", None) or str(error).rpartition(": ")[2])
    return " ".join(re.sub(r"^\[Errno -?\d+\] ", "", words).split())[:120]
