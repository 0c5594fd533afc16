"""Which database holds which table: the three key tables live in `keys`, everything else in `default`.

Serves architecture section 6 (keys apart from what they open); it decides places, never access.
"""

from typing import Any

from django.db.models import Model

KEYS = "keys"
KEYS_APP = "storage"
KEY_MODELS = frozenset({"compartmentkey", "wrappedkey", "destructionentry", "heldkey", "dossierdestruction"})


class KeyRouter:
    """Will send the key tables to `keys`, and refuse any other table or relation there."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """Will return `keys` for a key table, and no opinion for the others."""
        return KEYS if _is_key(model) else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        """Will return the same place as for a read."""
        return self.db_for_read(model, **hints)

    def allow_relation(self, obj1: Model, obj2: Model, **hints: Any) -> bool | None:
        """Will refuse a relation that would cross the two databases."""
        return _is_key(obj1) == _is_key(obj2)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        """Will let a table be made where it lives; raw SQL is for `default`, unless hinted `alias="keys"`."""
        if app_label == KEYS_APP and model_name is not None:
            home = KEYS if model_name.lower() in KEY_MODELS else "default"
        else:
            home = hints.get("alias", "default")
        return bool(db == home)


def _is_key(model: type[Model] | Model) -> bool:
    return model._meta.app_label == KEYS_APP and model._meta.model_name in KEY_MODELS
