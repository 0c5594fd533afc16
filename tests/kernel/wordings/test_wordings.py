"""Tests of the words of letters: one writes, another approves, and the next letters say them; walls hold.

Nadia writes the acknowledgment's words, Bruno, who signs it, approves; Claire's letters are hers alone.
"""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from egide.kernel import registry
from egide.kernel.letters.fields import greeting, merge_fields
from egide.kernel.letters.models import Letter
from egide.kernel.wordings.checking import EVERYWHERE, lost_fields, problems
from egide.kernel.wordings.hands import Place, administered
from egide.kernel.wordings.models import WordingVersion
from egide.kernel.wordings.reading import InForce, hash_of, original, wording_for
from egide.kernel.wordings.writing import approve, give_back, set_aside, submit, write
from egide.law.letters import LetterTemplate
from egide.law.modules import Module
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from egide.platform.errors.failures import Refused, Stale
from egide.platform.journal.models import Event
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import as_owner
from tests.interfaces.staff.conftest import opened

CODE, TEMPLATE = "interventions", "acknowledgment"


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def office(cast: Cast) -> Place:
    return Place(Compartment.objects.get(code="office").pk, "office")


@pytest.fixture
def module() -> Module:
    return registry.module(CODE)


@pytest.fixture
def letter(module: Module) -> LetterTemplate:
    return module.letter(TEMPLATE)


class Desk:
    """The acts of one letter's words, each as its person; the row is read again after each."""

    def __init__(self, cast: Cast, module: Module, letter: LetterTemplate, office: Place) -> None:
        self.cast, self.common = cast, {"module": module, "place": office, "now": NOW}
        self.letter, self.row = letter, WordingVersion()

    def write(self, text: str, *, by: str = "nadia", since: date = TODAY) -> WordingVersion:
        with acting_as(self.cast.actor(by)):
            self.row = write(
                actor=self.cast.actor(by),
                letter=self.letter,
                text=text,
                reason="Plus simple",
                since=since,
                **self.common,
            )
        return self.row

    def submit(self) -> None:
        with acting_as(self.cast.actor("nadia")):
            submit(actor=self.cast.actor("nadia"), row=self.row, **self.common)
            self.row.refresh_from_db()

    def approve(self, *, by: str = "bruno", seen: str = "") -> None:
        with acting_as(self.cast.actor(by)):
            approve(
                actor=self.cast.actor(by),
                letter=self.letter,
                row=self.row,
                seen=seen or hash_of(self.row.text),
                **self.common,
            )
            self.row.refresh_from_db()


@pytest.fixture
def desk(cast: Cast, module: Module, letter: LetterTemplate, office: Place) -> Desk:
    return Desk(cast, module, letter, office)


def new_words() -> str:
    text = original(module=CODE, template=TEMPLATE).text
    return text.replace("Accusé de réception de votre demande", "Nous avons reçu votre demande", 1)


def in_force(cast: Cast, office: Place, *, on: date = TODAY, who: str = "nadia") -> InForce:
    with acting_as(cast.actor(who)):
        return wording_for(module=CODE, template=TEMPLATE, on=on, compartment_id=office.id)


def test_the_module_s_own_words_serve_until_another_person_approves(
    cast: Cast, desk: Desk, office: Place
) -> None:
    desk.write(new_words())
    desk.submit()
    assert in_force(cast, office).number == 0

    desk.approve()

    assert in_force(cast, office) == InForce(1, new_words(), hash_of(new_words()))
    assert in_force(cast, office, on=TODAY - timedelta(days=1)).number == 0


def test_the_next_letter_says_them_and_keeps_their_version(cast: Cast, desk: Desk) -> None:
    desk.write(new_words())
    desk.submit()
    desk.approve()

    dossier = opened(cast)

    with as_owner():
        letter = Letter.objects.get(dossier_id=dossier.pk, template=TEMPLATE)
        told = Event.objects.get(dossier_id=dossier.pk, code="letter.drafted").body
    assert letter.subject.startswith("Nous avons reçu votre demande")
    assert letter.wording == 1
    assert '"wording":1' in told
    assert hash_of(new_words()) in told


def test_a_letter_without_versions_starts_from_the_file_in_as_many_statements(cast: Cast) -> None:
    dossier = opened(cast)

    with as_owner():
        letter = Letter.objects.get(dossier_id=dossier.pk, template=TEMPLATE)
    assert letter.wording == 0


