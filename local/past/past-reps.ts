import type { Act } from "../../routing/follow/acts.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { longestAnswer } from "../../routing/offers/answer-limit.ts";
import type { DeclineReason } from "../../routing/offers/decline-reasons.ts";
import { slaOf, untimed } from "../../routing/offers/sla.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { addWorkingTime } from "../../routing/time/working-time.ts";
import { chance } from "../demo/random.ts";
import { oneOf } from "./past-people.ts";

// What the reps of the past did: each has a pace and a hand of their own, determined by their id.

const day = 86_400_000;
const after = (at: number, ms: number): string => new Date(at + ms).toISOString();

/** A number around 1, log-normal with this spread of the logarithm (Box and Muller 1958). */
function around(spread: number, ...words: (string | number)[]): number {
  const [one, other] = [chance(...words, "one"), chance(...words, "other")];
  return Math.exp(spread * Math.sqrt(-2 * Math.log(Math.max(one, 1e-9))) * Math.cos(2 * Math.PI * other));
}

/** How slow a rep is beside the others, and how good at winning: 1 is the middle. */
const pace = (repId: string): number => 0.6 + 0.8 * chance("pace", repId);
const skill = (repId: string): number => 0.6 + 0.8 * chance("skill", repId);

/** How a rep answers an offer, and when (ISO 8601): in their working time. `lapsedBefore`: they let the last one pass. */
export function pastAnswer(
  lead: Lead,
  offer: Offer,
  rep: Rep,
  policy: Policy,
  lapsedBefore: boolean,
): { outcome: "accepted" | "declined" | "lapsed"; at: string; reason?: DeclineReason } {
  const words = ["answer", lead.id, offer.attempt] as const;
  const mood = chance(...words);
  const lapses = lapsedBefore ? 0 : 0.07 * pace(rep.id) ** 2;
  if (mood < lapses) return { outcome: "lapsed", at: offer.expiresAt };
  const share = Math.min(0.95, 0.3 * pace(rep.id) * around(0.7, ...words));
  const at =
    addWorkingTime(rep, offer.offeredAt, longestAnswer(slaOf(lead, policy).answer ?? untimed) * share) ??
    offer.expiresAt;
  if (mood > 0.955) return { outcome: "declined", at, reason: mood > 0.98 ? "no-time" : "wrong-fit" };
  return { outcome: "accepted", at };
}

/** What the owner of a lead does with it, in order, after the introduction at `from` (ISO 8601). */
export function pastActs(lead: Lead, owner: Rep, policy: Policy, from: string): { at: string; act: Act }[] {
  const words = ["acts", lead.id, lead.ownedBefore ?? 0] as const;
  const { first_contact = untimed } = slaOf(lead, policy);
  const worked = (start: string, minutes: number) => addWorkingTime(owner, start, minutes) ?? start;
  const begin = worked(from, first_contact * 0.3 * pace(owner.id) * around(0.75, ...words, "contact"));
  const how = oneOf(
    [
      ["phone", 6],
      ["email", 2],
      ["whatsapp", 4],
    ] as const,
    ...words,
    "how",
  );
  const tried = chance(...words, "reached");
  const acts: { at: string; act: Act }[] = [];
  const noAnswer = (at: string) => acts.push({ at, act: { kind: "no-answer" } });
  if (tried < 0.07) {
    for (const days of [0, 1, 3]) noAnswer(worked(after(Date.parse(begin), days * day), 5));
    const end = after(Date.parse(begin), (7 + 7 * chance(...words, "given up")) * day);
    return [...acts, { at: worked(end, 5), act: { kind: "lost", reason: "unreachable" } }];
  }
  if (tried < 0.2) noAnswer(begin);
  const contacted = tried < 0.2 ? worked(begin, 40 * around(0.8, ...words, "again")) : begin;
  acts.push({ at: contacted, act: { kind: "contacted", how } });
  const ending = pastEnding(lead, owner);
  if (ending) {
    const middle = lead.lane?.lane === "high-touch" ? 16 : 8;
    const days = 1 + middle * around(0.7, ...words, "closing");
    acts.push({ at: worked(after(Date.parse(contacted), days * day), 20), act: ending });
  }
  return acts;
}

/** How much more often those are won who come by somebody, and how much more seldom those who saw an advertisement. */
const trusting: Readonly<Record<string, number>> = { referral: 2.8, partner: 2, event: 1.4, ads: 0.3 };

/** How a lead ends; undefined for one that stays open. */
function pastEnding(lead: Lead, owner: Rep): Act | undefined {
  const { facts, priority } = lead;
  const luck = chance("ending", lead.id);
  if (luck > 0.94) return undefined;
  if (luck > 0.915) return { kind: "invalid" };
  const warmth = { hot: 1.35, warm: 1, cold: 0.65 }[priority?.level ?? "cold"];
  const trust = trusting[facts.source ?? ""] ?? 1;
  if (luck < 0.22 * warmth * trust * skill(owner.id)) {
    const share = 0.6 + 0.6 * chance("worth", lead.id);
    return { kind: "won", value: Math.round(((facts.value ?? 6000) * share) / 100) * 100 };
  }
  const reason = oneOf(
    [
      ["price", 30],
      ["competitor", 24],
      ["not-now", 30],
      ["no-fit", 16],
    ] as const,
    "lost",
    lead.id,
  );
  return { kind: "lost", reason };
}
