"""Holding conversations: opening the next page of a draft, taking answers, and coming to an end."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot import scope
from bot.acts import Answered, Click
from bot.conversation import Done, Waiting, resume
from bot.flows import Conversation, Instead
from bot.message import Closed, Form, Glance, Input, Opened, Refused, Replaced, Reply, Said, Say
from bot.model import Draft
from bot.ports import Visit
from bot.post import Nudge, Spot
from bot.records import NotYours, id_in
from bot.suggestions import labelled
from bot.typed import asked, begun_on, from_the_top, one_back, spot_in, to_show, with_answer


class Forms:
    """The conversations of the programme, held over drafts so that none of their answers is lost."""

    def __init__(self, flows: Mapping[str, Conversation]) -> None:
        self._flows = flows
        self._by_name = {flow.name: flow for flow in flows.values()}

    def begin(self, visit: Visit, command: str, about: str = "") -> Reply:
        """Begin a conversation, or go on with it at the first page without an answer."""
        flow = self._flows[command]
        if flow.coordinators and not visit.coordinates:
            return Said(visit.say(Say("help/coordinators")))
        if flow.answer:
            message = visit.say(flow.answer(visit, about))
            return Glance(message) if flow.glance else Said(message)
        subject = flow.subject(visit, about)
        if visit.within:
            subject = visit.within.stamp(subject)
        draft = visit.records.drafts.open(visit.person.id, flow.name, subject, visit.now)
        said = flow.opening(visit, about)
        answers = from_the_top(draft.answers) if flow.reread else draft.answers
        if said or flow.fresh:
            answers = said
        return self._go_on(visit, flow, replace(draft, answers=begun_on(answers, visit.spot)))

    def click(self, visit: Visit, click: Click) -> Reply:
        """A button that opens a form: by name of its flow, or by the ticket of a page that waits."""
        if click.action == "flow.begin":
            command, _, about = click.subject.partition(":")
            if command not in self._flows:
                raise NotYours(click.subject)
            return self.begin(visit, command, about)
        draft = self._draft(visit, click.subject)
        if click.action == "form.back":
            draft = replace(draft, answers=one_back(draft.answers, _page_of(click.subject)[0]))
        return self._go_on(visit, self._by_name[draft.flow], draft)

    def answer(self, visit: Visit, answered: Answered) -> Reply:
        """Keep a submitted page and go on. A page that was answered before is answered anew."""
        try:
            draft = self._draft(visit, answered.ticket)
        except NotYours:
            return Replaced(visit.say(Say("forms/gone")))
        flow, (page, seen) = self._by_name[draft.flow], _page_of(answered.ticket)
        kept = with_answer(draft.answers, page, answered.answers, seen)
        return self._go_on(visit, flow, replace(draft, answers=kept), answered=page)

    def _go_on(self, visit: Visit, flow: Conversation, draft: Draft, *, answered: str = "") -> Reply:
        if flow.coordinators and not visit.coordinates:
            return Said(visit.say(Say("help/coordinators")))
        visit, about = scope.pressed(visit, draft.about)
        try:
            standing = resume(flow.pages(flow.gather(visit, about)), draft.answers)
            if isinstance(standing, Done):
                return self._end(visit, flow, draft, standing.outcome)
        except Instead as instead:
            visit.records.drafts.close(draft.id)
            message = visit.say(instead.say)
            return Replaced(message) if answered else Said(message)
        form = self._form(visit, draft, standing)
        if answered and standing.page.name == answered and standing.problems:
            return Refused(form)
        kept = asked(draft.answers, standing.passed, standing.page)
        visit.records.drafts.keep(replace(draft, answers=kept))
        return Opened(replace(form, problems={}))

    def _end(self, visit: Visit, flow: Conversation, draft: Draft, outcome: object) -> Reply:
        """Act on the outcome; the person hears of it by the outbox, so that a crash cannot swallow it."""
        visit = replace(visit, spot=_still_there(visit, spot_in(draft.answers)))
        say = flow.finish(visit, scope.pressed(visit, draft.about)[1], outcome)
        visit.records.drafts.close(draft.id)
        if say is None:
            return Closed(visit.say(Say("forms/saved")))
        if flow.parting:
            return Replaced(visit.say(say))
        about = f"programme:{visit.within.programme.id}" if visit.within else ""
        told = Nudge(f"done:{draft.id}", say.template, visit.person.id, visit.now, about, say.facts)
        visit.records.outbox.owe([told, *_instead(visit, flow, told)])
        return Closed(visit.say(Say("forms/saved")))

    def _form(self, visit: Visit, draft: Draft, standing: Waiting) -> Form:
        kept = to_show(draft.answers, standing.page)
        page = labelled(visit, standing.page, kept)
        ticket = f"{page.name}@{page.seen}:{draft.id}"
        form = visit.house.wording.page(page, ticket, visit.language, kept, standing.problems)
        form = replace(form, intro=form.intro + visit.named(page.name), inputs=_searched(visit, form.inputs))
        return form if standing.passed else replace(form, back="")

    def _draft(self, visit: Visit, ticket: str) -> Draft:
        return visit.records.drafts.of(visit.person.id, id_in(ticket))


def _still_there(visit: Visit, spot: Spot | None) -> Spot | None:
    """Where a form was begun, unless that account is another's by now."""
    if spot is None:
        return None
    ours = [account.id for account in visit.records.people.accounts(visit.person.id)]
    return spot if spot.account_id in ours else None


def _instead(visit: Visit, flow: Conversation, told: Nudge) -> Iterator[Nudge]:
    """The card from which it was begun says the same, where it would say something else by now."""
    if visit.spot and flow.instead:
        yield told.instead(visit.spot, f"{told.key}:instead")


def _searched(visit: Visit, inputs: tuple[Input, ...]) -> tuple[Input, ...]:
    """What is searched for while somebody types is searched for in the programme of the form."""
    within = visit.within
    if within is None:
        return inputs
    return tuple(replace(one, source=within.stamp(one.source)) if one.source else one for one in inputs)


def _page_of(ticket: str) -> tuple[str, str]:
    """The name of the page, and the mark of what was seen on it."""
    page, _, seen = ticket.rpartition(":")[0].partition("@")
    return page, seen
