"""Who gets which answer, at each address, for each method: the rights of the house as one table to read.

The table is written by hand and compared with the house; a change of rights shows as a changed line in review.
"""

import zlib
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from egide.interfaces.public.receipts import Receipt, seal
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.messages.actions import post_message
from egide.kernel.parties.models import Party
from egide.kernel.passes.actions import issue_pass
from egide.kernel.redaction.actions import open_redaction
from egide.modules.interventions import actions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Site, Unit
from tests.cast import NOW, TODAY
from tests.database import as_owner
from tests.interfaces.staff.documents_read import was_read
from tests.kernel.documents.making import pdf_of
from tests.walls.addresses import Address, named, paged
from tests.walls.house import FIRST, House, client_of

# The columns. « recused » works where the dossier is and declared a conflict; « inactive » left after signing in.
AUDIENCES: dict[str, tuple[str, ...]] = {
    "anonymous": ("",),
    "external": ("denis",),
    "inactive": ("inactive",),
    "stranger": ("amelie", "irene", "farid"),
    "elsewhere": ("odile", "claire", "simon", "yvette", "pierre", "solange", "lise", "luc", "mona"),
    "recused": ("recused",),
    "intake": ("bruno",),
    "analyst": ("nadia",),
    "head": ("marc",),
    "president": ("helene",),
    "archivist": ("rene",),
}
# The public home shares its address, « / », with the entrance, which answers first.
# 200 shown · 302 sign in, or go to one's work · 400 the gate lets through, the form carries no version · 403 refused
# with its reason · 404 does not exist for you · 405 not this method · 422 the form is empty.
TABLE = """
                    anonymous external inactive   stranger elsewhere recused   intake analyst head president archivist
entrance     GET     200     302     200     302     302     302     302     302  302     302     302
public:home     GET     200     302     200     302     302     302     302     302  302     302     302
public:about     GET     200     200     200     200     200     200     200     200  200     200     200
public:contact     GET     200     200     200     200     200     200     200     200  200     200     200
public:privacy     GET     200     200     200     200     200     200     200     200  200     200     200
public:accessibility     GET     200     200     200     200     200     200     200     200  200     200     200
public:site_map     GET     200     200     200     200     200     200     200     200  200     200     200
public:orientation     GET     200     200     200     200     200     200     200     200  200     200     200
public:orientation_end   GET     200     200     200     200     200     200     200     200  200     200     200
public:service_complaint GET     200     200     200     200     200     200     200     200  200     200     200
public:service_complaint POST     422     422     422     422     422     422     422     422  422     422     422
public:service_received  GET     200     200     200     200     200     200     200     200  200     200     200
public:admission_complaint     GET     200     200     200     200     200     200     200     200     200     200     200
public:admission_complaint     POST     422     422     422     422     422     422     422     422     422     422     422
public:admission_received     GET     200     200     200     200     200     200     200     200     200     200     200
public:admission_help     GET     404     404     404     404     404     404     404     404     404     404     404
public:admission_summaries     GET     200     200     200     200     200     200     200     200     200     200     200
public:disclosure     GET     200     200     200     200     200     200     200     200  200     200     200
public:request     GET     200     200     200     200     200     200     200     200  200     200     200
public:request     POST     422     422     422     422     422     422     422     422  422     422     422
public:received     GET     200     200     200     200     200     200     200     200  200     200     200
public:follow_up     GET     200     200     200     200     200     200     200     200  200     200     200
public:follow_up     POST     422     422     422     422     422     422     422     422  422     422     422
public:follow_up_lost    GET     200     200     200     200     200     200     200     200  200     200     200
public:follow_up_lost    POST     422     422     422     422     422     422     422     422  422     422     422
public:follow_up_leave   POST     303     303     303     303     303     303     303     303  303     303     303
public:follow_up_open    GET     404     404     404     404     404     404     404     404  404     404     404
public:follow_up_dossier GET     302     302     302     302     302     302     302     302  302     302     302
public:follow_up_dossier POST     403     403     403     403     403     403     403     403  403     403     403
public:follow_up_withdraw GET     302     302     302     302     302     302     302     302  302     302     302
public:follow_up_withdraw POST     403     403     403     403     403     403     403     403  403     403     403
public:follow_up_contact GET     302     302     302     302     302     302     302     302  302     302     302
public:follow_up_contact POST     403     403     403     403     403     403     403     403  403     403     403
public:follow_up_file    GET     302     302     302     302     302     302     302     302  302     302     302
public:follow_up_letter  GET     302     302     302     302     302     302     302     302  302     302     302
public:follow_up_letter_file GET   302     302     302     302     302     302     302     302  302     302     302
public:answer_door     GET     200     200     200     200     200     200     200     200  200     200     200
public:answer_door     POST     422     422     422     422     422     422     422     422  422     422     422
public:answer_open     GET     404     404     404     404     404     404     404     404  404     404     404
public:answer     GET     302     302     302     302     302     302     302     302  302     302     302
public:answer     POST     403     403     403     403     403     403     403     403  403     403     403
public:answer_file     GET     302     302     302     302     302     302     302     302  302     302     302
public:answer_done     GET     302     302     302     302     302     302     302     302  302     302     302
public:answer_closed     GET     200     200     200     200     200     200     200     200  200     200     200

public:plan     GET     200     200     200     200     200     200     200     200  200     200     200
public:plan_pdf     GET     404     404     404     404     404     404     404     404  404     404     404
staff:records     GET     302     404     302     403     403     200     403     403  200     200     200
staff:holds     GET     302     404     302     200     200     200     200     200     200     200     200
staff:disposals     GET     302     404     302     200     200     200     200     200     200     200     200
staff:transfers     GET     302     404     302     200     200     200     200     200     200     200     200
staff:hold_place     GET     302     404     302     403     403     200     403     403     200     200     200
staff:hold_place     POST     403     404     403     403     403     422     403     403     422     422     422
staff:disposal_new     GET     302     404     302     403     403     403     403     403     403     403     200
staff:disposal_new     POST     403     404     403     403     403     403     403     403     403     403     422
staff:disposal_window    GET     302     404     302     403     403     403     403     403     403     403     200
staff:disposal_window    POST     403     404     403     403     403     403     403     403     403     403     422
staff:hold_lift     GET     302     404     302     404     404     404     404     404     404     404     404
staff:hold_lift     POST     403     404     403     404     404     404     404     404     404     404     404
staff:disposal     GET     302     404     302     404     404     404     404     404     404     404     404
staff:disposal_json     GET     302     404     302     404     404     404     404     404     404     404     404
staff:disposal_pdf     GET     302     404     302     404     404     404     404     404     404     404     404
staff:disposal_item     GET     302     404     302     404     404     404     404     404     404     404     404
staff:disposal_item     POST     403     404     403     404     404     404     404     404     404     404     404
staff:disposal_step     GET     302     404     302     404     404     404     404     404     404     404     404
staff:disposal_step     POST     403     404     403     404     404     404     404     404     404     404     404
staff:transfer     GET     302     404     302     404     404     404     404     404     404     404     404
staff:transfer_slip     GET     302     404     302     404     404     404     404     404     404     404     404
staff:transfer_slip     POST     403     404     403     404     404     404     404     404     404     404     404
staff:transfer_ack     GET     302     404     302     404     404     404     404     404     404     404     404
staff:transfer_ack     POST     403     404     403     404     404     404     404     404     404     404     404
staff:transfer_pdf     GET     302     404     302     404     404     404     404     404     404     404     404
staff:transfer_labels    GET     302     404     302     404     404     404     404     404     404     404     404
staff:transfer_package   GET     302     404     302     404     404     404     404     404     404     404     404
staff:transfer_package   POST     403     404     403     404     404     404     404     404     404     404     404
staff:paper     GET     302     404     302     403     403     200     200     200     200     403     200
staff:paper_box_new     GET     302     404     302     403     403     200     200     403     403     403     200
staff:paper_box_new     POST     403     404     403     403     403     422     422     403     403     403     422
staff:paper_box     GET     302     404     302     403     403     404     404     404     404     403     404
staff:paper_box     POST     403     404     403     403     403     404     404     404     404     403     404
staff:paper_box_shelve   GET     302     404     302     403     403     404     404     403     403     403     404
staff:paper_box_shelve   POST     403     404     403     403     403     404     404     403     403     403     404
staff:paper_box_seal     POST     403     404     403     403     403     404     404     403     403     403     404
staff:paper_box_unseal   POST     403     404     403     403     403     404     404     403     403     403     404
staff:paper_box_labels   GET     302     404     302     403     403     404     404     403     403     403     404
staff:paper_shelf_new    GET     302     404     302     403     403     200     200     403     403     403     200
staff:paper_shelf_new    POST     403     404     403     403     403     422     422     403     403     403     422
staff:paper_shelf     GET     302     404     302     403     403     404     404     404     404     403     404
staff:paper_shelf_labels GET     302     404     302     403     403     404     404     403     403     403     404
staff:paper_check_start  POST     403     404     403     403     403     404     404     403     403     403     404
staff:paper_check     GET     302     404     302     403     403     404     404     403     403     403     404
staff:paper_check     POST     403     404     403     403     403     404     404     403     403     403     404
staff:paper_check_correct POST     403     404     403     403     403     404     404     403     403     403      404
staff:paper_check_end    POST     403     404     403     403     403     404     404     403     403     403     404
staff:paper_lend     GET     302     404     302     403     403     200     200     403     403     403     200
staff:paper_lend     POST     403     404     403     403     403     422     422     403     403     403     422
staff:paper_return     GET     302     404     302     403     403     200     200     403     403     403     200
staff:paper_return     POST     403     404     403     403     403     422     422     403     403     403     422
staff:paper_prolong     GET     302     404     302     403     403     404     404     403     403     403     404
staff:paper_prolong     POST     403     404     403     403     403     404     404     403     403     403     404
staff:dossier_paper     GET     302     404     302     404     404     404     200     200     200     200     404
staff:part_new     GET     302     404     302     404     404     404     200     200     200     403     404
staff:part_new     POST     403     404     403     404     404     404     400     400     400     403     404
staff:part_labels     GET     302     404     302     404     404     404     403     403     403     403     404
staff:digitisation     GET     302     404     302     403     403     200     200     403     200     403     200
staff:digitisation_new   GET     302     404     302     403     403     200     200     403     403     403     200
staff:digitisation_new   POST     403     404     403     403     403     422     422     403     403     403     422
staff:digitisation_procedure GET     302     404     302     403     403     200     200     403     200     403     200
staff:digitisation_register GET     302     404     302     403     403     200     200     403     200     403      200
staff:digitisation_lot   GET     302     404     302     403     403     404     404     403     404     403     404
staff:digitisation_lot   POST     403     404     403     403     403     404     404     403     404     403     404
staff:digitisation_step  GET     302     404     302     403     403     404     404     403     404     403     404
staff:digitisation_step  POST     403     404     403     403     403     404     404     403     404     403     404
staff:digitisation_declaration GET    302    404    302    403    403    404    404    403    404    403    404
staff:digitisation_attach GET     302     404     302     403     403     404     404     403     403     403      404
staff:digitisation_attach POST     403     404     403     403     403     404     404     403     403     403      404
staff:digitisation_judge GET     302     404     302     403     403     404     404     403     403     403     404
staff:digitisation_judge POST     403     404     403     403     403     404     404     403     403     403     404
staff:imports     GET     302     404     302     403     403     403     403     403  403     403     200
staff:import_run     GET     302     404     302     403     403     403     403     403  403     403     404
staff:plan     GET     302     404     302     200     200     200     200     200  200     200     200
staff:plan_version     GET     302     404     302     404     404     404     404     404  404     404     404
staff:plan_begin     GET     302     404     302     403     403     403     403     403  403     403     200
staff:plan_begin     POST     403     404     403     403     403     403     403     403  403     403     422
staff:plan_adopt     GET     302     404     302     403     403     404     403     403  403     404     404
staff:plan_adopt     POST     403     404     403     403     403     404     403     403  403     404     404
staff:plan_class     GET     302     404     302     404     404     404     404     404  404     404     404
staff:plan_class_new     GET     302     404     302     403     403     403     403     403  403     403     404
staff:plan_class_new     POST     403     404     403     403     403     403     403     403  403     403     404
staff:plan_class_edit    GET     302     404     302     403     403     403     403     403  403     403     404
staff:plan_class_edit    POST     403     404     403     403     403     403     403     403  403     403     404
staff:schedule     GET     302     404     302     200     200     200     200     200  200     200     200
staff:schedule_begin     GET     302     404     302     403     403     403     403     403  403     403     200
staff:schedule_begin     POST     403     404     403     403     403     403     403     403  403     403     422
staff:schedule_proposals GET     302     404     302     403     403     403     403     403  403     403     200
staff:schedule_proposals POST     403     404     403     403     403     403     403     403  403     403     403
staff:schedule_version   GET     302     404     302     404     404     404     404     404  404     404     404
staff:schedule_effects   GET     302     404     302     403     403     404     403     403  404     404     404
staff:schedule_compare   GET     302     404     302     404     404     404     404     404  404     404     404
staff:schedule_rule     GET     302     404     302     404     404     404     404     404  404     404     404
staff:schedule_rule_new  GET     302     404     302     403     403     403     403     403  403     403     404
staff:schedule_rule_new  POST     403     404     403     403     403     403     403     403  403     403     404
staff:schedule_rule_edit GET     302     404     302     403     403     403     403     403  403     403     404
staff:schedule_rule_edit POST     403     404     403     403     403     403     403     403  403     403     404
staff:schedule_pdf     GET     302     404     302     404     404     404     404     404  404     404     404
staff:schedule_sheets    GET     302     404     302     404     404     404     404     404  404     404     404
staff:schedule_step     GET     302     404     302     403     403     404     403     403  403     404     404
staff:schedule_step     POST     403     404     403     403     403     404     403     403  403     404     404
staff:file_new     GET     302     404     302     200     200     200     200     200  200     200     200
staff:file_new     POST     403     404     403     422     422     422     422     422  422     422     422
staff:dossier_classify   GET     302     404     302     404     404     404     403     403  200     403     404
staff:dossier_classify   POST     403     404     403     404     404     404     403     403  400     403     404
staff:dossier_event     GET     302     404     302     404     404     404     403     403  200     403     404
staff:dossier_event     POST     403     404     403     404     404     404     403     403  400     403     404
staff:document_file     GET     302     404     302     404     404     404     200     200  200     403     404
staff:document_file     POST     403     404     403     404     404     404     400     400  400     403     404
staff:document_unfile    GET     302     404     302     404     404     404     302     302  302     403     404
staff:document_unfile    POST     403     404     403     404     404     404     400     400  400     403     404
staff:home     GET     302     404     302     200     200     200     200     200  200     200     200
staff:search     GET     302     404     302     200     200     200     200     200  200     200     200
staff:saved_searches     GET     302     404     302     200     200     200     200     200  200     200     200
staff:save_search     GET     302     404     302     302     302     302     302     302  302     302     302
staff:save_search     POST     403     404     403     400     400     400     400     400  400     400     400
staff:open_search     GET     302     404     302     302     302     302     302     302  302     302     302
staff:open_search     POST     403     404     403     404     404     404     404     404  404     404     404
staff:pause_search     GET     302     404     302     302     302     302     302     302  302     302     302
staff:pause_search     POST     403     404     403     404     404     404     404     404  404     404     404
staff:remove_search     GET     302     404     302     302     302     302     302     302  302     302     302
staff:remove_search     POST     403     404     403     404     404     404     404     404  404     404     404
staff:list     GET     302     404     302     200     200     200     200     200  200     200     200
staff:list_moved     GET     302     404     302     301     301     301     301     301  301     301     301
staff:box     GET     302     404     302     403     403     200     200     403  200     403     403
staff:new     GET     302     404     302     403     403     302     302     403  302     403     403
staff:request     GET     302     404     302     403     403     200     200     403  200     403     403
staff:request     POST     403     404     403     403     403     422     422     403  422     403     403
staff:set_aside     GET     302     404     302     403     403     302     302     403  302     403     403
staff:set_aside     POST     403     404     403     403     403     422     422     403  422     403     403
staff:triage     GET     302     404     302     403     403     200     200     403  200     403     403
staff:triage     POST     403     404     403     403     403     422     422     403  422     403     403
staff:slip     GET     302     404     302     403     403     404     404     403  404     403     403
staff:slip     POST     403     404     403     403     403     404     404     403  404     403     403
staff:put_back     GET     302     404     302     403     403     302     302     403  302     403     403
staff:put_back     POST     403     404     403     403     403     403     403     403  403     403     403
staff:receipts     GET     302     404     302     403     403     200     200     403  200     403     403
staff:piece     GET     302     404     302     403     403     200     200     403  200     403     403
staff:piece     POST     403     404     403     403     403     422     422     403  422     403     403
staff:concerned     GET     302     404     302     404     404     404     403     403  403     403     404
staff:concerned     POST     403     404     403     404     404     404     403     403  403     403     404
staff:dashboard     GET     302     404     302     403     200     200     403     200  200     200     403
staff:deadline_figures GET     302     404     302     403     200     200     403     200  200     200     403
staff:definitions     GET     302     404     302     403     200     200     403     200  200     200     403
staff:hand_over_choice   GET     302     404     302     404     404     404     200     200  200     403     404
staff:hand_over     GET     302     404     302     404     404     404     200     200  200     403     404
staff:hand_over     POST     403     404     403     404     404     404     400     400  400     403     404
staff:cards     GET     302     404     302     403     403     200     200     200  200     403     403
staff:cards     POST     403     404     403     403     403     422     422     422  422     403     403
staff:card_withdraw     GET     302     404     302     403     403     302     302     302  302     403     403
staff:card_withdraw     POST     403     404     403     403     403     404     404     404  404     403     403
staff:card_dossier     GET     302     404     302     403     403     302     302     403  302     403     403
staff:card_dossier     POST     403     404     403     403     403     404     404     403  404     403     403

staff:mailroom     GET     302     404     302     403     403     200     200     403  200     403     403
staff:mailroom     POST     403     404     403     403     403     422     422     403  422     403     403
staff:mail_drop     POST     403     404     403     403     403     422     422     403  422     403     403
staff:mail_slip     GET     302     404     302     403     403     200     200     403  200     403     403
staff:mail_piece     GET     302     404     302     403     403     200     200     403  200     403     403
staff:mail_piece     POST     403     404     403     403     403     422     422     403  422     403     403
staff:mail_file     GET     302     404     302     403     403     200     200     403  200     403     403
staff:register     GET     302     404     302     200     200     200     200     200  200     200     200
staff:register_new     GET     302     404     302     403     403     200     200     403  403     200     403
staff:register_new     POST     403     404     403     403     403     422     422     403  403     422     403
staff:register_piece     GET     302     404     302     404     404     200     200     404  404     200     200
staff:register_file     GET     302     404     302     404     404     200     200     404  404     200     200
staff:register_step     GET     302     404     302     404     404     303     303     404  404     303     303
staff:register_step     POST     403     404     403     404     404     404     404     404  404     404     404
staff:daily_today     GET     302     404     302     200     200     200     200     200  200     200     200
staff:daily     GET     302     404     302     200     200     200     200     200  200     200     200
staff:daily_pdf     GET     302     404     302     200     200     200     200     200  200     200     200
staff:sealed     GET     302     404     302     403     403     200     200     403  200     403     403
staff:sealed     POST     403     404     403     403     403     422     422     403  422     403     403
staff:sealed_mine     GET     302     404     302     403     200     200     403     403  403     200     403
staff:sealed_acknowledge POST     403     404     403     403     404     404     403     403  403     404     403
staff:interests     GET     302     404     302     200     200     200     200     200  200     200     200
staff:interests     POST     403     404     403     422     422     422     422     422  422     422     422
staff:read_back     GET     302     404     302     404     404     404     200     200  200     403     404
staff:read_back     POST     403     404     403     404     404     404     400     400  400     403     404
staff:conflict_flags     GET     302     404     302     404     404     404     200     200  200     403     404
staff:conflict_flags     POST     403     404     403     404     404     404     400     400  400     403     404

staff:dossier     GET     302     404     302     404     404     404     200     200  200     200     404
staff:dossier_documents  GET     302     404     302     404     404     404     200     200  200     200     404
staff:dossier_letters    GET     302     404     302     404     404     404     200     200  200     200     404
staff:dossier_parties    GET     302     404     302     404     404     404     200     200  200     200     404
staff:dossier_deadlines  GET     302     404     302     404     404     404     200     200  200     200     404
staff:dossier_journal    GET     302     404     302     404     404     404     200     200  200     200     404
staff:move     GET     302     404     302     404     404     404     200     200  200     403     404
staff:move     POST     403     404     403     404     404     404     400     400  400     403     404
staff:assign     GET     302     404     302     404     404     404     200     403  200     403     404
staff:assign     POST     403     404     403     404     404     404     400     403  400     403     404
staff:undo     GET     302     404     302     404     404     404     403     403  200     403     404
staff:undo_assign     GET     302     404     302     404     404     404     403     403  200     403     404
staff:undo     POST     403     404     403     404     404     404     403     403  400     403     404
staff:undo_assign     POST     403     404     403     404     404     404     403     403  400     403     404
staff:conflict     GET     302     404     302     404     404     404     200     200  200     200     404
staff:conflict     POST     403     404     403     404     404     404     400     400  400     400     404
staff:upload     GET     302     404     302     404     404     404     200     200  200     403     404
staff:upload     POST     403     404     403     404     404     404     400     400  400     403     404
staff:download     GET     302     404     302     404     404     404     200     200  200     200     404
staff:document     GET     302     404     302     404     404     404     200     200  200     200     404
staff:document_rename    GET     302     404     302     404     404     404     200     200  200     403     404
staff:document_rename    POST     403     404     403     404     404     404     400     400  400     403     404
staff:version_new     GET     302     404     302     404     404     404     200     200  200     403     404
staff:version_new     POST     403     404     403     404     404     404     400     400  400     403     404
staff:read_again     POST     403     404     403     404     404     404     400     400  400     403     404
staff:document_edit     GET     302     404     302     404     404     404     200     200  200     403     404
staff:document_edit     POST     403     404     403     404     404     404     400     400  400     403     404
staff:document_edit_end  POST     403     404     403     404     404     404     400     400  400     403     404
staff:document_free     POST     403     404     403     404     404     404     400     400  400     400     404
staff:document_compare_choice GET   302     404     302     404     404     404     302     302  302     302     404
staff:document_compare   GET     302     404     302     404     404     404     200     200  200     200     404
staff:redactions     GET     302     404     302     404     404     404     200     200  200     200     404
staff:redactions     POST     403     404     403     404     404     404     400     400  400     400     404
staff:redaction     GET     302     404     302     404     404     404     200     200  200     200     404
staff:redaction_page     GET     302     404     302     404     404     404     200     200  200     200     404
staff:redaction_page     POST     403     404     403     404     404     404     400     400  400     400     404
staff:redaction_preview  GET     302     404     302     404     404     404     200     200  200     200     404
staff:redaction_index    GET     302     404     302     404     404     404     200     200  200     200     404
staff:redaction_report   GET     302     404     302     404     404     404     404     404  404     404     404
staff:redaction_report_json GET     302     404     302     404     404     404     404     404  404     404     404
staff:redaction_step     GET     302     404     302     404     404     404     404     404  404     403     404
staff:redaction_step     POST     403     404     403     404     404     404     400     400  400     403     404
staff:document_version   GET     302     404     302     404     404     404     302     302  302     302     404
staff:document_find     GET     302     404     302     404     404     404     200     200  200     200     404
staff:document_print     GET     302     404     302     404     404     404     200     200  200     200     404
staff:version_download   GET     302     404     302     404     404     404     200     200  200     200     404
staff:document_thumbnail GET     302     404     302     404     404     404     404     404  404     404     404
staff:document_media     GET     302     404     302     404     404     404     404     404  404     404     404
staff:reader     GET     302     404     302     404     404     404     200     200  200     200     404
staff:page_image     GET     302     404     302     404     404     404     200     200  200     200     404
staff:letter     GET     302     404     302     404     404     404     200     200  200     200     404
staff:letter     POST     403     404     403     404     404     404     400     400  400     400     404
staff:letter_pdf     GET     302     404     302     404     404     404     200     200  200     200     404
staff:letter_submit     POST     403     404     403     404     404     404     400     400  400     403     404
staff:letter_return     POST     403     404     403     404     404     404     400     400  400     403     404
staff:letter_approve     POST     403     404     403     404     404     404     400     400  400     400     404
staff:letter_recipient   GET     302     404     302     404     404     404     200     200  200     403     404
staff:letter_recipient   POST     403     404     403     404     404     404     400     400  400     403     404
staff:letter_send     POST     403     404     403     404     404     404     400     400  400     403     404
staff:letter_posted     POST     403     404     403     404     404     404     400     400  400     403     404
staff:letter_resend     POST     403     404     403     404     404     404     400     400  400     403     404
staff:dossier_exchanges  GET     302     404     302     404     404     404     200     200  200     200     404
staff:message     GET     302     404     302     404     404     404     200     200  200     403     404
staff:message     POST     403     404     403     404     404     404     400     400  400     403     404
staff:message_release    GET     302     404     302     404     404     404     200     200  200     403     404
staff:message_release    POST     403     404     403     404     404     404     400     400  400     403     404
staff:message_handle     GET     302     404     302     404     404     404     200     200  200     403     404
staff:message_handle     POST     403     404     403     404     404     404     400     400  400     403     404
staff:message_withdrawal GET     302     404     302     404     404     404     200     200  200     403     404
staff:message_withdrawal POST     403     404     403     404     404     404     400     400  400     403     404
staff:pass_send     GET     302     404     302     404     404     404     200     200  200     403     404
staff:pass_send     POST     403     404     403     404     404     404     400     400  400     403     404
staff:pass_revoke     GET     302     404     302     404     404     404     200     200  200     403     404
staff:pass_revoke     POST     403     404     403     404     404     404     400     400  400     403     404
staff:signing     GET     302     404     302     200     200     200     200     200  200     200     200
staff:posting     GET     302     404     302     200     200     200     200     200  200     200     200
staff:posting     POST     403     404     403     422     422     422     422     422  422     422     422
staff:letter_typed     POST     403     404     403     404     404     404     404     404  404     404     404
staff:letter_sign     GET     302     404     302     404     404     404     200     200  200     200     404
staff:letter_delivery    POST     403     404     403     404     404     404     400     400  400     403     404
staff:letter_forget     POST     403     404     403     404     404     404     400     400  400     403     404

administration:accounts    GET     302     404     302     403     403     403     403     403  403     403     403
administration:new_account GET     302     404     302     403     403     403     403     403  403     403     403
administration:new_account POST     403     404     403     403     403     403     403     403  403     403     403
administration:person    GET     302     404     302     403     403     403     403     403  403     403     403
administration:rename    GET     302     404     302     403     403     403     403     403  403     403     403
administration:rename    POST     403     404     403     403     403     403     403     403  403     403     403
administration:give_role GET     302     404     302     403     403     403     403     403  403     403     403
administration:give_role POST     403     404     403     403     403     403     403     403  403     403     403
administration:end_role  GET     302     404     302     403     403     403     403     403  403     403     403
administration:end_role  POST     403     404     403     403     403     403     403     403  403     403     403
administration:move     GET     302     404     302     403     403     403     403     403  403     403     403
administration:move     POST     403     404     403     403     403     403     403     403  403     403     403
administration:access    POST     403     404     403     403     403     403     403     403  403     403     403
administration:leave     GET     302     404     302     403     403     403     403     403  403     403     403
administration:leave     POST     403     404     403     403     403     403     403     403  403     403     403
administration:mailboxes    GET     302     404     302     403     403     403     403     403  403     403     403
administration:mailboxes    POST     403     404     403     403     403     403     403     403  403     403     403
administration:mailbox     GET     302     404     302     403     403     403     403     403  403     403     403
administration:mailbox     POST     403     404     403     403     403     403     403     403  403     403     403
administration:mailbox_read POST     403     404     403     403     403     403     403     403  403     403     403
administration:mailbox_pause POST     403     404     403     403     403     403     403     403  403     403     403
administration:bodies    GET     302     404     302     403     403     403     403     403  403     403     403
administration:bodies    POST     403     404     403     403     403     403     403     403  403     403     403
administration:body     GET     302     404     302     403     403     403     403     403  403     403     403
administration:body     POST     403     404     403     403     403     403     403     403  403     403     403
administration:body_check POST     403     404     403     403     403     403     403     403  403     403     403
administration:body_retire POST     403     404     403     403     403     403     403     403  403     403     403
administration:units     GET     302     404     302     403     403     403     403     403  403     403     403
administration:units     POST     403     404     403     403     403     403     403     403  403     403     403
administration:delegations GET     302     404     302     403     403     403     403     403     403     403     403
administration:delegation_new GET     302     404     302     403     403     403     403     403     403     403     403
administration:delegation_new POST     403     404     403     403     403     403     403     403     403     403     403
administration:delegation_revoke GET     302     404     302     403     403     403     403     403     403     403     403
administration:delegation_revoke POST     403     404     403     403     403     403     403     403     403     403     403
administration:unit     GET     302     404     302     403     403     403     403     403  403     403     403
administration:unit     POST     403     404     403     403     403     403     403     403  403     403     403
administration:calendars GET     302     404     302     403     403     403     403     403  403     403     403
administration:calendar  GET     302     404     302     403     403     403     403     403  403     403     403
administration:proposal  GET     302     404     302     403     403     403     403     403  403     403     403
administration:proposal  POST     403     404     403     403     403     403     403     403  403     403     403
administration:waiting   GET     302     404     302     403     403     403     403     403  403     403     403
administration:waiting   POST     403     404     403     403     403     403     403     403  403     403     403
administration:texts GET     302     404     302     403     403     200     403     403  200     403     403
administration:text_new GET     302     404     302     403     403     200     403     403  200     403     403
administration:text_new POST     403     404     403     403     403     422     403     403  422     403     403
administration:text_paste GET     302     404     302     403     403     200     403     403  200     403     403
administration:text_paste POST     403     404     403     403     403     422     403     403  422     403     403
administration:text_version GET     302     404     302     403     403     200     403     403  200     403     403
administration:text_version POST     403     404     403     403     403     422     403     403  422     403     403
administration:text GET     302     404     302     403     403     200     403     403  200     403     403
administration:text_validate POST     403     404     403     403     403     403     403     403  403     403     403
administration:text_withdraw POST     403     404     403     403     403     403     403     403  403     403     403
administration:letters GET     302     404     302     200     200     200     200     200  200     200     200
administration:letter_words GET     302     404     302     404     404     200     200     200  200     404     404
administration:letter_words_write GET     302     404     302     404     404     200     200     200  200     404     404
administration:letter_words_write POST     403     404     403     404     404     422     422     422  422     404     404
administration:letter_words_preview GET     302     404     302     404     404     200     200     200  200     404     404
administration:letter_words_step POST     403     404     403     404     404     400     400     400  400     404     404
administration:deadline_rules GET     302     404     302     200     200     200     200     200  200     200     200
administration:absences  GET     302     404     302     200     200     200     200     200  200     200     200
administration:absences  POST     403     404     403     422     422     422     422     422  422     422     422
administration:absence_end POST     403     404     403     400     400     400     400     400  400     400     400
staff:notices     GET     302     404     302     200     200     200     200     200  200     200     200
staff:notices     POST     403     404     403     303     303     303     303     303  303     303     303
staff:reminders     GET     302     404     302     200     200     200     200     200  200     200     200
staff:reminder_new     GET     302     404     302     200     200     200     200     200  200     200     200
staff:reminder_new     POST     403     404     403     422     422     422     422     422  422     422     422
staff:reminder     GET     302     404     302     404     404     404     404     404  404     404     404
staff:reminder     POST     403     404     403     404     404     404     404     404  404     404     404
staff:bulk     GET     302     404     302     404     404     404     404     404  404     404     404
staff:bulk     POST     403     404     403     404     404     404     404     404  404     404     404
staff:batches     GET     302     404     302     200     200     200     200     200  200     200     200
staff:batch     GET     302     404     302     404     404     404     404     404  404     404     404
staff:batch_stop     POST     403     404     403     404     404     404     404     404  404     404     404
staff:scanner     GET     302     404     302     200     200     200     200     200  200     200     200
staff:scanner     POST     403     404     403     422     422     422     422     422  422     422     422
staff:scanner_sheet     GET     302     404     302     200     200     200     200     200  200     200     200
staff:scanner_picture    GET     302     404     302     404     404     404     404     404  404     404     404
staff:scanner_file     GET     302     404     302     404     404     404     404     404  404     404     404
staff:dossier_sheet     GET     302     404     302     404     404     404     200     200  200     403     404
staff:batch_part     GET     302     404     302     404     404     404     404     404  404     404     404
staff:dossier_notes     GET     302     404     302     404     404     404     200     200  200     200     404
staff:persons     GET     302     404     302     404     404     404     200     200  200     403     404
staff:person_link     GET     302     404     302     404     404     404     404     404  404     403     404
staff:person_link     POST     403     404     403     404     404     404     400     400  400     403     404
staff:person_unlink     POST     403     404     403     404     404     404     400     400  400     403     404
staff:dossier_links     GET     302     404     302     404     404     404     200     200  200     200     404
staff:sheets     GET     302     404     302     200     200     200     200     200  200     200     200
staff:sheet     GET     302     404     302     200     200     200     200     200  200     200     200
staff:dossier_map     GET     302     404     302     404     404     404     200     200  200     200     404
staff:mandate_give     GET     302     404     302     200     200     200     200     200  200     200     200
staff:mandate_give     POST     403     404     403     422     422     422     422     422  422     422     422
staff:admission_arrivals GET      302     404     302     403     403     403     403     403     403     403     403
staff:admission_new      GET      302     404     302     403     403     403     403     403     403     403     403
staff:admission_new      POST     403     404     403     403     403     403     403     403     403     403     403
staff:admission_arrival  GET      302     404     302     404     404     404     404     404     404     404     404
staff:admission_arrival  POST     403     404     403     404     404     404     404     404     404     404     404
staff:admission_monday   GET      302     404     302     403     403     403     403     403     403     403     403
staff:admission_monday   POST     403     404     403     403     403     403     403     403     403     403     403
staff:admission_followed GET      302     404     302     403     200     403     403     403     403     403     403
staff:admission_delegations GET      302     404     302     403     403     403     403     403     403     403     403
staff:admission_delegate GET      302     404     302     403     403     403     403     403     403     403     403
staff:admission_delegate POST     403     404     403     403     403     403     403     403     403     403     403
staff:admission_delegation_withdraw POST     403     404     403     403     403     403     403     403     403     403     403
staff:admission_staff_new GET      302     404     302     403     403     403     403     403     403     403     403
staff:admission_staff_new POST     403     404     403     403     403     403     403     403     403     403     403
staff:dossier_recommendations GET      302     404     302     404     404     404     404     404     404     404     404
staff:recommendation_new GET      302     404     302     404     404     404     404     404     404     403     404
staff:recommendation_new POST     403     404     403     404     404     404     400     400     400     403     404
staff:recommendation_step GET      302     404     302     404     404     404     404     404     404     403     404
staff:recommendation_step POST     403     404     403     404     404     404     400     400     400     403     404
staff:ombudsman GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_report GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_network GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_meetings GET     302     404     302     403     403     403     403     403     403     403     403
staff:incidents GET     302     404     302     403     403     403     403     403     403     403     403
staff:incidents_pdf GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_new GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_new POST     403     404     403     403     403     403     403     403     403     403     403
staff:ombudsman_name GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_name POST     403     404     403     403     403     403     403     403     403     403     403
staff:ombudsman_end GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_end POST     403     404     403     403     403     403     403     403     403     403     403
delegate:exchanges GET     302     404     302     404     404     404     404     404     404     404     404
delegate:exchange GET     302     404     302     404     404     404     404     404     404     404     404
delegate:exchange POST     403     404     403     404     404     404     404     404     404     404     404
delegate:file GET     302     404     302     404     404     404     404     404     404     404     404
staff:ombudsman_delegates GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_delegate_new GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_delegate_new POST     403     404     403     403     403     403     403     403     403     403     403
staff:ombudsman_delegate GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_delegate_step GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_delegate_step POST     403     404     403     403     403     403     403     403     403     403     403
staff:ombudsman_subjects GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_subject_new GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_subject_new POST     403     404     403     403     403     403     403     403     403     403     403
staff:ombudsman_subject_rename GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_subject_rename POST     403     404     403     403     403     403     403     403     403     403     403
staff:ombudsman_subject_end GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_subject_end POST     403     404     403     403     403     403     403     403     403     403     403
staff:ombudsman_meeting GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_meeting POST     403     404     403     403     403     403     403     403     403     403     403
staff:ombudsman_meeting_file GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_meeting_new GET     302     404     302     403     403     403     403     403     403     403     403
staff:ombudsman_meeting_new POST     403     404     403     403     403     403     403     403     403     403     403
staff:ombudsman_submitted GET     302     404     302     403     403     200     403     403     403     200     403
staff:ombudsman_submitted_matter GET     302     404     302     403     403     404     403     403     403     404     403
staff:ombudsman_submitted_matter POST     403     404     403     403     403     404     403     403     403     404     403
staff:ombudsman_submitted_file GET     302     404     302     403     403     404     403     403     403     404     403
staff:ombudsman_matter GET     302     404     302     404     404     404     404     404     404     404     404
staff:ombudsman_step GET     302     404     302     404     404     404     404     404     404     403     404
staff:ombudsman_step POST     403     404     403     404     404     404     400     400     400     403     404
staff:ombudsman_row GET     302     404     302     404     404     404     404     404     404     403     404
staff:ombudsman_row POST     403     404     403     404     404     404     400     400     400     403     404
staff:incident_register GET     302     404     302     404     404     404     404     404     404     403     404
staff:incident_register POST     403     404     403     404     404     404     400     400     400     403     404
staff:incident_person GET     302     404     302     404     404     404     404     404     404     403     404
staff:incident_person POST     403     404     403     404     404     404     400     400     400     403     404
staff:incident_declare GET     302     404     302     200     200     200     200     200     200     200     200
staff:incident_declare POST     403     404     403     422     422     422     422     422     422     422     422
staff:recommendation_letters POST     403     404     403     404     404     404     400     400     400     403     404
staff:notice_again POST     403     404     403     404     404     404     400     400     400     403     404
staff:target_new         GET      302     404     302     404     404     404     404     404     404     403     404
staff:target_new         POST     403     404     403     404     404     404     400     400     400     403     404
staff:mandates_mine     GET     302     404     302     200     200     200     200     200  200     200     200
staff:workload     GET     302     404     302     200     200     200     200     200  200     200     200
staff:mandates_report     GET     302     404     302     200     200     200     200     200  200     200     200
staff:mandates_report     POST     403     404     403     403     403     403     403     403  403     403     403
staff:mandates_report_pdf     GET     302     404     302     200     200     200     200     200  200     200     200
staff:mandates_report_sheets     GET     302     404     302     200     200     200     200     200  200     200     200
staff:mandate_office     GET     302     404     302     404     404     404     404     404  404     404     404
staff:mandate_office_note     GET     302     404     302     404     404     404     404     404  404     404     404
staff:mandate_office_step     GET     302     404     302     404     404     404     404     404  404     404     404
staff:mandate_office_step     POST     403     404     403     404     404     404     400     400  400     400     404
staff:mandate_office_task     POST     403     404     403     404     404     404     403     403  403     403     404
staff:mandate_office_end     POST     403     404     403     404     404     404     403     403  403     403     404
staff:calendar     GET     302     404     302     200     200     200     200     200  200     200     200
staff:calendar_feed     GET     302     404     302     200     200     200     200     200  200     200     200
staff:calendar_feed     POST     403     404     403     200     200     200     200     200  200     200     200
staff:calendar_ics     GET     404     404     404     404     404     404     404     404  404     404     404
public:access_request     GET     200     200     200     200     200     200     200     200  200     200     200
public:access_request     POST     422     422     422     422     422     422     422     422  422     422     422
public:access_received     GET     200     200     200     200     200     200     200     200  200     200     200
public:released     GET     200     200     200     200     200     200     200     200  200     200     200
public:released_pdf     GET     404     404     404     404     404     404     404     404  404     404     404
staff:released_register     GET     302     404     302     403     403     200     403     403  403     200     403
staff:released_withdraw     GET     302     404     302     403     403     403     403     403  403     403     403
staff:released_withdraw     POST     403     404     403     403     403     403     403     403  403     403     403
staff:access_new     GET     302     404     302     403     403     403     403     403  403     403     403
staff:access_new     POST     403     404     403     403     403     403     403     403  403     403     403
staff:access_register     GET     302     404     302     403     403     200     403     403  403     200     403
staff:access_describe     GET     302     404     302     404     404     404     403     403  403     403     404
staff:access_describe     POST     403     404     403     404     404     404     403     403  403     403     404
staff:commissioner_house     GET     302     404     302     403     403     403     403     403     403     403     403
staff:admission_totals     GET     302     404     302     200     200     200     200     200     200     200     200
staff:work_new     GET     302     404     302     403     403     403     403     403     403     403     403
staff:work_new     POST     403     404     403     403     403     403     403     403     403     403     403
staff:work_edit     GET     302     404     302     404     404     404     403     403     403     403     404
staff:work_edit     POST     403     404     403     404     404     404     403     403     403     403     404
staff:sealed_series     GET     302     404     302     403     403     403     403     403     403     403     200
staff:sealed_release     GET     302     404     302     403     403     403     403     403     403     403     403
staff:sealed_release     POST     403     404     403     403     403     403     403     403     403     403     403
staff:admission_openings     GET     302     404     302     403     403     403     403     403     403     403     403
staff:admission_certificate     POST     403     404     403     403     403     403     403     403     403     403     403
staff:admission_letterhead     GET     302     404     302     403     403     403     403     403     403     403     403
staff:admission_letterhead     POST     403     404     403     403     403     403     403     403     403     403     403
staff:admission_summaries     GET     302     404     302     403     403     403     403     403     403     403     403
staff:admission_summary     GET     302     404     302     404     404     404     404     404     404     403     404
staff:admission_summary_step     GET     302     404     302     404     404     404     404     404     404     403     404
staff:admission_summary_step     POST     403     404     403     404     404     404     400     400     400     403     404
staff:consultations     GET     302     404     302     200     200     200     200     200     200     200     200
staff:question     GET     302     404     302     404     404     200     404     200     200     404     404
staff:question     POST    403     404     403     404     404     422     404     422     422     404     404
staff:question_pick     GET     302     404     302     404     404     200     404     200     200     404     404
staff:question_pick     POST    403     404     403     404     404     422     404     422     422     404     404
staff:question_entrust     GET     302     404     302     404     404     200     404     200     200     404     404
staff:question_entrust     POST    403     404     403     404     404     303     404     303     303     404     404
staff:question_file     POST    403     404     403     404     404     403     404     403     403     404     404
staff:dossier_consulting     GET     302     404     302     404     404     404     200     200     200     200     404
staff:consulting_ask     GET     302     404     302     404     404     404     200     200     200     403     404
staff:consulting_ask     POST    403     404     403     404     404     404     400     400     400     403     404
staff:consulting_step     GET     302     404     302     404     404     404     404     404     404     403     404
staff:consulting_step     POST    403     404     403     404     404     404     400     400     400     403     404
staff:dossier_examination     GET     302     404     302     404     404     404     404     404     404     404     404
staff:found_take_in     POST    403     404     403     404     404     404     400     400     400     403     404
staff:found_add     GET     302     404     302     404     404     404     404     404     404     403     404
staff:found_add     POST    403     404     403     404     404     404     400     400     400     403     404
staff:fees_estimate     GET     302     404     302     404     404     404     404     404     404     403     404
staff:fees_estimate     POST    403     404     403     404     404     404     400     400     400     403     404
staff:third_add     GET     302     404     302     404     404     404     404     404     404     403     404
staff:third_add     POST    403     404     403     404     404     404     400     400     400     403     404
staff:third_step     GET     302     404     302     404     404     404     404     404     404     403     404
staff:third_step     POST    403     404     403     404     404     404     400     400     400     403     404
staff:found     GET     302     404     302     404     404     404     404     404     404     404     404
staff:found_decide     POST    403     404     403     404     404     404     400     400     400     403     404
staff:found_redact     POST    403     404     403     404     404     404     400     400     400     403     404
staff:found_again     POST    403     404     403     404     404     404     400     400     400     403     404
staff:found_take_out     POST    403     404     403     404     404     404     400     400     400     403     404
staff:release_propose     GET     302     404     302     404     404     404     404     404     404     403     404
staff:release_propose     POST    403     404     403     404     404     404     400     400     400     403     404
staff:release     GET     302     404     302     404     404     404     404     404     404     404     404
staff:release_step     GET     302     404     302     404     404     404     404     404     404     403     404
staff:release_step     POST    403     404     403     404     404     404     400     400     400     403     404
staff:found_page     GET     302     404     302     404     404     404     404     404     404     404     404
staff:found_page_decide     POST    403     404     403     404     404     404     400     400     400     403     404
staff:measures     GET     302     404     302     200     200     200     200     200  200     200     200
staff:dossier_measures   GET     302     404     302     404     404     404     200     200  200     200     404
staff:measure     GET     302     404     302     404     404     404     404     404  404     404     404
staff:measure_new     GET     302     404     302     404     404     404     200     200  200     403     404
staff:measure_new     POST     403     404     403     404     404     404     400     400  400     403     404
staff:measure_step     GET     302     404     302     404     404     404     404     404  404     403     404
staff:measure_step     POST     403     404     403     404     404     404     400     400  400     403     404
staff:exports     GET     302     404     302     200     200     200     200     200  200     200     200
staff:exports_seen     GET     302     404     302     302     302     302     302     302  302     302     302
staff:exports_seen     POST     403     404     403     303     303     303     303     303  303     303     303
staff:export_ask     GET     302     404     302     302     302     302     302     302  302     302     302
staff:export_ask     POST     403     404     403     404     404     404     404     404  404     404     404
staff:export_file     GET     302     404     302     404     404     404     404     404  404     404     404
staff:export_file     POST     403     404     403     404     404     404     404     404  404     404     404
staff:export_keep     GET     302     404     302     404     404     404     404     404  404     404     404
staff:export_keep     POST     403     404     403     404     404     404     404     404  404     404     404
staff:export_remove     GET     302     404     302     404     404     404     404     404  404     404     404
staff:export_remove     POST     403     404     403     404     404     404     404     404  404     404     404
staff:export_again     GET     302     404     302     404     404     404     404     404  404     404     404
staff:export_again     POST     403     404     403     404     404     404     404     404  404     404     404
staff:bag     GET     302     404     302     404     404     404     200     403  200     403     404
staff:bag     POST     403     404     403     404     404     404     400     403  400     403     404
staff:reports     GET     302     404     302     200     200     200     200     200  200     200     200
staff:report_new     GET     302     404     302     403     403     200     403     200  200     403     403
staff:report_new     POST    403     404     403     403     403     422     403     422  422     403     403
staff:report_typed     POST    403     404     403     404     404     404     404     404  404     404     404
staff:report     GET     302     404     302     404     404     404     404     404  404     404     404
staff:report_pdf     GET     302     404     302     404     404     404     404     404  404     404     404
staff:report_sheets     GET     302     404     302     404     404     404     404     404  404     404     404
staff:report_release     GET     302     404     302     404     404     404     404     404  404     404     404
staff:report_release     POST    403     404     403     404     404     404     400     400  400     400     404
staff:report_section     GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_section     POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_forget     GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_forget     POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_ask     GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_ask     POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_close     GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_close     POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_comment     GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_comment     POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_treat     GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_treat     POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_recommend   GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_recommend   POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_unrecommend GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_unrecommend POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_masking     GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_masking     POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_present     GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_present     POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_approve     GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_approve     POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_publish     GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_publish     POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_unpublish   GET     302     404     302     404     404     404     403     403  403     403     404
staff:report_unpublish   POST    403     404     403     404     404     404     403     403  403     403     404
staff:report_measure     GET     302     404     302     404     404     404     404     404  404     403     404
staff:report_measure     POST    403     404     403     404     404     404     400     400  400     403     404
staff:intranet_reports   GET     302     404     302     200     200     200     200     200  200     200     200
staff:intranet_pdf     GET     302     404     302     404     404     404     404     404  404     404     404
staff:intranet_sheets    GET     302     404     302     404     404     404     404     404  404     404     404
staff:note_new     GET     302     404     302     404     404     404     200     200  200     403     404
staff:note_new     POST     403     404     403     404     404     404     400     400  400     403     404
staff:call_new     GET     302     404     302     404     404     404     200     200  200     403     404
staff:call_new     POST     403     404     403     404     404     404     400     400  400     403     404
staff:recourses     GET     302     404     302     404     404     404     200     200  200     403     404
staff:recourses     POST     403     404     403     404     404     404     400     400  400     403     404
staff:recourse     GET     302     404     302     404     404     404     200     200  200     403     404
staff:recourse     POST     403     404     403     404     404     404     400     400  400     403     404
staff:link     GET     302     404     302     404     404     404     200     200  200     403     404
staff:link     POST     403     404     403     404     404     404     400     400  400     403     404
staff:reference_new     GET     302     404     302     404     404     404     200     200  200     403     404
staff:reference_new     POST     403     404     403     404     404     404     400     400  400     403     404
staff:merge     GET     302     404     302     404     404     404     200     200  200     403     404
staff:merge     POST     403     404     403     404     404     404     400     400  400     403     404
staff:document_move     GET     302     404     302     404     404     404     403     403  403     403     404
staff:document_move     POST     403     404     403     404     404     404     400     400  400     403     404
staff:unlink     POST     403     404     403     404     404     404     400     400  400     403     404
staff:merge_undo     POST     403     404     403     404     404     404     400     400  400     403     404
staff:split     GET     302     404     302     404     404     404     200     403  200     403     404
staff:split     POST     403     404     403     404     404     404     400     403  400     403     404
staff:binder     GET     302     404     302     404     404     404     200     200  200     200     404
staff:binder     POST     403     404     403     404     404     404     400     400  400     400     404
"""
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    name: str
    method: str
    expected: dict[str, int]


