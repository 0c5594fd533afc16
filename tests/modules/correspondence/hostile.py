"""Two hundred hostile e-mails, the same at each run: each breaks a rule that software believes in.

A family makes its variants from one number; nothing here was ever received.
"""

import base64
import io
import random
import struct
import zipfile
from collections.abc import Callable

CRLF = b"\r\n"
WANTED = 200
Family = Callable[[int], bytes]
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@x.test\r\n"
    b"DTSTART:20261201T140000Z\r\nSUMMARY:Rencontre\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def hostile() -> list[tuple[str, bytes]]:
    """Will return the name and the bytes of each of the two hundred."""
    names = list(FAMILIES)
    made = []
    for number in range(WANTED):
        name = names[number % len(names)]
        made.append((f"{name}-{number}", FAMILIES[name](number)))
    return made


def head(number: int, *more: bytes, subject: bytes = b"Bonjour") -> bytes:
    """Will return ordinary headers, with others after them."""
    lines = [
        b"From: Quelqu'un <quelquun%d@courriel.example>" % number,
        b"To: accueil@office.example",
        b"Subject: " + subject,
        b"Date: Mon, 23 Nov 2026 09:00:00 -0500",
        b"Message-ID: <hostile-%d@courriel.example>" % number,
        b"MIME-Version: 1.0",
        *more,
    ]
    return CRLF.join(lines) + CRLF


def part(content: bytes, kind: bytes, name: bytes, *, encoding: bytes = b"base64") -> bytes:
    """Will return one attachment."""
    body = base64.encodebytes(content).replace(b"\n", CRLF) if encoding == b"base64" else content
    return (
        b'Content-Type: %s\r\nContent-Disposition: attachment; filename="%s"\r\n' % (kind, name)
        + b"Content-Transfer-Encoding: %s\r\n\r\n" % encoding
        + body
    )


def mixed(number: int, *parts: bytes, extra: tuple[bytes, ...] = (), closed: bool = True) -> bytes:
    """Will return a message of several parts."""
    mark = b"frontiere%d" % number
    body = b"".join(b"\r\n--" + mark + CRLF + one for one in parts)
    end = b"\r\n--" + mark + b"--\r\n" if closed else b""
    kind = b'Content-Type: multipart/mixed; boundary="' + mark + b'"'
    return head(number, kind, *extra) + CRLF + b"Ceci est en plusieurs parties." + body + end


def words(text: bytes = b"Bonjour,\r\n", charset: bytes = b"utf-8") -> bytes:
    """Will return a part of text."""
    return (
        b"Content-Type: text/plain; charset="
        + charset
        + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + text
    )


def tnef(number: int) -> bytes:
    """Will return a winmail.dat with one attachment, as far as its signature and an object go."""
    body = struct.pack("<IH", 0x223E9F78, number % 65535)
    title = b"secret.txt\0"
    body += (
        b"\x02" + struct.pack("<II", 0x00018010, len(title)) + title + struct.pack("<H", sum(title) % 65536)
    )
    data = b"contenu du TNEF"
    return (
        body
        + b"\x02"
        + struct.pack("<II", 0x0006800F, len(data))
        + data
        + struct.pack("<H", sum(data) % 65536)
    )


