"""Notifications as servers write them: Postfix, Exchange, an old one without a readable part; and what is not one.

Each is a text with the identifier of the original and its recipient.
"""

POSTFIX = """Return-Path: <>
From: MAILER-DAEMON@mx.exemple.test (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: info@office.test
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"
Message-Id: <20261123.1@mx.exemple.test>

--B
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.exemple.test.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.exemple.test

Final-Recipient: rfc822; {to}
Original-Recipient: rfc822;{to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{to}>: Recipient address rejected: User unknown

--B
Content-Type: text/rfc822-headers

From: Office <info@office.test>
To: {to}
Message-ID: {id}
Subject: Une lettre

--B--
"""

# No delivery-status part at all: the old way of qmail, still met.
PROSE = """Return-Path: <>
From: MAILER-DAEMON@vieux.test
To: info@office.test
Subject: failure notice

Hi. This is the qmail-send program at vieux.test.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{to}>:
550 5.1.1 No such mailbox here.

--- Below this line is a copy of the message.

Message-ID: {id}
From: Office <info@office.test>
"""

# A part whose groups are quoted as text, and the original attached whole.
QUOTED = """Return-Path: <>
From: postmaster@exchange.test
To: info@office.test
Subject: Non remis : Une lettre
MIME-Version: 1.0
Content-Type: multipart/report; boundary=C; report-type=delivery-status

--C
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Votre message n’a pas pu être remis.

--C
Content-Type: message/delivery-status
Content-Transfer-Encoding: 7bit

Reporting-MTA: dns;exchange.test

Final-recipient: RFC822;{to}
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp;552 5.2.2 Mailbox full

--C
Content-Type: message/rfc822

Message-ID: {id}
Subject: Une lettre

Bonjour.
--C--
"""

AWAY = """Return-Path: <>
From: Élise <{to}>
To: info@office.test
Subject: Absence du bureau
Auto-Submitted: auto-replied
In-Reply-To: {id}
References: {id}
Content-Type: text/plain; charset=utf-8

Je suis absente jusqu’au 5. Pour une urgence : 418 550-1234.
"""

ORDINARY = """From: Élise <{to}>
To: info@office.test
Subject: Re: Une lettre
In-Reply-To: {id}

La livraison a échoué chez moi, dites-moi quoi faire. 550 merci.
"""


def filled(text: str, *, id: str, to: str = "elise@exemple.test", **more: str) -> bytes:
    """Will write the notification as it travels."""
    known = {"id": id, "to": to, "action": "failed", "status": "5.1.1"} | more
    return text.format(**known).replace("\n", "\r\n").encode()
