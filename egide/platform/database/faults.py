"""The one error of the embedded server, for the operator: a French sentence that says what to do.

Faults of a query or of a migration are not here: they keep their own class.
"""


class ClusterError(Exception):
    """The embedded server cannot be used; the message is a whole French sentence."""
