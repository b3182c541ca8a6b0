"""Enrolling in full: skills by any name, wishes, whom to avoid, working hours, and changing all that."""

import pytest

from bot.acts import Answered, Click
from bot.message import Opened
from bot.model import Enrolment
from bot.people import Address, Platform
from tests.journeys.matching import looks_at_the_pairs, publishes
from tests.stage import Actor, Stage, command

both = pytest.mark.parametrize("platform", Platform)


async def company(stage: Stage, mentee: Platform, mentor: Platform) -> tuple[Actor, Actor, Actor]:
    """Carla coordinates, Jule reads German, Grace reads English."""
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT", level="4")
    jule = stage.person(
        "Jule Brandt",
        mentee,
        zone="Europe/Berlin",
        country="DE",
        locale="de-DE",
        level="3",
        languages="en",
        location="Berlin",
        department="Technik",
    )
    grace = stage.person(
        "Grace Whitfield",
        mentor,
        zone="Europe/London",
        country="GB",
        level="9",
        languages="en",
        location="London",
        department="Operations",
        title="COO",
    )
    await stage.opens()
    return carla, jule, grace


def enrolment(stage: Stage, actor: Actor) -> Enrolment:
    with stage.onehour.ledger() as records:
        person = records.people.by_email(actor.human.email)
        assert person
        found = records.programmes.enrolment(1, person.id)
        assert found
        return found


