"""What SimDesk needs of others: the keyring, the service that shows notifications, encryption."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from simdesk.wording.self_test import (
    Finding,
    Outcome,
    Subject,
    broken,
    keyring_forgets,
    keyring_locked,
    keyring_untried,
    missing,
    no_certificates,
    no_keyring,
    no_notifications,
)

if TYPE_CHECKING:
    import ssl

_BRIEFLY = 1.5
"""Seconds for one answer of a keyring that is open."""


def keyring() -> Iterator[Finding]:
    """Yield what keeps secrets here. An open one is given one, which is taken away again; none is opened."""
    from simdesk.storage.keyring import look

    found = look(_BRIEFLY)
    if not found.there:
        yield Finding(Subject.KEYRING, Outcome.NOTE, no_keyring(found.reason))
        return
    match _is_locked():
        case True:
            yield Finding(Subject.KEYRING, Outcome.NOTE, keyring_locked(found.name))
        case None:
            yield Finding(Subject.KEYRING, Outcome.NOTE, keyring_untried(found.name))
        case False:
            yield _given_back(found.name)


def _is_locked() -> bool | None:
    """Return whether the keyring would ask for its password; None where it cannot be asked that."""
    if sys.platform == "win32":
        return False
    if sys.platform != "linux":
        return None
    import secretstorage
    from secretstorage.exceptions import SecretStorageException

    place = os.environ.get(
        "KEYRING_PROPERTY_PREFERRED_COLLECTION", "/org/freedesktop/secrets/aliases/default"
    )
    try:
        with closing(secretstorage.dbus_init()) as bus:
            # Asked for by its name: what asks for any would make one, and ask the owner for a password.
            return bool(secretstorage.Collection(bus, place).is_locked())
    except SecretStorageException:
        return None


def _given_back(name: str) -> Finding:
    """Return whether an open keyring keeps what it is given, and lets it go."""
    from simdesk.errors import KeyringFailed
    from simdesk.storage.keyring import forget_secret, keep_secret, secret

    entry, value = f"self-test {os.urandom(6).hex()}", os.urandom(12).hex()
    try:
        keep_secret(entry, value, _BRIEFLY)
        try:
            same = secret(entry, _BRIEFLY) == value
        finally:
            forget_secret(entry, _BRIEFLY)
    except KeyringFailed as error:
        return Finding(Subject.KEYRING, Outcome.FAILED, broken(error))
    if not same:
        return Finding(Subject.KEYRING, Outcome.FAILED, keyring_forgets(name))
    return Finding(Subject.KEYRING, Outcome.OK, name)


def notifications() -> Iterator[Finding]:
    """Yield what shows notifications here, and what it can do. Nothing is shown."""
    if sys.platform != "linux":
        return  # the icon of the window shows them there
    from simdesk.notify.service import Service

    service = Service(_BRIEFLY, stays=False)
    try:
        state = service.state()
    finally:
        service.disconnect()
    if not state.there or state.hangs:
        yield Finding(Subject.NOTIFICATIONS, Outcome.NOTE, no_notifications(state.reason))
        return
    able = ", ".join(sorted(state.capabilities))
    yield Finding(Subject.NOTIFICATIONS, Outcome.OK, f"{state.name} ({able})")


def encryption() -> Iterator[Finding]:
    """Yield whether connections can be encrypted, and whom they would trust. Nothing goes out."""
    import ssl

    import certifi

    context = ssl.create_default_context()
    trusted = certifi.where()
    if not Path(trusted).is_file():
        yield Finding(Subject.ENCRYPTION, Outcome.FAILED, missing(trusted))
        return
    bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    bare.load_verify_locations(trusted)
    if not bare.cert_store_stats()["x509_ca"]:
        yield Finding(Subject.ENCRYPTION, Outcome.FAILED, no_certificates(trusted))
        return
    _begin(context)
    cipher = _shake_hands()
    # The folder of the system is read as it is needed, so that only a file counts before.
    paths = ssl.get_default_verify_paths()
    if not context.cert_store_stats()["x509_ca"] and not paths.capath:
        place = paths.openssl_cafile
        yield Finding(Subject.ENCRYPTION, Outcome.NOTE, no_certificates(place))
    yield Finding(Subject.ENCRYPTION, Outcome.OK, f"{ssl.OPENSSL_VERSION}{cipher and ', '}{cipher}")


def _begin(context: "ssl.SSLContext") -> None:
    """Begin to speak with a server as SimDesk does, as far as nobody has to answer.

    Raises:
        ssl.SSLError: if nothing would be said.
    """
    import ssl

    out = ssl.MemoryBIO()
    line = context.wrap_bio(ssl.MemoryBIO(), out, server_hostname="localhost")
    with suppress(ssl.SSLWantReadError):
        line.do_handshake()
    if not out.pending:
        raise ssl.SSLError("no handshake")


def _shake_hands() -> str:
    """Let two ends in memory agree and exchange a word; return their cipher, empty where they may not.

    They do without certificates, which only other libraries could make. Not every system lets them.

    Raises:
        ValueError: if what one says is not what the other hears.
    """
    import ssl

    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    try:
        client = _nameless(ssl.PROTOCOL_TLS_CLIENT).wrap_bio(back, there)
        server = _nameless(ssl.PROTOCOL_TLS_SERVER).wrap_bio(there, back, server_side=True)
        for _turn in range(4):
            for end in (client, server):
                with suppress(ssl.SSLWantReadError):
                    end.do_handshake()
        client.write(b"SimDesk")
    except ssl.SSLError:
        return ""
    if server.read() != b"SimDesk":
        raise ValueError("ssl")
    agreed = client.cipher()
    return agreed[0] if agreed else ""


def _nameless(side: int) -> "ssl.SSLContext":
    """Return what makes one end that neither has nor asks for a certificate."""
    import ssl

    context = ssl.SSLContext(side)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AECDH:@SECLEVEL=0")
    return context
