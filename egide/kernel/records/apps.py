"""Application entry of kernel.records.

After each migration, every table of content is guarded by the holds and closed to what comes after a destruction;
what enters a held dossier is held at once.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate, post_save


class RecordsConfig(AppConfig):
    """Will register records with Django."""

    name = "egide.kernel.records"
    label = "records"
    verbose_name = "Conservation"

    def ready(self) -> None:
        """Will follow the migrations, and the rows that name a file."""
        from egide.kernel.documents.writing import versions_added
        from egide.kernel.gate.opening import closed_by
        from egide.kernel.records import tasks  # noqa: F401
        from egide.kernel.records.ended import why_ended
        from egide.kernel.records.mirroring import mirror_added, mirror_all
        from egide.platform.storage.models import StoredObject

        closed_by(why_ended)
        post_migrate.connect(guard_tables, sender=self)
        versions_added.connect(mirror_all)
        for model in apps.get_models():
            names = {field.attname for field in model._meta.concrete_fields}
            if "dossier_id" in names and any(
                f.related_model is StoredObject for f in model._meta.concrete_fields
            ):
                post_save.connect(mirror_added, sender=model)


def guard_tables(*, using: str, **_: Any) -> None:
    """Will put the triggers of holds and of ended dossiers on every table of content, new ones included."""
    if using != "default":
        return
    with connections[using].cursor() as cursor:
        for name in ("records_guard_tables", "records_end_tables"):
            cursor.execute("select to_regproc(%s) is not null", [f"public.{name}"])
            row = cursor.fetchone()
            if row and row[0]:
                cursor.execute(f"select {name}()")
