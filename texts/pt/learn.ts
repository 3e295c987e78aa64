export const learn = {
  because: (when: string, won: string, of: string, part: string, all: string, odds: string) =>
    `${when}: ganhos ${won} de ${of}, ${part} contra ${all} de todos; com o resto igual, ${odds} vezes mais ganhos por cada não ganho`,
};

export const outlook = {
  chance: (percent: string, of: string) =>
    `Probabilidade de ganhar: ${percent}, conforme o que resultou de ${of} leads`,
  forIt: "A favor:",
  againstIt: "Contra:",
  lacks: (points: string) => `faltam os ${points} de:`,
};

export const scoreCheck = {
  noChances: "A pontuação da política não foi aprendida, portanto não há probabilidades a verificar.",
  few: (since: string, leads: string, won: string) =>
    `Há poucos resultados de leads que chegaram depois de ${since} para dizer algo: ${leads}, dos quais ${won} foram ganhos. São precisos 50, com 10 ganhos e 10 não.`,
  since: (day: string, leads: string, won: string) =>
    `Dos leads que chegaram depois de ${day}, ${leads} têm resultado; ${won} foram ganhos.`,
  expected: (expected: string, happened: string, low: string, high: string) =>
    `Os pontos esperavam ${expected} de ganhos; foram ${happened} (de ${low} a ${high}).`,
  auc: (value: string, low: string, high: string) =>
    `Um lead ganho tinha mais pontos que um não ganho em ${value} dos pares (de ${low} a ${high}; por acaso 0,5).`,
  fine: "A pontuação é tão boa quanto quando foi aprendida.",
  chances: "As probabilidades já não valem: esperam outra parte de ganhos do que há.",
  order: "Não é certo que mais pontos ainda signifiquem mais ganhos.",
  leads: (fact: string, psi: string) =>
    `Os leads são outros do que aqueles dos quais se aprendeu em ${fact}: índice de estabilidade populacional ${psi}; a partir de 0,25 é muito.`,
  subject: "A pontuação envelheceu",
  kicker: "Pontuação",
  intro:
    "O que os pontos esperam dos leads já não é o que acontece. Nada foi mudado; os leads seguem como diz a política.",
  found: "O que se encontrou",
  todo: "O que fazer",
  steps: [
    "Aprender os pontos de novo com o que aconteceu desde então, e ler as linhas:",
    "Testá-los com leads passados, e ativá-los se forem melhores:",
  ],
  footer: (company: string) => `Chega no máximo uma vez por mês, a gerentes e operadores de ${company}.`,
};
