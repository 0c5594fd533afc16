"""A binder of many pieces, made by a job: it is filed in the dossier, and whoever asked is told.

The job carries the dossier and the person; the pieces are read again when it runs.
"""

import io
from datetime import datetime

from django.utils import timezone

from egide.kernel.binding.binder import bind
from egide.kernel.binding.pieces import BINDER_TITLE, pieces_of
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.notices.actions import notify
from egide.law.dates_fr import plain_date
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.jobs.app import enqueue, task


@task(name="binding.bind", retry=2, own_transactions=True)
def bind_whole(*, dossier: int, actor: Actor, now: datetime) -> None:
    """Will bind the whole file, add it to the dossier and tell who asked; nothing for who lost the dossier."""
    with acting_as(actor):
        row = visible(actor).select_for_update(of=("self",)).filter(pk=dossier).first()
        if row is None or actor.user_id is None:
            return
        code = "binder.ready"
        try:
            pdf = bind(dossier=row, pieces=pieces_of(row), now=now)
            _file(row, pdf, actor, now)
        except Refused:
            code = "binder.failed"
        notify(user_ids=(actor.user_id,), dossier=row, code=code, now=now)


def ask_to_bind(*, dossier: Dossier, actor: Actor) -> None:
    """Will ask for the whole file's binder, once at a time for each person."""
    enqueue(bind_whole, actor=actor, unless_waiting=True, dossier=dossier.pk)


def _file(dossier: Dossier, pdf: bytes, actor: Actor, now: datetime) -> None:
    day = timezone.localtime(now).date()
    add_document(
        dossier=dossier,
        title=f"{BINDER_TITLE} du {plain_date(day)}",
        origin=Origin.INTERNAL,
        stream=io.BytesIO(pdf),
        file_name=f"cahier-{dossier.number}-{day.isoformat()}.pdf",
        actor_code=actor.code,
        now=now,
    )
