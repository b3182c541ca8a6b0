"""What a coordinator may write in chat: nothing that reaches, calls, loops or hangs, and never more than is shown."""

from time import monotonic

import pytest

from bot.message import Amiss, Fact, Message, Say, Written
from bot.own_texts import BUTTONS, LONGEST_TEXT, LONGEST_TITLE, MOST_BUTTONS
from handlers.slack.blocks import blocks, fallback
from handlers.teams import outgoing
from playground.slack_rules import message_findings, too_long
from playground.teams_rules import activity_findings, too_big
from templates.files import BadTemplate
from templates.library import Library
from templates.own_texts import FRAME, MOST_MARKS, MOST_PARTS, framed, names

LIBRARY = Library()
FRAMES = {language: LIBRARY.source(FRAME, language) for language in ("en", "de")}
HOSTILE = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ to.__init__.__globals__ }}",
    "{{ to['name'] }}",
    "{{ to.name | attr('upper') }}",
    "{{ to.name | map('upper') }}",
    "{{ self._TemplateReference__context }}",
    "{{ lipsum(9999999) }}",
    "{{ cycler('a') }}",
    "{{ joiner() }}",
    "{{ namespace() }}",
    "{{ range(10**9) }}",
    "{{ config }}",
    "{{ words }}",
    "{{ 'x' * 10**9 }}",
    "{{ 'x'.center(10**9) }}",
    "{{ to.name.format_map(to) }}",
    "{{ '%1000000000d' % 1 }}",
    "{% for a in range(10**9) %}{% for b in range(10**9) %}{% endfor %}{% endfor %}",
    "{% set a = to %}",
    "{% block x %}{% endblock %}",
    "{% extends 'help/help' %}",
    "{% from 'help/help' import x %}",
    "{% call to() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% with a = to %}{% endwith %}",
    "{% autoescape false %}{% endautoescape %}",
    "{% raw %}{{ x }}{% endraw %}",
    "{% do to %}",
    "{{ [to, to] }}",
    "{{ {'a': to} }}",
    "{{ to }}",
    "{{ buttons }}",
    "{{ ask }}",
    "{{ line }}",
    "{{ text }}",
    "{{ title }}",
    "{{ minutes + 1 }}",
    "{{ -minutes }}",
    "{{ to.name ~ to.name }}",
    "{{ minutes if leaders else to }}",
    "{% if to.name in to %}x{% endif %}",
    "{% if leaders > to.name %}x{% endif %}",
    "{% if leaders == true %}x{% endif %}",
    "{% if 1 < leaders < 3 %}x{% endif %}",
    "{% if leaders is divisibleby 0 %}x{% endif %}",
    "{% if to.name > 'a' %}x{% endif %}",
    "{% if " + "not " * 900 + "leaders %}x{% endif %}",
    "{{" + "(" * 990 + "minutes" + ")" * 990 + "}}",
    "{{ to.name",
    "{% if leaders %}",
    "{# never ends",
    "[a]({{ to.name }})",
    "[a](javascript:alert(1))",
    "[a](data:text/html,x)",
    "\n- a" * 400,
    "\ue0007b7d\ue001",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_is_hostile_is_refused_at_its_field_at_once(hostile: str) -> None:
    for field in ("title", "text"):
        written = Written("en", **{"title": "Come", "text": "Dear all", field: f"Dear all {hostile}"})
        begun = monotonic()

        found = LIBRARY.objections(written)

        assert set(found) == {field}
        assert isinstance(found[field], Amiss)
        assert monotonic() - begun < 1


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_found_its_way_into_the_records_by_other_ways_is_never_worded(hostile: str) -> None:
    with pytest.raises(BadTemplate, match="cannot be announced"):
        framed(Written("en", "Come", f"Dear all {hostile}"), FRAMES["en"])


def test_every_name_and_every_way_to_write_it_is_told_where_it_is_written() -> None:
    for language, frame in FRAMES.items():
        page = LIBRARY.source("admin_announce_write/text", language).body
        known = names(frame)
        assert list(known) == list(names(FRAMES["en"]))
        assert [name for name in known if f"{{{{ {name}" not in page] == []
        for name, example in known.items():
            shown = f"{{{{ {name}{' | often' if name == 'rhythm' else ''} }}}}"
            same = f"{example}" if isinstance(example, int) else f"'{example}'"
            written = Written(
                language, f"Come {shown}", f"Dear {shown} {{% if {name} == {same} %}}yes{{% endif %}}"
            )
            assert LIBRARY.objections(written) == {}
            assert "yes" in str(worded(written).body)


def test_what_the_longest_text_comes_to_is_shown_whole_on_both_platforms() -> None:
    full = "{{ to.title }}**🎉** " * (MOST_MARKS // 2)
    points = "\n".join(["- 🎉"] * (MOST_PARTS - 2))
    text = f"{full}\n\n{points}\n".ljust(LONGEST_TEXT, "🎉")
    title = '"🎉' * (LONGEST_TITLE // 2)
    for language in FRAMES:
        written = Written(language, title, text)
        assert LIBRARY.objections(written) == {}
        message = worded(written, to={"title": "Ö" * 120, "name": "", "first_name": ""}, line="🎉" * 500)

        layout = blocks(message)
        assert list(message_findings({"text": fallback(message), "blocks": layout})) == []
        assert not too_long(layout)
        [card] = outgoing.messages(message, language)
        assert list(activity_findings(card)) == []
        assert not too_big(card)


def test_marks_in_a_name_stay_words_and_marks_in_the_text_do_not() -> None:
    message = worded(
        Written("en", "Come", "Dear {{ to.name }}, **now**"), to={"name": "**[x](https://x.y)**"}
    )

    assert "Text(text='Dear **[x](https://x.y)**, ')" in str(message.body)
    assert "Bold(text='now')" in str(message.body)


def worded(written: Written, **facts: Fact) -> Message:
    """The message, with every button that one text can have."""
    sample = LIBRARY.sample(FRAME)
    say = Say("announcements/own/1", {**sample, "buttons": BUTTONS[:MOST_BUTTONS], **facts}, written=written)
    return LIBRARY.say(say, "en")
