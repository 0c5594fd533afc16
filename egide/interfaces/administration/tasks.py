"""The administration's jobs, found here by the worker, which imports no page: see rebinding.

Each carries ids only.
"""

from egide.interfaces.administration.rebinding import rebind_all

__all__ = ["rebind_all"]
