"""What can be said of a configuration without asking anybody."""

from collections.abc import Iterator, Mapping
from functools import partial

from handlers.shell.settings import Settings, bad_settings, variables_in
from handlers.shell.toolbox import Check, Database, Schema, State
from templates.files import BadTemplate
from templates.library import Library

STRONG = 32  # characters of a secret key; the remedy below makes 43

ok = partial(Check, State.OK)
warning = partial(Check, State.WARNING)
problem = partial(Check, State.PROBLEM)

NEW_KEY = (
    'set it to what `python -c "import secrets; print(secrets.token_urlsafe(32))"` prints, and keep it safe'
)


def variables(environ: Mapping[str, str]) -> Iterator[Check]:
    """Every variable, with its value unless that is a secret."""
    wrong = {bad.variable: bad for bad in bad_settings(environ)}
    for one in variables_in(environ):
        if one.name in wrong:
            yield problem(f"{one.name} {wrong[one.name].reason}", wrong[one.name].remedy)
        elif one.told:
            yield ok(f"{one.name} is set" + ("" if one.secret else f": {_shown(one.told)}"))
        else:
            yield ok(f"{one.name} is {f'{one.default} (default)' if one.default else 'not set'}")


def _shown(told: str) -> str:
    return told if told.isprintable() else repr(told)


def serving(settings: Settings) -> Iterator[Check]:
    """What `serve` needs. It refuses to start on a problem; `doctor` shows everything."""
    yield from _keys(settings)
    yield from _slack(settings)
    yield from _teams(settings)
    if not settings.has_slack and not settings.has_teams:
        remedy = "set SLACK_BOT_TOKEN or MICROSOFT_APP_ID and what goes with it; `make run` needs neither"
        yield problem("neither Slack nor Teams is configured", remedy)
    if not settings.admins:
        remedy = "set ONEHOUR_ADMINS to their e-mail addresses, unless some were appointed in chat"
        yield warning("no coordinator is named", remedy)


def texts(settings: Settings) -> Check:
    """Whether everything that is said can be worded, an organisation's own included."""
    try:
        library = Library(settings.templates)
    except BadTemplate as wrong:
        remedy = "mend that file in the folder ONEHOUR_TEMPLATES names; until then `serve` does not start"
        return problem(f"a text cannot be used: {wrong}", remedy)
    return ok(f"{len(library.names())} texts and {len(library.skills)} skills can be used")


def _keys(settings: Settings) -> Iterator[Check]:
    if not settings.secret_keys:
        yield problem("ONEHOUR_SECRET_KEY is missing", NEW_KEY)
    elif any(len(key) < STRONG or len(set(key)) < STRONG // 4 for key in settings.secret_keys):
        yield warning("ONEHOUR_SECRET_KEY can be guessed", f"add a better one in front: {NEW_KEY}")
    else:
        kept = "keep a copy: without it stored reflections and tokens are lost"
        yield ok(f"ONEHOUR_SECRET_KEY is strong; {kept}")


def _slack(settings: Settings) -> Iterator[Check]:
    oauth = bool(settings.slack_client_id)
    if oauth != bool(settings.slack_client_secret):
        yield problem("Slack's OAuth is half configured", "set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET")
    if oauth and not settings.public_url:
        yield problem("Slack's OAuth has nowhere to return to", "set PUBLIC_URL")
    heard = settings.slack_signing_secret or (settings.slack_app_token and not oauth)
    if settings.has_slack and not heard:
        remedy = "set SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode"
        yield problem("Slack could not be heard", remedy)
    if (settings.slack_signing_secret or settings.slack_app_token) and not settings.has_slack:
        yield problem("Slack could not be answered", "set SLACK_BOT_TOKEN")
    shapes = (
        ("SLACK_BOT_TOKEN", settings.slack_bot_token, "xoxb-"),
        ("SLACK_APP_TOKEN", settings.slack_app_token, "xapp-"),
    )
    for name, token, begins in shapes:
        if token and not token.startswith(begins):
            yield warning(f"{name} does not begin with {begins}", "look whether it is another token")


def _teams(settings: Settings) -> Iterator[Check]:
    if settings.teams_emulator:
        yield warning("TEAMS_EMULATOR accepts unsigned activities", "unset it unless you are trying out")
        return
    needs = {
        "MICROSOFT_APP_ID": settings.microsoft_app_id,
        "MICROSOFT_APP_PASSWORD": settings.microsoft_app_password
        or settings.microsoft_app_type == "UserAssignedMSI",
        "MICROSOFT_APP_TENANT_ID": settings.microsoft_app_tenant_id
        or settings.microsoft_app_type == "MultiTenant",
    }
    missing = [name for name, there in needs.items() if not there]
    begun = settings.microsoft_app_id or settings.microsoft_app_password or settings.microsoft_app_tenant_id
    if begun and missing:
        yield problem("Teams is half configured", f"set {' and '.join(missing)}")


def database(found: Database, settings: Settings) -> Iterator[Check]:
    if found.trouble:
        remedy = "look at DATABASE_URL and whether the database runs"
        yield problem(f"the database cannot be reached: {found.trouble}", remedy)
        return
    yield ok(f"the database answers: {found.engine}", found.note)
    yield _schema(found.schema, settings)


def _schema(schema: Schema, settings: Settings) -> Check:
    match schema:
        case Schema.CURRENT:
            return ok("its schema is current")
        case Schema.NEWER:
            return problem("its schema is of a newer onehour", "run that version, or restore a backup")
        case Schema.OLD | Schema.MISSING if settings.on_sqlite:
            return ok("its schema will be brought up to date by `serve`")
        case Schema.OLD | Schema.MISSING:
            return problem("its schema is not current", "run `python app.py migrate`")
