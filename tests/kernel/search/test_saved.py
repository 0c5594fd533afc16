"""The searches that people keep: what enters the index later and answers is told, to who may open it, once."""

import pytest

from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.notes.actions import write_note
from egide.kernel.notices.models import Notice
from egide.kernel.search.looking import NOTICE, look_again
from egide.kernel.search.models import SavedSearch
from egide.kernel.search.rebuilding import fill
from egide.kernel.search.saving import (
    MOST_SAVED,
    open_saved,
    pause_saved,
    remove_saved,
    save_search,
    saved_of,
)
from egide.kernel.search.windows import Narrowing
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import BadInput, NotVisible
from tests.database import as_owner
from tests.kernel.scene import Scene


def keep(
    scene: Scene, who: str = "nadia", typed: str = "hippopotame", name: str = "", **narrowed: object
) -> SavedSearch:
    with acting_as(scene.cast.actor(who)) as actor:
        return save_search(
            actor=actor, name=name or typed, typed=typed, narrowing=Narrowing(**narrowed),  # type: ignore[arg-type]
            address=f"q={typed}", now=scene.now,
        )  # fmt: skip


def note(scene: Scene, text: str = "Un hippopotame.") -> None:
    scene.act("nadia", lambda a, d: write_note(dossier=d, text=text, actor=a, now=scene.now))


def look(scene: Scene) -> int:
    """Two looks: the first fixes how far the second goes."""
    return sum(look_again(actor=service("scheduler"), now=scene.now) for _ in range(2))


def told(scene: Scene, who: str = "nadia") -> int:
    with as_owner():
        return Notice.objects.filter(user=scene.cast.user(who), code=NOTICE).count()


def new(kept: SavedSearch) -> int:
    with as_owner():
        kept.refresh_from_db()
    return kept.new


def test_a_text_that_enters_later_is_told_once(scene: Scene) -> None:
    note(scene)
    kept = keep(scene)
    look(scene)
    assert (told(scene), new(kept)) == (0, 0)  # what was there before is not new

    note(scene)
    note(scene, "Une girafe.")
    look(scene)
    look(scene)

    assert (told(scene), new(kept)) == (1, 1)


def test_only_the_one_who_may_open_it_is_told(scene: Scene) -> None:
    kept = {name: keep(scene, name) for name in ("nadia", "marc", "claire", "farid")}
    scene.act("nadia", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Une amie.", now=scene.now))
    scene.act("marc", lambda a, d: write_note(dossier=d, text="Un hippopotame.", actor=a, now=scene.now))
    look(scene)

    assert {name: new(one) for name, one in kept.items()} == {"nadia": 0, "marc": 1, "claire": 0, "farid": 0}
    assert [told(scene, name) for name in kept] == [0, 1, 0, 0]


def test_filters_hold_and_a_pause_tells_nothing_of_meanwhile(scene: Scene) -> None:
    letters = keep(scene, name="lettres", sources=("letter",))
    paused = keep(scene)
    with acting_as(scene.cast.actor("nadia")) as actor:
        pause_saved(actor=actor, key=paused.key, paused=True)
    note(scene)
    look(scene)
    with acting_as(scene.cast.actor("nadia")) as actor:
        pause_saved(actor=actor, key=paused.key, paused=False)
    look(scene)

    assert (new(letters), new(paused), told(scene)) == (0, 0, 0)


def test_a_rebuilt_index_tells_nothing_again(scene: Scene) -> None:
    note(scene)
    kept = keep(scene)
    look(scene)
    with as_owner():
        from django.db import connection

        fill(connection)
    look(scene)

    assert (told(scene), new(kept)) == (0, 0)


def test_opening_it_makes_it_seen_and_nobody_elses_exists(scene: Scene) -> None:
    kept = keep(scene)
    note(scene)
    look(scene)
    with acting_as(scene.cast.actor("marc")) as other:
        assert list(saved_of(other)) == []
        for act in (lambda: open_saved(actor=other, key=kept.key, now=scene.now),
                    lambda: pause_saved(actor=other, key=kept.key, paused=True),
                    lambda: remove_saved(actor=other, key=kept.key)):  # fmt: skip
            with pytest.raises(NotVisible):
                act()

    with acting_as(scene.cast.actor("nadia")) as actor:
        assert open_saved(actor=actor, key=kept.key, now=scene.now) == "q=hippopotame"
        kept.refresh_from_db()
        assert kept.new == 0
        remove_saved(actor=actor, key=kept.key)
        assert list(saved_of(actor)) == []


def test_names_words_and_number_are_bounded(scene: Scene) -> None:
    keep(scene, name="Une")
    for name, typed in (("  ", "avis"), ("Une", "avis"), ("Rien", "-avis")):
        with pytest.raises(BadInput):
            keep(scene, name=name, typed=typed)
    for n in range(1, MOST_SAVED):
        keep(scene, name=f"n{n}")
    with pytest.raises(BadInput, match="déjà"):
        keep(scene, name="de trop")
