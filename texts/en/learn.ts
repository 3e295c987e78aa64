/** What is said of points that were learnt from outcomes. Values arrive ready: translated and formatted. */
export const learn = {
  /**
   * Why a line gives its points. @param when a sentence @param won of how many such leads were won @param all the part of
   * all leads @param odds as 2.3,
   * beside leads that get nothing for that fact
   */
  because: (when: string, won: string, of: string, part: string, all: string, odds: string) =>
    `${when}: ${won} of ${of} won, ${part} against ${all} of all; all else being equal, the odds of a win are ${odds} times as high`,
};

/** What stands beside the points of a lead, for the team alone. */
export const outlook = {
  /** @param of how many past leads it was learnt */
  chance: (percent: string, of: string) => `Chance of a win: ${percent}, by what came of ${of} past leads`,
  /** Before a line of the score that gave points. */
  forIt: "For it:",
  /** Before a line that took points, or that others get points by and this lead does not. */
  againstIt: "Against it:",
  /** Points of a line that does not hold for the lead. */
  lacks: (points: string) => `lacks the ${points} for:`,
};

/** Of the check whether a score is as good as when it was learnt. Parts as 31%, figures as 0.62. */
export const scoreCheck = {
  noChances: "The policy's score was not learnt, so there are no chances to check.",
  few: (since: string, leads: string, won: string) =>
    `Too few outcomes of leads that came after ${since} to say anything: ${leads}, of which ${won} were won. It takes 50, with 10 won and 10 not.`,
  since: (day: string, leads: string, won: string) =>
    `Of the leads that came after ${day}, ${leads} have an outcome; ${won} were won.`,
  expected: (expected: string, happened: string, low: string, high: string) =>
    `The points expected ${expected} wins; there were ${happened} (${low} to ${high}).`,
  auc: (value: string, low: string, high: string) =>
    `A lead that was won had more points than one that was not in ${value} of the pairs (${low} to ${high}; by chance 0.5).`,
  fine: "The score is as good as when it was learnt.",
  chances: "The chances no longer hold: they expect another part of wins than there are.",
  order: "It is not sure that more points still mean more wins.",
  leads: (fact: string, psi: string) =>
    `Leads are others than those that it was learnt from in ${fact}: population stability index ${psi}, of which 0.25 is much.`,
  subject: "The score has aged",
  kicker: "Score",
  intro:
    "What the points expect of leads is no longer what happens. Nothing was changed; leads go on as the policy says.",
  found: "What was found",
  todo: "What to do",
  steps: [
    "Learn the points anew from what happened since, and read the lines:",
    "Try them on past leads, and activate them if they are better:",
  ],
  footer: (company: string) => `This comes once a month at most, to the managers and operators of ${company}.`,
};
