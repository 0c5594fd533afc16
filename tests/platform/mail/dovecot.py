"""A real IMAP server for the tests: Dovecot in a folder of its own, one account, on a port of its own.

Started and stopped by the fixture; nothing of it outlives the test.
"""

import grp
import imaplib
import os
import pwd
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from egide.platform.mail.mailbox import Mailbox
from tests.patience import SECONDS
from tests.ports import own_port
from tests.tools import need

CONF = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{home}/mail
first_valid_uid = {uid}
first_valid_gid = {gid}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
"""


@contextmanager
def imap_server(home: Path) -> Iterator[Mailbox]:
    """Will run the server over `home`; yields the mailbox as the house's settings would name it."""
    program = need("dovecot")
    # Dovecot refuses to read mail as root: there, the account of nobody does.
    owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    port = own_port()
    for folder in (home, home / "run", home / "state", home / "mail"):
        folder.mkdir(exist_ok=True)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    conf = home / "dovecot.conf"
    conf.write_text(CONF.format(home=home, port=port, uid=owner.pw_uid, gid=owner.pw_gid) + _own_user(owner))
    with (home / "out").open("wb") as out:
        running = subprocess.Popen([program, "-F", "-c", str(conf)], stdout=out, stderr=subprocess.STDOUT)
    try:
        mailbox = Mailbox("127.0.0.1", port, "office", "secret", encrypted=False)
        _wait(mailbox, home)
        yield mailbox
    finally:
        running.terminate()
        running.wait(SECONDS)


def deliver(mailbox: Mailbox, raw: bytes) -> None:
    """Will put a message in the mailbox, unseen."""
    with imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS) as imap:
        imap.login(mailbox.user, mailbox.password)
        told: tuple[str, list[bytes]] = imap.append(mailbox.folder, "", "", raw)  # type: ignore[assignment]
        assert told[0] == "OK", told


def flags(mailbox: Mailbox) -> list[str]:
    """Will return the flags of each message, in order."""
    with imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS) as imap:
        imap.login(mailbox.user, mailbox.password)
        imap.select(mailbox.folder, readonly=True)
        _, answer = imap.fetch("1:*", "(FLAGS)")
        return [line.decode() for line in answer if isinstance(line, bytes)]


def _own_user(owner: pwd.struct_passwd) -> str:
    # As root, the package's own users serve; otherwise everything is done by the one who runs the tests.
    if os.getuid() == 0:
        return ""
    name, group = owner.pw_name, grp.getgrgid(owner.pw_gid).gr_name
    return f"default_login_user = {name}\ndefault_internal_user = {name}\ndefault_internal_group = {group}\n"


def _wait(mailbox: Mailbox, home: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            with imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS) as imap:
                imap.login(mailbox.user, mailbox.password)
                return
        except OSError:
            if time.monotonic() > deadline:
                said = [name.read_text() for name in (home / "out", home / "log") if name.exists()]
                raise AssertionError("\n".join(said)) from None
            time.sleep(0.05)
