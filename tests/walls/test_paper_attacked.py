"""What was tried against paper that is lent, and paper that is scanned to be destroyed, and worked once.

What always held is tested beside each screen.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from egide.kernel.digitisation import actions as digitising
from egide.kernel.digitisation.models import Item, Lot, Verdict
from egide.kernel.documents.actions import add_version
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.notices.models import Notice
from egide.kernel.paper import lending
from egide.kernel.paper.models import Loan
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY
from tests.database import as_owner
from tests.kernel.digitisation.test_life import Bench
from tests.kernel.paper.test_paper import part
from tests.kernel.scene import Scene

pytestmark = pytest.mark.usefixtures("clock")


def test_a_loan_to_someone_in_conflict_since_is_called_back(scene: Scene) -> None:
    nadia, bruno = scene.cast.user("nadia"), scene.cast.user("bruno")
    due = TODAY + timedelta(days=9)

    def lend(actor: Actor, dossier: Dossier) -> None:
        lending.lend(part=part(dossier), borrower=nadia, due_on=due, actor_code=actor.code, now=NOW)

    def prolong(actor: Actor, dossier: Dossier) -> None:
        loan = Loan.objects.select_related("borrower", "dossier").get()
        with pytest.raises(Refused, match="ne peut plus lire"):
            lending.prolong(loan=loan, due_on=due + timedelta(days=1), now=NOW)

    scene.act("bruno", lend)
    scene.act("nadia", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Une amie.", now=NOW))
    scene.act("bruno", prolong)
    with acting_as(service("scheduler")):
        lending.remind_of_loans.function(now=NOW)
        told = Notice.objects.filter(code__startswith="paper.").values_list("user", "code")
        assert (bruno.pk, "paper.recall") in told
        assert nadia.pk not in {user for user, _ in told}


def test_a_conflict_does_not_open_what_a_guard_keeps_closed(scene: Scene) -> None:
    # Hidden rows would not be counted: neither the hold of the dossier, nor its loan, nor its picture to check.
    bench = Bench(scene)
    bench.to_attested()
    bench.act("bruno", lambda lot: digitising.quarantine(lot=lot, days=1, now=NOW))
    bench.now += timedelta(days=2)
    scene.act("marc", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Un ami.", now=NOW))

    with pytest.raises(Refused, match="vous est fermé"):
        bench.act("marc", lambda lot: digitising.authorise(lot=lot, words="", now=bench.now))


def test_who_scanned_does_not_authorise_the_destruction(scene: Scene) -> None:
    bench = Bench(scene)
    bench.to_attested()
    bench.act("bruno", lambda lot: digitising.quarantine(lot=lot, days=1, now=NOW))
    bench.now += timedelta(days=2)
    with as_owner():
        Lot.objects.update(operator=scene.cast.user("marc"))

    with pytest.raises(Refused, match="a numérisé n’autorise pas"):
        bench.act("marc", lambda lot: digitising.authorise(lot=lot, words="", now=bench.now))
    with as_owner(), pytest.raises(IntegrityError, match="third_person"), transaction.atomic():
        Lot.objects.update(authoriser=scene.cast.user("marc"))


def test_paper_is_not_destroyed_before_it_was_authorised(scene: Scene) -> None:
    bench = Bench(scene)
    bench.to_attested()
    bench.act("bruno", lambda lot: digitising.quarantine(lot=lot, days=1, now=NOW))
    bench.now += timedelta(days=2)
    bench.act("marc", lambda lot: digitising.authorise(lot=lot, words="", now=bench.now))
    said: dict[str, Any] = {"on": TODAY, "method": "Déchiquetage", "witness": "J. Roy", "now": bench.now}

    with pytest.raises(Refused, match="antérieur"):
        bench.act("bruno", lambda lot: digitising.record_destruction(lot=lot, **said))


def test_a_picture_replaced_once_the_sample_is_known_is_checked(scene: Scene) -> None:
    bench = Bench(scene)
    bench.plan(parts=10)
    bench.step("bruno", "prepare")
    bench.attach()
    bench.scan()
    with acting_as(scene.cast.actor("bruno")) as bruno:
        rows = Item.objects.select_related("version__document", "dossier", "lot__compartment")
        item = rows.filter(sampled=False)[0]
        assert item.version is not None
        document = item.version.document
        add_version(
            document=document,
            dossier=item.dossier,
            stream=[b"autre"],
            file_name="a.txt",
            actor_code=bruno.code,
            now=NOW,
        )
        digitising.attach(lot=item.lot, item=item, document=document, pages=2)

    bench.judge()

    with as_owner():
        assert Item.objects.get(pk=item.pk).verdict == Verdict.ACCEPTED


def test_a_count_of_pages_typed_over_the_one_that_was_read_is_refused(scene: Scene) -> None:
    bench = Bench(scene)
    bench.plan()
    bench.step("bruno", "prepare")
    bench.attach()
    with as_owner():
        DocumentVersion.objects.update(pages=1)

    with acting_as(scene.cast.actor("bruno")):
        item = Item.objects.select_related("version__document", "lot__compartment").get()
        assert item.version is not None
        with pytest.raises(Refused, match="y compte 1"):
            digitising.attach(lot=item.lot, item=item, document=item.version.document, pages=2)
