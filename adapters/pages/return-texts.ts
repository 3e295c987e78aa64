import type { Locale } from "../../routing/lead/lead.ts";

interface ReturnTexts {
  paused: { title: string; text: string };
  back: { title: string; text: string };
  button: string;
}

export const returnTexts = {
  en: {
    paused: { title: "You are paused", text: "You are offered no new leads, because your last offers lapsed." },
    back: { title: "You are back", text: "New leads are offered to you again. You need to do nothing more." },
    button: "Receive leads again",
  },
  es: {
    paused: { title: "Estás en pausa", text: "No recibes prospectos nuevos porque tus últimas ofertas vencieron." },
    back: { title: "Ya estás de vuelta", text: "Vuelves a recibir prospectos nuevos. No hace falta nada más." },
    button: "Volver a recibir prospectos",
  },
  pt: {
    paused: { title: "Você está em pausa", text: "Você não recebe novos leads porque suas últimas ofertas expiraram." },
    back: { title: "Você está de volta", text: "Você volta a receber novos leads. Nada mais a fazer." },
    button: "Voltar a receber leads",
  },
} satisfies Record<Locale, ReturnTexts>;
