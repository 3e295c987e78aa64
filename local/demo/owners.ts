import type { ActKind } from "../../routing/follow/acts.ts";
import { chance } from "./random.ts";

/** What an owner says of a lead on its page, one thing after the other. */
export interface Saying {
  act: ActKind;
  fields: Record<string, string>;
  /** How long they take for it, in minutes on Turno's clock: the least and the most. */
  minutes: readonly [number, number];
  /** How often the button is pressed at the same time. */
  times: number;
}

/** How the owners of leads behave: parts of all leads, from 0 to 1. */
export interface OwnerBehaviour {
  /** Who call soon; of them some are not answered at first. */
  call: number;
  unanswered: number;
  giveBack: number;
  /** Part of the reps who give back much more, until they may do so no more. */
  fussy: number;
  invalid: number;
  /** Of the others, who call after a reminder. */
  wakeUp: number;
  /** Of those reached. The others stay open. */
  won: number;
  lost: number;
  meeting: number;
  /** Whether some buttons are pressed twice at the same time. */
  twice: boolean;
  seed: number;
}

export const defaultOwners: OwnerBehaviour = {
  ...{ call: 0.72, unanswered: 0.15, giveBack: 0.04, fussy: 0.15, invalid: 0.05, wakeUp: 0.35 },
  ...{ won: 0.3, lost: 0.35, meeting: 0.1, twice: true, seed: 1 },
};

/** Within the time that is promised for the most urgent leads. */
const soon = [1, 8] as const;
const reasons = ["unreachable", "price", "competitor", "not-now", "no-fit"];
const values = ["9.500", "12,000", "USD 18 000", "24000", "1.250,50"];

/** How much of what they get the fussy ones give back. */
const fussily = 0.3;

/**
 * What the owner says after the mail of this kind about the lead, in order; nothing where they stay silent.
 * @param freeTime the next time at which they are free for a meeting, ms since 1970; asked when they agree on one
 */
export function sayings(
  behaviour: OwnerBehaviour,
  { kind, lead, by }: { kind: string; lead: string; by: string },
  freeTime: () => number,
): Saying[] {
  const { unanswered, invalid, wakeUp, seed } = behaviour;
  const isFussy = chance(seed, "fussy", by) < behaviour.fussy;
  const giveBack = isFussy ? fussily : behaviour.giveBack;
  const call = isFussy ? behaviour.call - fussily : behaviour.call;
  const roll = chance(seed, "owner", lead, by);
  const say = (act: ActKind, fields: Record<string, string> = {}) => ({ ...{ act, fields, minutes: soon, times: 1 } });
  const again = (saying: Saying): Saying => ({ ...saying, times: behaviour.twice ? 2 : 1 });
  const reached = say("contacted", { how: chance(seed, "how", lead) < 0.7 ? "phone" : "whatsapp" });
  if (kind === "contact-reminder") {
    const silent = roll >= call + giveBack + invalid;
    return silent && chance(seed, "wake", lead, by) < wakeUp ? [reached, ...ending(behaviour, lead, freeTime)] : [];
  }
  if (roll < call) {
    const tried = roll < call * unanswered ? [again(say("no-answer"))] : [];
    return [...tried, reached, ...ending(behaviour, lead, freeTime)];
  }
  if (roll < call + giveBack) return [say("give-back", { reason: "wrong-fit" })];
  return roll < call + giveBack + invalid ? [again(say("invalid", { note: "A test of our own" }))] : [];
}

function ending({ won, lost, meeting, twice, seed }: OwnerBehaviour, lead: string, freeTime: () => number): Saying[] {
  const roll = chance(seed, "end", lead);
  const later = [2, 15] as const;
  const pick = (of: readonly string[]) => of[Math.floor(chance(seed, "pick", lead) * of.length)] as string;
  if (roll < won) return [{ act: "won", fields: { value: pick(values) }, minutes: later, times: twice ? 2 : 1 }];
  if (roll < won + lost) return [{ act: "lost", fields: { reason: pick(reasons) }, minutes: later, times: 1 }];
  if (roll >= won + lost + meeting) return [];
  const at = new Date(freeTime()).toISOString().slice(0, 16);
  return [{ act: "meeting", fields: { at: `${at}Z` }, minutes: later, times: 1 }];
}
