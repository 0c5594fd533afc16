"""One public form that was sent: fingerprints, and its receipt under a key that the database does not hold.

It has no compartment on purpose: a row tells neither which form it was, nor who sent it, nor what it opened.
"""

from django.db import models


class SentForm(models.Model):
    """One sending. `key` is of the form shown, `words` of what was typed and where, `files` of what was joined."""

    key = models.CharField(max_length=64, db_collation="C", unique=True)
    words = models.CharField(max_length=64, db_collation="C", blank=True)
    files = models.CharField(max_length=64, db_collation="C", blank=True)
    receipt = models.BinaryField(max_length=2000)
    sent_at = models.DateTimeField()

    class Meta:
        """Sought by its key, else by its words; the old ones go each night."""

        indexes = [
            models.Index(fields=["words", "sent_at"], name="sendings_words"),
            models.Index(fields=["sent_at"], name="sendings_day"),
        ]
