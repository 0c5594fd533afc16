"""The formats of documents as people name them, and the types that each covers.

Pure: for the filter of the search and for its counts.
"""

FORMATS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("pdf", "PDF", ("application/pdf",)),
    (
        "texte",
        "Texte (Word, LibreOffice, RTF…)",
        (
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml",
            "application/vnd.oasis.opendocument.text",
            "application/rtf",
            "text/",
        ),
    ),
    (
        "tableur",
        "Tableur",
        (
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml",
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
    ),
    (
        "presentation",
        "Présentation",
        (
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.presentationml",
            "application/vnd.oasis.opendocument.presentation",
        ),
    ),
    ("image", "Image", ("image/",)),
    ("courriel", "Courriel enregistré", ("message/", "application/vnd.ms-outlook")),
    ("media", "Son ou vidéo", ("audio/", "video/")),
    ("archive", "Archive", ("application/zip",)),
)
NAMES = tuple((code, name) for code, name, _ in FORMATS)


def types_of(code: str) -> tuple[str, ...]:
    """Will return how the types of a format begin; nothing for an unknown one."""
    return next((types for known, _, types in FORMATS if known == code), ())


def format_of(media_type: str) -> str:
    """Will return the format of a type; nothing when people have no word for it."""
    return next((code for code, _, types in FORMATS if media_type.startswith(types)), "")
