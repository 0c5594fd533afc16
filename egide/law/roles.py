"""The roles of the house (domain.md D.0 and H.2): codes that memberships carry, labels that people read.

Not who holds them: memberships are data. Not what they allow: each module's access.py says it.
"""

from egide.law.access import Compartment, Role

INTAKE = Role("intake", "secrétariat")
ANALYST = Role("analyst", "analyste")
UNIT_HEAD = Role("unit_head", "responsable de l’unité")
PRESIDENT = Role("president", "présidence")
PRESIDENCY_OFFICE = Role("presidency_office", "bureau de la présidence")
ACCESS_OFFICER = Role("access_officer", "responsable de l’accès")
ACCESS_ANALYST = Role("access_analyst", "analyste de l’accès")
PRIVACY_OFFICER = Role("privacy_officer", "responsable de la protection des renseignements personnels")
RECORDS_MANAGER = Role("records_manager", "gestion documentaire")
COMMISSIONER = Role("commissioner", "Commissaire à l’admission")
ADMISSION_ANALYST = Role("admission_analyst", "analyste du Commissaire")
ADMISSION_INTAKE = Role("admission_intake", "secrétariat du Commissaire")
DISCIPLINE_REGISTRY = Role("discipline_registry", "greffe du Bureau des présidents")
OVERSIGHT_ANALYST = Role("oversight_analyst", "analyste de la surveillance")
APPOINTMENTS = Role("appointments", "nominations")
ACCOUNTANT = Role("accountant", "comptabilité")
STOREKEEPER = Role("storekeeper", "inventaire")
IT_ADMINISTRATOR = Role("it_administrator", "administration des systèmes")
ADMINISTRATOR = Role("administrator", "administration des comptes, pour un temps limité")
AUDITOR = Role("auditor", "vérification")
ORDER_RESPONDENT = Role("order_respondent", "personne répondante d’un ordre")
DESIGNATED_OFFICER = Role("designated_officer", "personne désignée pour les divulgations")
# The Protecteur du citoyen is answered by the complaint team, and by the respondent named for each subject.
OMBUDSMAN_COORDINATOR = Role("ombudsman_coordinator", "équipe des plaintes, Protecteur du citoyen")
OMBUDSMAN_RESPONDENT = Role("ombudsman_respondent", "personne répondante du Protecteur du citoyen")
# Services hold the role of their own code in the compartments where they act.
SCHEDULER = Role("scheduler", "le système, à la suite d’un envoi ou d’une date")
PUBLIC_INTAKE = Role("public_intake", "le formulaire public")
HANDOVER = Role("handover", "la remise entre compartiments")

ROLES: tuple[Role, ...] = (
    INTAKE,
    ANALYST,
    UNIT_HEAD,
    PRESIDENT,
    PRESIDENCY_OFFICE,
    ACCESS_OFFICER,
    ACCESS_ANALYST,
    PRIVACY_OFFICER,
    RECORDS_MANAGER,
    COMMISSIONER,
    ADMISSION_ANALYST,
    ADMISSION_INTAKE,
    DISCIPLINE_REGISTRY,
    OVERSIGHT_ANALYST,
    APPOINTMENTS,
    ACCOUNTANT,
    STOREKEEPER,
    IT_ADMINISTRATOR,
    ADMINISTRATOR,
    AUDITOR,
    ORDER_RESPONDENT,
    DESIGNATED_OFFICER,
    OMBUDSMAN_COORDINATOR,
    OMBUDSMAN_RESPONDENT,
    SCHEDULER,
    PUBLIC_INTAKE,
    HANDOVER,
)
LABELS: dict[str, str] = {role.code: role.label for role in ROLES}

OFFICE = Compartment("office", "Office")
PRESIDENCY = Compartment("presidency", "Bureau de la présidence")
COMMISSION = Compartment("commissioner", "Commissaire à l’admission aux professions")
DISCIPLINE = Compartment("discipline", "Bureau des présidents des conseils de discipline")
INTEGRITY = Compartment("integrity", "Personne désignée — divulgations")
ACCESS = Compartment("access", "Accès à l’information")
OMBUDSMAN = Compartment("ombudsman", "Protecteur du citoyen — équipe des plaintes")
COMPARTMENTS: tuple[Compartment, ...] = (
    OFFICE,
    PRESIDENCY,
    COMMISSION,
    DISCIPLINE,
    INTEGRITY,
    ACCESS,
    OMBUDSMAN,
)
