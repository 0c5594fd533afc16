"""Typed readers of environment variables: each refuses an unexpected value with a French sentence.

A secret may also come from a file named by VARIABLE_FILE; an unreadable file stops the start.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE, _FALSE = {"1", "true", "oui", "yes", "on"}, {"0", "false", "non", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """Will return the variable's text, or `default` when it is absent."""
    return os.environ.get(name, default)


def boolean(name: str, default: bool = False) -> bool:
    """Will return the variable as a boolean.

    :raises ImproperlyConfigured: the value is neither a yes nor a no.
    """
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() in _TRUE:
        return True
    if raw.lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} doit valoir oui ou non; reçu\u00a0: «\u00a0{raw}\u00a0».")


def integer(name: str, default: int) -> int:
    """Will return the variable as an integer.

    :raises ImproperlyConfigured: the value is not a whole number.
    """
    raw = os.environ.get(name)
    if raw is None or raw == "":
        return default
    try:
        return int(raw)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} doit être un nombre entier; reçu\u00a0: «\u00a0{raw}\u00a0»."
        ) from error


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """Will return the variable when it is one of `allowed`.

    :raises ImproperlyConfigured: the value is not in the list.
    """
    value = os.environ.get(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(
            f"{name} doit valoir l’un de {', '.join(allowed)}; reçu\u00a0: «\u00a0{value}\u00a0»."
        )
    return value


def words(name: str, default: str = "") -> list[str]:
    """Will return a comma-separated list, blanks left out."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secrets_named(prefix: str) -> dict[str, str]:
    """Will return the secrets whose names begin so, by the rest of their names; see `secret`.

    :raises ImproperlyConfigured: a file is named and cannot be read, or is empty.
    """
    names = {name.removesuffix("_FILE") for name in os.environ if name.startswith(prefix)}
    return {name.removeprefix(prefix): secret(name) for name in sorted(names) if name != prefix}


def secret(name: str, default: str = "") -> str:
    """Will return a secret from NAME, or from the file named by NAME_FILE.

    :raises ImproperlyConfigured: the file is named and cannot be read, or is empty.
    """
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, default)
    try:
        value = Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE\u00a0: fichier illisible ({path}).") from error
    if not value:
        raise ImproperlyConfigured(f"{name}_FILE\u00a0: fichier vide ({path}).")
    return value
