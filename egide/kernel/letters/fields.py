"""The merge fields that a letter's default wording may use: the kernel's own, then the module's.

Field names are French because the people who edit wordings read them.
"""

from collections.abc import Mapping, Sequence

from egide.kernel import registry
from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.codes import late_fields
from egide.kernel.parties.models import Party, PartyRole
from egide.law.dates_fr import plain_date
from egide.law.names import greeted, titled

Fields = Mapping[str, str | Sequence[str]]


def greeting(recipient: Party) -> dict[str, str]:
    """Will return how the letter opens and closes for this reader: « Madame Tremblay, », « Madame, Monsieur, ».

    Nothing when the module greets otherwise, as it does an order: only a person has a civility.
    """
    if recipient.role == PartyRole.ORDER:
        return {}
    return {"appel": greeted(recipient.civility, recipient.name), "civilite": titled(recipient.civility)}


def merge_fields(dossier: Dossier, answers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Will return the fields of the dossier; what a transition's form asked comes under its field's name."""
    own: dict[str, str | Sequence[str]] = {
        "numero": dossier.number,
        "titre": dossier.title,
        "date_reception": plain_date(dossier.received_on),
        "unite": dossier.unit.name,
        "courriel": dossier.unit.site.email,
        "telephone": dossier.unit.site.phone,
    }
    for rule, due in DueDate.objects.filter(dossier_id=dossier.pk, occurrence=1).values_list(
        "rule", "raw_date"
    ):
        own[f"echeance_{rule.rpartition('.')[2]}"] = plain_date(due)
    own.update(late_fields())
    own.update(answers)
    builder = registry.module_of_kind(dossier.kind).letter_fields
    return own | (registry.resolve(builder)(dossier, answers) if builder else {})
