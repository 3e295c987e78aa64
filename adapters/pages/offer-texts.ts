import type { Escalation, Locale, OfferOutcome } from "../../routing/lead/lead.ts";

/** Why a rep may turn a lead down. */
export const declineReasons = ["wrong-fit", "no-time", "not-a-lead", "conflict", "other"] as const;
export type DeclineReason = (typeof declineReasons)[number];

export interface OfferTexts {
  title: (who: string) => string;
  deadline: (time: string, left: string) => string;
  accept: string;
  /** For a lead that several see at once. */
  claim: string;
  /** @param others how many colleagues see it too, at least 1 */
  together: (others: number) => string;
  afterAccept: string;
  decline: string;
  reason: string;
  reasons: Record<DeclineReason, string>;
  reasonMissing: string;
  note: string;
  sendDecline: string;
  afterDecline: string;
  managerTitle: (who: string) => string;
  cause: Record<Escalation["cause"], string>;
  take: string;
  tried: string;
  outcome: Record<OfferOutcome | "open", string>;
}

export const offerTexts = {
  en: {
    title: (who) => `New lead: ${who}`,
    deadline: (time, left) => `Answer before ${time}, ${left}.`,
    accept: "Accept",
    claim: "Claim it",
    together: (others) =>
      others === 1
        ? "One colleague sees it too: whoever claims it first has it."
        : `${others} colleagues see it too: whoever claims it first has it.`,
    afterAccept: "You then see the email address and phone number.",
    decline: "Decline",
    reason: "Why?",
    reasons: {
      "wrong-fit": "Another rep fits better",
      "no-time": "I have no time",
      "not-a-lead": "This is not a real lead",
      conflict: "I have a conflict of interest",
      other: "Another reason",
    },
    reasonMissing: "Choose a reason",
    note: "Note (optional)",
    sendDecline: "Decline this lead",
    afterDecline: "The lead goes to somebody else.",
    managerTitle: (who) => `Nobody has taken this lead: ${who}`,
    cause: {
      "attempts-used": "The reps who were asked did not take it.",
      "nobody-available": "No rep was available in time.",
      fault: "It could not be offered to a rep because of a fault.",
    },
    take: "I take it",
    tried: "Who was asked",
    outcome: {
      accepted: "accepted",
      declined: "declined",
      lapsed: "did not answer",
      taken: "was not first",
      open: "was asked",
    },
  },
  es: {
    title: (who) => `Nuevo prospecto: ${who}`,
    deadline: (time, left) => `Límite para responder: ${time}, ${left}.`,
    accept: "Aceptar",
    claim: "Lo quiero",
    together: (others) =>
      others === 1
        ? "Otra persona del equipo también lo ve: se lo queda quien lo pida primero."
        : `Otras ${others} personas del equipo también lo ven: se lo queda quien lo pida primero.`,
    afterAccept: "Después verás el correo y el teléfono.",
    decline: "Rechazar",
    reason: "¿Por qué?",
    reasons: {
      "wrong-fit": "Otra persona encaja mejor",
      "no-time": "No tengo tiempo",
      "not-a-lead": "No es un prospecto real",
      conflict: "Tengo un conflicto de intereses",
      other: "Otro motivo",
    },
    reasonMissing: "Elige un motivo",
    note: "Nota (opcional)",
    sendDecline: "Rechazar este prospecto",
    afterDecline: "El prospecto pasa a otra persona.",
    managerTitle: (who) => `Nadie ha tomado este prospecto: ${who}`,
    cause: {
      "attempts-used": "Las personas a las que se ofreció no lo tomaron.",
      "nobody-available": "Nadie estuvo disponible a tiempo.",
      fault: "No se pudo ofrecer a nadie por una falla.",
    },
    take: "Lo tomo yo",
    tried: "A quién se ofreció",
    outcome: {
      accepted: "aceptó",
      declined: "rechazó",
      lapsed: "no respondió",
      taken: "no llegó primero",
      open: "sin respuesta aún",
    },
  },
  pt: {
    title: (who) => `Novo lead: ${who}`,
    deadline: (time, left) => `Prazo para responder: ${time}, ${left}.`,
    accept: "Aceitar",
    claim: "Eu quero",
    together: (others) =>
      others === 1
        ? "Mais uma pessoa da equipe também o vê: fica com ele quem pedir primeiro."
        : `Mais ${others} pessoas da equipe também o veem: fica com ele quem pedir primeiro.`,
    afterAccept: "Em seguida você vê o e-mail e o telefone.",
    decline: "Recusar",
    reason: "Por quê?",
    reasons: {
      "wrong-fit": "Outra pessoa é mais indicada",
      "no-time": "Não tenho tempo",
      "not-a-lead": "Não é um lead de verdade",
      conflict: "Tenho conflito de interesses",
      other: "Outro motivo",
    },
    reasonMissing: "Escolha um motivo",
    note: "Observação (opcional)",
    sendDecline: "Recusar este lead",
    afterDecline: "O lead passa para outra pessoa.",
    managerTitle: (who) => `Ninguém ficou com este lead: ${who}`,
    cause: {
      "attempts-used": "As pessoas consultadas não ficaram com ele.",
      "nobody-available": "Ninguém esteve disponível a tempo.",
      fault: "Não foi possível oferecê-lo a ninguém por causa de uma falha.",
    },
    take: "Fico com ele",
    tried: "Quem foi consultado",
    outcome: {
      accepted: "aceitou",
      declined: "recusou",
      lapsed: "não respondeu",
      taken: "não foi a primeira pessoa",
      open: "ainda sem resposta",
    },
  },
} satisfies Record<Locale, OfferTexts>;

/**
 * What a rep said when declining, for the manager: the reason in the reader's language, then the note as typed.
 * @param said as an offer keeps it: "no-time", or "no-time: back on Monday"; empty when they said nothing
 */
export function declineText(said: string | undefined, locale: Locale): string {
  const [code, ...note] = (said ?? "").split(": ");
  const reason = declineReasons.find((known) => known === code);
  return reason ? [`“${offerTexts[locale].reasons[reason]}”`, note.join(": ")].filter(Boolean).join(" – ") : "";
}
