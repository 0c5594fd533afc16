"""Reads of the module: the facts that guards look at, the fields of its letters, the requests waiting.

No write here; the gate has already decided that the dossier may be seen.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.answers import day_of as day_typed
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.kernel.parties.models import Party, PartyRole
from egide.law.dates_fr import plain_date
from egide.modules.interventions.guards import Facts
from egide.modules.interventions.law import (
    ARTICLES,
    FINAL_LETTERS,
    FOLLOW_UP_STARTED,
    GROUNDS,
    REVIEW_REQUEST,
)
from egide.modules.interventions.models import InterventionDetails, Request
from egide.modules.interventions.recourses import day_of, recourses_of
from egide.modules.interventions.vocabulary import DESTINATIONS, THEMES, label
from egide.ui.formats import listing

LISTS = ("precisions", "verifications", "constats", "faits", "demandes", "demarches")
DAYS = ("date_precisions", "nouvelle_date", "date_souhaitee", "date_intervention", "date_suivi")
FINAL = frozenset(letter.template for letter in FINAL_LETTERS)
MAY_FOLLOW = ("in_progress", "awaiting_order")
NOTICES = ("intervention_notice", "intervention_reply")


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    own = _own(dossier)
    sent = kernel.letters_sent
    return Facts(
        today=kernel.today,
        assigned=kernel.assigned,
        acknowledged="acknowledgment" in sent or bool(sent & FINAL),
        reachable=reachable(own),
        has_order=own.order_id is not None,
        reply_leaving="reasoned_reply" in kernel.letters_leaving,
        reply_sent="reasoned_reply" in sent,
        final_sent=bool(sent & FINAL),
        order_letter_leaving="letter_to_order" in kernel.letters_leaving,
        order_letter_sent="letter_to_order" in sent,
        notice_to_follow=dossier.state in MAY_FOLLOW
        and _notices_sent(kernel) > kernel.times_recorded.get(FOLLOW_UP_STARTED.code, 0),
        notice_answers="intervention_reply" in sent,
        follow_up_until=own.follow_up_until,
        settled="follow_up_answered" in kernel.recorded and own.satisfaction in ("settled", "partly"),
        # Not the facts: they still stand when the file reopens, and what it ended with no longer does.
        withdrawn=own.result == "withdrawn",
        joined=own.result == "joined",
        joins_known_dossier=_joins_known(dossier, kernel.answer("joined_to")),
        motive=kernel.answer("motive"),
        new_date=day_typed(kernel.answer("nouvelle_date")),
    )


def _own(dossier: Dossier) -> InterventionDetails:
    # A page asks once for each kind of step; what moves the dossier on changes its version.
    known: tuple[int, InterventionDetails] | None = getattr(dossier, "_intervention", None)
    if known is None or known[0] != dossier.version:
        return remember(dossier, details(dossier))
    return known[1]


def remember(dossier: Dossier, own: InterventionDetails) -> InterventionDetails:
    """Will keep what a page has read of the dossier for the guards that the same page asks."""
    dossier._intervention = (dossier.version, own)  # type: ignore[attr-defined]
    return own


def details(dossier: Dossier) -> InterventionDetails:
    """Will return what the dossier adds to the kernel's."""
    return InterventionDetails.objects.select_related("order", "dossier").get(pk=dossier.pk)


def of_theme(theme: str) -> "QuerySet[InterventionDetails, int]":
    """Will select the ids of the dossiers that have this theme, the main one or another."""
    any_of = Q(theme=theme) | Q(theme_2=theme) | Q(theme_3=theme)
    return InterventionDetails.objects.filter(any_of).values_list("pk", flat=True)


def waiting_requests() -> QuerySet[Request]:
    """Will return the requests from the form that nobody has opened or set aside, oldest first."""
    waiting = Request.objects.filter(dossier=None, set_aside_at=None)
    return waiting.select_related("order").order_by("received_at")


