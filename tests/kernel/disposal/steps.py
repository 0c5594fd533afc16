"""The steps of a list as the people of the cast take them, for the tests of dispositions.

The dossiers are real ones, closed in 2026; the clock of the disposition is in 2036.
"""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

from egide.kernel.disposal import executing, lists
from egide.kernel.disposal.models import DispositionList, Fate, ListItem
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from tests.cast import Cast
from tests.database import as_owner
from tests.kernel.scene import Scene, open_scene

THEN = datetime(2036, 1, 7, 15, tzinfo=UTC)
SECRET = "Zibeline"


def old_dossier(cast: Cast, fate: str = "D") -> Scene:
    """A dossier with a document, a name and a note, closed long before THEN."""
    scene = open_scene(cast, name=f"Élise {SECRET}", summary=f"{SECRET} n’a reçu aucune nouvelle.")
    scene.act(
        "nadia",
        lambda a, d: add_document(
            dossier=d, title=f"Lettre de {SECRET}", origin=Origin.RECEIVED, stream=io.BytesIO(SECRET.encode()),
            file_name=f"{SECRET}.txt", actor_code=a.code, now=scene.now,
        ),
    )  # fmt: skip
    scene.move("withdraw", occurred_on=scene.today.isoformat(), motive=f"{SECRET} se désiste.")
    scene.move("close")
    if fate != "T":
        with as_owner():
            Dossier.objects.filter(number=scene.number).update(disposition=fate)
    return scene


def wanted(fate: Fate = Fate.DESTROY) -> lists.Wanted:
    return lists.Wanted(
        fate=fate,
        unit=Unit.objects.get(code="interventions"),
        series="6200",
        due_by=date(2035, 12, 31),
    )


def do(cast: Cast, who: str, what: Callable[..., Any], **more: Any) -> Any:
    with acting_as(cast.actor(who)) as actor:
        return what(actor=actor, now=THEN, **more)


def made(cast: Cast, fate: Fate = Fate.DESTROY) -> DispositionList:
    listed: DispositionList = do(cast, "rene", lambda **k: lists.make_list(wanted=wanted(fate), **k))
    return listed


def approved(cast: Cast, fate: Fate = Fate.DESTROY) -> DispositionList:
    listed = made(cast, fate)
    if fate == Fate.SORT:
        with as_owner():
            DispositionList.objects.filter(pk=listed.pk).update(sampling="Dix pour cent, au hasard.")
    do(cast, "rene", lists.submit, listed=listed)
    do(cast, "marc", lists.agree_to_rest, listed=listed)
    do(cast, "marc", lists.end_review, listed=listed)
    do(cast, "rene", lists.check, listed=listed)
    do(cast, "helene", lists.approve, listed=listed, digest_seen=again(listed).digest)
    return again(listed)


def again(listed: DispositionList) -> DispositionList:
    with as_owner():
        return DispositionList.objects.select_related("compartment", "unit").get(pk=listed.pk)


def run(listed: DispositionList, commit: Any, *, after: int = 31) -> DispositionList:
    with commit(execute=True):
        executing.run_list(
            list_id=listed.pk, compartment_id=listed.compartment_id, now=THEN + timedelta(days=after)
        )
    return again(listed)


def outcomes(listed: DispositionList) -> dict[str, tuple[str, str]]:
    with as_owner():
        rows = ListItem.objects.filter(disposition_list=listed).values_list(
            "dossier__number", "outcome", "words"
        )
        return {number: (outcome, words) for number, outcome, words in rows}


def text_everywhere() -> list[str]:
    """Every table that still holds the secret, anywhere in a row, as the owner sees it."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace "
                       "where n.nspname = 'public' and c.relkind = 'r'")  # fmt: skip
        tables = [row[0] for row in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(
                f"select exists (select from {table} t where lower(t::text) like %s)", [f"%{SECRET.lower()}%"]
            )
            if cursor.fetchone()[0]:
                found.append(table)
        return found
