import type { Tried } from "./life-rounds.ts";

/** In whose hands a lead is: that of nobody, of a rep who is asked, of some of whom the first to claim it has it, of a manager who is to take it, of an owner; or it is over. */
export type Hold =
  | { kind: "nobody" }
  | { kind: "asked" | "manager"; by: string }
  | { kind: "shown"; to: readonly string[] }
  /** `told`: the owner knows all of it; `met`: the person was reached. */
  | { kind: "owned"; by: string; told: boolean; met: boolean }
  | { kind: "over"; as: string };

/** What is being done, by whom where it is a person; `at` of a button's page, epoch milliseconds. */
export interface Doing {
  what: string;
  by?: string;
  /** The number of the offer or of the escalation that is answered. */
  attempt?: number;
  escalation?: number;
  reason?: string;
  /** To whom a lead is given, and from whom it is taken, by hand. */
  to?: string;
  from?: string;
  /** The time that a person chooses, ISO 8601. */
  at?: string;
}

/** What the model knows of one lead. */
export interface Known {
  hold: Hold;
  id: string;
  person: string;
  /** It was decided where it goes, so that it can be given to somebody. */
  decided: boolean;
  /** Who was asked or had it, in order. */
  tried: Tried[];
  /** How many of these count as attempts no more. */
  past: number;
  /** Until when who is asked may answer, epoch milliseconds. */
  until: number;
  /** Who had it last, since when, and how often they tried to reach the person. */
  owner: string | undefined;
  ownedAt: number;
  tries: number;
  /** When its person meets the owner, as far as they agreed on that, and until when the first contact is promised. */
  meeting: string | undefined;
  contactBy: number;
  /** Its manager was told that it is late. */
  breached: boolean;
  /** How many owners lost it since their first contact was late. */
  late: number;
  /** The manager whom it went to last, and how often it did. */
  manager: string;
  escalations: number;
  /** Its owner qualified it, so that it went on to somebody else, which happens once. */
  passed: boolean;
  waitsSince: number | undefined;
  /** Its person asked anew, so that it is written to no more; and was erased, so that nothing is done with it. */
  cameBack: boolean;
  /** To whom it could have been shown after its attempts when it was last chosen for. */
  last: readonly string[];
  erased: boolean;
}

const hour = 3_600_000;
const day = 24 * hour;
/** The rules of this company, for the model's own arithmetic. */
export const rules = {
  ...{ lastWait: hour / 2, backWithin: day, backsAWeek: 1, maxWait: 4 * hour, contact: hour, handOnAtMost: 1 },
  ...{ meets: hour / 2, notice: 2 * hour, chosenAhead: 2 },
  managers: ["marta", "vera"],
};

/** What an act is judged by, beside the lead. */
export interface Judged {
  /** Whether the rep can have one more lead: of this pool, or one that counted as new before. */
  mayHave(repId: string, pool: string | "counted-before"): boolean;
  isActive(repId: string): boolean;
  /** How many leads the rep gave back this week. */
  backs(repId: string): number;
  /** Whether the person of the lead can choose the rep at this time. */
  canChoose(known: Known, repId: string, at: string): boolean;
  /** Whether the person of a lead that is over has one that is open. */
  hasAnother(known: Known): boolean;
}

/** The pool that leads go to, that to which they are shown after their attempts, and that of who wins them over as customers. */
export const pools = { sells: "latam-smb", last: "reserve", cares: "success" } as const;

const nobody: Hold = { kind: "nobody" };
/** It is asked of one fewer. */
function without(hold: Hold, repId: string): Hold {
  const to = hold.kind === "shown" ? hold.to.filter((one) => one !== repId) : [];
  return to.length > 0 ? { kind: "shown", to } : nobody;
}
const owned = (by: string): Hold => ({ kind: "owned", by, told: false, met: false });

