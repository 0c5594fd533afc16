"""The models that migrations see, drawn one by one, are those that Django draws together."""

from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from egide.platform.database.states import LeanState


@pytest.fixture(scope="module")
def usual() -> ProjectState:
    """The state after all the migrations, as Django makes it."""
    state: ProjectState = MigrationLoader(None).project_state()
    return state


def lean(usual: ProjectState) -> LeanState:
    return LeanState(usual.models, usual.real_apps).clone()


def columns(model: Any) -> list[tuple[Any, ...]]:
    """What the database is told of a model: its columns, their types, where they point, its tables of pairs."""
    return [
        (
            field.column,
            field.db_type(connection),
            field.is_relation and (field.related_model._meta.label, field.target_field.column),
        )
        for field in model._meta.local_fields
    ] + [
        (
            field.remote_field.through._meta.db_table,
            [f.column for f in field.remote_field.through._meta.fields],
        )
        for field in model._meta.local_many_to_many
        if not model._meta.swapped
    ]


def test_each_model_is_drawn_as_django_draws_it(usual: ProjectState) -> None:
    state, drawn = lean(usual), usual.apps

    for label, name in usual.models:
        # Alone, then beside those that others asked for.
        for apps in (lean(usual).apps, state.apps) if label == "letters" else (state.apps,):
            assert columns(apps.get_model(label, name)) == columns(drawn.get_model(label, name)), (
                label,
                name,
            )


def test_it_draws_what_a_model_names_and_no_more(usual: ProjectState) -> None:
    apps = lean(usual).apps

    apps.get_model("accounts.Unit")

    assert set(apps.all_models["accounts"]) >= {"unit", "compartment", "site", "user"}
    assert "absence" not in apps.all_models["accounts"]
    assert not apps.all_models["letters"]


def test_a_relation_read_backwards_finds_every_model(usual: ProjectState) -> None:
    site, same = lean(usual).apps.get_model("accounts", "site"), usual.apps.get_model("accounts", "site")

    pointing = {relation.related_model._meta.label for relation in site._meta.related_objects}

    assert pointing == {relation.related_model._meta.label for relation in same._meta.related_objects}
    assert "accounts.Unit" in pointing


def test_a_change_is_drawn_and_does_not_reach_the_state_before_it(usual: ProjectState) -> None:
    before = lean(usual)
    after = before.clone()
    after.apps.get_model("accounts", "site")

    after.add_field("accounts", "site", "floor", models.IntegerField(null=True), preserve_default=True)
    after.remove_model("accounts", "absence")

    assert after.apps.get_model("accounts", "site")._meta.get_field("floor")
    assert "floor" not in {field.name for field in before.apps.get_model("accounts", "site")._meta.fields}
    with pytest.raises(LookupError):
        after.apps.get_model("accounts", "absence")
    assert before.apps.get_model("accounts", "absence")
