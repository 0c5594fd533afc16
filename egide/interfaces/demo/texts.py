"""What the invented citizens write, and what the Office finds: real-looking French, no real person.

Each story names the order's slug, the mechanism and the situation, and the words of the reply.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Story:
    """One kind of request; `asked` and `decided` are days before receipt."""

    title: str
    summary: str
    wish: str
    mechanism: str
    situation: str
    checks: str
    findings: str
    follow_up: str
    asked: int | None = None
    decided: int | None = None

    @property
    def theme(self) -> str:
        """The theme that an analyst would retain."""
        return THEMES.get(self.situation) or THEMES.get(self.mechanism, "poor_information")


THEMES = {
    "no_news": "syndic_delay",
    "no_complaint": "no_complaint",
    "awaiting_review": "review_opinion",
    "accounts": "fees",
}
STORIES: tuple[Story, ...] = (
    Story(
        title="Absence de nouvelles du syndic depuis huit mois",
        summary="J’ai demandé une enquête au syndic il y a huit mois. J’ai reçu un accusé de réception, puis plus rien. "
        "J’ai téléphoné trois fois; on me répond que le dossier suit son cours.",
        wish="Je veux savoir où en est l’enquête et quand j’aurai une réponse.",
        mechanism="syndic",
        situation="no_news",
        asked=240,
        checks="Nous avons vérifié les dates des communications que le bureau du syndic vous a transmises.\n"
        "Nous avons rappelé à l’ordre les délais d’information prévus à l’article 123.1.",
        findings="Aucun avis de progression ne vous a été transmis après l’accusé de réception.\n"
        "L’ordre s’est engagé à vous écrire sur l’état de l’enquête.",
        follow_up="Si vous n’avez pas reçu cet avis d’ici trois semaines, écrivez-nous de nouveau.",
    ),
    Story(
        title="Décision du syndic reçue sans explication",
        summary="Le syndic m’a écrit qu’il ne portait pas plainte. La lettre tient en deux lignes et ne dit pas pourquoi, "
        "ni ce que je peux faire maintenant.",
        wish="Je veux comprendre la décision et connaître mes recours.",
        mechanism="syndic",
        situation="no_complaint",
        asked=150,
        decided=12,
        checks="Nous avons examiné la lettre que vous avez reçue et l’information qu’elle devait contenir.",
        findings="La lettre n’indiquait pas votre droit de demander l’avis du comité de révision.\n"
        "L’ordre a convenu de vous transmettre une lettre complète.",
        follow_up="Nous avons suggéré à l’ordre de revoir son modèle de lettre.",
    ),
    Story(
        title="Avis du comité de révision attendu depuis cinq mois",
        summary="J’ai demandé l’avis du comité de révision dans les délais. Cinq mois plus tard, je n’ai toujours rien reçu.",
        wish="Je demande que le comité rende son avis.",
        mechanism="review",
        situation="awaiting_review",
        asked=320,
        decided=160,
        checks="Nous avons demandé à l’ordre la date prévue de la séance du comité de révision.",
        findings="Le délai de 90 jours pour rendre l’avis est dépassé.\n"
        "L’ordre nous informe que le comité siégera au cours du prochain mois.",
        follow_up="Nous avons rappelé à l’ordre le délai prévu à l’article 123.4.",
    ),
    Story(
        title="Frais d’arbitrage de compte jugés trop élevés",
        summary="On me demande des frais importants pour l’arbitrage d’un compte d’honoraires que je conteste. Personne ne "
        "m’avait parlé de conciliation.",
        wish="Je veux savoir si ces frais sont normaux et si la conciliation est encore possible.",
        mechanism="accounts",
        situation="other",
        checks="Nous avons consulté le règlement de l’ordre sur la conciliation et l’arbitrage des comptes.",
        findings="La demande de conciliation précède l’arbitrage et se fait auprès du syndic.\n"
        "L’ordre a reconnu que l’information donnée par téléphone était incomplète.",
        follow_up="L’ordre communiquera avec vous pour reprendre le processus au bon endroit.",
    ),
    Story(
        title="Accusé de réception jamais reçu de l’ordre",
        summary="J’ai transmis ma demande d’enquête par courrier recommandé. Je n’ai reçu aucun accusé de réception et le "
        "numéro de téléphone indiqué sur le site mène à une boîte vocale pleine.",
        wish="Je veux la confirmation que ma demande a été reçue.",
        mechanism="syndic",
        situation="no_news",
        asked=45,
        checks="Nous avons communiqué avec le secrétariat de l’ordre.",
        findings="Votre demande a été reçue et porte maintenant un numéro de dossier.\n"
        "La boîte vocale du bureau du syndic a été remise en service.",
        follow_up="Le bureau du syndic vous écrira sous peu.",
    ),
    Story(
        title="Réponses contradictoires du bureau du syndic",
        summary="Une personne m’a dit que l’enquête était terminée, une autre qu’elle n’avait pas commencé. Je ne sais plus à "
        "qui me fier.",
        wish="Je souhaite une réponse écrite et claire.",
        mechanism="syndic",
        situation="no_news",
        asked=110,
        checks="Nous avons demandé au bureau du syndic l’état du traitement, sans égard au fond.",
        findings="L’enquête est en cours; l’information contraire résultait d’une confusion entre deux dossiers.",
        follow_up="L’ordre vous transmettra un avis de progression écrit.",
    ),
    Story(
        title="Documents demandés deux fois pour la même enquête",
        summary="J’ai envoyé mes documents en mars. On me les redemande en septembre en me disant que le dossier avait été "
        "confié à une nouvelle personne.",
        wish="Je veux que l’enquête avance sans recommencer à zéro.",
        mechanism="syndic",
        situation="other",
        asked=200,
        checks="Nous avons demandé à l’ordre comment sont transférés les dossiers lors d’un changement de responsable.",
        findings="Vos documents ont été retrouvés et versés au dossier.",
        follow_up="Nous avons suggéré à l’ordre une procédure de transfert.",
    ),
    Story(
        title="Information introuvable sur le conseil de discipline",
        summary="Je veux déposer moi-même une plainte devant le conseil de discipline. Le site de l’ordre ne dit pas comment "
        "faire et on refuse de m’envoyer un formulaire.",
        wish="Je veux savoir comment procéder.",
        mechanism="discipline",
        situation="no_complaint",
        asked=260,
        decided=40,
        checks="Nous avons examiné l’information offerte au public sur le site de l’ordre.",
        findings="La marche à suivre n’était pas publiée.\nL’ordre vous a transmis l’information et corrige son site.",
        follow_up="Nous vérifierons la correction du site dans un mois.",
    ),
    Story(
        title="Délai de réponse à une demande de conciliation",
        summary="J’ai contesté un compte de 2 400 $ en juin. La conciliation devait durer 45 jours; nous en sommes à cent.",
        wish="Je veux que quelqu’un s’occupe de ma demande.",
        mechanism="accounts",
        situation="other",
        checks="Nous avons rappelé à l’ordre le délai prévu par son règlement.",
        findings="Le rapport de conciliation n’avait pas été transmis à l’échéance.",
        follow_up="Le rapport vous sera transmis avec le formulaire de demande d’arbitrage.",
    ),
    Story(
        title="Refus de me donner le nom de la personne qui enquête",
        summary="Le bureau du syndic refuse de me dire qui s’occupe de mon dossier. Je ne peux pas poser mes questions.",
        wish="Je veux pouvoir joindre la bonne personne.",
        mechanism="syndic",
        situation="no_news",
        asked=75,
        checks="Nous avons demandé à l’ordre comment les personnes peuvent joindre le bureau du syndic.",
        findings="Une adresse et un numéro direct sont désormais indiqués dans chaque lettre.",
        follow_up="Vous recevrez ces coordonnées par écrit.",
    ),
)

REFUSED: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "Contestation d’un diagnostic",
        "Je ne suis pas d’accord avec le diagnostic que j’ai reçu. Je demande à l’Office de dire que le professionnel a eu tort.",
        "merits",
        "Bureau du syndic de l’ordre",
        "Votre demande porte sur la conduite d’une personne\u00a0: c’est le syndic de l’ordre qui peut l’examiner.",
    ),
    (
        "Révision d’une décision du conseil de discipline",
        "Le conseil de discipline a rejeté ma plainte. Je demande à l’Office de changer cette décision.",
        "revise_decision",
        "Tribunal des professions",
        "Seul le Tribunal des professions peut être saisi d’un appel de cette décision.",
    ),
    (
        "Plainte contre un courtier immobilier",
        "Le courtier m’a caché un vice. Je veux qu’il perde son permis.",
        "not_a_member",
        "Organisme d’autoréglementation du courtage immobilier du Québec (OACIQ)",
        "Les courtiers immobiliers ne sont pas membres d’un ordre professionnel.",
    ),
)

NAMES: tuple[str, ...] = (
    "Élise Tremblay",
    "Mathieu Bergeron",
    "Fatou Diallo",
    "Jean-François Lessard",
    "Mei-Lin Zhao",
    "Noémie Dufour",
    "Ahmed Mansouri",
    "Chantal Perreault",
    "Étienne Vachon",
    "Rosa Hernández",
    "Gabriel Ouellette",
    "Sofia Rinaldi",
    "Yves Thériault",
    "Aïcha Benkirane",
    "Louis-Philippe Arsenault",
    "Maude Chrétien",
    "Tomás Oliveira",
    "Carole Hébert",
    "Xavier Labrecque",
    "Ines Haddad",
    "Réjean Lapointe",
    "Audrey Simard",
    "Kwame Mensah",
    "Lise Charbonneau",
    "Antoine D’Amours",
    "Valérie Nguyen",
    "Bernard Côté",
    "Maïka Petiquay",
    "Olivier Saint-Pierre",
    "Hélène Laforêt",
)
ORDERS: tuple[str, ...] = (
    "dentistes",
    "medecins",
    "avocats",
    "ingenieurs",
    "psychologues",
    "infirmieres",
    "notaires",
    "travailleurs-sociaux",
    "pharmaciens",
    "cpa",
    "architectes",
    "podiatres",
    "physiotherapie",
    "denturologistes",
    "opticiens",
)
