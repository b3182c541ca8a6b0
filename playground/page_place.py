"""Where in the playground somebody is: all of it in the address, so that a reload loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode


@dataclass(frozen=True)
class Place:
    person: str
    tab: str = "messages"
    beside: str = ""
    beside_tab: str = "messages"
    when: str = ""
    draft: str = ""
    said: str = ""

    @classmethod
    def read(cls, person: str, query: Mapping[str, str]) -> "Place":
        known = {
            key: query[key]
            for key in ("tab", "beside", "beside_tab", "when", "draft", "said")
            if key in query
        }
        return cls(person, **known)

    def address(self, **changes: str) -> str:
        place = replace(self, **changes)
        told = {
            key: value
            for key, value in vars(place).items()
            if value and value != "messages" and key != "person"
        }
        return f"/people/{place.person}" + (f"?{urlencode(told)}" if told else "")

    @property
    def again(self) -> str:
        """Where to come back to: what was pre-typed or complained about is over then."""
        return self.address(draft="", said="")

    def tab_of(self, person: str) -> str:
        return self.tab if person == self.person else self.beside_tab

    def turned(self, person: str, tab: str) -> str:
        """The same place with another tab for this person."""
        key = "tab" if person == self.person else "beside_tab"
        return self.address(**{key: tab, "draft": "", "said": ""})


def safe_return(given: str, otherwise: str) -> str:
    """Only addresses on this page: whoever forges a form must not send people elsewhere."""
    return given if given.startswith("/people/") and "\\" not in given and "\n" not in given else otherwise
