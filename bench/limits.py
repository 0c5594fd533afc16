"""The limits of the machine, measured in the same run: bare statements, and a trivial list page.

A page is judged by its ratio to the trivial list of the same 25 rows, never by a figure of another day.
"""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import RequestFactory

from bench.timing import Statements, Times, measure
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor

TEMPLATE = Engine().from_string(
    "<!doctype html><title>Dossiers</title><table>{% for d in rows %}<tr><td>{{ d.number }}<td>{{ d.title }}"
    "<td>{{ d.state }}<td>{{ d.next_due_on|date:'Y-m-d' }}<td>{{ d.assignee_id }}<td>{{ d.version }}</tr>"
    "{% endfor %}</table>"
)
TRIES = 60


def trivial_list(actor: Actor) -> Times:
    """Will time a Django view of 25 rows: one indexed query by the ORM, one small template, nothing around."""
    unit = min(assignment.unit_id for assignment in actor.roles)

    def view(request: HttpRequest) -> HttpResponse:
        rows = list(Dossier.objects.filter(unit_id=unit, closed_on=None).order_by("next_due_on", "pk")[:25])
        assert len(rows) == 25
        return HttpResponse(TEMPLATE.render(Context({"rows": rows})))

    request = RequestFactory().get("/")
    with acting_as(actor, read_only=True):
        return measure(lambda n: view(request), tries=TRIES)


def bare(statements: Statements, actor: Actor) -> Times:
    """Will time the same statements sent as they are, their rows read and thrown away."""
    sent = [
        (sql, params) for sql, params in statements.sent if sql.lstrip()[:6].lower() in ("select", "with r")
    ]

    def send(n: int) -> None:
        with connection.cursor() as cursor:
            raw: Any = cursor.cursor
            for sql, params in sent:
                raw.execute(sql, params)
                raw.fetchall()

    with acting_as(actor, read_only=True):
        return measure(send, tries=TRIES)
