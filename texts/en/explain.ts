/** What the explanation of a decision says around the policy's own words. Values arrive ready. */
export const explain = {
  lead: (id: string) => `Lead ${id}`,
  executions: (links: string) => `Its executions in Step Functions: ${links}`,
  statusPage: (url: string) => `Its execution, on the status page of the local run: ${url}`,
  noTraces: "No choice was made for it so far.",
  now: "What would be decided now",
  /** Of a lead that nobody decides about any more. */
  again: "What would be decided if it came again now",

  offeredOutside: (rep: string, pool: string) => `Offered to ${rep}, whom the rule names; ${rep} is not in ${pool}`,
  offered: (rep: string, pool: string) => `Offered to ${rep}, in ${pool}`,
  /** Of a rep and a time that the person took themselves. */
  chosenByPerson: (rep: string, pool: string) => `Chosen by the person: ${rep}, in ${pool}`,
  waits: (until: string) => `Waits until ${until}`,
  escalated: (cause: string) => `Goes to the manager: ${cause}`,
  causes: {
    "attempts-used": "those who were asked did not take it",
    "everybody-asked": "everybody who could have it was asked, and nobody took it",
    "nobody-available": "nobody is available in time",
    fault: "a fault",
    "by-hand": "a manager took it",
  },
  nurtured: (lane: string) => `Answered by mail, in the lane ${lane}`,
  rejected: "Turned away by a gate",
  decidedAt: (time: string, version: number | undefined) =>
    version === undefined ? `Decided at ${time}.` : `Decided at ${time}, with version ${version} of the policy.`,
  /** @param of how many reassignments there were */
  answer: (time: string, of: number) =>
    `To be answered within ${time} of working time: the mean time to reassignment, of ${of} so far.`,
  gates: "Gates, of which one that holds turns the lead away",
  noGates: "the policy has none",
  score: (total: string, max: string) => `Score: ${total} of ${max} points`,
  points: (points: string, max: string) => `${points} of ${max}`,
  eventPoints: (points: string, day: string) => `${points} on ${day}`,
  priority: (level: string) => `Priority: ${level}`,
  lane: (lane: string) => `Lane: ${lane}`,
  rule: (rule: string) => `Rule: ${rule}`,
  otherwise: "none matched, so the default applies",
  passedOn: {
    nobody: () => "it names nobody for this lead",
    gone: (rep: string) => `${rep} is no rep of the roster any more`,
    asked: (rep: string) => `${rep} was asked already`,
  } as Record<"nobody" | "gone" | "asked", (rep: string) => string>,
  tried: "Rules that were tried before it",
  triedMore: (count: number) => `${count} more rules did not hold`,
  holds: "holds",
  /** @param asked a clause @param found what the lead has */
  fails: (asked: string, found: string) => `no. Asked: ${asked}. Found: ${found}`,
  never: "never holds",
  namedOutside: (rep: string) => `Named by the rule: ${rep}, who may have it without being in any group of the rule`,
  named: (rep: string) => `Named by the rule: ${rep}, who may have it`,
  namedOut: (rep: string, because: string) => `Named by the rule: ${rep}, left out: ${because}`,
  pool: (pool: string, able: number) =>
    `Group ${pool}: ${able === 1 ? "1 who could take it" : `${able} who could take it`}`,
  /** Of the first pool of a rule that splits its leads. */
  splitTo: (pool: string) =>
    `The rule splits its leads; this one was drawn for the group ${pool}, the others come after it`,
  askedAloneUntil: (time: string) => `asked alone until ${time}, then the next group is asked as well`,
  tooFarAhead: "would be further ahead of their fair share than the group allows, so the others come first",
  /** Of a pool that is shown the lead before the manager gets it. */
  lastCall: "shown to them at once after the attempts, before the manager gets it",
  /** Of a pool that is none of the lead's own. */
  waitedOut: "asked as well because the lead had waited its longest",
  owed: (before: string, claim: string, after: string) =>
    `ledger ${before}, ${claim} with this lead, ${after} after it`,
  openLeads: (count: string) => `open leads: ${count}`,
  more: (count: number) => `and ${count} more`,
  askedAgain: (round: number) =>
    `Asked again, for the ${round === 2 ? "second" : round === 3 ? "third" : "fourth"} time: who let it lapse may be asked once more`,
  leftOut: "Left out",
  because: {
    inactive: "not active",
    "already-asked": "was asked already",
    language: "does not speak the language",
    product: "does not sell the products",
    industry: "does not cover the industry",
    "use-case": "does not cover the use case",
    country: "does not cover the country",
    paused: "is paused",
    "too-much": "asks more effort than they can ever take",
    full: "has no free place",
    "effort-full": "has as much effort in hand as they can take",
    "in-flight": "has leads in flight that take as long to close as they may",
    "hour-full": "has had as many new leads as they may in an hour",
    "pool-hour-full": "has had as many new leads of this pool as they may in an hour",
    "pool-day-full": "has had as many new leads of this pool as they may in a day",
    "pool-week-full": "has had as many new leads of this pool as they may in a week",
    "pool-month-full": "has had as many new leads of this pool as they may in a month",
    "day-full": "has had today's new leads",
    "week-full": "has had this week's new leads",
    "month-full": "has had this month's new leads",
    "off-shift": "not at work",
    unknown: "not in the roster",
  },
  /** Of somebody whose leads in flight take as long as they may, in days. */
  inFlight: (has: string, most: string, takes: string) => `${has} of ${most} days, this one takes ${takes}`,
  yes: "yes",
  no: "no",
  deciding: "What decided",
  against: (seen: string, next: string, rep: string) => `${seen}, against ${next} of ${rep}`,
  only: "nobody else could take it",
  byName: "the rule names them",
  equal: "all were equal, and who comes first of equals is fixed for each group",
  account: "they have the account",
  opportunity: "they have the opportunity of the account",
  colleague: "they have the lead of a colleague",
  samePerson: "they have the lead of perhaps the same person",
  chosen: "the person chose them",
  /** How the full text begins what was looked up. */
  lookedUp: "Looked up",
  /** @param facts the nouns of what was filled in; empty where nothing was */
  /** The place of the lead, by what it is known. */
  place: {
    "postal-code": "the place, by the region of its postal code",
    city: "the place, by its city",
    region: "the place, by its region",
    country: "the place, by its country alone",
  },
  lookUp: (provider: string, facts: string) => `${provider}: ${facts || "nothing new"}`,
  accountOf: (name: string, by: "domain" | "name", rep: string | undefined) =>
    `The account ${name}, by its ${by === "domain" ? "e-mail domain" : "name"}${rep ? `, is with ${rep}` : ""}`,
  brief: {
    why: "Why",
    close: "Who was close",
    change: "What would change it",
    assessed: (score: string, max: string, priority: string, lane: string) =>
      `${score} of ${max} points, ${priority}, lane ${lane}`,
    turnedAway: (because: string) => `Turned away: ${because}`,
    before: (choices: number) => (choices === 1 ? "1 choice before this one" : `${choices} choices before this one`),
    nowSame: "It would be decided the same now",
    full: "Every line of it: --full",
  },
  whatIf: "What would have changed it",
  nothingElse: "No single change that the policy can tell apart, nor of one rep's state.",
  theirChoice: "Only the person: they could have chosen somebody else.",
  notSearched: "Not searched: with what is known of the lead now it would be decided otherwise.",
  notAll: (tried: number) => `Not all was tried: the search ended after ${tried} decisions.`,
};

export type ExplainTexts = typeof explain;
