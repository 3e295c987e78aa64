import type { Locale } from "../../routing/lead/lead.ts";

interface PausedTexts {
  rep: {
    subject: string;
    kicker: string;
    title: string;
    /** @param count offers in a row */
    intro: (count: number) => string;
    button: string;
    hint: string;
  };
  manager: {
    subject: (name: string) => string;
    kicker: string;
    title: (name: string) => string;
    intro: (name: string, count: number) => string;
    hint: (email: string) => string;
  };
}

export const pausedTexts = {
  en: {
    rep: {
      subject: "You are paused: no new leads for now",
      kicker: "Your offers lapsed",
      title: "You are paused",
      intro: (count) =>
        `${count === 1 ? "Your last offer" : `Your last ${count} offers`} lapsed without an answer, so you are offered no new leads until you return. The leads that you have stay yours.`,
      button: "Receive leads again",
      hint: "Your manager gets an email as well. If you are away for longer, ask them to enter it as time off.",
    },
    manager: {
      subject: (name) => `Paused: ${name}`,
      kicker: "Offers lapsed",
      title: (name) => `${name} is paused`,
      intro: (name, count) =>
        `${name} let ${count === 1 ? "an offer" : `${count} offers in a row`} lapse without an answer, so new leads go to the others.`,
      hint: (email) =>
        `Their address is ${email}. The pause ends when they return by the link in their email, or when you end it.`,
    },
  },
  es: {
    rep: {
      subject: "Estás en pausa: por ahora, sin prospectos nuevos",
      kicker: "Tus ofertas vencieron",
      title: "Estás en pausa",
      intro: (count) =>
        `${count === 1 ? "Tu última oferta venció" : `Tus últimas ${count} ofertas vencieron`} sin respuesta, así que no recibirás prospectos nuevos hasta que vuelvas. Los que ya tienes siguen siendo tuyos.`,
      button: "Volver a recibir prospectos",
      hint: "También avisamos a quien dirige tu equipo. Si vas a faltar más tiempo, pide que lo registre como ausencia.",
    },
    manager: {
      subject: (name) => `En pausa: ${name}`,
      kicker: "Ofertas vencidas",
      title: (name) => `${name} está en pausa`,
      intro: (name, count) =>
        `${name} dejó vencer sin respuesta ${count === 1 ? "una oferta" : `${count} ofertas seguidas`}, así que los prospectos nuevos pasan a los demás.`,
      hint: (email) =>
        `Su dirección es ${email}. La pausa termina cuando esa persona vuelve con el enlace de su correo, o cuando tú la terminas.`,
    },
  },
  pt: {
    rep: {
      subject: "Você está em pausa: por enquanto, sem novos leads",
      kicker: "Suas ofertas expiraram",
      title: "Você está em pausa",
      intro: (count) =>
        `${count === 1 ? "Sua última oferta expirou" : `Suas últimas ${count} ofertas expiraram`} sem resposta, então você não recebe novos leads até voltar. Os que já estão com você continuam seus.`,
      button: "Voltar a receber leads",
      hint: "Quem gerencia a sua equipe também é avisado. Se for ficar fora por mais tempo, peça que registre a ausência.",
    },
    manager: {
      subject: (name) => `Em pausa: ${name}`,
      kicker: "Ofertas expiradas",
      title: (name) => `${name} está em pausa`,
      intro: (name, count) =>
        `${name} deixou ${count === 1 ? "uma oferta expirar" : `${count} ofertas seguidas expirarem`} sem resposta, então os novos leads vão para os demais.`,
      hint: (email) =>
        `O endereço é ${email}. A pausa termina quando a pessoa volta pelo link do e-mail dela, ou quando você a encerra.`,
    },
  },
} satisfies Record<Locale, PausedTexts>;
