"""The commands read the owner's own catalog with what another computer wrote into it."""

import os
import subprocess
import sys
from pathlib import Path

from simdesk.catalog.own import OwnCatalog, put
from simdesk.storage.decoding import encode
from tests.core.own_making import own_carrier, own_plan, own_rule

COPY = "catalog.sync-conflict-20261121-120000-ABCDEFG.json"


def run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        (sys.executable, "-m", "simdesk", *words, "--lang", "en"),
        env={**os.environ, "SIMDESK_DATA_DIR": str(folder)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_d05_a_plan_in_a_conflict_copy_is_known_and_the_copy_folded_in(tmp_path: Path) -> None:
    folder, table = tmp_path / "data", tmp_path / "cards.csv"
    folder.mkdir(mode=0o700)
    (folder / "catalog.json").write_bytes(encode(put(OwnCatalog(), own_rule("povo2-base"))))
    (folder / COPY).write_bytes(encode(put(OwnCatalog(), own_carrier(), own_plan())))
    (folder / "catalog-conflict-1.json").write_text("{", "utf-8")
    table.write_text("label,carrier,plan\nCorner,Corner Mobile,Corner Plan\n", "utf-8")

    checked = run(folder, "check")
    assert checked.returncode == 2
    assert "catalog-conflict-1.json" in checked.stderr
    assert COPY in checked.stdout + checked.stderr

    taken = run(folder, "import", "cards", str(table))
    assert taken.returncode == 0, taken.stderr
    listed = run(folder, "list")
    assert "Corner Mobile" in listed.stdout
    assert (folder / "simdesk.json").read_text("utf-8").count("Corner Plan") == 1
    assert (folder / "backups" / "conflicts" / COPY).exists()
    own = (folder / "catalog.json").read_text("utf-8")
    assert "povo2-base" in own
    assert own_plan().plan.id in own

    (folder / "catalog-conflict-1.json").unlink()
    again = run(folder, "check")
    assert again.returncode == 0, again.stderr
