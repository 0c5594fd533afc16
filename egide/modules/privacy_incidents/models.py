"""One entry of the register: the eight fields of the regulation (c. A-2.1, r. 3.1, s. 7), as they are known.

Notices and their days are facts of the dossier; measures may also be followed one by one (kernel/measures).
"""

from django.db import models
from django.db.models import F, Q

LONGEST = 20_000


def _words(longest: int = 4000) -> "models.TextField[str, str]":
    return models.TextField(max_length=longest, blank=True)


class PrivacyIncident(models.Model):
    """What a dossier of this kind adds to the dossier itself; an empty field is not known yet."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="privacy_incident"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    # 1. The personal information concerned, or why it is unknown.
    information = _words()
    # 2. The circumstances.
    circumstances = _words(LONGEST)
    # 3. When it happened: a day, a period, or words.
    occurred_from = models.DateField(null=True)
    occurred_until = models.DateField(null=True)
    occurred_words = models.CharField(max_length=200, blank=True)
    # 4. When it was known.
    aware_on = models.DateField()
    # 5. How many persons, or what is known of it.
    persons = models.PositiveIntegerField(null=True)
    persons_words = models.CharField(max_length=200, blank=True)
    # 6. What the risk was weighed by.
    sensitivity = _words()
    ill_uses = _words()
    consequences = _words()
    likelihood = _words()
    # 7. Notices: their days are facts; a public notice and its reasons stand here.
    public_notice = _words()
    # 8. What was done.
    measures = _words(LONGEST)

    class Meta:
        """A period ends after it begins."""

        constraints = [
            models.CheckConstraint(
                condition=Q(occurred_until=None)
                | Q(occurred_from__isnull=False, occurred_until__gte=F("occurred_from")),
                name="incidents_period",
            )
        ]
        indexes = [models.Index(fields=["compartment", "-aware_on"], name="incidents_newest")]
