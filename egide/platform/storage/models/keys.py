"""The key database's three tables: compartment keys, object keys, and the register of destructions.

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