def bomb(number: int) -> bytes:
    """Will return a small archive that grows a thousand times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.bin", bytes(1_000_000 + number))
    return out.getvalue()


def nested(number: int, levels: int) -> bytes:
    """Will return a message in a message in a message…"""
    inner = head(number) + CRLF + b"au fond\r\n"
    for _ in range(levels):
        inner = head(number, b"Content-Type: message/rfc822") + CRLF + inner
    return inner


def noise(number: int, size: int) -> bytes:
    """Will return bytes without meaning, never a lone line end that a server would rewrite."""
    chance = random.Random(number)
    raw = bytes(chance.choice([b for b in range(1, 256) if b not in (10, 13)]) for _ in range(size))
    return b"\r\n".join(raw[at : at + 200] for at in range(0, size, 200)) + CRLF


def uu(content: bytes) -> bytes:
    """Will return the lines of a uuencoded file."""
    import binascii

    lines = [binascii.b2a_uu(content[at : at + 45]).rstrip(b"\n") for at in range(0, len(content), 45)]
    return b"begin 644 note.txt\r\n" + CRLF.join(lines) + b"\r\n`\r\nend\r\n"


FAMILIES: dict[str, Family] = {
    "bad_charset": lambda n: mixed(n, words("Été à l’ordre".encode("cp1252"), b"klingon-%d" % n)),
    "wrong_charset": lambda n: mixed(n, words("déjà vu".encode("utf-16"), b"us-ascii")),
    "bad_header_charset": lambda n: (
        head(n, subject=b"=?x-nul?B?w6k?= =?utf-8?Q?=C3?= \xe9\xff") + CRLF + b"x\r\n"
    ),
    "nested_deep": lambda n: nested(n, 50),
    "nested_some": lambda n: nested(n, 3 + n % 5),
    "tnef": lambda n: mixed(n, words(), part(tnef(n), b"application/ms-tnef", b"winmail.dat")),
    "tnef_cut": lambda n: mixed(
        n, words(), part(tnef(n)[:-1] + b"\x00", b"application/ms-tnef", b"winmail.dat")
    ),
    "tnef_lie": lambda n: mixed(
        n,
        words(),
        part(tnef(n)[:6] + b"\x01\x03\x90\x06\x00" + b"\xff" * 40, b"application/ms-tnef", b"w.dat"),
    ),
    "tnef_noise": lambda n: mixed(
        n, words(), part(tnef(n)[:6] + noise(n, 900), b"application/octet-stream", b"a")
    ),
    "uuencode": lambda n: (
        head(n, b"Content-Type: text/plain") + CRLF + b"Voyez :\r\n" + uu(b"piece jointe %d" % n)
    ),
    "uuencode_broken": lambda n: head(n) + CRLF + b"begin 644 ../../etc/passwd\r\nM!!!\xff\r\nend\r\n",
    "no_date": lambda n: b"From: a@b.example\r\nMessage-ID: <nodate%d@b.example>\r\n\r\nsans date\r\n" % n,
    "bad_date": lambda n: head(n).replace(b"Mon, 23 Nov 2026", b"Zzz, 99 Fou 99999") + CRLF + b"x\r\n",
    "far_date": lambda n: head(n).replace(b"2026", b"9%03d" % n) + CRLF + b"x\r\n",
    "no_from": lambda n: b"Subject: sans auteur\r\nMessage-ID: <nofrom%d@b.example>\r\n\r\nx\r\n" % n,
    "no_id": lambda n: b"From: sansid%d@b.example\r\nSubject: sans identifiant\r\n\r\nx\r\n" % n,
    "nothing_but_body": lambda n: b"\r\nun texte sans en-tete %d\r\n" % n,
    "double_headers": lambda n: (
        head(n, b"From: autre@b.example", b"Subject: deux", b"Date: hier") + CRLF + b"x\r\n"
    ),
    "injection": lambda n: head(n, subject=b"=?utf-8?Q?a=0D=0ABcc:_victime=40b.example?=") + CRLF + b"x\r\n",
    "injection_from": lambda n: head(n).replace(b"Quelqu'un", b"=?utf-8?Q?x=0D=0AX-A:_1?=") + CRLF + b"x\r\n",
    "garbage": lambda n: noise(n, 2_000 + n),
    "garbage_body": lambda n: head(n) + CRLF + noise(n, 3_000),
    "program": lambda n: b"MZ\x90 programme %d\r\n\r\n" % n + noise(n, 400),
    "script": lambda n: b"#!/bin/sh\r\necho %d\r\n" % n,
    "no_boundary": lambda n: (
        head(n, b"Content-Type: multipart/mixed") + CRLF + b"--x\r\n\r\nperdu\r\n--x--\r\n"
    ),
    "open_boundary": lambda n: mixed(n, words(), part(PDF, b"application/pdf", b"a.pdf"), closed=False),
    "empty_boundary": lambda n: (
        head(n, b'Content-Type: multipart/mixed; boundary=""') + CRLF + b"--\r\n\r\nx\r\n"
    ),
    "cut_base64": lambda n: mixed(n, words(), part(PDF, b"application/pdf", b"coupe.pdf")[: -(5 + n % 7)]),
    "false_base64": lambda n: mixed(n, part(b"!!!@@@", b"application/pdf", b"faux.pdf", encoding=b"base64 ")),
    "huge_header": lambda n: head(n, b"X-Long: " + b"a" * 700_000) + CRLF + b"x\r\n",
    "many_headers": lambda n: head(n, *(b"X-%d: y" % i for i in range(3_000))) + CRLF + b"x\r\n",
    "many_references": lambda n: (
        head(n, b"References: " + b" ".join(b"<%d@x.test>" % i for i in range(4_000))) + CRLF + b"x\r\n"
    ),
    "zip_bomb": lambda n: mixed(n, words(), part(bomb(n), b"application/zip", b"gros.zip")),
    "rtlo": lambda n: mixed(n, words(), part(PDF, b"application/pdf", "facture\u202efdp.exe".encode())),
    "traversal": lambda n: mixed(n, words(), part(PDF, b"application/pdf", b"../../../etc/cron.d/x.pdf")),
    "nul_name": lambda n: mixed(n, words(), part(PDF, b"application/pdf", b"a\x01b.pdf")),
    "long_name": lambda n: mixed(n, words(), part(PDF, b"application/pdf", b"n" * 4_000 + b".pdf")),
    "program_inside": lambda n: mixed(
        n, words(), part(b"MZ" + bytes(200), b"application/pdf", b"releve.pdf.exe")
    ),
    "empty": lambda n: b"From: vide%d@b.example\r\nMessage-ID: <vide%d@b.example>\r\n\r\n" % (n, n),
    "empty_part": lambda n: mixed(n, words(), part(b"", b"application/pdf", b"vide.pdf")),
    "invitation": lambda n: mixed(
        n, words(), part(CALENDAR, b"text/calendar; method=REQUEST", b"invite.ics")
    ),
    "smime": lambda n: mixed(
        n, words(), part(b"\x30\x82" + bytes(300), b"application/pkcs7-signature", b"smime.p7s")
    ),
    "pgp": lambda n: mixed(
        n, words(), part(b"-----BEGIN PGP SIGNATURE-----\n\n%d\n" % n, b"application/pgp-signature", b"s.asc")
    ),
    "loop": lambda n: (
        head(n, *(b"Received: from a by b; Mon, 23 Nov 2026 09:00:00 -0500" for _ in range(200)))
        + CRLF
        + b"x\r\n"
    ),
    "many_parts": lambda n: mixed(
        n, words(), *(part(b"p%d" % i, b"text/x-p", b"p%d.txt" % i) for i in range(120))
    ),
    "html_only": lambda n: (
        head(n, b"Content-Type: text/html")
        + CRLF
        + b"<script>alert(1)</script><img src=http://x.test/p.gif>"
        + b"<div>" * 5_000
        + b"\r\n"
    ),
    "vacation": lambda n: (
        head(n, b"Auto-Submitted: auto-replied", subject=b"Absent") + CRLF + b"en vacances\r\n"
    ),
    "bounce_forged": lambda n: (
        head(n, b"Content-Type: multipart/report; report-type=delivery-status; boundary=z")
        + CRLF
        + b"--z\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\n--z--\r\n"
    ),
    "surrogates": lambda n: (
        head(n, subject=b"=?utf-16?B?2ADcAA==?= =?utf-8?B?7aCA?=") + CRLF + b"\xed\xa0\x80\r\n"
    ),
    "addresses": lambda n: (
        head(n, b"Cc: " + b", ".join(b"u%d@x.example" % i for i in range(3_000))) + CRLF + b"x\r\n"
    ),
    "from_group": lambda n: (
        b"From: amis:;\r\nSubject: groupe %d\r\nMessage-ID: <g%d@x.test>\r\n\r\nx\r\n" % (n, n)
    ),
}
