"""What tells a member of the staff that something happened: a dossier, a code, an instant; never a word of it.

The sentence comes from the code when the notice is read, and the dossier from what its reader may still open.
"""

from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import DossierContent


class Notice(DossierContent):
    """One notice to one person."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        """Read by person, unread ones first; the same thing is told once until it is read."""

        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "user", "code"], condition=Q(read_at=None), name="notices_unread_once"
            )
        ]
        indexes = [
            models.Index(fields=["user"], name="notices_unread", condition=Q(read_at=None)),
            models.Index(fields=["user", "-told_at"], name="notices_newest"),
        ]


class PersonalNotice(models.Model):
    """One notice to one person about her own functions: no dossier, and nothing of what it is about but a code."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    about = models.UUIDField()
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        """The same news of the same thing is told once; unread ones are counted on every page."""

        constraints = [
            models.UniqueConstraint(fields=["user", "code", "about"], name="notices_personal_once")
        ]
        indexes = [models.Index(fields=["user"], name="notices_personal_unread", condition=Q(read_at=None))]


class Rhythm(models.TextChoices):
    """How often a person is written to about notices; the list on the screen is always kept."""

    NONE = "none", "Aucun courriel"
    DAILY = "daily", "Un courriel par jour"
    URGENT = "urgent", "Un courriel par jour, et un tout de suite pour ce qui est urgent"


class Preference(models.Model):
    """What a person chose, and the last day a digest left: one a day at most."""

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="+")
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.NONE)
    digest_on = models.DateField(null=True)
