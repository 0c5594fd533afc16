"""The limits of the machine, measured in the same run: bare statements, and a trivial list page.

A page is judged by its ratio to the trivial list of the same 25 rows, never by a figure of another day.
"""

from collections.abc import Callable
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


def trivial_view(unit: int) -> Callable[[HttpRequest], HttpResponse]:
    """Will return a Django view of 25 rows: one indexed query by the ORM, one small template, nothing around."""

    def view(request: HttpRequest) -> HttpResponse:
        rows = list(Dossier.objects.filter(unit_id=unit, closed_on=None).order_by("next_due_on", "pk")[:25])
        assert len(rows) == 25
        return HttpResponse(TEMPLATE.render(Context({"rows": rows})))

    return view


def trivial_list(actor: Actor) -> Callable[[int], object]:
    """Will return the act of asking for it, inside the walls already entered."""
    view, request = trivial_view(min(a.unit_id for a in actor.roles)), RequestFactory().get("/")

    def ask(n: int) -> object:
        return view(request)

    return ask


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
