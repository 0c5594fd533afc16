"""The modules that the house knows, installed once at start-up by config.

The kernel reads declarations through here and never imports a module.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from egide.law.access import Policy
from egide.law.modules import Module

_modules: dict[str, Module] = {}


def install(modules: tuple[Module, ...]) -> None:
    """Will make `modules` the ones that the kernel serves, in this order."""
    _modules.clear()
    _modules.update({module.code: module for module in modules})
    module_of_kind.cache_clear()
    readers_of_kind.cache_clear()


def modules() -> tuple[Module, ...]:
    """Will return the installed modules, in the order of config/modules.py."""
    return tuple(_modules.values())


@cache
def module_of_kind(kind: str) -> Module:
    """Will return the module whose dossiers have this kind code.

    :raises LookupError: no installed module declares the kind.
    """
    for module in _modules.values():
        if module.kind is not None and module.kind.code == kind:
            return module
    raise LookupError(f"Aucun module ne déclare le genre « {kind} ».")


def policy_of_kind(kind: str) -> Policy:
    """Will return who may do what on dossiers of this kind.

    :raises LookupError: no installed module declares the kind, or it declares no policy.
    """
    policy = module_of_kind(kind).policy
    if policy is None:
        raise LookupError(f"Le genre « {kind} » n’a pas de politique d’accès.")
    return policy


@cache
def readers_of_kind(kind: str) -> frozenset[str]:
    """Will return the codes of the roles that read some dossiers of this kind; none when nobody does."""
    policy = module_of_kind(kind).policy
    return frozenset(role.code for role in policy.roles_for("read")) if policy else frozenset()


def module(code: str) -> Module:
    """Will return a module by its code.

    :raises LookupError: the code is unknown.
    """
    try:
        return _modules[code]
    except KeyError as error:
        raise LookupError(f"Aucun module ne porte le code « {code} ».") from error


@cache
def resolve(path: str) -> Callable[..., Any]:
    """Will return the function named by a dotted path in a declaration (`package.module.function`)."""
    package, _, name = path.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(package), name)
    return found
