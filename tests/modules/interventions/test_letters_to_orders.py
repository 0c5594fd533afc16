"""A request about several orders: a letter to each; posted, its page prints a code that answers it once.

Also how a letter greets, and what a request with several themes shows.
"""

import pytest
from django.core.cache import cache
from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.codes import grouped
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.lifecycle.snapshot import kernel_facts
from egide.kernel.parties.actions import add_order
from egide.kernel.parties.models import Party, PartyRole, ProfessionalOrder
from egide.kernel.passes.models import Pass
from egide.modules.interventions.guards import Facts, order_letter_was_sent
from egide.modules.interventions.models import InterventionDetails
from egide.modules.interventions.queries import facts, letter_fields, of_theme
from egide.platform.accounts.actors import Actor
from tests.cast import TODAY, Cast
from tests.database import as_owner
from tests.kernel.scene import ADDRESS, Scene, open_scene

TO_ORDER = {
    "intervention_type": "delay_reminder",
    "sujet": "Avis de progression",
    "faits": "Aucun avis en 90 jours.",
    "article": "123.1",
    "demandes": "La date du prochain avis.",
    "date_souhaitee": "2026-12-29",
}
MOTIVE = {"motive": "La demande porte sur un délai."}


def drawn(monkeypatch: pytest.MonkeyPatch, secret: str) -> str:
    """Will make the next code a known one."""
    monkeypatch.setattr("egide.kernel.letters.codes.new_secret", lambda: secret)
    return secret


def at_work(cast: Cast, **known: object) -> Scene:
    """Will bring a dossier to the step where the order is written to."""
    scene = open_scene(cast, **known)
    scene.give()
    scene.acknowledge()
    scene.later(days=1).move("start_triage")
    scene.move("declare_admissible", **MOTIVE, theme="syndic_delay", theme_2="fees")
    scene.move("start_work")
    return scene


def letters(scene: Scene) -> list[Letter]:
    rows = scene.act("marc", lambda a, d: list(Letter.objects.filter(dossier=d, template="letter_to_order")))
    return sorted(rows, key=lambda row: row.rank)


def two_orders(cast: Cast) -> Scene:
    """Will bring a dossier about two orders to the step where each is written to."""
    scene = at_work(cast)
    with as_owner():
        other = ProfessionalOrder.objects.create(
            slug="optometristes", name="Ordre des optométristes du Québec"
        )

    def second(actor: object, dossier: object) -> None:
        add_order(dossier=dossier, order=other, now=scene.now)  # type: ignore[arg-type]

    scene.act("bruno", second)
    scene.move("contact_order", **TO_ORDER)
    return scene


def test_each_order_gets_its_own_letter_and_undo_takes_them_all(cast: Cast) -> None:
    scene = two_orders(cast)

    written = letters(scene)
    assert len(written) == 2
    assert len({letter.recipient_id for letter in written}) == 2
    assert scene.problems == []

    scene.undo()
    assert {letter.state for letter in letters(scene)} == {LetterState.CANCELLED}


def test_the_person_reads_the_name_of_each_order(cast: Cast) -> None:
    scene = two_orders(cast)

    named = scene.act("marc", lambda a, d: letter_fields(d, {})["ordre"])

    assert named == f"l’{cast.order.name} et l’Ordre des optométristes du Québec"


def test_the_orders_are_written_to_once_every_letter_has_left(cast: Cast) -> None:
    scene = two_orders(cast)
    newest, oldest = reversed([letter.rank for letter in letters(scene)])

    refusals = []
    for rank in (newest, oldest):
        leaves(scene.later(minutes=1), rank)
        refusals.append(scene.act("marc", lambda a, d: order_letter_was_sent(seen(d))))

    assert refusals == ["La lettre à l’ordre, approuvée, n’a pas été transmise.", None]


def seen(dossier: Dossier) -> Facts:
    return facts(dossier, kernel_facts(dossier, today=TODAY, answers={}))


