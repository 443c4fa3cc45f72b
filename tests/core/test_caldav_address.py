"""Which addresses a password may be sent to."""

import pytest

from simdesk.errors import ServerFailed, ServerTrouble
from simdesk.exchange.caldav_address import host_of, secret_name, whole_address


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("cloud.example.org", "https://cloud.example.org"),
        (" https://cloud.example.org/remote.php/dav/ ", "https://cloud.example.org/remote.php/dav/"),
        ("https://cloud.example.org:8443", "https://cloud.example.org:8443"),
        ("http://localhost:5232/", "http://localhost:5232/"),
        ("http://127.0.0.1:5232/owner/", "http://127.0.0.1:5232/owner/"),
        ("http://[::1]:5232/", "http://[::1]:5232/"),
        ("https://日历.example.org", "https://日历.example.org"),
    ],
)
def test_an_address_is_made_whole(typed: str, whole: str) -> None:
    assert whole_address(typed) == whole


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "http://cloud.example.org/",
        "http://localhost.example.org/",
        "http://127.0.0.1.example.org/",
        "http://0.0.0.0/",
        "http://192.168.1.2/",
        "ftp://cloud.example.org",
        "file:///etc/passwd",
        "https://",
        "https://owner:secret@cloud.example.org",
        "https://owner@cloud.example.org",
        "https://cloud.example.org:port",
        "https://cloud.example.org/?q=1",
        "https://cloud.example.org/#x",
        "https://cloud .example.org",
        "https://cloud.example.org/\r\nX: y",
        "https://[::1",
    ],
)
def test_what_is_no_safe_address_is_refused(typed: str) -> None:
    with pytest.raises(ServerFailed) as refused:
        whole_address(typed)

    assert refused.value.trouble is ServerTrouble.ADDRESS


@pytest.mark.parametrize(
    "typed", ["https://owner:secret@cloud.example.org", "owner:se/c#ret@host", "http://me:secret@[::1"]
)
def test_no_password_of_an_address_is_said(typed: str) -> None:
    with pytest.raises(ServerFailed) as refused:
        whole_address(typed)

    assert "ret" not in refused.value.host
    assert refused.value.host.endswith(typed.rpartition("@")[2])


def test_the_name_of_a_secret_tells_users_and_hosts_apart() -> None:
    one = secret_name("https://cloud.example.org:8443/dav/", "owner")

    assert one == secret_name("https://cloud.example.org:8443/", "owner")
    assert one != secret_name("https://cloud.example.org/", "owner")
    assert one != secret_name("https://cloud.example.org:8443/", "other")
    assert host_of("https://[") == ""
