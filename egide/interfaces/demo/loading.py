"""Loads the demonstration: the Office, about three hundred dossiers, oldest first, requests waiting.

Dates are relative to today; chance is seeded, so that two loads of one day give the same Office.
"""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from egide.interfaces.commands.mail_folder import serving
from egide.interfaces.demo import (
    access,
    admission,
    admission_work,
    consulting,
    delegations,
    disposal,
    imports,
    incidents,
    mail,
    mandates,
    measures,
    ombudsman,
    paper,
    readings,
    records,
    redaction,
    released,
    scanner,
    searches,
    texts_of_law,
    versions,
)
from egide.interfaces.demo.day import fill
from egide.interfaces.demo.office import make_office
from egide.interfaces.demo.play import ZONE, NotYet, Play, Stage
from egide.interfaces.demo.reports import tell_reports
from egide.interfaces.demo.scripts import SCRIPTS, Script, perform
from egide.interfaces.demo.texts import NAMES, ORDERS, STORIES, Story
from egide.kernel.dossiers.folding import fold
from egide.kernel.parties.models import ProfessionalOrder
from egide.kernel.search.vocabulary import count_again
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.journal.sealing import seal
from egide.platform.mail.conversation import Server

Progress = Callable[[int, int], None]
WAITING = 4  # requests that nobody has opened yet


def load(*, now: datetime, progress: Progress, at_most: int | None = None) -> None:
    """Will make the whole demonstration; `progress` is told how many dossiers are done.

    `at_most`: dossiers of each script, for the tests, which need each life once and not an Office.
    """
    chance = random.Random(2026)
    make_office(now=now)
    records.prepare(now=now)  # before the first dossier: what closes keeps its rule
    parts = _programme(chance, now, at_most)
    with serving(Path(settings.HOME) / "mail") as port:
        stage = Stage.set_up(now=now, server=Server(host="127.0.0.1", port=port))
        orders = {order.slug: order for order in ProfessionalOrder.objects.all()}
        for index, (received_at, script) in enumerate(parts):
            progress(index, len(parts))
            story = STORIES[index % len(STORIES)]
            play = Play(stage, received_at=received_at, analyst=chance.choice(("nadia", "thomas")))
            name = _name(index)
            reference = play.submit(
                name=name, email=_email(name), story=story, order=orders[ORDERS[index % len(ORDERS)]]
            )
            if script is not None:
                _open_and_perform(play, script, story, reference, chance)
    fill(stage)
    admission.fill(stage)
    admission_work.fill(stage)
    records.fill(stage)
    disposal.fill(stage)
    mandates.fill(stage)
    measures.fill(stage)  # before the reports, which list them
    texts_of_law.prepare(stage)  # before the decisions that annex them
    access.fill(stage)
    consulting.fill(stage)
    released.fill(stage)
    texts_of_law.fill(stage)
    ombudsman.fill(stage)
    delegations.fill(stage)
    incidents.fill(stage)
    paper.fill(stage)
    imports.fill(stage)
    tell_reports(stage)
    scanner.fill(stage)
    readings.fill(stage)
    mail.fill(stage)
    versions.fill(stage)
    redaction.fill(stage)
    searches.fill(stage)
    with acting_as(service("scheduler")):
        count_again()  # what the night does: spellings are proposed from the first day
    seal(now=now)
    progress(len(parts), len(parts))


def _open_and_perform(
    play: Play, script: Script, story: Story, reference: str, chance: random.Random
) -> None:
    try:
        play.wait(chance.choice((0, 0, 1)), chance.randrange(9, 11), chance.randrange(60))
    except NotYet:
        return
    play.open(reference)
    perform(script, play, story, chance)


def _programme(
    chance: random.Random, now: datetime, at_most: int | None
) -> list[tuple[datetime, Script | None]]:
    """Every dossier to make with its moment of receipt, oldest first: numbers follow receipt."""
    parts: list[tuple[datetime, Script | None]] = []
    for script in SCRIPTS:
        count = script.count if at_most is None else min(script.count, at_most)
        parts += [(_moment(chance, now, script.since), script) for _ in range(count)]
    parts += [(now - timedelta(hours=2 + 9 * n, minutes=13 * n), None) for n in range(WAITING)]
    return sorted(parts, key=lambda part: part[0])


def _moment(chance: random.Random, now: datetime, since: tuple[int, int]) -> datetime:
    day = (now - timedelta(days=chance.randint(*since))).astimezone(ZONE).date()
    return datetime.combine(day, time(chance.randrange(7, 22), chance.randrange(60)), ZONE)


def _name(index: int) -> str:
    # The names of the list first; then other people, of a first name and a family name of the list.
    turn, place = divmod(index, len(NAMES))
    if not turn:
        return NAMES[place]
    first, last = NAMES[place].split(" ", 1)[0], NAMES[(place + 3 * turn + 1) % len(NAMES)].split(" ", 1)[1]
    return f"{first} {last}"


def _email(name: str) -> str:
    return f"{fold(name).replace(' ', '.').replace(chr(39), '')}@courriel.example"
