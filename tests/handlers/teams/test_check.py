from handlers.teams.check import checks
from handlers.teams.settings import TeamsSettings
from tests.handlers.teams.microsoft import Microsoft


async def test_when_all_is_well_the_doctor_says_so(microsoft: Microsoft) -> None:
    facts = await checks(microsoft.settings())

    assert [fact[0] for fact in facts] == [True] * 4
    assert all(not remedy for _, _, remedy in facts)


async def test_missing_settings_are_named_and_nobody_is_asked(microsoft: Microsoft) -> None:
    facts = await checks(TeamsSettings("", ""))

    assert all(not ok for ok, _, _ in facts)
    assert any("MICROSOFT_APP_ID" in line for _, line, _ in facts)
    assert microsoft.key_fetches == 0


async def test_with_an_emulator_nobody_is_asked(microsoft: Microsoft) -> None:
    facts = await checks(TeamsSettings("", emulator=True, listens_on_loopback=True))

    assert [ok for ok, _, _ in facts] == [True]
    assert microsoft.key_fetches == 0


async def test_a_wrong_secret_has_a_remedy(microsoft: Microsoft) -> None:
    microsoft.token_status, microsoft.token_answer = (
        401,
        {"error_description": "AADSTS7000215: Invalid client secret."},
    )

    _, _, (ok, line, remedy), _ = await checks(microsoft.settings())

    assert not ok
    assert "AADSTS7000215" in line
    assert "MICROSOFT_APP_PASSWORD" in remedy


async def test_keys_that_cannot_be_fetched_have_a_remedy(microsoft: Microsoft) -> None:
    microsoft.keys_are_down = True

    facts = await checks(microsoft.settings())

    assert not facts[1][0]
    assert "TEAMS_OPENID_URL" in facts[1][2]


async def test_a_clock_that_is_off_has_a_remedy(microsoft: Microsoft) -> None:
    microsoft.seconds_behind = 3600

    facts = await checks(microsoft.settings())

    assert not facts[3][0]
    assert "NTP" in facts[3][2]
