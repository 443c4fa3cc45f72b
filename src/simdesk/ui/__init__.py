"""The rooms with Qt: what the owner sees and does. Nothing below them knows Qt."""

import sys

if sys.version_info < (3, 12):
    # PySide6 6.12.0 is built as if None, True and False could not be counted down, which holds from
    # Python 3.12 on. Before, each call that returns one of them takes a reference that it never had:
    # after some thousand calls Python aborts with "deallocating None". So they get more than a process
    # can use up; measured on 3.11 with ``sys.getrefcount`` around ``QLineEdit.setText``.
    import ctypes

    for _shared in (None, True, False, NotImplemented, ...):
        ctypes.c_ssize_t.from_address(id(_shared)).value += 1 << 48
