"""What a merge and a link refuse, and what the journal keeps of them: ranks and numbers, never a name.

The successes are in tests/interfaces/staff/test_joining.py, as people do them.
"""

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.joining.links import link, links_of
from egide.kernel.joining.merging import merge_parties, undo_merge
from egide.kernel.joining.models import LinkKind, PartyMerge
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
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
