"""What the journal's codes of reading and naming say on the screen, in French.

A reading that goes well is no event of the dossier: its steps are beside the document. Only what a person did,
or must know, is told here.
"""

from egide.platform.journal.wording import register

register(
    {
        "document.renamed": "Document n° {rank}\u00a0: titre changé.",
        "document.read_again": "Document n° {rank}, version {version}\u00a0: nouvelle lecture demandée.",
        "document.altered": "Document n° {rank}, version {version}\u00a0: les octets conservés ont été altérés.",
    }
)
