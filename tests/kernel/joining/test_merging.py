"""What a merge and a link refuse, and what the journal keeps of them: ranks and numbers, never a name.

The successes are in tests/interfaces/staff/test_joining.py, as people do them.
"""

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.joining.links import link, links_of
from egide.kernel.joining.merging import merge_parties, undo_merge
from egide.kernel.joining.models import LinkKind, PartyMerge
from egide.kernel.messages.actions import post_message, release
from egide.kernel.messages.models import Message
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.passes.actions import IssuedPass, issue_pass
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from tests.kernel.passes.holding import opened, seen_by
from tests.kernel.scene import Scene, open_scene


def twin(scene: Scene) -> int:
    def add(actor: object, dossier: Dossier) -> int:
        party = add_person(dossier=dossier, role=PartyRole.OTHER, name="Elise Trembley", now=scene.now)
        return party.rank

    return scene.act("bruno", add)


def merge(scene: Scene, kept: int, absorbed: int) -> PartyMerge:
    return scene.act(
        "nadia",
        lambda a, d: merge_parties(
            dossier=d,
            kept=Party.objects.get(dossier=d, rank=kept),
            absorbed=Party.objects.get(dossier=d, rank=absorbed),
            choices={},
            actor=a,
            now=scene.now,
        ),
    )


def test_an_order_and_a_person_are_never_one(scene: Scene) -> None:
    with acting_as(scene.cast.actor("marc")):
        order = Party.objects.get(dossier__number=scene.number, role=PartyRole.ORDER).rank

    with pytest.raises(Refused, match="ne se fusionnent pas"):
        merge(scene, 1, order)
    with pytest.raises(Refused, match="deux parties différentes"):
        merge(scene, 1, 1)


def test_the_journal_keeps_ranks_and_no_name(scene: Scene) -> None:
    rank = twin(scene)

    made = merge(scene, 1, rank)
    scene.act("nadia", lambda a, d: undo_merge(dossier=d, merge=made, now=scene.now))

    told = [row for row in scene.journal if row.code in ("party.merged", "party.merge_undone")]
    assert [row.data for row in told] == [{"rank": 1, "absorbed": rank}] * 2
    assert not any(row.notes for row in told)
    assert scene.problems == []


def test_merges_of_one_party_are_undone_newest_first(scene: Scene) -> None:
    first, second = merge(scene, 1, twin(scene)), merge(scene, 1, twin(scene))

    with pytest.raises(Refused, match="plus récente"):
        scene.act("nadia", lambda a, d: undo_merge(dossier=d, merge=first, now=scene.now))
    scene.act("nadia", lambda a, d: undo_merge(dossier=d, merge=second, now=scene.now))
    scene.act(
        "nadia",
        lambda a, d: undo_merge(dossier=d, merge=PartyMerge.objects.get(pk=first.pk), now=scene.now),
    )


def test_a_dossier_is_joined_to_one_other_which_is_joined_to_none(scene: Scene) -> None:
    second, third = open_scene(scene.cast), open_scene(scene.cast)

    def join(source: Scene, target: Scene) -> None:
        def make(actor: object, dossier: Dossier) -> None:
            other = Dossier.objects.get(number=target.number)
            link(dossier=dossier, other=other, kind=LinkKind.JOINED, actor_code="staff:1", now=source.now)

        source.act("nadia", make)

    join(scene, second)

    with pytest.raises(Refused, match="déjà joint"):
        join(scene, third)
    with pytest.raises(Refused, match="lui-même joint"):
        join(third, scene)
    with pytest.raises(Refused, match="sont joints à celui-ci"):
        join(second, third)
    seen = scene.act("nadia", lambda a, d: [(x.other.number, x.outgoing) for x in links_of(a, d)])
    assert seen == [(second.number, True)]


def test_links_and_messages_change_hands_and_come_back(scene: Scene) -> None:
    rank = twin(scene)
    other = scene.act("nadia", lambda a, d: Party.objects.get(dossier=d, rank=rank).pk)

    def write(actor: Actor, dossier: Dossier) -> IssuedPass:
        person = Party.objects.get(dossier=dossier, rank=rank)
        post_message(
            dossier=dossier, direction="in", party=person, text="Bonjour.", actor_code="pass:1", now=scene.now
        )
        return issue_pass(
            dossier=dossier, party=person, purpose="follow_up", actor_code=actor.code, now=scene.now
        )

    issued = scene.act("nadia", write)
    release_answer_to(scene, rank)
    before = seen_by(opened(issued, now=scene.now))

    made = merge(scene, 1, rank)
    held = opened(issued, now=scene.now)
    kept = scene.act("nadia", lambda a, d: Party.objects.get(dossier=d, rank=1).pk)
    assert held.party_id == kept
    assert seen_by(held)["messages_message"] == before["messages_message"] == 2
    assert holders(scene) == {kept}

    scene.act("nadia", lambda a, d: undo_merge(dossier=d, merge=made, now=scene.now))
    assert opened(issued, now=scene.now).party_id == other
    assert holders(scene) == {other}
    assert scene.problems == []


def release_answer_to(scene: Scene, rank: int) -> None:
    """An order's answer, released to this party."""

    def give(actor: Actor, dossier: Dossier) -> None:
        order = Party.objects.get(dossier=dossier, role=PartyRole.ORDER)
        said = post_message(
            dossier=dossier, direction="in", party=order, text="Reçu.", actor_code="pass:2", now=scene.now
        )
        to = Party.objects.get(dossier=dossier, rank=rank)
        release(actor=actor, dossier=dossier, message=said, to=to, now=scene.now)

    scene.act("nadia", give)


def holders(scene: Scene) -> set[int | None]:
    """Whoever wrote a message or was given one, orders apart."""

    def read(actor: Actor, dossier: Dossier) -> set[int | None]:
        said = Message.objects.filter(dossier=dossier)
        return {m.party_id for m in said.exclude(party__role=PartyRole.ORDER)} | {
            m.released_to_id for m in said.filter(released_at__isnull=False)
        }

    return scene.act("nadia", read)
