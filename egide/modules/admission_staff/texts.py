"""The text of a complaint about the Commissioner's staff that full text reads, for him alone.

Declared for kernel/search, which keeps the index; the reach of the search comes from the policy.
"""

from egide.law.searched import SearchedText

TEXTS = (
    SearchedText(
        code="complaint",
        label="Plainte sur le personnel du Commissaire",
        table="admission_staff_staffcomplaint",
        columns=("text",),
        text="r.text",
    ),
)