def leaves(scene: Scene, rank: int) -> None:
    """Will approve the letter of this rank and note that it was posted."""

    def sign(actor: Actor, dossier: Dossier) -> None:
        Party.objects.filter(dossier=dossier, role=PartyRole.ORDER).update(email="", address=ADDRESS)
        letter = Letter.objects.get(dossier=dossier, rank=rank)
        read = letter.edited_at.isoformat()
        approve_letter(actor=actor, dossier=dossier, letter=letter, seen=read, now=scene.now)

    def post(actor: Actor, dossier: Dossier) -> None:
        letter = Letter.objects.select_related("recipient", "version__stored").get(dossier=dossier, rank=rank)
        send_by_post(actor=actor, dossier=dossier, letter=letter, posted_on=scene.today, now=scene.now)

    scene.act("marc", sign)
    scene.act("bruno", post)


def test_a_posted_letter_to_an_order_prints_a_code_that_answers_it_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from egide.kernel.passes.secrets import new_secret

    cache.clear()
    scene = at_work(cast)
    on_paper = Party.objects.filter(dossier__number=scene.number, role=PartyRole.ORDER)
    scene.act("bruno", lambda a, d: on_paper.update(email="", address=ADDRESS))
    scene.move("contact_order", **TO_ORDER)
    (letter,) = letters(scene)
    assert letter.delivery == "post"
    secret = drawn(monkeypatch, new_secret())
    scene.later(minutes=1).approve("letter_to_order")

    kept = scene.act("marc", lambda a, d: Pass.objects.get(dossier=d, purpose="answer"))
    assert kept.rank in scene.letter("letter_to_order").printed_passes
    order = Client()
    order.post("/reponse/", {"number": scene.number, "code": grouped(secret)})
    early = order.get("/reponse/lettre/")
    scene.post("letter_to_order")
    wrong = order.post("/reponse/", {"number": "INT-2026-99999", "code": grouped(secret)})
    right = order.post("/reponse/", {"number": scene.number, "code": grouped(secret)})

    assert early.status_code == 404
    assert "pas encore partie" in early.text
    assert wrong.status_code == 422
    assert right.status_code == 303
    assert order.get("/reponse/lettre/").status_code == 200
    assert "Code de réponse" in Client().get("/reponse/").text


def test_a_letter_that_leaves_by_email_carries_no_answer_code(cast: Cast) -> None:
    scene = at_work(cast)
    scene.act(
        "bruno",
        lambda a, d: Party.objects.filter(dossier=d, role=PartyRole.ORDER).update(
            email="syndic@ordre.example", address=""
        ),
    )
    scene.move("contact_order", **TO_ORDER)
    scene.later(minutes=1).approve("letter_to_order")

    assert not scene.act("marc", lambda a, d: Pass.objects.filter(dossier=d, purpose="answer").exists())


@pytest.mark.parametrize(
    ("civility", "greeting", "closing"),
    [
        ("madame", "Madame Tremblay,", "agréer, Madame,"),
        ("", "Madame, Monsieur,", "agréer, Madame, Monsieur,"),
    ],
)
def test_the_greeting_follows_the_civility(cast: Cast, civility: str, greeting: str, closing: str) -> None:
    letter = open_scene(cast, civility=civility).letter("acknowledgment")

    assert letter.salutation == greeting
    assert closing in letter.closing


def test_several_themes_are_kept_the_main_one_first_and_found_by_each(cast: Cast) -> None:
    scene = at_work(cast)

    def told(actor: object, dossier: object) -> tuple[str, list[bool]]:
        own = InterventionDetails.objects.get(pk=dossier.pk)  # type: ignore[attr-defined]
        found = [own.pk in of_theme(theme) for theme in (own.theme, own.theme_2)]
        return own.theme, found

    theme, found = scene.act("marc", told)
    assert theme == "syndic_delay"
    assert found == [True, True]
    assert scene.problems == []
