import type { words as english } from "../../en/console/settings.ts";

export const words: typeof english = {
  here: "Valen en este dispositivo.",
  language: "Los correos y las páginas conservan el idioma que tienes en la lista del equipo.",
  theme: "Colores",
  keys: "Desactívalas si las pulsas sin querer o si le hablas a tu dispositivo.",
  allKeys: "Ver todas las teclas",
  who: "Quién eres",
  roster: (zone) => `Las horas son de ${zone}. Lo dice la lista del equipo, y tu gerente puede cambiarlo.`,
  tour: "Hacer el recorrido",
};
