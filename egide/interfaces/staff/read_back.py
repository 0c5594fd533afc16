"""A request that someone of the staff wrote for a person, printed to be read back to her, and the day it was.

The day is an entry of the dossier's journal: it is a thing that happened, not a field to correct.
"""

from datetime import date, datetime
from typing import Any

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.kinds import module_of
from egide.interfaces.staff.pages_mailroom import ReadBackPage
from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.history import history
from egide.ui import formats
from egide.ui.pages import Crumb, Fact

CODE = "request.read_back"
FURTHEST = 200  # entries of the journal looked at, newest first


def read_back_page(*, dossier: Dossier, form: Any) -> ReadBackPage:
    """Will gather what the person said, in the order of the summary."""
    path = module_of(dossier).summary
    cards = registry.resolve(path)(dossier, today=form.today) if path else ()
    people = Party.objects.filter(dossier_id=dossier.pk).exclude(role=PartyRole.ORDER).order_by("rank")
    return ReadBackPage(
        crumbs=(Crumb(label=dossier.number, url=dossier_url(dossier.number)), Crumb(label="Relecture")),
        number=dossier.number,
        facts=(
            *(_person(party) for party in people),
            Fact(term="Reçue le", value=formats.day(dossier.received_on)),
        ),
        paragraphs=tuple((card.title, text) for card in cards for text in card.paragraphs),
        form=form,
        url=of_dossier("read_back", dossier.number),
        version=dossier.version,
        done=_done(dossier),
    )


def note_read_back(*, dossier: Dossier, on: date, now: datetime) -> None:
    """Will journal that the request was read back to the person on a day."""
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=CODE,
        data={"on": on.isoformat()},
        at=now,
    )


def _person(party: Party) -> Fact:
    phone = formats.phone(party.phone) if party.phone else ""
    reach = " · ".join(filter(None, (party.email, phone, " ".join(party.address.split()))))
    return Fact(term=str(PartyRole(party.role).label), value=party.name, detail=reach)


def _done(dossier: Dossier) -> str:
    rows = history(dossier_id=dossier.pk, limit=FURTHEST)
    found = next((row for row in rows if row.code == CODE), None)
    if found is None:
        return ""
    return f"Relu à la personne le {formats.day(date.fromisoformat(str(found.data['on'])))}, par {found.actor_name}."
