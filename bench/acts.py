"""What people do to a dossier: a transition, an approval of a letter, a request sent by the public form.

Each is a whole POST, committed for real; beside it, what it cannot do without: the rendering, the storing, the entry.
"""

import io
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from bench import renewing
from bench.letters import thousand
from bench.office import submitted
from bench.readers import Reader, readers
from bench.report import Goal, row
from bench.surroundings import Place
from bench.timing import Times, alternate, measure
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.models import LetterState
from egide.kernel.letters.printing import letter_pdf
from egide.kernel.lifecycle.running import run
from egide.modules.interventions.models import Mechanism, Situation
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from egide.platform.journal.append import access_chain, append
from egide.platform.storage import store
from egide.platform.typesetting import engine

TRIES, WARM = 25, 3
ALL = TRIES + WARM


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will measure the three acts."""
    analyst, _, secretariat = readers()
    yield row("une entrée au journal, validée", _entry(analyst))
    yield _transition(place, analyst)
    yield from _approval(secretariat)
    yield _form()


def _entry(reader: Reader) -> Times:
    office = Compartment.objects.get(code="office")

    def write(n: int) -> None:
        now = datetime.now(UTC)
        with acting_as(reader.actor):
            chain = access_chain(office.code, now)
            append(chain=chain, compartment_id=office.pk, code="bench.entry", data={}, at=now)

    return measure(write, tries=TRIES)


def _transition(place: Place, reader: Reader) -> dict[str, object]:
    waiting = renewing.dossiers(place, reader, wanted="admissible", left="in_progress", count=2 * ALL)
    alone, posted = waiting[::2], waiting[1::2]
    tries = len(posted) - WARM

    def act(n: int) -> None:
        with acting_as(reader.actor):
            dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=alone[n].pk)
            run(actor=reader.actor, dossier=dossier, code="start_work", answers={}, now=timezone.now())

    def post(n: int) -> None:
        url = f"/dossiers/{posted[n].number}/etapes/start_work/"
        response = reader.client.post(url, {"version": posted[n].version})
        assert response.status_code == 303, response.status_code

    limit, whole = measure(act, tries=tries, warm=WARM), measure(post, tries=tries, warm=WARM)
    return row("étape d’un dossier (POST)", whole, limit="l’acte seul", limit_times=limit)


def _approval(reader: Reader) -> Iterator[dict[str, object]]:
    letters = renewing.letters(reader, state=LetterState.DRAFT, count=3 * ALL)
    day, office = timezone.localdate(), Compartment.objects.get(code="office")

    def pdf(n: int) -> bytes:
        letter = letters[n]
        return letter_pdf(letter=letter, dossier=letter.dossier, signatory=reader.user, day=day, draft=False)

    printed = pdf(0)

    def keep(n: int) -> None:
        with acting_as(reader.actor):
            store.put(
                stream=io.BytesIO(printed),
                file_name="lettre.pdf",
                compartment=office,
                actor_code=reader.actor.code,
                now=timezone.now(),
            )

    def approve(n: int) -> None:
        letter = letters[n]
        seen = {"seen": letter.edited_at.isoformat(), "version": letter.dossier.version}
        response = reader.client.post(
            f"/dossiers/{letter.dossier.number}/lettres/{letter.rank}/approuver/", seen
        )
        assert response.status_code == 303, response.status_code

    def act(n: int) -> None:
        letter = letters[ALL + n]
        with acting_as(reader.actor):
            approve_letter(
                actor=reader.actor,
                dossier=Dossier.objects.select_for_update(of=("self",)).get(pk=letter.dossier_id),
                letter=letter,
                seen=letter.edited_at.isoformat(),
                now=timezone.now(),
            )

    bare_typst, rendering = alternate(_typst_alone(pdf), pdf, tries=TRIES)
    yield row(
        "rendu de la lettre", rendering, limit="Typst seul", limit_times=bare_typst, goal=Goal(ratio_most=1.5)
    )
    storing = measure(keep, tries=TRIES)
    yield row("dépôt de ces octets, chiffrés, validés", storing)
    yield row("acte complet : rendre, déposer, journaliser", measure(act, tries=TRIES), goal=Goal(p50=25))
    both = Times(tries=tuple(a + b for a, b in zip(rendering.tries, storing.tries, strict=False)))
    yield row(
        "approbation d’une lettre (POST)",
        measure(approve, tries=TRIES),
        limit="rendu + dépôt",
        limit_times=both,
    )
    # Last: it moves on the very dossiers of which the others read the version.
    yield thousand(reader)


def _typst_alone(pdf: Callable[[int], object]) -> Callable[[int], object]:
    """Will return the very calls that the rendering makes to Typst, their data already clean.

    Of other letters than those rendered beside: Typst remembers what it has just set. What the letters of one
    template share, it remembers for both alike.
    """
    calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    compiler: Any = engine._compiler()

    class Watched:
        def compile(self, *args: Any, **named: Any) -> bytes:
            calls.append((args, named))
            return b""

    engine._local.compiler = Watched()
    for n in range(ALL):
        pdf(-1 - n)
    engine._local.compiler = compiler
    return lambda n: compiler.compile(*calls[n][0], **calls[n][1])


def _form() -> dict[str, object]:
    visitor = Client(HTTP_USER_AGENT="Banc/1.0", HTTP_HOST="localhost")

    def post(n: int) -> None:
        answers = {
            "situation": Situation.NO_NEWS.value,
            "order": "",
            "order_slug": "",
            "mechanism": Mechanism.SYNDIC.value,
            "summary": "J’ai demandé une enquête au syndic. Depuis, aucune nouvelle.",
            "wish": "Savoir où en est l’enquête.",
            "name": f"Personne {n}",
            "preferred_channel": "email",
            "email": "personne@courriel.example",
            "phone": "418 555-0123",
            "consent": "on",
            "step": "5",
            "go": "send",
            "form_key": secrets.token_urlsafe(24),
        }
        # One address may send twenty forms in ten minutes: each try comes from its own.
        response = visitor.post(
            "/demande/", answers, REMOTE_ADDR=f"10.{secrets.randbelow(250)}.{n}.{secrets.randbelow(250)}"
        )
        assert response.status_code == 303, response.status_code

    limit = measure(lambda n: submitted(f"Personne {n}", now=timezone.now()), tries=TRIES)
    return row(
        "envoi du formulaire public (POST)",
        measure(post, tries=TRIES),
        limit="l’acte seul",
        limit_times=limit,
    )
