"""What a destruction takes out of each table, declared in one place; the rest of the package only obeys.

A table of content that is not named here stops the execution, and tests/consistency/test_disposal.py before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SHELL = "Détruit"


@dataclass(frozen=True, slots=True)
class Gone:
    """The rows are deleted."""


@dataclass(frozen=True, slots=True)
class Emptied:
    """The row stays as a shell that others refer to; these columns take these values (SQL)."""

    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stays:
    """Nothing in it is content: `why` says what it is, for the auditor."""

    why: str


Fate = Gone | Emptied | Stays
_EMPTY = "''"
_NULL = "null"
_NAME = f"'{SHELL}'"
GONE = Gone()


def _empty(*columns: str, **values: str) -> Emptied:
    return Emptied({**dict.fromkeys(columns, _EMPTY), **values})


def _said(column: str) -> str:
    """A constraint tells what was said from what was not: the shell stands where there were words."""
    return f"case when {column} = '' then '' else {_NAME} end"


# By table. Deleted in this order: what refers before what is referred to.
FATES: Mapping[str, Fate] = {
    # The documents: texts, pages, renditions and steps go; a version keeps its rank and its hash.
    "redaction_pagelook": GONE,
    "redaction_stroke": GONE,
    "redaction_box": GONE,
    "redaction_redaction": GONE,
    "uploads_upload": GONE,
    "editing_lock": GONE,
    "editing_property": GONE,
    "editing_entry": GONE,
    "editing_access": GONE,
    "scans_scannedpiece": GONE,
    "documents_textblock": GONE,
    "documents_page": GONE,
    "documents_rendition": GONE,
    "documents_step": GONE,
    # Nothing is read of it any more, though its file may stay for another dossier that holds it.
    "documents_documentversion": _empty(
        "explained", file_name=_NAME,
        reading="case when reading in ('waiting', 'reading') then 'unreadable' else reading end",
    ),
    "documents_document": _empty(title=_NAME),
    # The people, and what helps to find them.
    "finding_word": GONE,
    "finding_findable": GONE,
    "finding_dossierreference": GONE,
    "parties_conflictflag": GONE,
    "parties_concernedorder": Stays("l’ordre visé, comme sa partie, avec l’état et les dates du dossier"),
    "parties_party": _empty(
        "name_key", "name_sorted", "sound_sorted", "sound_first", "sound_last", "email", "email_key", "phone",
        "phone_key", "address", "address_key", "postal_key", "civility", name=_NAME, proof_rank=_NULL,
    ),
    "joining_sameperson": GONE,
    "joining_partymerge": GONE,
    "joining_dossierlink": GONE,
    # The words.
    "messages_file": GONE,
    "messages_alert": GONE,
    "messages_message": GONE,
    "notes_note": GONE,
    "notes_reminder": GONE,
    "notices_notice": GONE,
    "letters_typing": GONE,
    "letters_letter": _empty("subject", "salutation", "body", "closing", "enclosures", "comment", title=_NAME),
    "mandates_mandate": _empty("purpose", "instruction"),
    "decisions_decision": _empty("motive"),
    "measures_step": _empty("text", "undone_because"),
    "measures_measure": _empty(text=_NAME),
    # Where it came from: the old number and what was said of it go, the hashes that stop a second entry stay.
    "imports_importline": _empty("detail", key=_NAME),
    "imports_importeditem": Stays("empreintes\u00a0: la même source n’entre pas deux fois"),
    # What people outside or the house may still hold of it.
    "passes_pass": GONE,
    "gate_grant": Stays("droits accordés à l’extérieur, sans contenu"),
    "exports_exporteddossier": GONE,
    "batches_batchrow": _empty("words"),
    # The modules’ own facts: what was written goes, what is counted stays.
    "interventions_interventiondetails": _empty("summary", "wish"),
    "interventions_request": _empty(name=_NAME, answers="'{}'::jsonb"),
    "interventions_recourseused": _empty(about=_NAME),
    "correspondence_mailpiece": _empty(
        "sender", "sender_email", "sender_phone", "sender_address", "addressee", "original_at", "copies",
        subject=_NAME, proposed="'{}'::jsonb",
    ),
    "service_complaints_servicecomplaint": _empty(text=_NAME, about=_EMPTY),
    "service_complaints_concernedstaff": GONE,
    "disclosures_disclosure": _empty(text=_NAME),
    "access_requests_accessrequest": _empty(
        "subject", "accommodation", "commission_number", "court_number", text=_NAME
    ),
    "access_examination_foundpage": GONE,
    "access_examination_founddocument": _empty(
        "reference", "reason", "earlier", title=_NAME, grounds="'[]'::jsonb"
    ),
    # The copy that is public stays so; what the proposal says of it goes.
    "access_examination_publication": _empty(
        "description", "reason", title=_NAME, accepted="'[]'::jsonb"
    ),
    "access_examination_thirdperson": _empty("address", "observations", name=_NAME, about="'[]'::jsonb"),
    "access_examination_feeestimate": Stays("frais estimés\u00a0: des pages, des montants et des jours"),
    "consulting_consultationdocument": GONE,
    "consulting_questionfile": _empty(title=_NAME),
    "consulting_consultation": _empty(
        "comments", "signed_by", "signed_title", "returned_because", "withdrawn_because", words=_NAME,
        declaration=_said("declaration"),
    ),
    "privacy_incidents_privacyincident": _empty(
        "information", "circumstances", "occurred_words", "persons_words", "sensitivity", "ill_uses",
        "consequences", "likelihood", "public_notice", "measures",
    ),
    "admission_complaints_admissioncomplaint": _empty(
        "country", "training_country", "professions", "wish", facts=_NAME
    ),
    "admission_complaints_recommendation": _empty("answer_words", text=_NAME),
    "admission_staff_staffcomplaint": _empty(text=_NAME),
    "admission_work_admissionwork": _empty(subject=_NAME),
    # What was published stays published, and nothing leads to it from here.
    "admission_work_summary": _empty(
        "permit", "issue", "conclusions", accepted="'[]'::jsonb", published_as=_NULL
    ),
    "ombudsman_delegateexchange": GONE,
    "ombudsman_ombudsmanexchange": _empty("their_reference", "linked_number", text=_NAME),
    "ombudsman_recommendation": _empty(text=_NAME, reasons=_said("reasons"), evidence=_said("evidence")),
    "ombudsman_submission": _empty("words", orientation=_said("orientation")),
    "office_mandates_officemandate": _empty("result", purpose=_NAME, deliverable=_NAME),
    "office_mandates_contributor": _empty("part"),
    "office_mandates_approver": Stays("qui approuve\u00a0: le personnel, par son compte"),
    "office_mandates_opinion": _empty("words"),
    "office_mandates_progress": _empty("words"),
    "office_mandates_revision": _empty(reason=_NAME),
    "office_mandates_task": _empty(text=_NAME),
    "records_office_documentaryfile": _empty("description"),
    "planning_sectiontyping": GONE,
    "planning_section": _empty("text"),
    "planning_commentrequest": _empty("text", "reply"),
    "planning_recommendation": _empty(text=_NAME),
    "planning_report": Stays("bornes d’un rapport périodique, sans nom"),
    "planning_contribution": Stays("chiffres figés, sans nom"),
    "planning_edition": Stays("rapport approuvé, public"),
    "planning_publication": Stays("rapport publié"),
    # The paper: where it was and who had it; the sheets themselves are destroyed by the people of the records office.
    "digitisation_item": _empty("defect"),
    "paper_loan": Stays("prêts : des jours et des emprunteurs du personnel"),
    "paper_partmove": Stays("déplacements du papier"),
    "paper_part": _empty(label=_NAME),
    # What proves and counts.
    "deadlines_factrecord": Stays("faits\u00a0: un code et un jour"),
    "deadlines_duedate": Stays("échéances\u00a0: des codes, des jours et leur calcul"),
    "dossiers_dossier": _empty("next_due_label", title=_NAME, title_key="'detruit'"),
    "gate_conflict": Stays("déclarations de conflit d’intérêts\u00a0: elles concernent le personnel"),
    "handover_receipt": _empty("destination_label"),
    "records_hold": Stays("gels levés\u00a0: un genre, des jours"),
    "records_disposed": Stays("la preuve de la disposition"),
    "records_keeping": Stays("calcul des dates de conservation"),
    "records_filing": GONE,
    "disposal_listitem": _empty("reason"),
    "search_entry": Stays("index refait par la base à partir de ce qui reste"),
    "journal_event": Stays("codes, rangs et empreintes; ses notes sont détruites par journal_forget()"),
    "journal_note": Stays("vidées par journal_forget()\u00a0: l’empreinte salée reste"),
    "journal_head": Stays("têtes de chaîne"),
    "journal_leaf": Stays("feuilles des sceaux"),
    "mail_message": Stays("vidés par disposal_forget_mail()\u00a0: l’état et les instants restent"),
}  # fmt: skip

# Tables that reach their dossier through another one: (table, column, parent).
BY_PARENT: Mapping[str, tuple[str, str]] = {
    "interventions_requestfile": ("request_id", "interventions_request"),
    "correspondence_mailfile": ("piece_id", "correspondence_mailpiece"),
    "correspondence_receivedemail": ("piece_id", "correspondence_mailpiece"),
    "correspondence_piecestep": ("piece_id", "correspondence_mailpiece"),
}

# Tables of the house where something of a dossier was typed or named: emptied before the rows that lead there go.
BESIDE: Mapping[str, str] = {
    "exports_export": """
        update exports_export e set filters = '{}' where exists
          (select from exports_exporteddossier x where x.export_id = e.id and x.dossier_id = %(dossier)s)""",
    # What was typed for many dossiers at once: while the work goes on for the others, it still needs it.
    "batches_batch": """
        update batches_batch b set answers = '{}'
        where exists (select from batches_batchrow r where r.batch_id = b.id and r.dossier_id = %(dossier)s)
          and (b.ended_at is not null or not exists (select from batches_batchrow r
               where r.batch_id = b.id and r.dossier_id <> %(dossier)s))""",
    # The name that the scanner gave to a whole file goes with the last of its pieces.
    "scans_scannedbatch": f"""
        update scans_scannedbatch b set file_name = '{SHELL}'
        where exists (select from scans_scannedpiece p where p.batch_id = b.id and p.dossier_id = %(dossier)s)
          and not exists (select from scans_scannedpiece p
               where p.batch_id = b.id and p.dossier_id is distinct from %(dossier)s)""",
}
