import type { preferences } from "../../routing/lead/why.ts";
import type { Policy } from "../../routing/policy/policy.ts";

export type Preference = (typeof preferences)[number];
type Of<Key extends keyof Policy> = Policy[Key];

/** What the written policy says around the policy's own words. Values arrive formatted, texts escaped. */
export interface PolicyTexts {
  title: (name: string) => string;
  intro: string;

  rules: string;
  firstMatch: string;
  when: (clause: string) => string;
  everyLead: string;
  firstAsked: (rep: string, wait: string | undefined) => string;
  knownOwner: string;
  /** After the rep who is asked first. */
  otherwiseGoes: (clause: string) => string;
  goesTo: (pools: readonly string[]) => string;
  prefersHere: (preferences: string) => string;
  because: (reason: string) => string;
  otherwise: string;

  territories: string;
  noTerritories: string;

  qualification: string;
  rejects: string;
  rejectsNobody: string;
  asks: string;

  score: string;
  scoreUpTo: (max: string) => string;
  dimensions: Record<Of<"score">[number]["dimension"], string>;
  upTo: (max: string) => string;
  weighs: (weight: string, max: string) => string;
  pointsHead: [string, string, string];
  bandsBy: (noun: string) => string;
  fromStep: (from: string) => string;

  priority: string;
  elseCold: string;

  lanes: string;
  actions: Record<Of<"lanes">[number]["action"], string>;

  pools: string;
  manager: (manager: string) => string;
  needs: (needs: string) => string;
  needsNothing: string;
  need: Record<Of<"pools">[string]["needs"][number], string>;
  prefers: (preferences: string) => string;
  preference: Record<Preference, string>;
  showTo: (count: string) => string;
  sharesLedger: (pools: string) => string;
  history: (time: string) => string;
  tie: string;

  speed: string;
  speedHead: [string, string, string];
  workingTime: string;
  reminders: (parts: string) => string;
  noReminders: string;
  attempts: (count: string) => string;
  maxWait: (time: string) => string;
  /** @param pools that are asked after the longest wait, in order */
  afterMaxWait: (pools: readonly string[]) => string;

  whenNot: string;
  nextRep: string;
  /** @param more whether other groups are asked after the longest wait */
  escalation: (count: string, time: string, more: boolean) => string;
  noPause: string;
  pauseAfter: (count: string) => string;
  noGiveBack: string;
  /** @param time until how long after accepting */
  giveBack: (time: string, count: string) => string;
  effort: string;
  effortIs: string;
  effortOf: (points: string, close: string | undefined) => string;
  effortFrom: (value: string, effort: string) => string;

  expectations: string;
  noExpectations: string;
  answeredInTime: (part: string) => string;
  contactedInTime: (part: string) => string;
  winRate: (part: string) => string;

  enrichment: string;
  noProviders: string;
  providers: string;
  companies: string;
  places: string;
  http: (name: string, url: string) => string;
  httpHeader: (header: string, prefix: string | undefined) => string;
  httpLimits: (timeout: string, retries: string, keep: string) => string;
  httpMap: (noun: string, expression: string) => string;
  limit: (time: string) => string;

  accounts: string;
  sameNameOnly: string;
  similarNames: (part: string) => string;
  colleagues: Record<Of<"accounts">["colleagues"], string>;

  rest: string;
  currency: (code: string) => string;
  languages: (languages: string) => string;
  products: (products: string) => string;
  privacy: (url: string) => string;
  selfService: (url: string) => string;
  positions: (level: string, words: string) => string;
  references: string;
  reference: (industry: string, company: string, text: string) => string;

  appendix: string;
  appendixIntro: string;
}
