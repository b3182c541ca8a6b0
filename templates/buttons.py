"""The buttons of an organisation's text: what each may do, and what to write instead of what it may not."""

from collections.abc import Mapping

from bot.flows import find_flows
from bot.message import Weight
from bot.routes import CLICKS, FORMS
from templates.allowed import nearest
from templates.markup import SCHEMES
from templates.rendering import varies

_KEYS = ("label", "action", "subject", "weight", "url", "when")
BEGIN = "flow.begin"
ASKS = "asks."


def check_announced(button: Mapping[str, str], *, asks: bool) -> str:
    """What is wrong with a button of an announcement; empty where nothing is."""
    strange = next((key for key in button if key not in _KEYS), None)
    if strange:
        return f"it has no “{strange}”; {nearest(strange, _KEYS)}"
    if not button.get("label", "").strip():
        return 'it needs a label, such as label = "Take part"'
    if button.get("weight", Weight.PLAIN) not in set(Weight):
        return f"there is no weight “{button['weight']}”; {nearest(button['weight'], set(Weight))}"
    if "url" in button:
        return _leading(button)
    return _begins(button) if button.get("action") == BEGIN else _asks(button, asks=asks)


def check_known(button: Mapping[str, str]) -> str:
    """The same of any other text: that what it does is something that there is."""
    action = button.get("action", "")
    known = {*CLICKS, *FORMS}
    return "" if not action or varies(action) or action in known else _no_such(action, known)


def _leading(button: Mapping[str, str]) -> str:
    if "action" in button:
        return "it leads to an address or does something, not both: take out url or action"
    if not button["url"].startswith(SCHEMES):
        return f"“{button['url']}” is no address; begin it with https://"
    return ""


def _begins(button: Mapping[str, str]) -> str:
    commands = {one.command for one in find_flows().values() if not one.coordinators}
    subject = button.get("subject", "")
    command = subject.partition(":")[0]
    return "" if command in commands else f"nobody can begin “{subject}”; {nearest(subject, commands)}"


def _asks(button: Mapping[str, str], *, asks: bool) -> str:
    action = button.get("action", "")
    known = {BEGIN, *(one for one in CLICKS if one.startswith(ASKS))}
    if action not in known:
        return _no_such(action, known)
    if not asks:
        return f"“{action}” answers what was asked; write asks = true above the buttons"
    if "ask" not in button.get("subject", ""):
        return '“{action}” needs to know which: write subject = "{{ ask }}"'.replace("{action}", action)
    return ""


def _no_such(action: str, known: set[str]) -> str:
    return f"there is no action “{action}”; {nearest(action, known)}"
