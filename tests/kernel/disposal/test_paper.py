"""The paper of destroyed dossiers: what to pull, box by box, and a list that ends when people say it is destroyed."""

from datetime import timedelta
from typing import Any

import pypdfium2 as pdfium
import pytest

from egide.kernel.disposal import paper
from egide.kernel.disposal.models import Certificate, ListState, Outcome
from egide.kernel.disposal.printing import certificate_pdf
from egide.kernel.paper.filing import add_part, put_in_box
from egide.kernel.paper.lending import lend
from egide.kernel.paper.models import Medium, Part
from egide.kernel.paper.shelving import open_box, open_place, put_on_shelf
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from tests.cast import Cast
from tests.database import as_owner
from tests.kernel.disposal.steps import THEN, again, approved, old_dossier, outcomes, run, text_everywhere
from tests.kernel.scene import Scene

RUN = THEN + timedelta(days=31)


def boxed(scene: Scene) -> None:
    """A part of the dossier in a box, on a shelf; its label names the person."""

    def file(actor: Any, dossier: Any) -> None:
        unit = Unit.objects.select_related("compartment").get(code="interventions")
        place = open_place(
            compartment=unit.compartment, code="T-1", site=dossier.site, room="R-12", shelf="3", capacity=4
        )
        box = open_box(unit=unit, label="Interventions 2026", capacity=380, now=scene.now)
        put_on_shelf(box=box, place=place, actor_code=actor.code, now=scene.now)
        part = add_part(
            dossier=dossier, label="Chemise Zibeline", medium=Medium.PAPER, main=True, thickness=20,
            actor_code=actor.code, now=scene.now,
        )  # fmt: skip
        put_in_box(part=part, box=box, actor_code=actor.code, now=scene.now)

    scene.act("rene", file)


def said(cast: Cast, listed: Any, who: str = "rene", **more: Any) -> int:
    told: dict[str, Any] = {
        "on": RUN.date(),
        "method": "déchiquetage",
        "witness": "Paul Roy",
        "now": RUN,
        **more,
    }
    with acting_as(cast.actor(who)) as actor:
        return paper.record_destroyed(actor=actor, listed=listed, **told)


def test_a_list_waits_for_its_paper_and_the_certificate_names_it(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    scene = old_dossier(cast)
    boxed(scene)
    listed = run(approved(cast), django_capture_on_commit_callbacks)

    assert (listed.state, outcomes(listed)[scene.number][0]) == (ListState.RUNNING, Outcome.DESTROYED)
    with acting_as(cast.actor("rene")):
        (pull,) = paper.to_pull(listed)
        assert not Certificate.objects.filter(disposition_list=listed).exists()
    assert (pull.number, pull.rank, pull.medium, pull.lent) == (scene.number, 1, "Papier", False)
    assert "R-12, 3" in pull.where
    assert text_everywhere() == []

    with pytest.raises(Refused, match="préparées par"):
        said(cast, listed, who="marc")
    with pytest.raises(Refused, match="témoin"):
        said(cast, listed, witness=" ")
    with pytest.raises(Refused, match="jour de la destruction"):
        said(cast, listed, on=RUN.date() + timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert said(cast, listed) == 1

    assert again(listed).state == ListState.CLOSED
    with as_owner():
        body = Certificate.objects.get(disposition_list=listed).body
        assert Part.objects.get().ended_on == RUN.date()
    assert '"method":"déchiquetage"' in body
    assert '"witness":"Paul Roy"' in body
    assert f'"box":"{pull.box}","medium":"PA","part":1' in body
    with acting_as(cast.actor("rene")):
        printed = certificate_pdf(
            Certificate.objects.select_related("disposition_list__unit__site").get(disposition_list=listed)
        )
    words = " ".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(printed))
    assert ("Paul Roy" in words, pull.box in words) == (True, True)


def test_a_part_that_is_lent_must_come_back_first(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    scene = old_dossier(cast)
    boxed(scene)
    scene.act("rene", lambda a, d: lend(
        part=Part.objects.get(dossier=d), borrower=cast.user("nadia"), due_on=scene.today, actor_code=a.code,
        now=scene.now))  # fmt: skip
    listed = run(approved(cast), django_capture_on_commit_callbacks)
    with acting_as(cast.actor("rene")):
        assert [one.lent for one in paper.to_pull(listed)] == [True]
    with pytest.raises(Refused, match="prêtée"):
        said(cast, listed)
    assert again(listed).state == ListState.RUNNING
