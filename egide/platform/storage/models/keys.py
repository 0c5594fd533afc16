"""The key database's tables: compartment keys, object keys, those that are held, the registers of destructions.

Serves architecture section 6: a copy of the main database opens nothing. No foreign key leaves this database.
"""

from django.db import models


class CompartmentKey(models.Model):
    """One compartment's key, wrapped by the master key named by `master_mark`."""

    compartment_id = models.IntegerField("compartiment", unique=True)
    compartment_code = models.SlugField("code du compartiment", max_length=40, unique=True)
    wrapped = models.BinaryField("clé enveloppée")
    master_mark = models.CharField("marque de la clé maîtresse", max_length=8)
    made_at = models.DateTimeField("créée")

    class Meta:
        verbose_name = "clé de compartiment"
        verbose_name_plural = "clés de compartiment"
        ordering = ["compartment_id"]

    def __str__(self) -> str:
        return self.compartment_code


class WrappedKey(models.Model):
    """One object's key, wrapped by its compartment's key; deleting this row destroys the object's content."""

    object_id = models.UUIDField("objet", primary_key=True)
    compartment_id = models.IntegerField("compartiment")
    wrapped = models.BinaryField("clé enveloppée")
    made_at = models.DateTimeField("créée")

    class Meta:
        verbose_name = "clé d’objet"
        verbose_name_plural = "clés d’objet"
        ordering = ["object_id"]
        indexes = [models.Index(fields=["made_at"], name="wrappedkey_made_at")]

    def __str__(self) -> str:
        return str(self.object_id)


class DestructionEntry(models.Model):
    """One line of the append-only register: this object was destroyed by this decision."""

    object_id = models.UUIDField("objet", primary_key=True)
    compartment_id = models.IntegerField("compartiment")
    destroyed_at = models.DateTimeField("détruit")
    decision = models.CharField("décision", max_length=60)

    class Meta:
        verbose_name = "destruction"
        verbose_name_plural = "destructions"
        ordering = ["destroyed_at", "object_id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(decision=""), name="destruction_has_a_decision")
        ]

    def __str__(self) -> str:
        return f"{self.object_id} · {self.decision}"


class HeldKey(models.Model):
    """An object whose key may not be deleted: a mirror of the holds of the main database, never erased.

    `hold` is the hold's key there; `released_by`, the hash of the journal's entry that tells its lifting.
    """

    object_id = models.UUIDField("objet")
    hold = models.BigIntegerField("gel")
    compartment_id = models.IntegerField("compartiment")
    held_at = models.DateTimeField("retenue")
    released_at = models.DateTimeField("relâchée", null=True)
    released_by = models.CharField("entrée qui la relâche", max_length=64, blank=True)

    class Meta:
        verbose_name = "clé retenue"
        verbose_name_plural = "clés retenues"
        constraints = [
            models.UniqueConstraint(
                fields=["object_id", "hold"], condition=models.Q(released_at=None), name="heldkey_once"
            )
        ]
        indexes = [models.Index(fields=["hold"], name="heldkey_hold", condition=models.Q(released_at=None))]

    def __str__(self) -> str:
        return f"{self.object_id} · {self.hold}"


class DossierDestruction(models.Model):
    """One line of the append-only register of dossiers: after a restore, what came back is destroyed again."""

    dossier = models.BigIntegerField("dossier", primary_key=True)
    compartment_id = models.IntegerField("compartiment")
    number = models.CharField("numéro", max_length=40)
    destroyed_at = models.DateTimeField("détruit")
    decision = models.CharField("décision", max_length=60)
    certificate = models.CharField("certificat", max_length=60)

    class Meta:
        verbose_name = "destruction de dossier"
        verbose_name_plural = "destructions de dossiers"
        ordering = ["destroyed_at", "dossier"]

    def __str__(self) -> str:
        return f"{self.number} · {self.decision}"