def test_nobody_approves_the_words_that_they_wrote(desk: Desk) -> None:
    desk.write(new_words(), by="bruno")
    desk.write(new_words(), by="nadia")
    desk.submit()

    with pytest.raises(Refused, match="une autre personne"):
        desk.approve(by="bruno")


def test_only_who_signs_the_letter_approves_its_words(desk: Desk) -> None:
    desk.write(new_words())
    desk.submit()

    with pytest.raises(Refused, match="qui signe cette lettre"):
        desk.approve(by="marc")


def test_only_who_writes_the_letter_writes_its_words(desk: Desk) -> None:
    with pytest.raises(Refused, match="qui la rédigent"):
        desk.write(new_words(), by="helene")


def test_a_field_that_no_letter_has_is_refused_before_anyone_approves(desk: Desk) -> None:
    desk.write(new_words().replace("{{ numero }}", "{{ numero_inconnu }}", 1))

    with pytest.raises(Refused, match="numero_inconnu"):
        desk.submit()


def test_words_without_their_header_or_with_a_broken_field_are_refused(module: Module) -> None:
    assert problems(module, TEMPLATE, "Bonjour") != ()
    assert problems(module, TEMPLATE, new_words() + "{{ numero") != ()
    assert problems(module, TEMPLATE, new_words()) == ()


def test_a_date_that_the_new_words_forget_is_told(module: Module) -> None:
    shorter = new_words().replace("| Réponse prévue au plus tard le | {{ date_reponse }}\n", "")

    assert lost_fields(module, TEMPLATE, shorter) == ("date_reponse",)


def test_words_that_changed_since_they_were_read_are_not_approved(desk: Desk) -> None:
    desk.write(new_words())
    desk.submit()

    with pytest.raises(Stale):
        desk.approve(seen=hash_of("d’autres mots"))


def test_what_is_written_again_after_submission_must_be_submitted_again(desk: Desk) -> None:
    desk.write(new_words())
    desk.submit()
    desk.write(new_words() + "Encore.\n")

    with pytest.raises(Refused, match="n’attend pas d’approbation"):
        desk.approve()


def test_a_version_is_never_effective_before_its_approval(desk: Desk) -> None:
    desk.write(new_words(), since=TODAY - timedelta(days=30))
    desk.submit()
    desk.approve()

    assert desk.row.since == TODAY


def test_it_is_returned_with_what_is_asked_or_set_aside(
    cast: Cast, desk: Desk, module: Module, letter: LetterTemplate, office: Place
) -> None:
    desk.write(new_words())
    desk.submit()
    with acting_as(cast.actor("bruno")):
        give_back(
            actor=cast.actor("bruno"), module=module, letter=letter, place=office, row=desk.row,
            comment="Gardez la date.", now=NOW,
        )  # fmt: skip
        desk.row.refresh_from_db()
    assert (desk.row.state, desk.row.comment) == ("draft", "Gardez la date.")

    with acting_as(cast.actor("nadia")):
        set_aside(actor=cast.actor("nadia"), module=module, place=office, row=desk.row, now=NOW)
    assert desk.write(new_words()).number == 2


def test_an_approved_version_never_changes(desk: Desk) -> None:
    desk.write(new_words())
    desk.submit()
    desk.approve()

    for change in ({"text": "autre"}, {"state": "draft"}):
        with as_owner(), pytest.raises(DatabaseError), transaction.atomic():
            WordingVersion.objects.filter(pk=desk.row.pk).update(**change)


def test_a_letter_of_one_side_of_a_wall_does_not_exist_on_the_other(
    cast: Cast, desk: Desk, office: Place
) -> None:
    desk.write(new_words())

    with acting_as(cast.actor("claire")):
        assert not WordingVersion.objects.exists()
    codes = {place.code for _, _, place in administered(cast.actor("claire"))}
    assert codes <= {"commissioner"}
    assert {place.code for _, _, place in administered(cast.actor("nadia"))} == {"office"}


def test_the_fields_said_to_be_everywhere_are(cast: Cast) -> None:
    dossier = opened(cast)
    with acting_as(cast.actor("nadia")):
        party = Letter.objects.filter(dossier_id=dossier.pk).first().recipient  # type: ignore[union-attr]
        given = {**merge_fields(dossier, {}), **greeting(party), "destinataire": party.name}

    assert set(EVERYWHERE) <= set(given)
