"""The jobs that are done: one row per job, written in the transaction of the job's own effects.

Serves exactly-once effects in the database; the queue itself belongs to procrastinate's tables.
"""

from django.db import models


class Done(models.Model):
    """The mark of a job whose effects are committed: run again after a kill, it does nothing."""

    job_id = models.BigIntegerField(primary_key=True)
    done_at = models.DateTimeField()

    class Meta:
        verbose_name = "travail accompli"
        verbose_name_plural = "travaux accomplis"

    def __str__(self) -> str:
        return str(self.job_id)
