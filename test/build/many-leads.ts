import type { Follow } from "../../routing/lead/follow.ts";
import type { Lead, LeadStatus, Offer } from "../../routing/lead/lead.ts";
import { aLead } from "./a-lead.ts";

/** A seeded pseudo-random generator (mulberry32): numbers from 0 to 1. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const reps = Array.from({ length: 20 }, (_, n) => `rep-${n}`);
const pools = ["brazil", "mexico", "andes", "enterprise"];
const sources = ["web", "ads", "referral", "event"];
export const manyFrom = Date.parse("2026-09-01T00:00:00.000Z");
export const manyUntil = Date.parse("2026-12-01T00:00:00.000Z");
const iso = (at: number): string => new Date(Math.floor(at)).toISOString();

/** Leads of three months in every state that a lead can be in, the same for the same seed. */
export function manyLeads(count: number, seed = 1): Lead[] {
  const chance = chances(seed);
  const one = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  const often = <T>(part: number, value: () => T): T | undefined => (chance() < part ? value() : undefined);
  const { facts, ...rest } = aLead();
  return Array.from({ length: count }, (_, n): Lead => {
    const received = manyFrom + chance() * (manyUntil - manyFrom);
    const lead: Lead = {
      ...rest,
      id: `lead-${seed}-${n}`,
      rev: 1 + Math.floor(chance() * 9),
      status: "rejected",
      receivedAt: iso(received),
      facts: {
        ...facts,
        source: one(sources),
        campaign: often(0.4, () => one(["a", "b", "c"])),
        country: one(["BR", "MX"]),
      },
      offers: [],
    };
    if (chance() < 0.05) return lead;
    const laned = {
      ...lead,
      lane: { lane: one(["fast", "slow"]), because: "x" },
      priority: { level: one(["hot", "warm"] as const), reasons: [] },
    };
    if (chance() < 0.2) return { ...laned, status: "nurtured" };
    let at = received + chance() ** 4 * 3e8;
    const offers: Offer[] = [];
    const add = (outcome: Offer["outcome"], more: Partial<Offer> = {}) => {
      const until = at + 900_000;
      const answered = outcome === "lapsed" ? until : at + chance() * 900_000;
      offers.push({
        ...{
          attempt: offers.length + 1,
          repId: one(reps),
          pool: one(pools),
          offeredAt: iso(at),
          expiresAt: iso(until),
        },
        ...{ remindAt: [], reminded: 0, linkHashes: [] },
        ...(outcome && { outcome, answeredAt: iso(answered) }),
        ...more,
      });
      at = answered;
    };
    while (chance() < 0.25 && offers.length < 4) add(one(["declined", "lapsed"] as const));
    if (chance() < 0.1) for (const outcome of ["taken", "lapsed"] as const) add(outcome, { round: 7 });
    if (chance() < 0.05) return { ...laned, status: offers.length > 0 ? "offered" : "waiting", offers };
    if (chance() < 0.03) {
      add(undefined);
      return { ...laned, status: "offered", offers };
    }
    const by = chance() < 0.06 ? "marta" : undefined;
    if (!by) add(chance() < 0.04 ? "handed-on" : "accepted", chance() < 0.03 ? { late: true } : {});
    const ownerId = by ?? offers.at(-1)?.repId ?? "";
    const accepted = at;
    const follow: Follow = {
      ...{ contactBy: iso(accepted + 3_600_000), remindAt: [], reminded: 0, tries: [], tried: 0 },
      ...{ quietSince: iso(accepted), nudged: 0, asked: 0, restarts: 0 },
    };
    const owned = {
      ...{ ...laned, offers, ownerId, acceptedAt: iso(accepted), introducedAt: iso(accepted), follow },
      ...(by && {
        escalation: {
          managerId: by,
          cause: "attempts-used" as const,
          at: iso(accepted),
          remindAt: [],
          reminded: 0,
          linkHashes: [],
        },
      }),
    };
    const closed = often(0.6, () => accepted + chance() * 30 * 86_400_000);
    const outcome = one(["won", "lost", "lost", "invalid", "withdrawn"] as const);
    const reached = outcome === "won" || chance() < 0.85 ? accepted + chance() ** 3 * 86_400_000 : undefined;
    const followed = {
      ...owned,
      follow: { ...follow, ...(reached !== undefined && { contactedAt: iso(reached) }) },
      ...(reached !== undefined && {
        firstContact: { at: iso(reached), repId: ownerId, worked: Math.round((reached - received) / 180_000) },
      }),
    };
    const status: LeadStatus = reached === undefined ? "introduced" : "contacted";
    if (closed === undefined) return { ...followed, status };
    const end = Math.max(closed, reached ?? 0);
    const value = outcome === "won" ? { value: Math.floor(chance() * 50_000) } : {};
    return { ...followed, status: "closed", closed: { outcome, at: iso(end), by: ownerId, ...value } };
  });
}
