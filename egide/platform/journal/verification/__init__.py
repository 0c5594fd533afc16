"""Proving that the journal is whole: `verify`, in passes that each read the database once.

Serves the auditor and the nightly check; it believes no column, no head and no function of the house.
"""

from egide.platform.journal.verification.report import Finding, Report
from egide.platform.journal.verification.verify import verify

__all__ = ["Finding", "Report", "verify"]
