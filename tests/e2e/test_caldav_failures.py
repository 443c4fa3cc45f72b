"""What goes wrong with a calendar server has a name, and no password goes where it should not."""

import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket

import pytest

from simdesk.errors import ServerFailed, ServerTrouble
from simdesk.exchange import caldav_client
from simdesk.exchange.caldav_server import Server
from tests.e2e.calendar_server import PASSWORD, USER, calendar_server


def failure(address: str, password: str = PASSWORD, calendar: str = "") -> ServerFailed:
    """What goes wrong when calendars are looked for, or events in the one of that address."""
    with closing(Server(address, USER, password)) as server:
        ask = partial(server.events, calendar) if calendar else server.calendars
        with pytest.raises(ServerFailed) as failed:
            ask()
    return failed.value


def test_what_goes_wrong_is_told_apart(tmp_path: Path) -> None:
    with calendar_server(tmp_path / "radicale") as radicale:
        address = radicale.address
        assert failure(address, "wrong").trouble is ServerTrouble.PASSWORD
        assert failure(f"https://127.0.0.1:{radicale.port}/").trouble is ServerTrouble.CERTIFICATE
        assert failure(address, calendar=f"{address}{USER}/gone/").trouble is ServerTrouble.GONE
        assert failure(address, calendar=f"{address}other/calendar/").trouble is ServerTrouble.FORBIDDEN
    assert failure(address).trouble is ServerTrouble.UNREACHABLE


class Answers(BaseHTTPRequestHandler):
    """A server that answers everything with what the test has set."""

    status, headers_out, body = 500, dict[str, str](), b""
    seen: list[tuple[str, str, str | None]] = []  # noqa: RUF012 one for all connections

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.seen.append((self.command, self.path, self.headers.get("Authorization")))
        self.send_response(self.status)
        for name, value in self.headers_out.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def __getattr__(self, name: str) -> object:
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def answers() -> Iterator[tuple[str, type[Answers]]]:
    kind = type("These", (Answers,), {"seen": []})
    served = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=served.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}/", kind
    served.shutdown()
    thread.join()
    served.server_close()


@pytest.mark.parametrize(
    ("status", "body", "trouble"),
    [
        (503, b"", ServerTrouble.BROKEN),
        (507, b"", ServerTrouble.FULL),
        (404, b"<html>no", ServerTrouble.GONE),
        (200, b"<html><p>Welcome</html>", ServerTrouble.NONSENSE),
        (207, b"not xml", ServerTrouble.NONSENSE),
        (207, b"", ServerTrouble.NONSENSE),
        (400, b"", ServerTrouble.REFUSED),
    ],
)
def test_an_odd_answer_is_a_failure_with_a_name(
    answers: tuple[str, type[Answers]],
    capsys: pytest.CaptureFixture[str],
    status: int,
    body: bytes,
    trouble: ServerTrouble,
) -> None:
    address, kind = answers
    kind.status, kind.body, kind.headers_out = status, body, {"Content-Type": "text/xml"}

    assert failure(address, calendar=f"{address}calendar/").trouble is trouble
    assert capsys.readouterr().err == ""


def test_no_password_goes_where_none_is_asked_for_or_the_line_is_not_safe(
    answers: tuple[str, type[Answers]], home: Path
) -> None:
    address, kind = answers
    # What other programs keep of passwords is not read.
    (home / ".netrc").write_text("machine 127.0.0.1 login owner password secret\n")
    kind.status, kind.headers_out = 301, {"Location": "http://cloud.example.org/dav/"}

    moved = failure(address)
    assert (moved.trouble, moved.reason) == (ServerTrouble.MOVED, "cloud.example.org")
    kind.status, kind.headers_out = 404, {}
    assert failure(address).trouble is ServerTrouble.NO_CALENDARS
    assert {sent for _method, _path, sent in kind.seen} == {None}


def test_what_is_asked_of_this_computer_goes_through_no_proxy(
    answers: tuple[str, type[Answers]], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, kind = answers
    kind.status, kind.headers_out = 401, {"WWW-Authenticate": "Basic realm=x"}
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.setenv(name, proxy)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        there = failure(f"http://127.0.0.1:{nobody.getsockname()[1]}/")

    assert there.trouble is ServerTrouble.UNREACHABLE
    assert kind.seen == []


def test_a_server_that_does_not_answer_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caldav_client.Line.__init__, "__defaults__", ((0.2, 0.2),))
    with socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        late = failure(f"http://127.0.0.1:{silent.getsockname()[1]}/")

    assert late.trouble is ServerTrouble.LATE