/** What an act makes of a lead. @param now epoch milliseconds */
export function after(known: Known, doing: Doing, now: number, judged: Judged): Hold {
  const { hold, tried, until, ownedAt } = known;
  const { what, by = "", attempt, from } = doing;
  const owns = hold.kind === "owned" && hold.by === by && hold.told;
  if (hold.kind === "over") return what === "reopen" ? reopened(known, judged) : hold;
  const asked = attempt === undefined ? undefined : tried[attempt - 1];
  const answersInTime = asked?.state === "open" && asked.repId === by && now < until;
  switch (what) {
    case "accept": {
      const takes = hold.kind === "manager" && hold.by === by && doing.escalation === known.escalations;
      const claims = answersInTime && (hold.kind === "asked" || judged.mayHave(by, pools.last));
      return takes || claims ? owned(by) : hold;
    }
    case "decline": {
      return answersInTime ? without(hold, by) : hold;
    }
    case "remind":
      return (hold.kind === "asked" || hold.kind === "shown") && now >= until ? nobody : hold;
    case "escalate":
      return hold.kind === "nobody" ? { kind: "manager", by: known.manager } : hold;
    case "introduce":
      return hold.kind === "owned" ? { ...hold, told: true } : hold;
    case "follow":
      return goesOn(known, now) ? nobody : hold;
    // They agreed on that time already, whoever said so first.
    case "meeting":
      return owns && doing.at !== known.meeting ? { ...hold, met: true } : hold;
    case "contacted":
      return owns ? { ...hold, met: true } : hold;
    case "won":
    case "lost":
    case "invalid":
      return owns ? { kind: "over", as: what } : hold;
    case "give-back": {
      const offered = tried.some(({ repId }) => repId === by);
      const may = owns && offered && now <= ownedAt + rules.backWithin && judged.backs(by) < rules.backsAWeek;
      return may ? nobody : hold;
    }
    case "pass-on":
      return owns && !known.passed && tried.some(({ repId }) => repId === by) ? nobody : hold;
    case "withdraw":
    case "erase":
      return { kind: "over", as: "withdrawn" };
    case "assign":
    case "transfer":
    case "give":
    case "take":
      return given(known, doing, judged);
    case "choose-time": {
      const chooses = known.decided && hold.kind !== "owned" && judged.canChoose(known, doing.to ?? "", doing.at ?? "");
      return chooses ? owned(doing.to ?? "") : hold;
    }
    case "nurture":
      return hold.kind === "nobody" ? { kind: "over", as: "nurtured" } : hold;
    case "leave":
    case "hand-on":
      if (hold.kind === "shown") return hold.to.includes(from ?? "") ? without(hold, from ?? "") : hold;
      if (hold.kind === "nobody" || hold.by !== from || (hold.kind === "owned" && !hold.told)) return hold;
      return hold.kind === "manager" ? { ...hold, by: rules.managers.find((one) => one !== from) ?? "" } : nobody;
    case "reject":
      return { kind: "over", as: "invalid" };
    default:
      return hold;
  }
}

/** Whether an owner loses it whose first contact is late: a rep who did not even try, and not too many of them. */
function goesOn({ hold, contactBy, breached, tries, late }: Known, now: number): boolean {
  if (hold.kind !== "owned" || !hold.told || hold.met || rules.managers.includes(hold.by)) return false;
  return now >= contactBy && !breached && tries === 0 && late < rules.handOnAtMost;
}

/** A lead that is given to somebody, who may have it, or taken by a manager. */
function given({ hold, decided }: Known, { what, to = "" }: Doing, { mayHave, isActive }: Judged): Hold {
  const isOwned = hold.kind === "owned";
  if ((what === "assign" && isOwned) || (what === "transfer" && !isOwned)) return hold;
  if ((what === "take") !== rules.managers.includes(to) || !decided) return hold;
  if (isOwned && (hold.by === to || !hold.told)) return hold;
  const asked = hold.kind === "asked" && hold.by === to;
  if (what !== "take" && !(asked ? isActive(to) : mayHave(to, pools.sells))) return hold;
  return owned(to);
}

/** A lead that is over and not withdrawn is that of whom it had, if they may have it, or of nobody. */
function reopened(known: Known, { mayHave, hasAnother }: Judged): Hold {
  const { hold, owner, erased } = known;
  if (hold.kind !== "over" || hold.as === "withdrawn" || erased || hasAnother(known)) return hold;
  const had = owner !== undefined && !rules.managers.includes(owner) && mayHave(owner, "counted-before");
  return had ? owned(owner) : nobody;
}
