"""Which addresses may be spoken to and shown: https everywhere, plain http only to this very machine."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

SLACK = "https://slack.com/api/"
_SAFE, _PLAIN = ("https", "wss"), ("http", "ws")
_SHOWN = ("http", "https", "mailto")


class Unsafe(ValueError):
    """An address that we neither call nor show."""

    def __init__(self) -> None:
        super().__init__("only https, or http on loopback")


def is_loopback(address: str) -> bool:
    host = _parts(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def safe(address: str) -> str:
    """The same address, once it is known to be encrypted or to stay on this machine."""
    parts = _parts(address)
    if (parts.scheme in _SAFE and parts.hostname) or (parts.scheme in _PLAIN and is_loopback(address)):
        return address
    raise Unsafe


def api_base(address: str) -> str:
    """The base of the Web API, with its final slash; Slack's own when none is given."""
    return safe(address or SLACK).rstrip("/") + "/"


def may_be_shown(address: str) -> bool:
    """Whether a reader may be led there."""
    try:
        return _parts(address).scheme in _SHOWN
    except Unsafe:
        return False


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        raise Unsafe from None
