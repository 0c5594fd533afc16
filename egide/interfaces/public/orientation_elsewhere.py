"""Where « À qui m’adresser? » ends, outside the orders: Commissioner, Office, ombudsman, other bodies.

Each end names one body, its time, what to prepare, what it can and cannot do (domain.md, H.5 and A).
"""

from egide.interfaces.public import orientation_delays as delays
from egide.law.orientation import Choice, Destination, Door
from egide.law.sources import Source

_TELL = "Un résumé des faits\u00a0: qui, quoi, quand, où, dans vos mots."
_PROOFS = "Une copie des documents utiles. Gardez les originaux."

COMMISSIONER = Destination(
    code="commissioner",
    slug="commissaire-a-l-admission",
    title="Portez plainte au Commissaire à l’admission aux professions",
    body="Le Commissaire à l’admission aux professions",
    how="Le recours est gratuit et ouvert à tous, peu importe la citoyenneté ou le lieu de résidence. Le "
    "Commissaire est indépendant de l’Office\u00a0: ce que vous lui confiez n’y est pas accessible.",
    source=delays.COMMISSIONER_SCOPE,
    delays=(
        delays.COMMISSIONER_CONFIRMS,
        delays.COMMISSIONER_FIRST_NEWS,
        delays.COMMISSIONER_NEXT_NEWS,
        delays.COMMISSIONER_REFUSES,
    ),
    prepare=(
        "La profession et le permis ou la voie d’accès visés.",
        "Les décisions et les lettres de l’ordre ou de l’établissement, avec leurs dates.",
        "Les étapes franchies, et ce qui bloque.",
    ),
    can=(
        "Examiner votre plainte sur toute étape de l’admission\u00a0: permis, équivalence, formation ou stage exigés.",
        "Enquêter, faciliter un règlement et faire des recommandations.",
    ),
    cannot=(
        "Vous admettre ou réviser la décision de l’ordre.",
        "Remplacer la révision que l’ordre vous offre.",
    ),
    contact="commissioner",
    door=Door("admission_complaint", "Écrire au Commissaire"),
)
COMMISSIONER_STAFF = Destination(
    code="commissioner_staff",
    slug="personnel-du-commissaire",
    title="Écrivez personnellement au Commissaire",
    body="Le Commissaire à l’admission aux professions, à son nom",
    how="Inscrivez «\u00a0personnel et confidentiel\u00a0» sur l’enveloppe ou dans l’objet du courriel.",
    source=delays.COMMISSIONER,
    delays=delays.no_delay(delays.COMMISSIONER, "Aucun délai n’est fixé pour ces plaintes."),
    prepare=(_TELL, "Le numéro de votre plainte au Commissaire, si vous en avez une."),
    can=("Examiner le travail ou l’attitude de son personnel.",),
    cannot=("Confier votre plainte à la personne qu’elle vise.",),
    contact="commissioner",
)
COMMISSIONER_HIMSELF = Destination(
    code="commissioner_himself",
    slug="titulaire-du-poste-de-commissaire",
    title="Écrivez à la présidence de l’Office et au Protecteur du citoyen, en même temps",
    body="La présidence de l’Office des professions et le Protecteur du citoyen",
    source=delays.COMMISSIONER,
    delays=delays.no_delay(delays.COMMISSIONER, "Aucun délai n’est fixé pour ces plaintes."),
    prepare=(_TELL, "La même lettre pour les deux destinataires.", _PROOFS),
    can=("Examiner le travail ou l’attitude de la personne qui occupe le poste de commissaire.",),
    cannot=("Changer une conclusion du Commissaire.",),
    door=Door("service_complaint", "Écrire à la présidence de l’Office"),
    contact="ombudsman",
)
SERVICES = Destination(
    code="services",
    slug="services-de-l-office",
    title="Écrivez au Bureau de la présidence de l’Office",
    body="Le Bureau de la présidence de l’Office des professions du Québec",
    how="Plainte ou commentaire, sur l’accueil, les délais ou la façon dont votre demande a été traitée. La "
    "personne ou l’unité visée n’y a pas accès.",
    source=delays.STATEMENT,
    delays=delays.no_delay(
        delays.STATEMENT, "La Déclaration de services ne fixe pas de délai pour ces plaintes."
    ),
    prepare=(
        "Ce qui s’est passé, et quand.",
        "Votre numéro de dossier, si vous en avez un.",
        "Ce que vous souhaitez.",
    ),
    can=(
        "Examiner la qualité de nos services et les corriger.",
        "Vous donner des explications ou des excuses.",
    ),
    cannot=("Réviser une décision d’un ordre.",),
    door=Door("service_complaint", "Écrire au Bureau de la présidence"),
    then=(
        Choice("presidence", "Ma plainte vise la présidence elle-même", "ombudsman"),
        Choice("insatisfait", "J’ai eu une réponse et elle ne me satisfait pas", "ombudsman"),
    ),
)
OMBUDSMAN = Destination(
    code="ombudsman",
    slug="protecteur-du-citoyen",
    title="Adressez-vous au Protecteur du citoyen",
    body="Le Protecteur du citoyen",
    how="Il est indépendant et impartial, et son service est gratuit. Si votre plainte vise la présidence de "
    "l’Office, vous pouvez vous adresser à lui directement.",
    source=delays.OMBUDSMAN,
    delays=delays.no_delay(delays.OMBUDSMAN),
    prepare=(_TELL, "Ce que l’Office vous a répondu, s’il l’a fait.", _PROOFS),
    can=("Examiner si l’Office vous a traité correctement et faire des recommandations.",),
    cannot=("Agir quand un recours en justice suffisant existe.", "Examiner la décision d’un ordre."),
    contact="ombudsman",
)
ACCESS = Destination(
    code="access",
    slug="acces-aux-documents",
    title="Faites une demande d’accès à l’Office",
    body="La personne responsable de l’accès aux documents de l’Office",
    how="Écrivez-lui ce que vous cherchez, assez précisément pour qu’on le trouve. Une demande orale est possible, "
    "mais seule la réponse à une demande écrite peut être révisée.",
    source=delays.ACCESS,
    delays=(delays.ACCESS_REPLY, delays.ACCESS_EXTENSION),
    prepare=(
        "Voyez d’abord les documents déjà diffusés, au bas de cette page\u00a0: le vôtre y est peut-être.",
        "Le document cherché\u00a0: sujet, période, auteur.",
        "Pour vos propres renseignements\u00a0: de quoi établir votre identité.",
        "Une adresse où vous répondre.",
    ),
    can=("Vous donner accès, en tout ou en partie, ou vous écrire le motif d’un refus.",),
    cannot=(
        "Vous remettre les renseignements personnels d’autrui.",
        "Répondre pour un ordre, qui a sa propre personne responsable.",
    ),
    contact="office",
    door=Door("access_request", "Faire une demande d’accès"),
)
WRONGDOING = Destination(
    code="wrongdoing",
    slug="acte-reprehensible",
    title="Divulguez l’acte répréhensible en toute confidentialité",
    body="La personne désignée de l’organisme public, ou le Protecteur du citoyen",
    how="Vous choisissez à qui vous parlez. Vous pouvez rester anonyme. La loi interdit les représailles contre "
    "la personne qui divulgue de bonne foi; une plainte de représailles va au Protecteur du citoyen.",
    source=delays.WRONGDOING,
    delays=delays.no_delay(delays.WRONGDOING),
    prepare=(
        "L’organisme public visé, et ce que vous avez vu ou appris.",
        "Les dates, les lieux, les personnes.",
        "Les documents que vous avez déjà; n’en prenez pas d’autres.",
    ),
    can=("Recevoir votre divulgation, vérifier et protéger votre identité.",),
    cannot=(
        "Traiter un différend personnel ou de travail.",
        "Traiter la faute d’un professionnel\u00a0: c’est l’affaire du syndic.",
    ),
    door=Door("disclosure", "Savoir comment divulguer"),
    contact="ombudsman",
)
OTHER_BODIES = Destination(
    code="other_bodies",
    slug="autres-organismes",
    title="Cette personne n’est pas membre d’un ordre\u00a0: un autre organisme peut vous aider",
    body="L’organisme qui encadre ce métier ou ce commerce",
    how="Choisissez celui qui convient. Un ordre et l’Office n’ont aucun pouvoir sur une personne qui n’est pas "
    "membre d’un ordre et qui n’exerce pas une profession réservée.",
    source=Source("Code des professions (RLRQ, c. C-26)", "1"),
    delays=delays.no_delay(
        Source("Lois propres à chaque organisme", "", to_validate=True),
        "Les délais dépendent de chaque organisme\u00a0: informez-vous sans tarder.",
    ),
    prepare=("Le contrat, la facture ou l’annonce.", _TELL, "Ce que vous avez déjà demandé au commerçant."),
    can=("Vous renseigner sur vos droits et recevoir votre plainte.",),
    cannot=("Traiter la plainte d’un autre domaine que le sien.",),
    bodies=True,
)
ASSOCIATION = Destination(
    code="association",
    slug="association-professionnelle",
    title="Adressez-vous à une association ou à un syndicat de la profession",
    body="L’association professionnelle ou le syndicat",
    how="Un ordre protège le public. Une association défend les intérêts sociaux et économiques de ses membres\u00a0: "
    "ce sont deux organismes différents.",
    source=Source(
        "Déclaration de services aux citoyens", "ordre professionnel ou association professionnelle"
    ),
    delays=delays.no_delay(
        Source("Déclaration de services aux citoyens", "ordre professionnel ou association professionnelle"),
        "Aucun délai n’est fixé.",
    ),
    prepare=("Votre profession et votre milieu de travail.", "Ce que vous souhaitez défendre."),
    can=("Défendre vos conditions d’exercice et vos intérêts.",),
    cannot=("Traiter la plainte d’un client.", "Délivrer un permis."),
)
UNSURE = Destination(
    code="unsure",
    slug="nous-parler",
    title="Parlez-nous\u00a0: nous vous dirons à qui vous adresser",
    body="L’Office des professions du Québec, service d’accueil",
    how="Par téléphone, sur place ou par écrit. Vous n’avez pas à donner votre nom pour vous renseigner.",
    source=delays.STATEMENT,
    delays=delays.no_delay(delays.STATEMENT, "Au téléphone et sur place, aux heures de bureau."),
    prepare=(
        "La profession ou l’organisme concerné.",
        "Ce qui s’est passé, en deux phrases.",
        "Les dates importantes.",
    ),
    can=("Vous diriger vers le bon recours et vous dire quoi préparer.",),
    cannot=("Juger votre situation ou donner un avis juridique.",),
    contact="office",
)
ENDS: tuple[Destination, ...] = (
    COMMISSIONER, COMMISSIONER_STAFF, COMMISSIONER_HIMSELF, SERVICES, OMBUDSMAN, ACCESS, WRONGDOING,
    OTHER_BODIES, ASSOCIATION, UNSURE,
)  # fmt: skip
