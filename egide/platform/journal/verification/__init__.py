"""Proving that the journal is whole: `verify`, in passes that each read the database once.

Serves the auditor and the nightly check; it believes no column, no function and no head of the database.
"""

from egide.platform.journal.verification.report import Finding, Report
from egide.platform.journal.verification.verify import verify

__all__ = ["Finding", "Report", "verify"]