async def test_a_skill_is_one_in_both_languages_and_each_reads_their_own(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    carla, jule, grace = await company(stage, *platforms)

    await jule.types(command(jule, "join"))
    await jule.fills(role="mentee")
    assert (await jule.looks_for("wants", "reden"))[0] == "Öffentliches Reden"
    await jule.fills(
        wants=["Öffentliches Reden"],
        more_wants="Führung, growth hacking",
        interests="Chorgesang, öffentliches reden",
    )
    await jule.fills(others=["other_site"])
    await grace.joins(
        "mentor",
        more_offers="presenting, Growth-Hacking",
        interests="sailing, chorgesang, presenting",
        languages=["en"],
    )
    assert "Public speaking and growth hacking" in await looks_at_the_pairs(carla)
    await publishes(carla)

    assert enrolment(stage, jule).wants == ("Public speaking", "Leadership", "growth hacking")
    assert enrolment(stage, grace).offers == ("Public speaking", "Growth-Hacking")
    assert "learn what you offer: Public speaking and growth hacking" in grace.sees("Meet Jule Brandt").text
    told = jule.sees("Ein Vorschlag: Grace Whitfield").text
    assert "was du lernen möchtest: Öffentliches Reden und growth hacking" in told
    assert "Ihr arbeitet an verschiedenen Standorten, wie gewünscht" in told
    assert "Neben der Arbeit mögt ihr beide: Chorgesang und Öffentliches Reden" in told


@both
async def test_what_was_typed_is_offered_last_and_found_again_when_the_form_comes_back(
    stage: Stage, platform: Platform
) -> None:
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()
    await ada.types(command(ada, "join"))
    await ada.fills(role="mentee")

    assert "Leadership" in await ada.looks_for("wants", "führ")
    assert (await ada.looks_for("wants", "hive care"))[-1] == "Add “hive care”"
    assert not [one for one in await ada.looks_for("wants", "retail") if one.startswith("Add")]
    await ada.fills(wants=["hive care", "Retail"])
    await ada.goes_back()
    assert "hive care" in str(ada.form)
    await ada.fills()
    await ada.fills()

    assert set(enrolment(stage, ada).wants) == {"hive care", "Retail"}


@both
async def test_a_skill_on_each_side_is_needed_and_said_kindly(stage: Stage, platform: Platform) -> None:
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()
    await ada.types(command(ada, "join"))
    await ada.fills(role="both")

    await ada.fills(more_offers="chess", goals="Lead a team")

    assert ada.problems == {"wants": "Please choose at least one, or write it into the line below."}
    await ada.fills(more_offers="chess", more_wants="sailing", goals="Lead a team")
    await ada.fills()
    assert ada.has_heard[-1] == "Welcome, Ada. You are in"
    assert enrolment(stage, ada).goals == "Lead a team"


@both
async def test_ai_is_not_in_retail(stage: Stage, platform: Platform) -> None:
    carla, jule, grace = await company(stage, platform, platform)
    await jule.joins("mentee", more_wants="AI")
    await grace.joins("mentor", more_offers="Retail")

    told = await looks_at_the_pairs(carla)

    assert "Jule Brandt" in told
    assert "Artificial intelligence" not in told
    assert "Retail" not in told


@pytest.mark.parametrize("who", ["jule", "grace"])
async def test_whom_somebody_avoids_is_never_their_match_and_nobody_is_told(
    stage: Stage, platforms: tuple[Platform, Platform], who: str
) -> None:
    carla, jule, grace = await company(stage, *platforms)
    avoid = {who: ["Grace" if who == "jule" else "Jule"]}
    await jule.joins("mentee", more_wants="chess", **({"avoid": avoid["jule"]} if who == "jule" else {}))
    await grace.joins("mentor", more_offers="chess", **({"avoid": avoid["grace"]} if who == "grace" else {}))

    await carla.types("/mentor admin match")

    assert carla.has_heard[-1] == "No pairs yet"
    everything = " ".join(one.sees_words for one in (carla, jule, grace)).lower()
    assert "avoid" not in everything
    with stage.onehour.ledger() as records:
        person = records.people.by_email(stage.actors[who].human.email)
        assert person
        [avoided] = records.people.avoids(person.id)
        assert records.people.get(avoided).name.startswith(avoid[who][0])
    await stage.actors[who].types(command(stage.actors[who], "profile"))
    await stage.actors[who].fills()
    await stage.actors[who].fills()
    assert avoid[who][0] in str(stage.actors[who].form)


@both
async def test_a_role_that_was_asked_for_is_chosen_already(stage: Stage, platform: Platform) -> None:
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()

    await ada.types(command(ada, "join as a mentor"))
    await ada.fills()

    assert "How many mentees could you take?" in ada.form_text


@both
async def test_what_the_people_file_says_fills_the_form_in(stage: Stage, platform: Platform) -> None:
    ada = stage.person(
        "Ada Pereira", platform, role="both", capacity="3", offers="KI;beekeeping", wants="presenting"
    )
    await stage.opens()

    await ada.types(command(ada, "join"))
    for _ in range(3):
        await ada.fills()

    joined = enrolment(stage, ada)
    assert (joined.role.value, joined.capacity) == ("both", 3)
    assert joined.offers == ("Artificial intelligence", "beekeeping")
    assert joined.wants == ("Public speaking",)
    assert joined.listed


@both
async def test_working_hours_and_country_are_read_kindly_and_honoured(
    stage: Stage, platform: Platform
) -> None:
    carla, jule, grace = await company(stage, platform, Platform.SLACK)
    await jule.types(command(jule, "join"))
    await jule.fills(role="mentee")
    await jule.fills(more_wants="chess")
    await jule.fills(hours="abends", country="Atlantis", avoid=["Carla"])
    assert platform is Platform.SLACK or "Carla Mendes" in str(jule.form), "what was chosen still reads well"
    assert jule.problems == {
        "hours": "Bitte schreib es so: 09:00-17:00.",
        "country": "Bitte schreib die zwei Buchstaben des Landes, zum Beispiel DE, AT oder CH.",
    }
    await jule.fills(hours="12 bis 20 Uhr", country="Deutschland")
    await grace.joins("mentor", more_offers="chess")
    await publishes(carla)
    await stage.time_is("2026-11-24T11:00+00:00")
    await jule.presses("Ja, lass uns reden")
    await grace.presses("Yes, let us meet")

    await stage.time_is("2026-11-25T10:59+00:00")
    assert "Eine Stunde mit Grace" not in jule.has_heard
    assert "An hour with Jule" in grace.has_heard
    await stage.time_is("2026-11-25T11:00+00:00")
    assert "Eine Stunde mit Grace" in jule.has_heard
    with stage.onehour.ledger() as records:
        [pair] = records.pairs.in_programme(1)
        [meeting] = records.meetings.of_pair(pair.id)
        assert all(slot.hour >= 11 for slot in meeting.slots)


@both
async def test_a_profile_is_changed_on_the_same_pages_and_consent_stays_as_it_was(
    stage: Stage, platform: Platform
) -> None:
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()
    await ada.joins("mentor", capacity="3", more_offers="chess, AI", listed="no")
    consented = enrolment(stage, ada).consented_at
    await stage.time_is("2026-12-01T10:00+00:00")

    await ada.types(command(ada, "profile"))
    assert "What is stored" not in ada.form_text
    await ada.fills(role="both")
    await ada.fills(capacity="1", more_wants="sailing")
    assert "By pressing the button you agree" not in ada.form_text
    await ada.fills()

    saved = ada.sees("Your profile is saved").text
    assert "You take 1 mentee and offer: Artificial intelligence and chess" in saved
    assert "learn: sailing" in saved
    changed = enrolment(stage, ada)
    assert (changed.role.value, changed.capacity, changed.listed) == ("both", 1, False)
    assert changed.consented_at == consented


@both
async def test_who_has_not_joined_has_no_profile_and_is_led_to_joining(
    stage: Stage, platform: Platform
) -> None:
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()

    await ada.types(command(ada, "profile"))
    assert ada.has_heard[-1] == "You have not joined yet"
    await ada.presses("Take part")

    assert "What it asks." in ada.form_text


@both
async def test_who_takes_fewer_mentees_keeps_those_they_have_and_gets_no_more(
    stage: Stage, platform: Platform
) -> None:
    carla, jule, grace = await company(stage, platform, platform)
    await jule.joins("mentee", more_wants="chess")
    await grace.joins("mentor", capacity="2", more_offers="chess")
    await publishes(carla)
    await jule.presses("Ja, lass uns reden")
    await grace.presses("Yes, let us meet")

    await grace.types(command(grace, "profile"))
    await grace.fills()
    await grace.fills(capacity="1")
    await grace.fills()
    await carla.joins("mentee", more_wants="chess")
    await carla.types("/mentor admin match")

    assert carla.has_heard[-1] == "No pairs yet"
    assert "You and Jule are a pair" in grace.has_heard


@both
async def test_whoever_takes_part_already_is_told_so_and_how_to_change_it(
    stage: Stage, platform: Platform
) -> None:
    carla = stage.person("Carla Mendes", Platform.SLACK, level="4")
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()
    await ada.joins("mentee", more_wants="chess")
    before = enrolment(stage, ada)
    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/launch")
    await carla.fills()

    await ada.presses("Take part", on=ada.sees("One hour a month: our mentoring programme is open"))

    told = ada.sees("You take part already")
    assert "you take part, as a mentee" in told.text
    assert ada.form is None
    await ada.presses("Change my profile", on=told)
    assert "What you wrote" in ada.form_text
    assert enrolment(stage, ada) == before


@both
async def test_a_forged_choice_of_people_keeps_nobody(stage: Stage, platform: Platform) -> None:
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()
    await ada.types(command(ada, "join"))
    await ada.fills(role="mentee")
    await ada.fills(more_wants="chess")
    with stage.onehour.ledger() as records:
        person = records.people.by_email(ada.human.email)
        assert person
        [account] = records.people.accounts(person.id)
    by = Address(account.platform, account.tenant, account.user)
    opened = stage.onehour.bot.click(Click(by, "flow.begin", "join"))
    assert isinstance(opened, Opened)

    forged = ("abc", "999999", "9" * 40, str(person.id))
    stage.onehour.bot.answer(Answered(by, opened.form.ticket, {"languages": ("en",), "avoid": forged}))

    with stage.onehour.ledger() as records:
        assert records.people.avoids(person.id) == frozenset()
        assert records.programmes.enrolment(1, person.id)
