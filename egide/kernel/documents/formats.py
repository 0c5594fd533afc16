"""Which reader opens which kind of file, as data: what the kind can give, and how it is shown.

A kind that is absent is kept, downloaded, and said not to be read here.
"""

from dataclasses import dataclass

from egide.platform.storage import media
from egide.platform.storage.names import extension


@dataclass(frozen=True, slots=True)
class Format:
    """What one kind of file allows.

    `drawn`: its own pages can be drawn. `converted`: a PDF is made of it to be read page by page. `carries`:
    it may hold other files. `recognised`: a page without text may be a picture of text.
    """

    code: str
    suffix: str = ""
    drawn: bool = False
    converted: bool = False
    carries: bool = False
    recognised: bool = False
    played: bool = False

    @property
    def arguments(self) -> dict[str, str]:
        """What the reading child wants to know."""
        return {"format": self.code, **({"suffix": self.suffix} if self.suffix else {})}


PDF = Format("pdf", drawn=True, carries=True, recognised=True)
IMAGE = Format("image", drawn=True, recognised=True)
EML = Format("eml", carries=True)
PLAYED = Format("", played=True)
_TYPES: dict[str, Format] = {
    "application/pdf": PDF,
    media.DOCX: Format("office", "docx", converted=True),
    media.PPTX: Format("office", "pptx", converted=True),
    media.ODT: Format("office", "odt", converted=True),
    media.ODP: Format("office", "odp", converted=True),
    "application/rtf": Format("office", "rtf", converted=True),
    "text/rtf": Format("office", "rtf", converted=True),
    "application/msword": Format("office", "doc", converted=True),
    "application/vnd.ms-powerpoint": Format("office", "ppt", converted=True),
    media.XLSX: Format("sheet", "xlsx", converted=True),
    media.ODS: Format("sheet", "ods", converted=True),
    "application/vnd.ms-excel": Format("sheet", "xls", converted=True),
    "message/rfc822": EML,
    "application/vnd.ms-outlook": Format("msg", carries=True),
    "text/html": Format("html"),
    "application/zip": Format("zip"),
    **dict.fromkeys(
        (media.TEXT, "text/csv", "text/xml", "application/xml", "application/json", "text/calendar", "text/vcard"),
        Format("text"),
    ),
    **dict.fromkeys(
        ("image/jpeg", "image/png", "image/gif", "image/tiff", "image/webp", "image/bmp", "image/heic",
         "image/heif", "image/heic-sequence", "image/avif"),
        IMAGE,
    ),
}  # fmt: skip
# Looked at again by the child: their first bytes do not tell enough.
CONTAINERS = frozenset(
    {
        "application/zip",
        media.OLE,
        media.OCTETS,
        *media.OLE_BY_EXTENSION.values(),
        media.DOCX,
        media.XLSX,
        media.PPTX,
    }
)


def format_of(media_type: str, file_name: str) -> Format | None:
    """Will return how the kind is read, or nothing when it is not."""
    if media_type in (media.TEXT, "application/octet-stream") and extension(file_name) == "eml":
        return EML
    if media_type.startswith(("audio/", "video/")):
        return PLAYED
    return _TYPES.get(media_type)
