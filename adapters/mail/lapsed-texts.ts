import type { Locale } from "../../routing/lead/lead.ts";

interface LapsedMailTexts {
  subject: (who: string) => string;
  kicker: string;
  offered: string;
  ended: string;
  intro: string;
  hint: string;
}

export const lapsedMailTexts = {
  en: {
    subject: (who) => `Offer lapsed: ${who}`,
    kicker: "This offer has lapsed",
    offered: "Offered",
    ended: "Time was up",
    intro: "There was no answer from you in time, so the lead goes to somebody else. You need to do nothing.",
    hint: "If you cannot take leads at the moment, tell your manager.",
  },
  es: {
    subject: (who) => `Oferta vencida: ${who}`,
    kicker: "Esta oferta venció",
    offered: "Ofrecido",
    ended: "Fin del plazo",
    intro: "No hubo respuesta tuya a tiempo, así que el prospecto pasa a otra persona. No tienes que hacer nada.",
    hint: "Si por ahora no puedes recibir prospectos, avisa a quien dirige tu equipo.",
  },
  pt: {
    subject: (who) => `Oferta expirada: ${who}`,
    kicker: "Esta oferta expirou",
    offered: "Oferecido",
    ended: "Fim do prazo",
    intro: "Não houve resposta sua a tempo, então o lead passa para outra pessoa. Você não precisa fazer nada.",
    hint: "Se não puder receber leads no momento, avise quem gerencia a sua equipe.",
  },
} satisfies Record<Locale, LapsedMailTexts>;
