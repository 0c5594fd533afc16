"""The staff's jobs, found here by the worker, which imports no page: see bulk_job.

Each carries ids only.
"""

from egide.interfaces.staff.bulk_job import carry_on

__all__ = ["carry_on"]
