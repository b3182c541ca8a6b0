"""Encryption at rest, for what nobody but its owner shall read: in the file, in a backup, on a stolen disk.

It protects nothing from whoever has taken over the running process, since that holds the keys.
"""

import hmac
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.records import Shut

VERSION = "1"
NONCE = 12


class Sealed(Shut):
    """What was sealed stays shut. The message is a sentence for whoever operates this installation."""


class NoKey(Sealed):
    """There is nothing to seal with."""

    def __init__(self) -> None:
        super().__init__("ONEHOUR_SECRET_KEY is empty: nothing private can be kept without a key.")


class KeyMissing(Sealed):
    """The key it was sealed with is not among ours."""

    def __init__(self, table: str, column: str) -> None:
        super().__init__(
            f"A {column} of {table} was sealed with a key that is not in ONEHOUR_SECRET_KEY. "
            "Add the former key after the new one, separated by a comma."
        )


class Tampered(Sealed):
    """It was changed, cut, or moved here from another row."""

    def __init__(self, table: str, column: str) -> None:
        super().__init__(f"A {column} of {table} is not what was sealed there: it was changed or moved.")


class Secrets:
    """Seals with the first of the keys and opens with any, so that a new one goes in front of the old ones.

    `keys` is what ONEHOUR_SECRET_KEY says: one key, or several with commas between them.
    """

    def __init__(self, keys: str) -> None:
        named = [key for key in map(str.strip, keys.split(",")) if key]
        known = {_key_id(key): AESGCM(_derived(key, b"onehour sealing")) for key in named}
        if not known:
            raise NoKey
        self._ciphers = known
        self._writes = next(iter(known))
        self._markers = {_key_id(key): _derived(key, b"onehour marks") for key in named}

    def seal(self, text: str, table: str, column: str, row: str) -> str:
        """Encrypt for one place only: what is moved to another row cannot be opened there."""
        nonce = os.urandom(NONCE)
        body = self._ciphers[self._writes].encrypt(nonce, text.encode(), _place(table, column, row))
        return f"{VERSION}.{self._writes}.{urlsafe_b64encode(nonce + body).decode()}"

    def open(self, envelope: str, table: str, column: str, row: str) -> str:
        """Decrypt what was sealed for this place; raises one of the kinds of Sealed."""
        version, key_id, body = _parts(envelope)
        if version != VERSION or body is None:
            raise Tampered(table, column)
        if key_id not in self._ciphers:
            raise KeyMissing(table, column)
        try:
            text = self._ciphers[key_id].decrypt(body[:NONCE], body[NONCE:], _place(table, column, row))
        except (InvalidTag, ValueError) as error:
            raise Tampered(table, column) from error
        return text.decode()

    def mark(self, text: str) -> str:
        """A mark that is the same again for the same text, and from which nobody comes back to it."""
        return self._marked(self._writes, text)

    def marks(self, text: str) -> frozenset[str]:
        """The marks it may have been given, under each of the keys."""
        return frozenset(self._marked(key_id, text) for key_id in self._markers)

    def knows(self, mark: str) -> bool:
        """Whether a mark was made with one of our keys, so that it can be compared with anything."""
        return mark.partition(".")[0] in self._markers

    def _marked(self, key_id: str, text: str) -> str:
        return f"{key_id}.{hmac.digest(self._markers[key_id], text.encode(), 'sha256').hex()}"


def _parts(envelope: str) -> tuple[str, str, bytes | None]:
    version, _, rest = envelope.partition(".")
    key_id, _, body = rest.partition(".")
    try:
        return version, key_id, urlsafe_b64decode(body)
    except ValueError:
        return version, key_id, None


def _place(table: str, column: str, row: str) -> bytes:
    # as a list in JSON, so that no choice of names runs together into another place
    return json.dumps([VERSION, table, column, row]).encode()


def _derived(key: str, use: bytes, length: int = 32) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=use).derive(key.encode())


def _key_id(key: str) -> str:
    return _derived(key, b"onehour key id", 6).hex()
