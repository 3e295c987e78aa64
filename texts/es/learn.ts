export const learn = {
  because: (when: string, won: string, of: string, part: string, all: string, odds: string) =>
    `${when}: ganados ${won} de ${of}, un ${part} frente al ${all} de todos; a igualdad de lo demás, ${odds} veces más ganados por cada no ganado`,
};

export const outlook = {
  chance: (percent: string, of: string) =>
    `Probabilidad de ganar: ${percent}, según lo que resultó de ${of} prospectos`,
  forIt: "A favor:",
  againstIt: "En contra:",
  lacks: (points: string) => `le faltan los ${points} de:`,
};

export const scoreCheck = {
  noChances: "El puntaje de la política no se aprendió, así que no hay probabilidades que revisar.",
  few: (since: string, leads: string, won: string) =>
    `Hay muy pocos resultados de prospectos llegados después del ${since} para decir algo: ${leads}, de los cuales se ganaron ${won}. Hacen falta 50, con 10 ganados y 10 no.`,
  since: (day: string, leads: string, won: string) =>
    `De los prospectos llegados después del ${day}, ${leads} tienen resultado; se ganaron ${won}.`,
  expected: (expected: string, happened: string, low: string, high: string) =>
    `Los puntos esperaban un ${expected} de ganados; fue un ${happened} (de ${low} a ${high}).`,
  auc: (value: string, low: string, high: string) =>
    `Un lead ganado tenía más puntos que uno no ganado en ${value} de los pares (de ${low} a ${high}; por azar 0.5).`,
  fine: "El puntaje es tan bueno como cuando se aprendió.",
  chances: "Las probabilidades ya no valen: esperan otra parte de ganados que la que hay.",
  order: "No es seguro que más puntos sigan significando más ganados.",
  leads: (fact: string, psi: string) =>
    `Los prospectos son otros que aquellos de los que se aprendió en ${fact}: índice de estabilidad poblacional ${psi}; desde 0.25 es mucho.`,
  subject: "El puntaje ha envejecido",
  kicker: "Puntaje",
  intro:
    "Lo que los puntos esperan de los prospectos ya no es lo que pasa. No se cambió nada; los prospectos siguen como dice la política.",
  found: "Qué se encontró",
  todo: "Qué hacer",
  steps: [
    "Aprender los puntos de nuevo con lo que pasó desde entonces, y leer las líneas:",
    "Probarlos con prospectos pasados, y activarlos si son mejores:",
  ],
  footer: (company: string) => `Llega una vez al mes como máximo, a gerentes y operadores de ${company}.`,
};
