"""Which addresses may be spoken to and shown: https everywhere, plain http only to this very machine."""

from ipaddress import ip_address
from urllib.parse import urlsplit

SLACK = "https://slack.com/api/"
_SAFE, _PLAIN = ("https", "wss"), ("http", "ws")
_SHOWN = ("http", "https", "mailto")


class Unsafe(ValueError):
    """An address that we neither call nor show."""

    def __init__(self, address: str) -> None:
        super().__init__(f"{urlsplit(address).scheme or 'no scheme'}: only https, or http on loopback")


def is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def safe(address: str) -> str:
    """The same address, once it is known to be encrypted or to stay on this machine."""
    scheme = urlsplit(address).scheme
    if (scheme in _SAFE and urlsplit(address).hostname) or (scheme in _PLAIN and is_loopback(address)):
        return address
    raise Unsafe(address)


def api_base(address: str) -> str:
    """The base of the Web API, with its final slash; Slack's own when none is given."""
    return safe(address or SLACK).rstrip("/") + "/"


def may_be_shown(address: str) -> bool:
    """Whether a reader may be led there."""
    try:
        return urlsplit(address).scheme in _SHOWN
    except ValueError:
        return False
