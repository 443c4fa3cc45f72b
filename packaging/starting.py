"""What a start of the program loads is made ready for it.

The library of Python that is frozen takes longer for the same than the interpreter that the system's programs
run in. Unless something is done for it, the first window comes later than from the sources.
"""

import os
import subprocess
import sys
from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from typing import Any

_ROOTS = """
    simdesk.__main__ simdesk.cli.answering simdesk.cli.listing simdesk.cli.window
    simdesk.ui.app simdesk.ui.program simdesk.ui.desk simdesk.ui.opening simdesk.ui.watching
    simdesk.ui.cards.page simdesk.ui.cards.details simdesk.ui.cards.painting simdesk.ui.cards.filter_painting
    simdesk.ui.desktop.edge simdesk.ui.desktop.listening simdesk.ui.unforeseen simdesk.ui.icons
    simdesk.ui.rule_age simdesk.ui.own_following simdesk.ui.collecting simdesk.ui.style simdesk.ui.minute
    simdesk.storage.past simdesk.storage.last simdesk.storage.own_words
"""
_LOAD = "from importlib import import_module\nimport sys\nfor name in sys.argv[1:]: import_module(name)\n"
_TELL = "print(*sys.modules)"
_COMPILE = """if True:
    import marshal, sys
    from importlib.util import MAGIC_NUMBER
    from pathlib import Path
    import shiboken6
    archive = sys.modules["shibokensupport.signature.loader"].__spec__.loader.zfile
    for name in archive.namelist():
        if name.startswith("shibokensupport/") and name.endswith(".py"):
            path = Path(sys.argv[1], name).with_suffix(".pyc")
            path.parent.mkdir(parents=True, exist_ok=True)
            # What describes Qt for editors would be loaded as well, for nothing: a twenty-fifth of a start.
            source = b"" if path.stem == "pyi_generator" else archive.read(name)
            code = compile(source, name, "exec", dont_inherit=True)
            # Neither a time nor a digest: there is no source that it could be older than.
            path.write_bytes(MAGIC_NUMBER + bytes([1, 0, 0, 0]) + bytes(8) + marshal.dumps(code))
"""


def loaded_at_start(site: Path) -> frozenset[str]:
    """Return the names of the modules that the commands and the window of SimDesk in *site* begin with.

    Another version may have others; of those that it has not, nothing is said.

    Raises:
        CalledProcessError: if one cannot be loaded; what is wrong has been printed.
    """
    there = [name for name in _ROOTS.split() if site.joinpath(*name.split(".")).with_suffix(".py").is_file()]
    told = subprocess.run(
        [sys.executable, "-c", _LOAD + _TELL, *there], check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return frozenset(told.stdout.split())


def store(names: Collection[str]) -> None:
    """Have PyInstaller store the modules *names* as they are in all archives that it writes from now on.

    To unpack them would take a twentieth of the start. The others are compressed, which halves them.
    """
    writer: Any = import_module("PyInstaller.archive.writers").ZlibArchiveWriter
    plain = writer._write_entry.__func__  # noqa: SLF001 the level is one for all of an archive

    def write(kind: Any, file: Any, entry: tuple[str, str, str], codes: Any) -> Any:
        kind._COMPRESSION_LEVEL = 0 if entry[0] in names else 9  # noqa: SLF001
        return plain(kind, file, entry, codes)

    writer._write_entry = classmethod(write)  # noqa: SLF001


def compile_shiboken(folder: Path) -> Path:
    """Write what Shiboken has of Python inside itself into its *folder*, compiled, and return where.

    It would compile that at every start, which takes a sixteenth of it. Of what lies in ``files.dir`` it
    makes use on its own; that is what its variable ``SBK_EMBED`` is for.

    Raises:
        CalledProcessError: if it has that no more; what is wrong has been printed.
    """
    target = folder / "files.dir"
    same = {"PYTHONHASHSEED": "0", "PYTHONNODEBUGRANGES": "1"}
    subprocess.run([sys.executable, "-c", _COMPILE, target], env=os.environ | same, check=True)
    return target
