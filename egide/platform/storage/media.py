"""The kinds of files, as data: what is refused, what is offered by name, which type each extension promises.

Read by sniffing and by downloads. A list is a decision of the house, never a security boundary by itself.
"""

OCTETS = "application/octet-stream"
TEXT = "text/plain"
PROGRAM = "application/x-executable"
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
DOCX, XLSX, PPTX = (
    _OOXML + "wordprocessingml.document",
    _OOXML + "spreadsheetml.sheet",
    _OOXML + "presentationml.presentation",
)
ODT, ODS, ODP = _ODF + "text", _ODF + "spreadsheet", _ODF + "presentation"
OLE, JAR = "application/x-ole-storage", "application/java-archive"

# Running one of these on a colleague's desk is the attack: refused by content, and by the name it opens with.
REFUSED_TYPES = frozenset({PROGRAM, JAR, "application/vnd.android.package-archive"})
REFUSED_EXTENSIONS = frozenset(
    {
        "apk", "app", "appimage", "bat", "bin", "cmd", "com", "cpl", "dll", "dmg", "elf", "exe", "gadget",
        "hta", "inf", "ins", "iso", "jar", "js", "jse", "lnk", "mde", "msc", "msi", "msp", "mst", "pif",
        "ps1", "psm1", "reg", "scf", "scr", "sh", "sys", "url", "vb", "vbe", "vbs", "wasm", "wsc", "wsf",
        "wsh",
    }
)  # fmt: skip

# Signatures of programs: (offset, bytes). "MZ" alone is also how a French text may begin: see sniffing.
PROGRAM_SIGNATURES: tuple[bytes, ...] = (
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",  # Java class, universal Mach-O
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\x00asm",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # Windows shortcut
)

# Photos as telephones make them: the brands of an ISO base media file (ISO/IEC 23008-12, annex B; AVIF 1.1).
PHOTO_BRANDS: dict[bytes, str] = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis"), "image/heic"),
    **dict.fromkeys((b"hevc", b"hevx", b"hevm", b"hevs"), "image/heic-sequence"),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
}
PHOTO_CONTAINERS = frozenset({b"mif1", b"msf1", b"mif2"})

# An extension's promise. An unknown extension promises nothing.
EXPECTED: dict[str, frozenset[str]] = {
    name: frozenset(types)
    for names, types in {
        "pdf": {"application/pdf"},
        "png": {"image/png"},
        "jpg jpeg": {"image/jpeg"},
        "gif": {"image/gif"},
        "webp": {"image/webp"},
        "tif tiff": {"image/tiff"},
        "heic heif hif": {"image/heic", "image/heif", "image/heic-sequence"},
        "avif": {"image/avif"},
        "docx": {DOCX},
        "xlsx": {XLSX},
        "pptx": {PPTX},
        "odt": {ODT},
        "ods": {ODS},
        "odp": {ODP},
        "doc": {"application/msword"},
        "xls": {"application/vnd.ms-excel"},
        "ppt": {"application/vnd.ms-powerpoint"},
        "msg": {"application/vnd.ms-outlook"},
        "rtf": {"application/rtf"},
        "txt csv md log": {TEXT, "text/csv"},
        "eml": {"message/rfc822", TEXT},
        "htm html": {"text/html"},
        "svg": {"image/svg+xml"},
        "zip": {"application/zip"},
    }.items()
    for name in names.split()
}
OLE_BY_EXTENSION = {
    "doc": "application/msword",
    "dot": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "msg": "application/vnd.ms-outlook",
}

# Text that a program would read as something else than text.
MARKED_TEXT = frozenset(
    {
        "text/html", "image/svg+xml", "application/rtf", "application/pdf", "application/postscript",
        "message/rfc822", "application/xml", "text/xml", "application/json", "text/calendar", "text/vcard",
    }
)  # fmt: skip

# Announced under their own name at download; anything else leaves as application/octet-stream.
OFFERED = frozenset(
    {
        "application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff",
        "image/heic", "image/heif", "image/avif",
        TEXT, "text/csv", "application/rtf", "application/zip", "application/msword",
        "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-outlook",
        DOCX, XLSX, PPTX, ODT, ODS, ODP,
    }
)  # fmt: skip

# Sound and video that a browser plays, and the type under which it is told of them; the others are downloaded.
SOUND: dict[str, str] = {
    "audio/wave": "audio/wav",
    "audio/wav": "audio/wav",
    "audio/x-wav": "audio/wav",
    "audio/mpeg": "audio/mpeg",
    "audio/mp4": "audio/mp4",
    "audio/x-m4a": "audio/mp4",
    "audio/aac": "audio/aac",
    "audio/flac": "audio/flac",
    "audio/ogg": "audio/ogg",
    "audio/webm": "audio/webm",
    "application/ogg": "audio/ogg",
}
VIDEO: dict[str, str] = {
    "video/mp4": "video/mp4",
    "video/quicktime": "video/mp4",
    "video/3gpp": "video/3gpp",
    "video/webm": "video/webm",
    "video/ogg": "video/ogg",
}
PLAYED: dict[str, str] = {**SOUND, **VIDEO}
