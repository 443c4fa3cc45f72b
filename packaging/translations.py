"""Keeps the translations in step with the code: ``extract``, ``update`` or ``compile``.

extract  writes resources/i18n/simdesk.pot, every sentence found in src.
update   extracts, then brings each language's .po up to date: new sentences are added empty, those
         no longer said are dropped, nothing is guessed. Files that need no change keep every byte.
compile  writes the .mo files that the program reads, as a build of the project does.
"""

import argparse
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from hatch_build import compile_translations

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_CN", "zh_TW", "ja")
_KEYWORDS = {"_": None, "_n": (1, 2), "_p": ((1, "c"), 2)}
# What Babel puts into a header and nobody keeps true.
_IDLE = (
    b'"Report-Msgid-Bugs-To:',
    b'"PO-Revision-Date:',
    b'"Last-Translator:',
    b'"Language-Team:',
    b'"Generated-By:',
)
_HEADER = "# SimDesk in {language}. Placeholders in braces stay as they are."


def extracted(root: Path = ROOT) -> Catalog:
    """Return every sentence of the code below ``root/src``, with the notes for translators."""
    found = Catalog(project="SimDesk", version="1", copyright_holder="The SimDesk authors")
    for _, _, message, comments, context in extract_from_dir(
        root / "src",
        method_map=[("**.py", "python")],
        keywords=_KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    ):
        found.add(message, auto_comments=comments, context=context)
    return found


def po_file(language: str, root: Path = ROOT) -> Path:
    """Return where the translation into *language* is kept, there or not."""
    return root / "resources" / "i18n" / language / "LC_MESSAGES" / "simdesk.po"


def written(catalog: Catalog) -> bytes:
    """Return the text of a .po: sorted, without places in the code, nothing in it that changes by itself."""
    text = io.BytesIO()
    write_po(text, catalog, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    lines = text.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_IDLE))


def updated(language: str, template: Catalog, root: Path = ROOT) -> bytes:
    """Return the .po of *language* with exactly the sentences of *template*, its translations kept."""
    path = po_file(language, root)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language, abort_invalid=True)
    else:
        catalog = Catalog(locale=language, project="SimDesk", version="1", fuzzy=False)
    catalog.header_comment = _HEADER.format(language=language)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False, keep_user_comments=True)
    return written(catalog)


def extract() -> None:
    """Write the template that a translator's program can begin a new language from."""
    path = ROOT / "resources" / "i18n" / "simdesk.pot"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(extracted()))


def update() -> None:
    """Write the template and each .po that is not up to date."""
    extract()
    template = extracted()
    for language in LANGUAGES:
        path, text = po_file(language), updated(language, template)
        if not path.exists() or path.read_bytes() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            print(f"updated {path.relative_to(ROOT)}")


def main() -> None:
    """Do what the command line asks for, one thing after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("steps", nargs="+", choices=("extract", "update", "compile"))
    for step in parser.parse_args().steps:
        match step:
            case "extract":
                extract()
            case "update":
                update()
            case _:
                for path in compile_translations(ROOT):
                    print(f"compiled {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
