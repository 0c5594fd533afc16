"""The public site's jobs, found here by the worker: see followup_lost.

Each carries ids only.
"""

from egide.interfaces.public.followup_lost import send_lost_link

__all__ = ["send_lost_link"]
