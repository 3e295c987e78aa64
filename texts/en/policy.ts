import type { RetainedEnd } from "../../routing/lead/retention.ts";

/** What the written policy says around the policy's own words. Values arrive formatted, texts escaped. */
export const policy = {
  title: (name: string) => `${name}: how leads are handed out`,
  intro: "This document is written from the policy itself, which stands at its end.",

  rules: "Who gets what",
  firstMatch: "The lines are read from the top, and the first one that fits the lead counts.",
  when: (clause: string) => `When ${clause}`,
  everyLead: "Every lead",
  firstAsked: (rep: string, wait: string | undefined) =>
    wait === undefined
      ? `${rep} is asked first`
      : `${rep} is asked first; while they are off shift or full, the lead waits for them for ${wait} at most`,
  owners: {
    owner: "whoever has the account, its opportunity or a colleague's lead",
    "account-owner": "whoever has the account",
    "opportunity-owner": "whoever has the opportunity of the account",
    colleague: "whoever has a colleague's lead",
  },
  ownerIn: (fact: string) => `the rep whom ${fact} names`,
  /** After the rep who is asked first, where the rules below go on. */
  goesOn: "Where that is nobody, somebody who has left or who did not take it, the lines below go on",
  /** After the rep who is asked first. */
  otherwiseGoes: (clause: string) => `Otherwise ${clause}`,
  goesTo: ([first = "", ...others]: readonly string[]) =>
    [`the lead goes to the group ${first}`, ...others.map((pool) => `when nobody there is available, to ${pool}`)].join(
      "; ",
    ),
  beforeNext: (time: string) =>
    `As long as somebody in a group may be available, the next one is asked ${time} after it at the earliest.`,
  split: (parts: string) => `Each lead begins with one of the groups, by their parts: ${parts}.`,
  splitPart: (pool: string, part: string) => `${pool} ${part}`,
  ownAnswer: (time: string | undefined) =>
    time === undefined ? "There is no time limit to answer." : `Time to answer here: ${time}.`,
  ownContact: (time: string | undefined) =>
    time === undefined ? "No time for the first contact is promised." : `Time to the first contact here: ${time}.`,
  prefersHere: (preferences: string) => `Order of preference for these leads: ${preferences}.`,
  because: (reason: string) => `Why: ${reason}`,
  otherwise: "Every other lead",

  formRequired: "required",
  formFields: (fields: string) => `The form asks for ${fields}.`,
  formHidden: (fields: string) => `The form knows by its address ${fields}.`,
  formStep: (title: string) => `A part of the form is called “${title}”.`,
  formHint: (text: string) => `The form hints: “${text}”.`,
  formConsent: (id: string, version: string, wording: string, required: boolean) =>
    `Consent ${id}, version ${version} (${required ? "has to be given" : "may be given"}): ${wording}`,
  /** @param colours may be empty */
  formBrand: (name: string, colours: string) =>
    `The form is that of ${name}${colours && `, in the colours ${colours}`}.`,
  formThanks: (text: string) => `Who has sent the form reads “${text}”.`,
  formRedirect: (address: string) => `Who has sent the form is led to ${address}.`,
  formName: (name: string, fact: string) => `The field ${name} of another form means ${fact}.`,
  source: (address: string) => `Leads come in at ${address} as well.`,
  channel: (name: string, kind: string, news: string, pools: string | undefined) =>
    `The channel ${name} in ${kind} is told of ${news}${pools === undefined ? "" : ` in ${pools}`}.`,
  channelNews: { offers: "offers", breaches: "what is late or taken by nobody", digests: "the week's figures" },
  regionList: (name: string, regions: string) => `By “${name}”, conditions on regions mean ${regions}.`,
  territories: "Territories",
  noTerritories: "The policy names no territories.",

  qualification: "Who is turned away, and what is asked",
  rejects: "Not handed to anybody:",
  rejectsNobody: "Nobody is turned away.",
  asks: "What the form did not answer is for the rep to ask, in this order:",

  score: "Points",
  scoreUpTo: (max: string) => `A lead can have ${max} points.`,
  dimensions: {
    value: "Value",
    geography: "Geography",
    "use-case": "Use case",
    engagement: "Engagement",
    size: "Size of the organization",
  },
  upTo: (max: string) => `At most ${max} points.`,
  weighs: (weight: string, max: string) => `At most ${max} points, each of which counts ${weight} times.`,
  pointsHead: ["When", "Points", "Why"],
  chance: (leads: string, from: string, to: string) =>
    `How likely a win is by points, as ${leads} leads from ${from} to ${to} say; between two lines it is in between:`,
  chanceHead: ["Points", "Chance of a win"],
  learnNever: (facts: string) => `Points are never learnt from: ${facts}.`,
  learnAllow: (facts: string) => `Points may be learnt from these as well: ${facts}.`,
  learnRising: (facts: string) => `Points may only rise with: ${facts}.`,
  learnFalling: (facts: string) => `Points may only fall with: ${facts}.`,
  bandsBy: (noun: string) => `By ${noun}, the highest step that is reached:`,
  fromStep: (from: string) => `from ${from}`,
  behaviour: "For what the person did:",
  behaviourHead: ["Event", "Points", "Why"],
  /** @param fades after how long an event gives half its points */
  behaviourCounts: (times: string, fades: string | undefined) =>
    `each, the latest ${times} at most${fades === undefined ? "" : `; half as many after ${fades}`}`,

  priority: "Priority",
  elseCold: "Every other lead is cold.",

  lanes: "Lanes",
  actions: {
    route: "a rep takes the lead",
    nurture: "nobody calls; the lead gets our e-mail for those who are not ready yet",
    "self-service": "nobody calls; the lead gets an e-mail that shows how to start without us",
  },

  pools: "Groups",
  manager: (manager: string) => `Manager: ${manager}.`,
  needs: (needs: string) => `A rep must fit the lead in: ${needs}.`,
  needsNothing: "Any rep of the group may take the lead.",
  need: {
    language: "language",
    product: "products",
    industry: "industry",
    "use-case": "use case",
    country: "country",
  },
  prefers: (preferences: string) => `Order of preference: ${preferences}.`,
  preference: {
    owner: "who has the account or a colleague's lead",
    specialist: "who lists what the lead asks for",
    "same-company": "who had leads of the same company",
    "most-experienced": "the most experience",
    "best-performer": "the best record of leads won",
    "least-loaded": "the fewest open leads",
    "highest-capacity-left": "the most room for more leads",
    "nearest-time-zone": "the nearest time zone",
    nearest: "the shortest distance",
    fairness: "whose fair share is furthest behind",
  },
  showTo: (count: string) => `A lead is shown to ${count} reps at once; the first to take it has it.`,
  sharesLedger: (pools: string) => `Its fair shares are counted together with those of ${pools}.`,
  history: (time: string) => `Of what somebody is owed, half is forgotten after ${time}.`,
  several: {
    all: "Of several products a rep must know all.",
    any: "Of several products one that a rep knows is enough.",
  },
  unlisted: {
    everything: "Who lists nothing takes everything.",
    nothing: "Who lists nothing takes no lead that asks for something.",
  },
  perRep: (limits: string) => `Each rep gets from it ${limits} new leads at most.`,
  perRepPart: {
    hour: (n: string) => `${n} in any hour`,
    day: (n: string) => `${n} a day`,
    week: (n: string) => `${n} a week`,
    month: (n: string) => `${n} a month`,
  },
  mostAhead: (leads: string) => `What is preferred puts nobody more than ${leads} leads ahead of their fair share.`,
  fairness: {
    eligible: "A lead is shared by those who could have had it then: whoever is away earns nothing and owes nothing.",
    "equal-counts":
      "A lead is shared by everybody whom it fits and who works again within four days: in the end all have as many by their weights, and who begins later in the day gets the next ones.",
  },
  namedCount: "A lead of somebody in the group whom its rule names is one of their turns.",
  anyHours: "Leads are offered at any time of the day and the week; the time to answer is working time all the same.",
  tie: "What all that leaves equal is decided by fair shares.",

  speed: "How fast",
  speedHead: ["Priority", "Answer the offer within", "First contact within"],
  answerLearnt: (least: string, most: string) => `${least} to ${most}, by the mean time to reassignment`,
  workingTime: "Counted in the rep's own working time.",
  reminders: (parts: string) => `A rep who has not answered is reminded after ${parts} of the time to answer.`,
  noReminders: "Reps are not reminded before their time is up.",
  attempts: (count: string) => `Reps who are asked, one after the other: ${count} at most.`,
  maxWait: (time: string) => `While nobody is available the lead waits, for ${time} at most.`,
  /** @param pools that are asked after the longest wait, in order */
  afterMaxWait: ([first = "", ...others]: readonly string[]) =>
    `${[
      `Once it has waited that long and nobody of its own groups is available, it goes to the group ${first}`,
      ...others.map((pool) => `when nobody there is available, to ${pool}`),
    ].join("; ")}. It does not wait again.`,

  choose: (lanes: string, reps: string, days: string) =>
    `A lead in ${lanes} may choose for itself: it sees up to ${reps} of the reps to whom it could be offered, best first, with their free times on up to ${days} days. The rep whom it chooses has it; the turn counts as with any offer.`,
  chooseTimes: (length: string, notice: string) =>
    `A meeting takes ${length}, and is chosen at least ${notice} before.`,
  whenNot: "What happens when not",
  nextRep: "A rep who declines, or does not answer in time, is not asked again: the lead goes to the next one.",
  askAgain: (count: string, times: number) =>
    `When ${count} reps did not take it or nobody else can be asked, as many are asked ${times === 1 ? "once more" : `up to ${times} times more`}: who let it lapse is asked again, who declined it is not.`,
  afterAttempts: (count: string, [first = "", ...others]: readonly string[], time: string) =>
    `${[
      `When ${count} reps did not take it, the lead is shown to the whole group ${first} at once`,
      ...others.map((pool) => `when nobody there is available, to ${pool}`),
    ].join("; ")}. The first to take it within ${time} has it.`,
  /**
   * @param more whether other groups are asked after the longest wait
   * @param shown whether a group is shown the lead before
   */
  escalation: (count: string, time: string, more: boolean, shown: boolean) =>
    `When ${shown ? "nobody of them took it" : `${count} reps did not take it`}, or it waited ${time}${more ? " and nobody of the groups that are asked after that is available either" : ""}, the lead goes to the manager of the group, who is reminded of it.`,
  noPause: "Nobody is paused for offers that lapse.",
  noGiveBack: "Who has accepted a lead keeps it.",
  /** @param time until how long after accepting */
  giveBack: (time: string, count: string) =>
    `Who has accepted a lead may give it back within ${time}, up to ${count} in a week; it then goes to the next rep.`,
  pauseAfter: (count: string) =>
    `After ${count} lapsed offers in a row a rep is paused, and told by mail, with a link to return. Their manager is told as well.`,

  acknowledge: "What the person is told",
  acknowledges: (what: string) =>
    `By email in their language, with who answers, by when, and a link to their own request: ${what}.`,
  occasion: {
    received: "that their request has arrived, within a minute",
    "handed-on": "that another rep takes it over",
    escalated: "that it is with the manager",
    waiting: "that it waits for somebody to be free",
    added: "that what they sent again has arrived",
  },
  perDay: (count: string) => `At most ${count} such emails a day for each request, and each of them once.`,
  tellsNothing: "Nothing before their rep is introduced to them.",

  follow: "What happens once a lead has its rep",
  contactReminders: (parts: string) =>
    `A rep who has logged no first contact is reminded after ${parts} of the time for it.`,
  noContactReminders: "Reps are not reminded of the first contact before its time is up.",
  breachTells: "When the first contact is late, the rep's manager is told.",
  breachHandsOn: (count: string) =>
    `When the first contact is late, the rep's manager is told, and the lead goes to the next rep by the rules, up to ${count} times for one lead. A rep who has tried to reach the person keeps it.`,
  nudges: (time: string, count: string) =>
    `While there is no outcome, a rep who has logged nothing for ${time} is asked how it goes, up to ${count} times in a row; after that the manager is told that there is no outcome.`,
  noNudges: (time: string) =>
    `When a rep has logged nothing for ${time}, the manager is told that there is no outcome.`,
  contactDetails: (time: string) => `The lead's page shows how to reach the person until ${time} after it is closed.`,
  lostReasons: (reasons: string) => `Reasons for which a lead is lost: ${reasons}.`,

  onboarding: "What begins when a lead is won",
  /** @param time until when they call */
  onboardingIs: (pool: string, time: string) =>
    `The group ${pool} chooses who has the customer from then on, as it chooses for any lead. They call within ${time} and log each of these steps, of which they are reminded when it is due:`,
  milestone: (name: string, time: string, told: string) => `${name}: after ${time}; ${told}.`,
  told: {
    customer: "the customer is mailed when it is reached",
    manager: "who has the customer is mailed when it is reached",
    both: "both are mailed when it is reached",
  },
  milestoneMail: (subject: string, text: string) => `The customer reads: “${subject}”, ${text}`,

  nurture: "What leads that nobody calls are mailed later",
  nurtureIs:
    "After the mail of their lane, until they send a request, answer or unsubscribe, and each at least a day after the one before:",
  nurtureMail: (time: string, subject: string, text: string) => `after ${time}: “${subject}”, ${text}`,
  nurturePage: (url: string) => `Its button leads to ${url}.`,

  receipts: "Who was owed what",
  /** @param day of the week @param hour as 8:00 */
  receiptsWeekly: (day: string, hour: string) =>
    `Every rep is mailed their fairness receipt on ${day} at ${hour}, on their own clock: what they were owed, offered and credited, and why.`,
  receiptsOff: "Fairness receipts are not mailed; they can be asked for.",
  receiptsKept: (time: string) => `What they are added up from is kept for ${time}.`,

  retention: "How long is kept what is known of people",
  ended: {
    won: "won",
    lost: "lost",
    invalid: "invalid",
    withdrawn: "withdrawn by its person",
    rejected: "turned away",
    nurtured: "nobody's to call",
  } satisfies Record<RetainedEnd, string>,
  keptFor: (end: string, time: string) => `A lead that ended as ${end} is erased ${time} later, with all beside it.`,
  /** @param others whether there are some that are kept for a time */
  keptUntilErased: (others: boolean) =>
    `${others ? "Every other lead" : "Every lead"} is kept until its person, or somebody for them, has it erased.`,

  effort: "What leads take",
  effortIs:
    "Reps whose limit is in points of effort never have more of them in open leads. A lead of any other lane takes 1.",
  effortOf: (points: string, close: string | undefined) =>
    `${points} points${close === undefined ? "" : `, closed in ${close} as a rule`}`,
  effortFrom: (value: string, effort: string) => `from a value of ${value}: ${effort}`,
  inFlight: (time: string) =>
    `The open leads of a rep never add up to more time to close than ${time} for each lead of their capacity, counted as above and corrected by the leads that were closed. Who has none open may take any lead.`,

  expectations: "What we expect of ourselves",
  noExpectations: "The policy names no expectations.",
  answeredInTime: (part: string) => `${part} of the offers are answered in time.`,
  contactedInTime: (part: string) => `${part} of the leads are contacted in time.`,
  winRate: (part: string) => `${part} of the leads that a rep took are won.`,

  enrichment: "What is looked up",
  noProviders: "Nothing is looked up: only what the form says is known.",
  providers:
    "Before anything is decided, in this order; each fills in what is still unknown, and the form's own answers stand:",
  companies: "our own table of companies",
  places: "the table of places",
  http: (name: string, url: string) => `the service ${name}, at ${url}`,
  httpHeader: (header: string, prefix: string | undefined) =>
    `its key is sent in the header ${header}${prefix === undefined ? "" : `, after ${prefix}`}`,
  httpLimits: (timeout: string, retries: string, keep: string) =>
    `an answer may take ${timeout}, is asked for again ${retries} times, and is kept for ${keep}`,
  httpMap: (noun: string, expression: string) => `${noun}: ${expression}`,
  limit: (time: string) => `All of it together holds a lead up for ${time} at most.`,

  accounts: "Accounts and colleagues",
  sameNameOnly: "A lead belongs to an account when its e-mail domain or its company's exact name is the same.",
  similarNames: (part: string) =>
    `A lead belongs to an account when its e-mail domain is the same, or its company's name is at least ${part} alike.`,
  colleagues: {
    "same-owner": "The colleague of somebody whose lead is open goes to the same owner.",
    "any-owner": "The colleague of somebody whose lead is open may go to anybody.",
  },

  rest: "What else is set",
  ownKinds: {
    text: "a text",
    choice: "one of",
    several: "some of",
    number: "a number",
    "yes-no": "yes or no",
    date: "a day",
  },
  ownAttribute: (noun: string, kind: string, values: string, signed: boolean) =>
    `Of a lead we also know ${noun}: ${kind}${values === "" ? "" : ` ${values}`}${signed ? ", believed only of sources that sign" : ""}.`,
  ownMail: (domains: string) => `Private mail services, beside the well-known ones: ${domains}.`,
  office: (days: string, from: string, to: string, zone: string) =>
    `The office is open from ${from} to ${to} on ${days} (${zone}).`,
  currency: (code: string) => `Currency: ${code}`,
  languages: (languages: string) => `Languages that we write in, the first for everybody else: ${languages}`,
  products: (products: string) => `Products on the form: ${products}`,
  privacy: (url: string) => `Privacy notice: ${url}`,
  selfService: (url: string) => `Where customers help themselves: ${url}`,
  positions: (level: string, words: string) => `Positions that count as “${level}”: ${words}`,
  references: "Customers that we name to leads of the same industry:",
  reference: (industry: string, company: string, text: string) => `${industry}: ${company} (${text})`,

  appendix: "The policy itself",
  appendixIntro: "This document can be checked and activated as it is: what counts is the block below.",
};

export type PolicyTexts = typeof policy;
