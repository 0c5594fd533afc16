"""The letters about accounts, as the worker writes them and as they wait in the outbox.

Runs the jobs asked for, once each, and reads the stored bytes back.
"""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.tasks import write
from egide.platform.mail.content import content
from egide.platform.mail.models import Message


def waiting_letters() -> int:
    """Will count the jobs that were asked for."""
    return ProcrastinateJob.objects.filter(task_name="accounts.mail").count()


def run_mail_jobs() -> list[EmailMessage]:
    """Will write every letter asked for, and return what the outbox holds, oldest first."""
    rows = list(
        ProcrastinateJob.objects.filter(task_name="accounts.mail")
        .order_by("pk")
        .values_list("args", flat=True)
    )
    with acting_as(service("sign_in")):
        for arguments in rows:
            write.function(person=arguments["person"], letter=arguments["letter"], now=timezone.now())
        messages = list(Message.objects.order_by("pk"))
        return [message_from_bytes(content(message), policy=default) for message in messages]  # type: ignore[misc]
