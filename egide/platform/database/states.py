"""The models of a migration, drawn one by one as its operations ask for them: a quarter of the time on an empty base.

Django draws nearly all of them anew at each operation, since ours hang together. What is drawn here is the same
model, after those that it names; whoever asks for all of them (a relation read backwards) gets them all.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.migrations.utils import resolve_relation  # type: ignore[attr-defined]  # its stubs leave it out

Key = tuple[str, str]  # label of the application, name of the model in lower case


class DrawnWhenAsked(StateApps):
    """The models of one state, each drawn at its first use."""

    def __init__(self, real_apps: Any, models: dict[Key, ModelState]) -> None:
        self._waiting: dict[Key, ModelState] = {}
        super().__init__(real_apps, {})
        self._waiting |= models
        self._order = list(models)

    def get_model(self, app_label: str, model_name: str | None = None, require_ready: bool = True) -> Any:
        """Will return a model, drawn."""
        if model_name is None:
            app_label, model_name = app_label.split(".")
        self._draw({(app_label, model_name.lower())})
        return super().get_model(app_label, model_name, require_ready)

    @functools.cache  # noqa: B019  # clear_cache() empties it, as it does Django's own
    def get_models(self, include_auto_created: bool = False, include_swapped: bool = False) -> Any:
        """Will return all the models, drawn."""
        self._draw(set(self._waiting))
        places = self.app_configs.values()
        return [
            model for place in places for model in place.get_models(include_auto_created, include_swapped)
        ]

    def _draw(self, wanted: set[Key]) -> None:
        drawn: dict[Key, ModelState] = {}
        while wanted:
            key = wanted.pop()
            if (state := self._waiting.pop(key, None)) is not None:
                drawn[key] = state
                wanted |= set(_named_by(state))
        if drawn:
            # In the order of the migrations, on which that of the content types depends.
            self.render_multiple([drawn[key] for key in self._order if key in drawn])


class LeanState(ProjectState):
    """A state that forgets its drawn models when it changes, instead of drawing again all that hangs together."""

    @functools.cached_property
    def apps(self) -> DrawnWhenAsked:
        """The models as they are now."""
        return DrawnWhenAsked(self.real_apps, self.models)

    def clone(self) -> "LeanState":
        """Will return a copy that later changes leave as it is."""
        return LeanState({key: _copied(state) for key, state in self.models.items()}, self.real_apps)

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        """Will forget what was drawn."""
        self.__dict__.pop("apps", None)

    def reload_models(self, models: Any, delay: bool = True) -> None:
        """Will forget what was drawn."""
        self.__dict__.pop("apps", None)

    def remove_model(self, app_label: str, model_name: str) -> None:
        """Will forget the model, and what was drawn."""
        self.__dict__.pop("apps", None)
        super().remove_model(app_label, model_name)


class LeanExecutor(MigrationExecutor):
    """Applies migrations from lean states."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> LeanState:
        usual = super()._create_project_state(with_applied_migrations)  # type: ignore[misc]  # stubs
        return LeanState(usual.models, usual.real_apps)


@contextmanager
def drawn_when_asked() -> Iterator[None]:
    """Will make the command `migrate` draw the models lean, for the block."""
    command: Any = migrate
    usual, command.MigrationExecutor = command.MigrationExecutor, LeanExecutor
    try:
        yield
    finally:
        command.MigrationExecutor = usual


def _named_by(state: ModelState) -> Iterator[Key]:
    yield from (resolve_relation(base) for base in state.bases if isinstance(base, str))
    for field in state.fields.values():
        for named in (getattr(field.remote_field, way, None) for way in ("model", "through")):
            if named is not None:
                yield resolve_relation(named, state.app_label, state.name_lower)


def _copied(state: ModelState) -> ModelState:
    # As ModelState.clone(), which checks each field again: they were, when the operation was read.
    other = copy(state)
    other.fields, other.options = dict(state.fields), dict(state.options)
    other.managers = list(state.managers)
    return other
