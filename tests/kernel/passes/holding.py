"""Passes given in a scene, and what their bearer then sees; for the tests of passes and of messages."""

from datetime import datetime
from typing import Any

from django.db import connection

from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party
from egide.kernel.passes.actions import IssuedPass, Purpose, actor_for_pass, issue_pass
from egide.kernel.passes.exchanging import exchange
from egide.kernel.passes.models import Pass
from egide.platform.accounts.acting import acting_as
from tests.kernel.scene import Scene

ANY = (Purpose.FOLLOW_UP, Purpose.ANSWER, Purpose.READ)


def party(dossier: Dossier, role: str = "requester") -> Party:
    """Will return the first party of this role."""
    return Party.objects.filter(dossier_id=dossier.pk, role=role).order_by("rank")[0]


def give(scene: Scene, *, role: str = "requester", purpose: str = "follow_up", **more: Any) -> IssuedPass:
    """Will give a pass as Bruno does."""
    return scene.act(
        "bruno",
        lambda a, d: issue_pass(
            dossier=d, party=party(d, role), purpose=purpose, actor_code=a.code, now=scene.now, **more
        ),
    )


def opened(issued: IssuedPass, *, now: datetime, **more: Any) -> Pass:
    """Will exchange the secret."""
    return exchange(issued.secret, now=now, purposes=ANY, **more)


def tables() -> list[str]:
    """Every walled table of the schema."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity"
            " and relkind = 'r' order by relname"
        )
        return [row[0] for row in cursor.fetchall()]


def seen_by(row: Pass) -> dict[str, int]:
    """How many rows of each table the bearer of a pass sees; tables that show nothing are left out."""
    counts = {}
    with acting_as(actor_for_pass(row)), connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"select count(*) from {table}")
            counts[table] = cursor.fetchone()[0]
    return {table: count for table, count in counts.items() if count}
