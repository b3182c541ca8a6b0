"""Which addresses we may call: https, a known Bot Framework host, or a stand-in on loopback."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

# Named whole: anybody can have a host of their own under trafficmanager.net.
SERVICE_HOSTS = frozenset({"smba.trafficmanager.net", "api.botframework.com"})
SERVICE_SUFFIXES = (
    ".botframework.com",
    ".botframework.azure.us",
    ".botframework.azure.cn",
    ".teams.microsoft.com",
    ".teams.microsoft.us",
    ".teams.microsoftonline.cn",
)
UPLOAD_SUFFIXES = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us", ".sharepoint.cn")


def is_loopback(url: str) -> bool:
    parts = _parts(url)
    return parts is not None and _loopback(parts)


def https_or_loopback(url: str) -> bool:
    parts = _parts(url)
    return parts is not None and (parts.scheme == "https" or _loopback(parts))


def is_service_url(url: str) -> bool:
    """Whether a token of ours may go there: the bot posts wherever an activity says."""
    parts = _parts(url)
    if parts is None:
        return False
    host = parts.hostname or ""
    known = host in SERVICE_HOSTS or host.endswith(SERVICE_SUFFIXES)
    return _loopback(parts) or (parts.scheme == "https" and known)


def is_upload_url(url: str, service_url: str) -> bool:
    """Whether a file may be put there; loopback only for those who reached us from a stand-in on loopback."""
    parts = _parts(url)
    if parts is None:
        return False
    if _loopback(parts):
        return is_loopback(service_url)
    return parts.scheme == "https" and (parts.hostname or "").endswith(UPLOAD_SUFFIXES)


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  (reading it is what finds a port that is no number)
    except ValueError:
        return None
    plain = parts.scheme in {"http", "https"} and parts.hostname and not (parts.username or parts.password)
    return parts if plain else None


def _loopback(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