def letter_fields(dossier: Dossier, answers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Will return the merge fields that the module's wordings use, from the file and from what was just typed."""
    own = details(dossier)
    lead = dossier.assignee.full_name if dossier.assignee else "le secrétariat"
    fields: dict[str, str | Sequence[str]] = {
        "appel": "Madame, Monsieur,",
        "civilite": "Madame, Monsieur",
        "ordre": _orders_named(own),
        "responsable": lead,
        "date_reponse": _due(dossier, "interventions.reply"),
        "resume": own.summary,
        "suites": answers.get("suites", ""),
        **_recourse(own),
        **_ending(answers),
        **_to_order(answers),
    }
    for name in DAYS:
        if answers.get(name):
            fields[name] = plain_date(date.fromisoformat(answers[name]))
    for name in LISTS:
        if answers.get(name):
            fields[name] = [line.strip() for line in answers[name].splitlines() if line.strip()]
    return fields


def _orders_named(own: InterventionDetails) -> str:
    # Every order that the request is about, the main one first: the person named them all.
    parties = Party.objects.filter(dossier_id=own.pk, role=PartyRole.ORDER, order__isnull=False)
    others = parties.exclude(order=own.order).order_by("rank").values_list("order__name", flat=True)
    names = [*([own.order.name] if own.order else []), *others]
    return listing([with_article(name) for name in dict.fromkeys(names)]) or "un ordre professionnel"


def with_article(name: str) -> str:
    """Will put the article before an order's name inside a sentence: « l’Ordre… », « le Barreau… », « la Chambre… »."""
    if name[:1] in "AEIOUÉÈ":
        return f"l’{name}"
    return f"{'la' if name.startswith('Chambre') else 'le'} {name}"


def review_last_day(decided_on: date) -> date:
    """Will return the last day to ask for the review committee's opinion: raw, never rolled forward."""
    return decided_on + timedelta(days=REVIEW_REQUEST.term_on(decided_on).length)


def _due(dossier: Dossier, rule: str) -> str:
    due = DueDate.objects.filter(dossier_id=dossier.pk, rule=rule).values_list("raw_date", flat=True).first()
    return plain_date(due) if due else ""


def _ending(answers: Mapping[str, str]) -> dict[str, str]:
    """The words of the letters that end a file: why, to whom, how, by when."""
    ground = next((g for g in GROUNDS if g.code == answers.get("outcome")), None)
    motive, destination = answers.get("motive", ""), answers.get("destination", "")
    if ground is not None:
        why = " ".join(part for part in (ground.wording, motive) if part)
        return {"motif": why, "demarche": destination, "delai": ""}
    if not answers.get("body"):
        return {}
    body = label(DESTINATIONS, answers["body"])
    return {"motif": motive, "organisme": f"{body}\u00a0: {destination}" if destination else body}


def _to_order(answers: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    if answers.get("article") in ARTICLES:
        source, text = ARTICLES[answers["article"]]
        found["disposition"] = f"Article {source.section}. {text}"
    if answers.get("theme"):
        found["theme"] = label(THEMES, answers["theme"]).lower()
    return found


def _recourse(own: InterventionDetails) -> dict[str, str]:
    steps = recourses_of(own.dossier)
    decided_on = day_of(steps, "syndic_decided")
    if decided_on and not day_of(steps, "review_requested"):
        return {
            "recours": "Demande d’avis au comité de révision de l’ordre (art. 123.4, à valider)",
            "date_recours": plain_date(review_last_day(decided_on)),
            # The letter may leave after that day, or be read long after: it says what to do then.
            "precisions_recours": "Ce délai court à compter du jour où vous avez reçu la décision du syndic. "
            "Si ce jour est passé, demandez sans tarder à l’ordre si votre demande peut encore être reçue.",
        }
    if decided_on:
        return {
            "recours": "Suivi de votre demande d’avis auprès du comité de révision de l’ordre (art. 123.4, à valider)",
            "date_recours": "Aucune date limite à notre connaissance",
            "precisions_recours": "",
        }
    return {
        "recours": "Demande d’enquête au syndic de l’ordre, ou suivi de votre demande",
        "date_recours": "Aucune date limite à notre connaissance",
        "precisions_recours": "",
    }


def _notices_sent(kernel: KernelFacts) -> int:
    return sum(kernel.times_sent.get(template, 0) for template in NOTICES)


def reachable(own: InterventionDetails) -> bool:
    """Will tell whether a letter has somewhere to go: an anonymous person may have left no address."""
    if not own.anonymous:
        return True
    person = Party.objects.filter(dossier_id=own.pk, role=PartyRole.REQUESTER)
    return person.exclude(email="", address="").exists()


def _joins_known(dossier: Dossier, number: str) -> bool:
    # « … » stands for an answer that the form is going to ask for: the button is drawn, the action checks.
    if number == "…":
        return True
    known = Dossier.objects.filter(number=number, kind=dossier.kind, closed_on=None)
    return bool(number) and known.exclude(pk=dossier.pk).exists()
