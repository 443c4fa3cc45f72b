"""What is kept is the project's alone: no folder of one machine, no address of a registry."""

import re

from tests.house.source import ROOT, kept_files

# Put together here, so that this file does not hold them itself.
MACHINE = [
    "/".join(["", *parts, ""]) for parts in (("work",), ("tmp", "venv"), ("opt", "pypi"), ("home", "user"))
]
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "python" + "hosted", "org"),
        ("test", "pypi", "org"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("registry", "npm" + "js", "org"),
        ("conda", "ana" + "conda", "org"),
        ("dl", "flat" + "hub", "org"),
    )
]


def test_nothing_names_a_machine_or_a_registry() -> None:
    words = re.compile(
        "|".join(
            [rf"(?<![\w/.}}]){re.escape(folder)}" for folder in MACHINE]
            + [re.escape(host) for host in REGISTRIES]
        )
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path in kept_files()
        if b"\0" not in (content := path.read_bytes())
        # Tables of spreadsheets are in older encodings; what is looked for is ASCII in all of them.
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1)
        for match in words.finditer(line)
    ]

    assert found == []


def test_locks_name_no_address() -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))

    assert [lock.name for lock in locks] == ["build.txt", "dev.txt", "package.txt", "run.txt"]
    assert [
        lock.name for lock in locks if re.search(r"://|--(index|find|extra|trusted)", lock.read_text("utf-8"))
    ] == []
