"""Instances of a model made out of rows that were read, as Django makes them, without asking each field in turn.

A page makes fifty: what depends on the model alone (its columns, whether it has something to say of its instances) is
looked at once, when the statement is written.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query import RelatedPopulator  # type: ignore[attr-defined]  # its stubs leave it out
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

Row = Sequence[Any]
Make = Callable[[Row], Any]


def maker(model: type[Model], names: Sequence[str], using: str, *, beside: Sequence[str] = ()) -> Make:
    """Will return what makes an instance out of the values of these columns, in this order.

    `beside`: the names of what was computed with the row, whose values come last.
    """
    named = (*names, *beside)
    if not _ordinary(model, names):
        return _as_django(model, names, using, beside)
    new = model.__new__

    def make(values: Row) -> Any:
        made, state = new(model), ModelState()
        state.adding, state.db = False, using
        kept = made.__dict__
        kept["_state"] = state
        kept.update(zip(named, values, strict=True))
        return made

    return make


def _as_django(model: type[Model], names: Sequence[str], using: str, beside: Sequence[str]) -> Make:
    def make(values: Row) -> Any:
        made = model.from_db(using, names, tuple(values[: len(names)]))
        for name, value in zip(beside, values[len(names) :], strict=True):
            setattr(made, name, value)
        return made

    return make


def joiner(one: RelatedPopulator) -> Callable[[Row, Any], None]:
    """Will return what puts, on an instance, the related one that was read beside it; nothing when there is none."""
    make = maker(one.model_cls, one.init_list, one.db)
    others = [joiner(other) for other in one.related_populators]

    def join(row: Row, instance: Any) -> None:
        values = one.reorder_for_init(row) if one.reorder_for_init else row[one.cols_start : one.cols_end]
        related = None
        if values[one.pk_idx] is not None:
            related = make(values)
            for other in others:
                other(row, related)
        one.local_setter(instance, related)
        if related is not None:
            one.remote_setter(related, instance)

    return join


def _ordinary(model: type[Model], names: Sequence[str]) -> bool:
    """Whether nothing else happens when Django makes one: no word of the model's, no listener, plain columns."""
    own = model.__init__ is not Model.__init__ or model.from_db.__func__ is not Model.from_db.__func__  # type: ignore[attr-defined]
    heard = pre_init.has_listeners(model) or post_init.has_listeners(model)
    plain = all(isinstance(getattr(model, name, None), DeferredAttribute) for name in names)
    return plain and not (own or heard)
