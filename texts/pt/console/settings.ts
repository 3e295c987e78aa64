import type { words as english } from "../../en/console/settings.ts";

export const words: typeof english = {
  here: "Valem neste dispositivo.",
  language: "E-mails e páginas mantêm o idioma que a lista da equipe tem para você.",
  theme: "Cores",
  keys: "Desative-as se você as digita sem querer ou fala com o seu dispositivo.",
  allKeys: "Ver todas as teclas",
  who: "Quem você é",
  roster: (zone) => `Os horários são de ${zone}. A lista da equipe diz isso, e seu gerente pode mudar.`,
  tour: "Fazer o tour",
};
