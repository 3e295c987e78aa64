export const learn = {
  because: (when: string, won: string, of: string, part: string, all: string, odds: string) =>
    `${when}: ganhos ${won} de ${of}, ${part} contra ${all} de todos; sendo o resto igual, ${odds} vezes os ganhos por cada um que não`,
  chance: (percent: string, of: string) =>
    `Probabilidade de ganhar: ${percent}, conforme o que resultou de ${of} leads`,
  forIt: "A favor:",
  againstIt: "Contra:",
};
