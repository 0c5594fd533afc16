"""What may go wrong with an outgoing message, in sentences that staff can read.

Server replies are kept beside, in `Message.last_error`; nothing here decides about a retry.
"""


class MailProblem(Exception):
    """A message could not be prepared or moved on; the text is a French sentence."""


class InvalidAddress(MailProblem):
    """An address that no mail server would take."""


class MessageTooLarge(MailProblem):
    """The message with its attachments is over the limit that receiving servers accept."""


class NotResendable(MailProblem):
    """Only a message that failed, or whose fate is uncertain, may be sent again by a person."""
