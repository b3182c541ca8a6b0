"""Reading what a coordinator types into the settings of the company."""

import pytest

from bot.conversation import Unclear
from bot.settings import domains_in


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hartwell.example", ("hartwell.example",)),
        ("@Hartwell.Example, hartwell.test;hartwell.example", ("hartwell.example", "hartwell.test")),
        ("a-b.co.uk", ("a-b.co.uk",)),
        ("", ()),
    ],
)
def test_domains_are_read_however_they_are_set_apart(typed: str, meant: tuple[str, ...]) -> None:
    assert domains_in(typed) == meant


@pytest.mark.parametrize("typed", ["hartwell", "a@b.example", "-a.example", "http://a.example", "x" * 300])
def test_what_is_no_domain_is_refused(typed: str) -> None:
    with pytest.raises(Unclear, match="domain"):
        domains_in(typed)
