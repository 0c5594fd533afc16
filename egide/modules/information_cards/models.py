"""One table: what was asked, where the person was sent, how it ended. Never who asked.

The vocabularies follow the recourses of the Professional Code and the guided path of the public site.
"""

from django.db import models
from django.db.models import Q


class Theme(models.TextChoices):
    """What the question was about (domain.md D.1 and H.5)."""

    SYNDIC = "syndic", "Enquête du syndic, délai"
    REVIEW = "review", "Comité de révision"
    DISCIPLINE = "discipline", "Conseil de discipline"
    CONDUCT = "conduct", "Conduite d’une professionnelle ou d’un professionnel"
    ACCOUNTS = "accounts", "Compte d’honoraires"
    ADMISSION = "admission", "Admission, permis, équivalence"
    ROLL = "roll", "Vérifier un membre au tableau"
    ILLEGAL = "illegal", "Exercice illégal ou usurpation de titre"
    OFFICE = "office", "Rôle ou services de l’Office"
    OTHER = "other", "Autre"


class Body(models.TextChoices):
    """To whom the person was pointed."""

    NONE = "none", "Personne\u00a0: la réponse a suffi"
    SYNDIC = "syndic", "Syndic de l’ordre"
    ORDER = "order", "Ordre professionnel"
    REVIEW = "review", "Comité de révision"
    COUNCIL = "council", "Conseil de discipline"
    CONCILIATION = "conciliation", "Conciliation de comptes"
    COMMISSIONER = "commissioner", "Commissaire à l’admission"
    OFFICE = "office", "Office\u00a0: demande d’intervention"
    OMBUDSMAN = "ombudsman", "Protecteur du citoyen"
    OTHER = "other", "Autre organisme"


class Outcome(models.TextChoices):
    """How it ended."""

    ANSWERED = "answered", "Renseignement donné"
    POINTED = "pointed", "Personne dirigée"
    FORM = "form", "Invitée à écrire"
    UNKNOWN = "unknown", "Sans réponse possible"


class CardChannel(models.TextChoices):
    """How the question came; the telephone first, it is the usual one."""

    PHONE = "phone", "Téléphone"
    EMAIL = "email", "Courriel"
    IN_PERSON = "in_person", "Comptoir"
    FORM = "form", "Formulaire"
    POST = "post", "Poste"


class InformationCard(models.Model):
    """A question that was answered. `source` names the request that it came from, when there was one."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    noted_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=60)
    order = models.ForeignKey(
        "parties.ProfessionalOrder", null=True, on_delete=models.PROTECT, related_name="+"
    )
    theme = models.CharField(max_length=20, choices=Theme.choices)
    body = models.CharField(max_length=20, choices=Body.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    channel = models.CharField(max_length=20, choices=CardChannel.choices)
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=40, blank=True, db_collation="C")
    opened_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Numbered by day in their compartment: what an address says of a card."""

        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "noted_on", "number"], name="information_cards_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="information_cards_number_positive"),
        ]
        indexes = [models.Index(fields=["compartment", "-noted_on"], name="information_cards_day")]

    def __str__(self) -> str:
        return f"{self.noted_on}/{self.number}"
