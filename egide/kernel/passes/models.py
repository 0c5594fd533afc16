"""A pass: what an outsider holds to follow one dossier, answer one letter, or read one. Not an account.

The secret is never stored, only its SHA-256; `egide_enter('pass', …)` decides what it opens (gate 0007).
"""

import uuid

from django.db import models
from django.db.models import Q


class Purpose(models.TextChoices):
    """What a pass is for."""

    FOLLOW_UP = "follow_up", "Suivre le dossier"
    ANSWER = "answer", "Répondre à une lettre, une fois"
    READ = "read", "Lire une lettre"


class Pass(models.Model):
    """One secret link. Before a dossier exists, it follows a request by its reference."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40, blank=True, db_collation="C")
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField(null=True)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    secret_sha256 = models.CharField(max_length=64, unique=True, db_collation="C")
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=60)
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)

    class Meta:
        """Addressed by rank in its dossier; a dossier's pass belongs to one of its parties."""

        verbose_name_plural = "passes"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="passes_rank_once"),
            models.CheckConstraint(
                condition=Q(dossier=None, rank=None, party=None, document=None) & ~Q(reference="")
                | Q(dossier__isnull=False, rank__isnull=False, party__isnull=False),
                name="passes_of_request_or_dossier",
            ),
            models.CheckConstraint(
                condition=Q(purpose="follow_up", document=None)
                | Q(purpose__in=("answer", "read"), document__isnull=False),
                name="passes_letter_named",
            ),
        ]
        indexes = [
            models.Index(
                fields=["compartment", "reference"], name="passes_request", condition=Q(dossier=None)
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)
