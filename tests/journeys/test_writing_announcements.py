"""A coordinator writes an announcement in chat: what is wrong is said where it stands, and what was sent stays."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace

import pytest

from bot.acts import Answered
from bot.message import Refused, Reply
from bot.model import ProgrammeKind
from bot.own_texts import OwnText, Version
from bot.people import Platform
from tests.journeys.asking import number
from tests.journeys.matching import company, read
from tests.journeys.programmes import becomes
from tests.stage import Actor, Stage, command

NAME = "Summer evening"
TITLE = "{{ to.first_name }}, come on Thursday"
TEXT = """Dear **{{ to.name }}**, <!channel> we meet on the roof terrace.

- Bring [the plan](https://hartwell.example/plan)
- {{ minutes }} minutes {{ rhythm | often }} is all it takes

{% if leaders > 2 %}
Many leaders come.
{% else %}
You may be the first, @everyone and <at>Tom</at>.
{% endif %}"""
HOSTILE = {
    "name": (
        "Dear {{ to.frist_name }}",
        "Line 1: there is no {{ to.frist_name }}. Did you mean {{ to.first_name }}?",
    ),
    "far": (
        "Dear you\n{{ salary }}",
        "Line 2: there is no {{ salary }}. Please take one of the names above.",
    ),
    "closed": ("One\n\nDear {{ to.name", "Line 3 cannot be read."),
    "ended": ("Dear {% if leaders %} all", "Line 1 cannot be read."),
    "loop": ("Dear\n{% for one in to %}x{% endfor %}", "Line 2: “for” cannot be used in an announcement."),
    "set": ("{% set to = 1 %}Dear", "Line 1: “set” cannot be used"),
    "macro": ("{% macro m() %}x{% endmacro %}", "Line 1: “macro” cannot be used"),
    "include": ("{% include 'help/help' %}", "Line 1: “include” cannot be used"),
    "import": ("{% import 'x' as x %}", "Line 1: “import” cannot be used"),
    "call": ("Dear {{ to.name.upper() }}", "Line 1: an announcement can only name what is listed above"),
    "reach": ("Dear {{ to.name.__class__ }}", "Line 1: an announcement can only name what is listed above"),
    "email": ("Dear {{ to.email }}", "Line 1: there is no {{ to.email }}"),
    "reckon": (
        "Dear {{ minutes ** 99999999 }}",
        "Line 1: an announcement can only name what is listed above",
    ),
    "filter": (
        "Every {{ rhythm | oftn }}",
        "Line 1: “oftn” after the bar is not known. Did you mean “often”?",
    ),
    "suits": ("Every {{ minutes | often }}", "Line 1: “often” goes with rhythm"),
    "deep": ("{% if leaders %}" * 4 + "x" + "{% endif %}" * 4, "Line 1: conditions stand inside each other"),
    "endless": ("{{" + "(" * 900, "Line 1 cannot be read."),
    "link": ("Dear\n[you](javascript:alert)", "Line 2: a link leads to an address"),
    "unseen": ("Dear\n\u202eyou", "Line 2 has a character that nobody can see"),
    "nothing": ("{{ to.name }}", "Please write at least one word of your own"),
    "ruled": ("---", "Please write at least one word of your own"),
    "busy": ("**a** " * 50, "There are more than 40 variables"),
    "parts": ("- a\n" * 40, "There are more than 30 paragraphs"),
}


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    return await company(stage, platform, leader="Grace Whitfield")


async def begins(carla: Actor) -> None:
    """Write one from the start, up to the page of its words."""
    await carla.types(command(carla, "admin announce"))
    await carla.fills(template="own")
    await carla.presses("Write one")
    await carla.fills(language="en")


async def writes(carla: Actor, title: str = TITLE, text: str = TEXT, **whom: str | list[str]) -> None:
    """Write one to the end."""
    await begins(carla)
    await carla.fills(headline=title, words=text)
    await carla.fills(**{"called": NAME, **whom})
    await carla.fills()


def forged(stage: Stage, carla: Actor, answers: Mapping[str, str]) -> Reply | None:
    """What comes of a page of words that no client would submit."""
    with stage.onehour.ledger() as records:
        person = next(one for one in records.people.everybody() if one.name == carla.human.name)
        [account] = records.people.accounts(person.id)
        [draft] = records.drafts.by(person.id)
    ticket = f"admin_announce_write/text@:{draft.id}"
    return stage.onehour.bot.answer(Answered(account.address, ticket, answers))


async def announces(carla: Actor) -> None:
    """Send what the card in front of them is about, to those it is for."""
    await carla.presses("Announce it")
    await carla.fills()
    await carla.fills()


async def changes(carla: Actor, **words: str) -> None:
    """Write another version with these words, and leave the rest as it is."""
    await carla.presses("Write another version")
    await carla.fills()
    await carla.fills(**words)
    await carla.fills()
    await carla.fills()


async def test_an_announcement_is_written_looked_at_kept_and_sent(stage: Stage, carla: Actor) -> None:
    await begins(carla)
    assert "**bold**" in carla.form_text
    assert "{{ rhythm | often }}" in carla.form_text
    await carla.fills(headline=TITLE, words=TEXT)
    await carla.fills(called=NAME, for_whom="everybody", buttons=["join", "resources"])
    shown = carla.form_text
    assert "Carla, come on Thursday" in shown
    assert "60 minutes a month is all it takes" in shown
    assert "Take part, Read the guides" in shown
    assert "Nothing is sent yet" in shown
    await carla.fills()

    assert "Nobody has heard of it yet" in read(carla, NAME)
    assert "Ada, come on Thursday" not in stage.actors["ada"].has_heard
    await announces(carla)

    for one in ("ada", "tom", "grace", "otto"):
        actor = stage.actors[one]
        seen = actor.sees(f"{actor.human.name.partition(' ')[0]}, come on Thursday")
        assert actor.human.name in seen.text
        assert "You may be the first" in seen.text
        assert "Carla Mendes" in seen.text
        assert list(seen.buttons) == ["Take part", "Read the guides"]
    await carla.types(command(carla, "admin audit"))
    assert f"Carla Mendes wrote a version of {NAME}" in read(carla, "What coordinators did")


async def test_a_mention_in_the_text_stays_words_on_both_platforms(stage: Stage, carla: Actor) -> None:
    await writes(carla, title="<!channel> @everyone <at>Tom</at>", for_whom="everybody")
    await announces(carla)

    for one in ("ada", "tom"):
        payload = stage.actors[one].seen[-1].entry.payload
        drawn = str(payload)
        assert "entities" not in payload
        assert "'type': 'broadcast'" not in drawn
        assert "'type': 'user'" not in drawn
        if stage.actors[one].human.platform == "slack":
            assert "<!channel>" not in payload["text"], "the line for lock screens is read for marks"
            assert {"type": "text", "text": " we meet on the roof terrace."}["text"] in drawn


async def test_each_thing_that_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    stage: Stage, carla: Actor
) -> None:
    await begins(carla)

    for what, (text, told) in HOSTILE.items():
        if what == "unseen" and carla.human.platform == "teams":
            continue  # there it is taken out on the way in
        await carla.fills(headline=TITLE, words=text)
        assert set(carla.problems) == {"words"}, what
        assert carla.problems["words"].startswith(told), what
        if carla.human.platform == "teams":
            assert text.split("\n")[0].strip()[:40] in str(carla.form), "a card has what was typed"
    await carla.fills(headline="{% if leaders %}Come{% endif %}", words="Dear {{ sender.nam }}")
    assert carla.problems["headline"].startswith("Line 1: “if” cannot be used in a title")
    assert "{{ sender.name }}" in carla.problems["words"]

    with stage.onehour.ledger() as records:
        assert not records.own_texts.all()
    await carla.fills(headline=TITLE, words=TEXT)
    await carla.fills(called=NAME, for_whom="everybody", answer="ask", buttons=["find"])
    assert "Only senior leaders are asked" in carla.problems["answer"]
    assert "Please leave these empty" in carla.problems["buttons"]
    await carla.fills(answer="tell", buttons=["join", "more", "find", "story"])
    assert "at most 3" in carla.problems["buttons"]
    await carla.fills(buttons=[])
    await carla.fills()
    assert "No buttons" in read(carla, NAME)


async def test_a_text_of_a_hundred_kilobytes_is_refused_with_a_sentence(stage: Stage, carla: Actor) -> None:
    await begins(carla)
    answers = {"headline": TITLE, "words": "Dear all. " * 10_000}
    for reply in (forged(stage, carla, answers), forged(stage, carla, answers)):
        assert isinstance(reply, Refused)
        assert reply.form.problems == {"words": "Please keep this to 2000 characters."}
        kept = {one.name: one.initial for one in reply.form.inputs}
        assert kept == answers

    if carla.human.platform == "teams":
        form = next(one for one in reversed(carla.seen) if one.is_form)
        payload = deepcopy(form.entry.payload)
        for field in payload["attachments"][0]["content"]["body"]:
            field.pop("maxLength", None)
        stage.playground.world.replace(form.entry.id, payload)
        await carla.fills(**answers)
        assert "2000 characters" in carla.seen[-1].text, "beside the card"
        assert carla.form, "the card with what was typed stays"
    await carla.fills(headline=TITLE, words=TEXT)
    assert "Whom it is for" in carla.form_text


async def test_what_is_on_its_way_stays_as_it_was_when_another_version_is_written(
    stage: Stage, carla: Actor
) -> None:
    await stage.time_is("2026-11-23T22:00+00:00")
    await writes(carla, title="First words", for_whom="everybody")
    await announces(carla)
    assert "First words" not in stage.actors["ada"].has_heard, "it waits for the morning"
    await changes(carla, headline="Second words")

    await stage.time_is("2026-11-24T12:00+00:00")

    assert stage.actors["ada"].has_heard.count("First words") == 1
    assert "Second words" not in stage.actors["ada"].has_heard
    with stage.onehour.ledger() as records:
        [campaign] = records.campaigns.campaigns()
        version = records.own_texts.named(campaign.template)
        assert version
        assert version.words["en"][0] == "First words"


async def test_an_earlier_version_is_looked_at_and_used_again(stage: Stage, carla: Actor) -> None:
    await writes(carla, title="First words", for_whom="everybody")
    await changes(carla, headline="Second words")
    await carla.presses("Versions")
    assert "Version 1 by Carla Mendes" in read(carla, f"Versions of {NAME}")
    await carla.presses("Look at version 1")
    assert "First words" in read(carla, f"{NAME}, version 1")

    await carla.presses("Use this one again")
    await carla.presses("Announce it")
    await carla.fills()
    assert "First words" in carla.form_text
    with stage.onehour.ledger() as records:
        titles = [one.words["en"][0] for one in records.own_texts.versions(1)]
        assert titles == ["First words", "Second words", "First words"]
        assert [one.act for one in records.audit.entries()] == ["write", "write", "take back"]


async def test_everybody_reads_it_in_their_language_if_it_is_there(stage: Stage, carla: Actor) -> None:
    jule = stage.actors["ada"]
    await writes(carla, title="Come on Thursday", for_whom="everybody")
    await carla.presses("Write another version")
    await carla.fills(language="de")
    await carla.fills(headline="Komm am Donnerstag", words="Wir treffen uns, {{ to.first_name }}.")
    await carla.fills()
    await carla.fills()
    assert "In English and German" in read(carla, NAME)
    person_id = number(stage, jule)
    with stage.onehour.ledger() as records:
        [account] = records.people.accounts(person_id)
        records.people.keep_account(replace(account, locale="de-DE"))

    await announces(carla)

    assert "Wir treffen uns, Ada" in read(jule, "Komm am Donnerstag")
    assert "Mitmachen" in jule.seen[-1].buttons
    assert "Come on Thursday" in stage.actors["tom"].has_heard


async def test_what_asks_brings_the_answers_of_leaders_and_keeps_who_was_asked(
    stage: Stage, carla: Actor
) -> None:
    await writes(carla, title="An hour of yours", for_whom="leaders", answer="ask", buttons=[])
    await announces(carla)

    grace = stage.actors["grace"]
    seen = grace.sees("An hour of yours")
    assert list(seen.buttons) == ["I'll mentor", "I'll champion it", "Something smaller", "Not now", "No"]
    await grace.presses("No", seen)
    person_id = number(stage, grace)
    with stage.onehour.ledger() as records:
        [ask] = records.campaigns.asks()
        assert ask.person_id == person_id
        assert ask.answered_at
    assert "An hour of yours" not in stage.actors["ada"].has_heard


async def test_what_is_ticked_beforehand_stands_in_nobodys_way(stage: Stage, carla: Actor) -> None:
    await begins(carla)
    await carla.fills(headline="{{ to.first_name }}, an hour", words="Dear {{ to.name }}")
    await carla.fills(called="Ask", for_whom="leaders", answer="ask", buttons=["join", "more"])
    assert not carla.problems
    await carla.fills()

    kept = carla.sees("Ask")
    assert "Carla, an hour" in kept.text
    assert "{{ to" not in kept.text


async def test_what_asks_has_the_words_of_a_reverse_programme(stage: Stage, carla: Actor) -> None:
    becomes(stage, ProgrammeKind.REVERSE)
    await writes(carla, title="An hour of yours", for_whom="leaders", answer="ask", buttons=[])
    await announces(carla)

    grace = stage.actors["grace"]
    [first, *_] = grace.sees("An hour of yours").buttons
    assert first == "I'll take part"


async def test_two_who_write_at_the_same_time_lose_nothing(stage: Stage, carla: Actor) -> None:
    dora = stage.actors["tom"]
    person_id = number(stage, dora)
    with stage.onehour.ledger() as records:
        person = records.people.get(person_id)
        records.people.keep(replace(person, coordinator=True))
    await begins(dora)
    await dora.fills(headline="Mine", words="Hello {{ to.name }}")
    await dora.fills(called=NAME, buttons=[])
    await writes(carla, title="Theirs", for_whom="everybody")
    await dora.fills()
    await dora.fills()
    assert dora.problems == {
        "called": "There is one of that name already. Choose another, or change that one."
    }
    await dora.fills(called=f"{NAME} (2)")
    assert "Mine" in dora.form_text
    await dora.fills()

    await dora.presses("Write another version")
    await carla.presses("All of ours")
    await carla.presses(f"{NAME} (2)")
    await changes(carla, headline="Carla was here")
    await dora.fills()
    await dora.fills(headline="Dora was here")
    await dora.fills()
    await dora.fills()

    assert "somebody else has written one in the meantime" in read(dora, f"{NAME} (2)")
    with stage.onehour.ledger() as records:
        titles = [one.words["en"][0] for one in records.own_texts.versions(2)]
        assert titles == ["Mine", "Carla was here", "Dora was here"]


async def test_a_retired_one_is_chosen_no_more_until_it_is_brought_back(stage: Stage, carla: Actor) -> None:
    await writes(carla, title="Come on Thursday", for_whom="everybody")
    await carla.presses("Retire it")
    assert "Retired" in read(carla, NAME)
    await carla.types(command(carla, "admin announce"))
    assert NAME not in carla.form_text

    await carla.presses("Bring it back")
    await carla.types(command(carla, "admin announce"))
    assert NAME in carla.form_text
    await carla.presses("Retire it")
    await carla.presses("All of ours")
    assert f"{NAME} (retired)" in read(carla, "Announcements of our own")


async def test_an_employee_who_forges_it_is_refused(stage: Stage, carla: Actor) -> None:
    await writes(carla, title="Come on Thursday", for_whom="everybody")
    ada = stage.actors["ada"]
    await ada.types(command(ada, "admin announce write"))
    assert ada.form is None
    await ada.types(command(ada, "help"))

    for action in ("menu", "look", "versions", "version", "take_back", "retire", "bring_back"):
        await ada.forges(f"own_texts.{action}", "1")
        assert ada.has_heard[-1] == "This is no longer open", action
    for about in ("admin announce write", "admin announce write:1", "admin announce:announcements/own/1"):
        await ada.forges("flow.begin", about)
        assert ada.form is None, about

    assert NAME not in ada.sees_words
    with stage.onehour.ledger() as records:
        assert len(records.own_texts.versions(1)) == 1
        assert not records.own_texts.get(1).retired_at


async def test_when_its_author_is_forgotten_the_text_stays_without_a_name(stage: Stage, carla: Actor) -> None:
    await writes(carla, title="Come on Thursday", for_whom="everybody")
    await carla.types(command(carla, "forget-me"))
    await carla.fills()
    await carla.fills(word="forget me")

    with stage.onehour.ledger() as records:
        [version] = records.own_texts.versions(1)
        assert version.written_by is None
        assert version.words["en"][0] == "Come on Thursday"


async def test_many_texts_and_many_versions_are_paged_through(stage: Stage, carla: Actor) -> None:
    person_id = number(stage, carla)
    with stage.onehour.ledger() as records:
        for name in range(1, 11):
            text = records.own_texts.add(OwnText(0, records.people.organisation().id, f"Letter {name}"))
            for n in range(1, 11 if name == 10 else 2):
                words = {"en": (f"Title {n}", "Come on Thursday.")}
                version = Version(0, text.id, n, words, "everybody", stage.clock.now(), written_by=person_id)
                records.own_texts.write(version)

    await carla.types(command(carla, "admin announce"))
    await carla.fills(template="own")
    assert "Letter 2" not in carla.sees("Announcements of our own").buttons
    await carla.presses("Older ones")
    assert {"Letter 1", "Letter 2"} <= set(carla.sees("Announcements of our own").buttons)
    await carla.presses("Newer ones")
    await carla.presses("Letter 10")
    await carla.presses("Versions")
    assert "Look at version 2" not in carla.seen[-1].buttons
    await carla.presses("Earlier versions")
    assert "Version 2 by Carla Mendes" in read(carla, "Versions of Letter 10")
    await carla.presses("Look at version 1")
    await carla.presses("All versions")
    await carla.presses("Back to how it reads now")
    assert "Title 10" in read(carla, "Letter 10")


async def test_a_coordinator_who_reads_german_reads_nothing_else(stage: Stage, platform: Platform) -> None:
    carla = await company(stage, platform, locale="de-DE")
    await carla.types(command(carla, "admin announce"))
    assert "Etwas Eigenes" in carla.form_text
    await carla.fills(template="own")
    await carla.presses("Eine schreiben")
    assert "Sprache, in der du schreibst" in carla.form_text
    await carla.fills()
    assert "Du schreibst auf Deutsch" in carla.form_text.replace(" .", ".")
    await carla.fills(headline="Komm, {{ to.vorname }}", words="Hallo\n{% for x in to %}{% endfor %}")
    assert carla.problems["headline"].startswith("Zeile 1: {{ to.vorname }} gibt es nicht.")
    assert carla.problems["words"].startswith("Zeile 2: „for“ geht in einer Ankündigung nicht.")
    await carla.fills(
        headline="Komm, {{ to.first_name }}", words="{{ minutes }} Minuten {{ rhythm | often }}"
    )
    await carla.fills(called="Sommerabend", for_whom="everybody", buttons=["join"])
    assert "60 Minuten im Monat" in carla.form_text
    await carla.fills()

    await carla.presses("Ankündigen")
    await carla.fills()
    await carla.fills()

    seen = stage.actors["ada"].sees("Komm, Ada")
    assert "60 Minuten im Monat" in seen.text, "it was written in German only"
    assert list(seen.buttons) == ["Mitmachen"]
