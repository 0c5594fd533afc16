"""Who may edit a document in place, until when; what is locked; what a word processor leaves beside it.

The secret of an address is only hashed here. The document is named by its rank: nothing here holds it back.
"""

from django.db import models

from egide.kernel.dossiers.models import DossierContent

LONGEST_NAME = 255
LONGEST_PATH = 600


class Access(DossierContent):
    """One person's address to one document, for some hours; `away` when the program moved the file aside."""

    rank = models.PositiveIntegerField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    # Frozen: a title that changes must not move the file from under an open program.
    file_name = models.CharField(max_length=LONGEST_NAME)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    away = models.BooleanField(default=False)
    saves = models.PositiveIntegerField(default=0)

    class Meta:
        """Found by what is hashed of its secret."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "digest"], name="editing_secret_once"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="editing_ends_after"
            ),
        ]
        indexes = [
            models.Index(fields=["digest"], name="editing_by_digest"),
            models.Index(fields=["expires_at"], name="editing_ends"),
        ]

    def __str__(self) -> str:
        return self.file_name


class Beside(DossierContent):
    """Base of what belongs to one address; the person again, for the wall to read."""

    access = models.ForeignKey(Access, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """No table of its own."""

        abstract = True


class Entry(Beside):
    """A file or a folder of the scratch room; an empty file has no bytes in the store.

    Not an object of the store: temporary bytes are no record, they leave no tombstone. `kept` names their key.
    """

    path = models.CharField(max_length=LONGEST_PATH)
    is_folder = models.BooleanField()
    kept = models.UUIDField(null=True)
    blob = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        """One thing at a place; a folder holds no bytes of its own."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "access", "path"], name="editing_place_once"),
            models.CheckConstraint(
                condition=models.Q(is_folder=False) | models.Q(kept=None, blob="", size=0),
                name="editing_folder_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.path


class Property(Beside):
    """A property that a program wrote on a file, kept as it was written."""

    path = models.CharField(max_length=LONGEST_PATH * 3)
    name = models.CharField(max_length=300)
    value = models.TextField()

    class Meta:
        """One value for a name at a place."""

        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "access", "path", "name"], name="editing_property_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Lock(Beside):
    """A lock; with a rank, on the document itself, and then seen by all who see the document."""

    rank = models.PositiveIntegerField(null=True)
    path = models.CharField(max_length=LONGEST_PATH * 3)
    token = models.CharField(max_length=120)
    scope = models.CharField(max_length=9, choices=[("exclusive", "exclusif"), ("shared", "partagé")])
    depth = models.CharField(max_length=8)
    owner = models.TextField(blank=True)
    seconds = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        """Known by its token."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "token"], name="editing_lock_once"),
        ]
        indexes = [models.Index(fields=["dossier", "rank"], name="editing_locked")]

    def __str__(self) -> str:
        return self.token
