"""The addresses of styles and scripts, each looked up once: a page names sixteen of them.

They change with a deployment only, which starts new processes.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class KeptNames(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Named by STORAGES."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._kept: dict[str | None, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Will return the address of a file, with the mark of its content."""
        if force:
            return str(super().url(name, force))
        found = self._kept.get(name)
        if found is None:
            found = self._kept[name] = str(super().url(name))
        return found
