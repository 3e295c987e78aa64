export const learn = {
  because: (when: string, won: string, of: string, part: string, all: string, odds: string) =>
    `${when}: ganados ${won} de ${of}, un ${part} frente al ${all} de todos; a igualdad de lo demás, ${odds} veces los ganados por cada uno que no`,
  chance: (percent: string, of: string) => `Probabilidad de ganar: ${percent}, según lo que resultó de ${of} leads`,
  forIt: "A favor:",
  againstIt: "En contra:",
};
