"""What the desktop's buses tell is heard; where there is no bus, nothing happens."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import jeepney
import pytest
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from pytestqt.qtbot import QtBot

from simdesk.notify.writing import NAME
from simdesk.ui.desktop.buses import TRAY, Buses
from tests.e2e.desktop import until
from tests.machine import needs

LOGIN = jeepney.DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
PANEL = jeepney.DBusAddress("/StatusNotifierWatcher", interface=TRAY)
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type><listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


class OneBus:
    """A bus that stands for both, and somebody who speaks on it."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix:path={folder / 'bus'}"
        config = folder / "bus.conf"
        config.write_text(CONFIG.replace("{socket}", str(folder / "bus")), "utf-8")
        command = [str(shutil.which("dbus-daemon")), f"--config-file={config}", "--nofork", "--nopidfile"]
        self.process = subprocess.Popen(command)
        until((folder / "bus").is_socket, "a bus")
        self.speaker: DBusConnection = open_dbus_connection(self.address)

    def says(self, where: jeepney.DBusAddress, name: str, *body: object) -> None:
        signature = "b" if body else None
        self.speaker.send(jeepney.new_signal(where, name, signature, body))

    def has(self, name: str) -> None:
        self.speaker.send_and_get_reply(jeepney.message_bus.RequestName(name), timeout=5)

    def ends(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture
def bus(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OneBus]:
    needs("dbus-daemon")
    found = OneBus(home)
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, found.address)
    yield found
    found.speaker.close()
    found.ends()


@pytest.fixture
def buses(bus: OneBus) -> Iterator[Buses]:
    found = Buses()
    found.listen()
    found.listen()
    assert found.tell_of_sleep, bus.address
    yield found
    found.close()


def test_r02_waking_up_is_heard_and_falling_asleep_is_not(qtbot: QtBot, bus: OneBus, buses: Buses) -> None:
    with qtbot.assertNotEmitted(buses.woke, wait=100):
        bus.says(LOGIN, "PrepareForSleep", True)
    with qtbot.waitSignal(buses.woke, timeout=10_000):
        bus.says(LOGIN, "PrepareForSleep", False)


def test_a_service_that_comes_is_heard(qtbot: QtBot, bus: OneBus, buses: Buses) -> None:
    with qtbot.waitSignal(buses.service_came, timeout=10_000):
        bus.has(NAME)


def test_w02_w03_a_tray_that_comes_and_goes_is_heard(qtbot: QtBot, bus: OneBus, buses: Buses) -> None:
    with qtbot.waitSignal(buses.tray_changed, timeout=10_000) as came:
        bus.has(TRAY)
    with qtbot.waitSignal(buses.tray_changed, timeout=10_000) as hosted:
        bus.says(PANEL, "StatusNotifierHostRegistered")
    with qtbot.waitSignal(buses.tray_changed, timeout=10_000) as went:
        bus.speaker.send_and_get_reply(jeepney.message_bus.ReleaseName(TRAY), timeout=5)

    assert (came.args, hosted.args, went.args) == ([True], [True], [False])


def test_other_names_are_no_matter(qtbot: QtBot, bus: OneBus, buses: Buses) -> None:
    with (
        qtbot.assertNotEmitted(buses.service_came, wait=100),
        qtbot.assertNotEmitted(buses.tray_changed, wait=100),
    ):
        bus.has("org.example.Something")


def test_a_bus_that_ends_is_let_go_and_found_again(
    qtbot: QtBot, bus: OneBus, buses: Buses, home: Path
) -> None:
    bus.ends()
    qtbot.waitUntil(lambda: not buses.tell_of_sleep, timeout=10_000)
    buses.listen()
    assert not buses.tell_of_sleep
    (home / "bus").unlink(missing_ok=True)

    again = OneBus(home)
    buses.listen()
    with qtbot.waitSignal(buses.woke, timeout=10_000):
        again.says(LOGIN, "PrepareForSleep", False)
    again.speaker.close()
    again.ends()


def test_r02_without_any_bus_nothing_happens(
    qapp: object, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={home / 'none'}")
    buses = Buses()
    buses.listen()

    assert qapp is not None
    assert not buses.tell_of_sleep
    buses.close()
