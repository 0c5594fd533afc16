"""What is due, and what dead workers left half-way.

Serves the worker's minute round; a message is never taken from a living worker.
"""

from datetime import datetime

from django.db.models import QuerySet

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.mail.models import Message, State
from egide.platform.mail.outcomes import tell
from egide.platform.mail.transmission import BACKOFF, held


def due(*, now: datetime) -> QuerySet[Message]:
    """Will return the messages to send now, oldest first, that the current actor may see."""
    return Message.objects.filter(state=State.QUEUED, due_at__lte=now).order_by("due_at", "pk")


def recover(*, actor: Actor, now: datetime) -> list[Message]:
    """Will take up what dead workers left half-way, and return those messages in their new state.

    Before DATA they are queued again; after DATA began they are uncertain. Call outside a transaction.
    """
    with acting_as(actor, read_only=True):
        left = list(Message.objects.filter(state=State.SENDING).values_list("pk", flat=True))
    recovered = []
    for message_pk in left:
        with held(message_pk) as dead:  # a living worker holds its message: not ours to judge
            if dead and (message := _settle(message_pk, actor, now)):
                recovered.append(message)
    return recovered


def _settle(message_pk: int, actor: Actor, now: datetime) -> Message | None:
    with acting_as(actor):
        message = Message.objects.select_for_update().filter(pk=message_pk, state=State.SENDING).first()
        if message is None:
            return None
        if message.data_began_at is None and message.attempts <= len(BACKOFF):
            message.state, message.due_at = State.QUEUED, now
            message.last_error = "Le poste d’envoi s’est arrêté avant la remise du message."
        elif message.data_began_at is None:  # a message that stops its worker each time would go on for ever
            message.state, message.finished_at = State.FAILED, now
            message.last_error = "Le poste d’envoi s’est arrêté à chaque tentative, avant la remise."
        else:
            message.state, message.finished_at = State.UNCERTAIN, now
            message.last_error = (
                "Le poste d’envoi s’est arrêté pendant la remise\u00a0: "
                "le serveur a peut-être reçu le message."
            )
        message.save(update_fields=["state", "due_at", "finished_at", "last_error"])
        if message.finished_at:
            tell(message, at=now)
        return message
