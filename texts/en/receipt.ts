/** What a rep's fairness receipt says. Amounts, times and names arrive ready. */
export const receipt = {
  title: (rep: string, from: string, to: string) => `Fairness receipt of ${rep}, ${from} to ${to}`,
  /** What a balance means. */
  unit: "In leads. Above 0 you are owed leads; below 0 you had them in advance.",
  ledger: (name: string) => `Ledger ${name}`,
  opening: "Owed at the beginning",
  shares: (leads: number) => (leads === 1 ? "Your share of 1 lead" : `Your shares of ${leads} leads`),
  offers: (offers: number) => (offers === 1 ? "1 lead offered to you" : `${offers} leads offered to you`),
  credits: "Credited back",
  corrections: "Corrected",
  handedOn: "Handed on by those who left",
  faded: "Faded with time",
  closing: "Owed at the end",
  outcomes: {
    accepted: (count: number) => `${count} accepted`,
    declined: (count: number) => `${count} declined`,
    lapsed: (count: number) => `${count} lapsed`,
    taken: (count: number) => `${count} taken by others`,
    "given-back": (count: number) => `${count} given back`,
    "handed-on": (count: number) => `${count} handed on`,
    withdrawn: (count: number) => `${count} withdrawn by the person`,
    open: (count: number) => `${count} open`,
    unknown: (count: number) => `${count} of leads that are not kept`,
  },
  pool: (pool: string, shares: string, leads: number, offers: number, outcomes: string) =>
    `${pool}: ${shares} of ${leads === 1 ? "1 lead" : `${leads} leads`}, ${offers} offered${outcomes ? ` (${outcomes})` : ""}`,
  balanced: (version: number) =>
    `Adds up: the ledger's journal comes to its balances, version ${version}, to the last billionth of a lead.`,
  unbalanced: (version: number) =>
    `Does not add up: the ledger's journal does not come to its balances, version ${version}. Please tell who runs Turno.`,
  keptSince: (time: string) => `The journal is kept since ${time}; what was before is in the amount at the beginning.`,
  nothing: "Nothing changed for you.",
  noLedgers: "You are in no pool, so no ledger has a line of yours.",
  lines: "Line by line",
  /** Amounts with their sign, leads as their ids. */
  line: {
    share: (amount: string, among: number, lead: string, chosen: string) =>
      `${amount}, your share among ${among} in lead ${lead}, which went to ${chosen}`,
    offer: (amount: string, among: number, lead: string, outcome: string) =>
      `${amount} for lead ${lead}, offered to you, with your share among ${among}: ${outcome}`,
    claimed: "you claimed it first",
    /** Of a rep whom the person chose; and the person, as who has something credited. */
    byPerson: (rep: string) => `${rep}, whom the person chose`,
    person: "the person",
    /** Why something was credited. */
    reasons: {
      invalid: "no real lead",
      duplicate: "a duplicate",
      "wrong-route": "the wrong route",
      withdrawn: "they withdrew the request",
      "by-hand": "a manager gave it to somebody",
      chosen: "they chose somebody",
    },
    credit: (amount: string, lead: string, by: string, reason: string) =>
      `${amount} credited back for lead ${lead} by ${by}: ${reason}`,
    correction: (amount: string, by: string, reason: string) => `${amount} corrected by ${by}: ${reason}`,
    handedOn: (amount: string) => `${amount} handed on by those who left`,
    faded: (amount: string) => `${amount} faded with time`,
    pending: "not written yet",
  },
  outcome: {
    accepted: "accepted",
    declined: "declined",
    lapsed: "lapsed",
    taken: "taken by somebody else",
    "given-back": "given back",
    "handed-on": "handed on",
    withdrawn: "withdrawn by the person",
    open: "open",
    unknown: "its lead is not kept",
  },
  mail: {
    subject: (from: string, to: string) => `Your fairness receipt, ${from} to ${to}`,
    kicker: "Your fairness receipt",
    title: "What you were owed, and what you got",
    intro:
      "Each lead is shared among those who could take it. Your shares add up, and each lead that is offered to you takes one off.",
    hint: "Amounts are rounded here. Your manager can show you the receipt line by line to the last digit, and why a lead was not yours: answer this mail to ask.",
    exactly: (amount: string) => `Exactly ${amount} at the end.`,
    offered: "Offered to you",
    more: (count: number) => (count === 1 ? "and 1 more" : `and ${count} more`),
  },
  whyNot: {
    title: (lead: string, rep: string) => `Lead ${lead}, and why not ${rep}`,
    none: "No choice was made for this lead so far, so nobody was left out.",
    decision: (time: string, outcome: string) => `${time}: ${outcome}`,
    chosen: "It was offered to them.",
    /** @param pool whose reps share the charge */
    couldChoose: (pool: string, rep: string) =>
      `The person chose ${rep}. They could choose among those of the group ${pool}, of whom this one is.`,
    chosenByPerson: "The person chose them.",
    noPools: "Nobody was compared: it went to whom the rule or the account names.",
    otherPools: (pools: string) => `They are in none of the groups that were asked: ${pools}.`,
    ahead: (place: number, pool: string, rep: string) =>
      `They were number ${place} in the group ${pool}; ${rep} was before them.`,
    differed: (preference: string, chosen: string, theirs: string) => `${preference}: ${chosen}, theirs ${theirs}.`,
    equal: "In every preference they were equal; who comes first of equals is fixed for each group.",
    owed: (chosen: string, theirs: string) => `Owed with this lead: ${chosen} leads, theirs ${theirs}.`,
    leftOut: (pool: string, because: string) => `Left out in the group ${pool}: ${because}.`,
    notListed: (pool: string) =>
      `In the group ${pool} they were behind the first of many, or left out for a reason that others had too; the trace names only some.`,
  },
};
