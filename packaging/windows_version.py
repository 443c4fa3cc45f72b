"""What Windows shows of a program: its name, version and maker, as PyInstaller reads it from a file."""

PUBLISHER = "The SimDesk authors"
_ENGLISH, _UNICODE = 0x0409, 0x04B0


def version_text(version: str, program: str, description: str) -> str:
    """Return the text of a version resource for the program file *program*, such as ``SimDesk.exe``.

    *description* is what the Task Manager calls it, also among what starts at login.
    """
    numbers = tuple(int(part) for part in version.split("."))
    four = (*numbers, *(0,) * (4 - len(numbers)))
    said = {
        "CompanyName": PUBLISHER,
        "FileDescription": description,
        "FileVersion": version,
        "InternalName": program.removesuffix(".exe"),
        "LegalCopyright": PUBLISHER,
        "OriginalFilename": program,
        "ProductName": "SimDesk",
        "ProductVersion": version,
    }
    structs = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in said.items())
    language = f"{_ENGLISH:04X}{_UNICODE:04X}"
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3F, flags=0, OS=0x40004,"
        " fileType=1, subtype=0, date=(0, 0)),"
        f" kids=[StringFileInfo([StringTable({language!r}, [{structs}])]),"
        f" VarFileInfo([VarStruct('Translation', [{_ENGLISH}, {_UNICODE}])])])\n"
    )