def lines() -> dict[tuple[str, str], Line]:
    """Will read the table."""
    header, *rows = [row.split() for row in TABLE.splitlines() if row.strip()]
    assert tuple(header) == tuple(AUDIENCES)
    return {
        (name, method): Line(name, method, dict(zip(header, map(int, statuses), strict=True)))
        for name, method, *statuses in rows
    }


# People whom one page treats otherwise than the rest of their column: those who answer access requests.
APART: dict[tuple[str, str], dict[str, int]] = {
    # Each keeps the register of mail of her own compartment.
    ("staff:register_new", "GET"): dict.fromkeys(
        ("amelie", "odile", "claire", "yvette", "pierre", "solange", "luc"), 200
    ),
    ("staff:register_new", "POST"): dict.fromkeys(
        ("amelie", "odile", "claire", "yvette", "pierre", "solange", "luc"), 422
    ),
    # On each side of a wall, someone prepares its lists and places its holds.
    ("staff:hold_place", "GET"): dict.fromkeys(("odile", "claire", "yvette", "pierre"), 200),
    ("staff:hold_place", "POST"): dict.fromkeys(("odile", "claire", "yvette", "pierre"), 422),
    ("staff:disposal_new", "GET"): dict.fromkeys(("odile", "yvette", "pierre"), 200),
    ("staff:disposal_new", "POST"): dict.fromkeys(("odile", "yvette", "pierre"), 422),
    ("staff:commissioner_house", "GET"): {"claire": 200, "simon": 200},
    ("staff:report_new", "GET"): {"claire": 200, "simon": 200},
    ("staff:report_new", "POST"): {"claire": 422, "simon": 422},
    ("staff:work_new", "GET"): {"claire": 200, "simon": 200},
    ("staff:work_new", "POST"): {"claire": 422, "simon": 422},
    ("staff:admission_summaries", "GET"): {"claire": 200, "simon": 200},
    ("staff:admission_openings", "GET"): {"claire": 200},
    ("staff:sealed_release", "GET"): {"claire": 200},
    ("staff:sealed_release", "POST"): {"claire": 400},
    ("staff:admission_certificate", "POST"): {"claire": 200},
    ("staff:admission_letterhead", "GET"): {"claire": 200},
    ("staff:admission_letterhead", "POST"): {"claire": 422},
    ("administration:texts", "GET"): {"amelie": 200, "lise": 200},
    ("administration:text", "GET"): {"amelie": 200, "lise": 200},
    ("administration:text_new", "GET"): {"amelie": 200, "lise": 200},
    ("administration:text_new", "POST"): {"amelie": 422, "lise": 422},
    ("administration:text_paste", "GET"): {"amelie": 200, "lise": 200},
    ("administration:text_paste", "POST"): {"amelie": 422, "lise": 422},
    ("administration:text_version", "GET"): {"amelie": 200, "lise": 200},
    ("administration:text_version", "POST"): {"amelie": 422, "lise": 422},
    ("staff:ombudsman", "GET"): {"claire": 200, "luc": 200, "mona": 200},
    ("staff:ombudsman_report", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_network", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_meetings", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_new", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_name", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_delegates", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_delegate_new", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_delegate_new", "POST"): {"claire": 422, "luc": 422},
    ("staff:ombudsman_delegate", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_delegate_step", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_delegate_step", "POST"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_subjects", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_subject_new", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_subject_new", "POST"): {"claire": 422, "luc": 422},
    ("staff:ombudsman_subject_rename", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_subject_rename", "POST"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_subject_end", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_subject_end", "POST"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_meeting", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_meeting", "POST"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_meeting_file", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_meeting_new", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_new", "POST"): {"claire": 422, "luc": 422},
    ("staff:ombudsman_name", "POST"): {"claire": 422, "luc": 422},
    ("staff:ombudsman_meeting_new", "POST"): {"claire": 422, "luc": 422},
    ("staff:ombudsman_end", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_end", "POST"): {"claire": 404, "luc": 404},
    ("staff:incidents", "GET"): {"amelie": 200, "claire": 200},
    ("staff:incidents_pdf", "GET"): {"amelie": 200, "claire": 200},
    ("staff:access_new", "GET"): {"amelie": 200, "lise": 200},
    ("staff:access_new", "POST"): {"amelie": 422, "lise": 422},
    ("staff:access_register", "GET"): {"amelie": 200, "lise": 200},
    ("staff:released_register", "GET"): {"amelie": 200, "lise": 200},
    ("staff:released_withdraw", "GET"): {"amelie": 404, "lise": 404},
    ("staff:released_withdraw", "POST"): {"amelie": 404, "lise": 404},
}
LINES = lines()
NAMES = tuple(dict.fromkeys(line.name for line in LINES.values()))


@dataclass(frozen=True)
class Scene:
    """The house, one dossier that everybody tries to reach, and everybody's browser."""

    house: House
    dossier: Dossier
    clients: dict[str, Client]

    @property
    def known(self) -> dict[str, object]:
        """Arguments that exist."""
        return {
            "number": self.dossier.number,
            "rank": 1,
            "reference": self.house.plants["office"].reference,
            "code": "start_triage",
            "month": f"{TODAY:%Y-%m}",
            "secret": "inconnu",
            "piece": f"COR-{NOW.year}-{FIRST['office']}",
            "sealed": "PLI-2026-00001",
            "module": "interventions",
            "destination": "syndic",
            "person": self.house.user("nadia").public_id,
            "unit": "interventions",
            "calendar": "public_service",
            "nature": "plainte-services",
            "day": "2026-11-22",
            "reminder": UUID(int=0),
            "export": UUID(int=0),
            "delegation": UUID(int=0),
            "public_id": UUID(int=0),
            "scan": UUID(int=0),
            "search": UUID(int=0),
            "step": "preuve",
            "question": f"CNS-2026-{FIRST['office']}",
            "file": 99_999,
            "sheet": "interventions",
            "batch": UUID(int=0),
            "former": "service_complaints",
            "version": 1,
            "stream": "interventions",
            "body": "opc",
            "act": "a-2.1",
            "section": "53",
            "compartment": "office",
            "template": "acknowledgment",
            "other": "INT-2026-99999",
            "other_rank": 1,
            "part": 1,
            "page": 1,
            "size": "page",
            "against": 1,
            "series": "6200",
            "held": self.dossier.number,
            "listed": "LD-2026-99999",
            "place": 1,
            "run": "office-99999",
            "k": 1,
            "box": "BTE-2026-99999",
            "shelf": "T-9",
            "check": 99_999,
            "of": self.dossier.number,
            "lot": "NUM-2026-99999",
            "token": seal(Receipt(reference="REC-2026-00001", received_on=TODAY)),
        }

    def url(self, name: str) -> str:
        """Will fill an address with arguments that exist."""
        known = self.known
        wanted = named(name).arguments
        unknown = set(wanted) - set(known)
        assert not unknown, f"« {name} » : dites dans Scene.known ce que vaut {', '.join(sorted(unknown))}."
        return reverse(name, kwargs={argument: known[argument] for argument in wanted})

    def status(self, person: str, method: str, url: str) -> int:
        """Will send an empty request and return the answer's status."""
        response = self.clients[person].generic(method, url)
        response.close()
        return int(response.status_code)


@pytest.fixture(scope="module")
def scene(house: House) -> Scene:
    """An office dossier waiting for its qualification, with a drafted letter and a document."""
    actor = house.actor("office")
    with acting_as(actor):
        intake = actions.Intake(
            title="Délai du syndic", name="Élise Tremblay", received_at=NOW, channel="post", summary="—",
            inquiry_requested_about="mars 2026",
        )  # fmt: skip
        dossier = actions.open_intervention(
            actor=actor,
            intake=intake,
            unit=Unit.objects.get(code="interventions"),
            site=Site.objects.get(code="quebec"),
            now=NOW,
        )
        assign(dossier=dossier, to=house.user("nadia"), now=NOW)
        letter = add_document(
            dossier=dossier, title="Lettre", origin=Origin.INTERNAL, stream=[pdf_of("Lettre")],
            file_name="lettre.pdf", actor_code=actor.code, now=NOW,
        )  # fmt: skip
        person = Party.objects.get(dossier_id=dossier.pk)
        issue_pass(dossier=dossier, party=person, purpose="follow_up", actor_code=actor.code, now=NOW)
        post_message(
            dossier=dossier, direction="in", party=person, text="Bonjour", actor_code=actor.code, now=NOW
        )
    was_read(letter, ["Lettre"])
    with acting_as(actor):
        letter.refresh_from_db()
        open_redaction(dossier=dossier, version=letter, now=NOW)
    _recuse(house, dossier)
    people = {name for names in AUDIENCES.values() for name in names}
    clients = {name: client_of(house.user(name) if name else None) for name in people}
    _deactivate(house)
    return Scene(house, dossier, clients)


def _recuse(house: House, dossier: Dossier) -> None:
    house.cast.users["recused"] = house.user("aside-office")
    with acting_as(house.actor("recused")):
        declare_conflict(actor=house.actor("recused"), dossier=dossier, reason="Parenté", now=NOW)


def _deactivate(house: House) -> None:
    with as_owner():
        person = house.user("inactive")
        person.is_active = False
        person.save(update_fields=["is_active"])


def _two_of(people: tuple[str, ...], line: Line) -> tuple[str, ...]:
    # Of a large audience two take turns at each line; test_canary.py sends every one of them everywhere.
    first = zlib.crc32(f"{line.name}-{line.method}".encode()) % len(people)
    return tuple({people[first]: None, people[(first + 1) % len(people)]: None})


# --- The table is whole ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", paged(), ids=lambda address: address.name)
def test_every_page_stands_in_the_table_with_its_methods(address: Address) -> None:
    assert address.page is not None
    written = {method for name, method in LINES if name == address.name}

    assert written == set(address.page.methods), (
        f"« {address.name} » : écrivez dans la table de tests/walls/test_matrix.py une ligne par méthode déclarée, "
        "et faites relire qui peut l’atteindre."
    )


def test_the_table_names_no_page_that_is_gone() -> None:
    assert set(NAMES) <= {address.name for address in paged()}


# --- The house agrees -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: f"{line.name}-{line.method}")
def test_the_house_answers_as_the_table_says(scene: Scene, line: Line) -> None:
    url = scene.url(line.name)
    answers = {
        (audience, person): scene.status(person, line.method, url)
        for audience, people in AUDIENCES.items()
        for person in _two_of(people, line)
    }

    apart = APART.get((line.name, line.method), {})
    assert answers == {
        (audience, person): apart.get(person, line.expected[audience]) for audience, person in answers
    }


@pytest.mark.parametrize("name", NAMES)
def test_head_is_answered_as_get(scene: Scene, name: str) -> None:
    expected = LINES[name, "GET"].expected if (name, "GET") in LINES else dict.fromkeys(AUDIENCES, 405)

    for audience in ("anonymous", "stranger", "head"):
        person = AUDIENCES[audience][0]
        response = scene.clients[person].head(scene.url(name))
        response.close()
        apart = APART.get((name, "GET"), {})
        assert response.status_code == apart.get(person, expected[audience]), audience


@pytest.mark.parametrize("name", NAMES)
def test_a_method_that_is_not_in_the_table_is_refused_to_everybody(scene: Scene, name: str) -> None:
    refused = (*OTHER_METHODS, *({"GET", "POST"} - {method for known, method in LINES if known == name}))
    url = scene.url(name)

    # The method is judged before the person: one of those who may do most stands for all.
    for person in ("marc",):
        assert {method: scene.status(person, method, url) for method in refused} == dict.fromkeys(
            refused, 405
        )


@pytest.mark.parametrize("name", [name for name, method in LINES if method == "POST"])
def test_a_form_that_does_not_come_from_our_page_is_refused(scene: Scene, name: str) -> None:
    for person in ("", "marc"):
        visitor = client_of(scene.house.user(person) if person else None, csrf=True)
        response = visitor.post(scene.url(name), {"version": str(scene.dossier.version)})
        assert response.status_code == 403
        assert "expiré" in response.content.decode()
