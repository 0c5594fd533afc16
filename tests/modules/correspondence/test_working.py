"""The work on a piece, step by step and back; each refusal with what would have passed."""

from datetime import timedelta
from typing import Any

import pytest

from egide.modules.correspondence import actions, working
from egide.modules.correspondence.models import Direction, Fate, MailPiece, Work
from egide.modules.correspondence.reach import readable, to_do
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment, Site, Unit
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast, seed_office


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def entered(cast: Cast, *, who: str = "bruno", place: str = "office", **more: Any) -> MailPiece:
    direction = more.pop("direction", Direction.IN)
    entry = actions.Entry(
        medium="post", site=Site.objects.get(code="quebec"), received_on=TODAY, sender="Élise Roy"
    )
    with acting_as(cast.actor(who)) as actor:
        compartment = Compartment.objects.get(code=place)
        return actions.enter_piece(
            actor=actor, entry=entry, compartment=compartment, direction=direction, more=more, now=NOW
        )


def reread(piece: MailPiece) -> MailPiece:
    return MailPiece.objects.select_related("compartment", "unit").get(pk=piece.pk)


def test_a_piece_is_given_begun_answered_and_each_step_undone(cast: Cast) -> None:
    piece = entered(cast)
    reply = entered(cast, direction=Direction.OUT, fate=Fate.SENT, work="")
    with acting_as(cast.actor("bruno")) as bruno:
        unit = Unit.objects.get(code="records")
        working.assign(actor=bruno, piece=piece, unit=unit, person=cast.user("rene"), now=NOW)
    with acting_as(cast.actor("rene")) as rene:
        assert [one.pk for one in to_do(rene)] == [piece.pk]
        working.start(actor=rene, piece=piece, now=NOW)
        working.answer(actor=rene, piece=piece, reply=reply, now=NOW)
        assert [one.pk for one in to_do(rene)] == []
        assert (reread(piece).work, reread(piece).answered_by_id) == (Work.ANSWERED, reply.pk)
        with pytest.raises(Refused, match="terminé"):
            working.file(actor=rene, piece=piece, why="Double", now=NOW)

        working.undo(actor=rene, piece=piece, now=NOW)
        found = reread(piece)
        assert (found.work, found.answered_by, found.settled_at) == (Work.UNDER_WAY, None, None)
        working.undo(actor=rene, piece=piece, now=NOW)
        working.undo(actor=rene, piece=piece, now=NOW)
    with acting_as(cast.actor("bruno")) as bruno:
        found = reread(piece)
        assert (found.work, found.assignee, found.unit) == (Work.ENTERED, None, None)
        with pytest.raises(Refused, match="Aucune étape"):
            working.undo(actor=bruno, piece=piece, now=NOW)


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"direction": Direction.IN}, "reçue ne répond"),
        ({"direction": Direction.OUT, "returned_on": TODAY}, "revenu"),
    ],
)
def test_what_does_not_answer_is_refused(cast: Cast, columns: dict[str, Any], why: str) -> None:
    piece, reply = entered(cast), entered(cast, work="", **columns)
    with acting_as(cast.actor("bruno")) as bruno, pytest.raises(Refused, match=why):
        working.answer(actor=bruno, piece=piece, reply=reply, now=NOW)


def test_a_machine_is_no_answer_and_filing_asks_why(cast: Cast) -> None:
    piece, machine = entered(cast), entered(cast, automatic=True, work=Work.FILED)
    with acting_as(cast.actor("bruno")) as bruno:
        with pytest.raises(Refused, match="ne répond"):
            working.answer(actor=bruno, piece=piece, reply=machine, now=NOW)
        with pytest.raises(Refused, match="pourquoi"):
            working.file(actor=bruno, piece=piece, why=" ", now=NOW)
        working.file(actor=bruno, piece=piece, why="Publicité", now=NOW)
        assert reread(piece).work == Work.FILED
        # The mail room no longer proposes it.
        with pytest.raises(Refused, match="déjà été traitée"):
            actions.check_waiting(piece)


def test_a_piece_crosses_no_wall(cast: Cast) -> None:
    piece = entered(cast)
    with acting_as(cast.actor("bruno")) as bruno:
        commission = Unit.objects.get(code="commission")
        with pytest.raises(Refused, match="ne lit pas ce registre"):
            working.assign(actor=bruno, piece=piece, unit=commission, person=None, now=NOW)
        with pytest.raises(Refused, match="ne lit pas ce registre"):
            working.assign(actor=bruno, piece=piece, unit=None, person=cast.user("claire"), now=NOW)
        early = TODAY - timedelta(days=1)
        with pytest.raises(Refused, match="précéder"):
            working.describe(actor=bruno, piece=piece, told=working.Description(due_on=early), now=NOW)


def test_each_reads_the_register_that_is_theirs(cast: Cast) -> None:
    office, given = entered(cast), entered(cast)
    his = entered(cast, who="yvette", place="commissioner")
    with acting_as(cast.actor("bruno")) as bruno:
        unit = Unit.objects.get(code="interventions")
        working.assign(actor=bruno, piece=given, unit=unit, person=cast.user("nadia"), now=NOW)
    seen = {}
    for name in ("bruno", "nadia", "marc", "farid", "amelie", "claire", "yvette", "simon", "odile"):
        with acting_as(cast.actor(name)) as actor:
            seen[name] = {one.number for one in readable(actor)}

    both, one = {office.number, given.number}, {given.number}
    assert seen == {
        "bruno": both, "nadia": one, "marc": one, "farid": set(), "amelie": set(),
        "claire": {his.number}, "yvette": {his.number}, "simon": set(), "odile": set(),
    }  # fmt: skip
    with acting_as(cast.actor("farid")) as farid, pytest.raises(Refused):
        working.check_works(farid, office)
