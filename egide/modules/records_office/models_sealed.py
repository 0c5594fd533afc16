"""What a sealed compartment lets the records office know of its closed dossiers: number, class, dates. Nothing else.

Copies without a key to the dossier: what is not written here does not leave. The compartment's authority decides.
"""

from django.db import models

from egide.kernel.records.models import DisposedAs


class SealedRelease(models.Model):
    """The decision to let out the dates of one kind of dossiers, until it is taken back."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """One decision at a time for each kind."""

        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "kind"],
                condition=models.Q(withdrawn_at=None),
                name="records_sealed_release_once",
            )
        ]


class SealedFile(models.Model):
    """One closed dossier as the archivist may know it; a row that no longer holds is withdrawn."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=40, db_collation="C")
    class_code = models.CharField(max_length=40, blank=True)
    opened_year = models.PositiveSmallIntegerField()
    closed_on = models.DateField()
    active_until = models.DateField(null=True)
    semi_active_until = models.DateField(null=True)
    disposition = models.CharField(max_length=1, blank=True)
    fate = models.CharField(max_length=12, choices=DisposedAs.choices, blank=True)
    told_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """One row for a number, in its compartment."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="records_sealed_file_once")
        ]
