import { describe, expect, it } from "vitest";
import { retryAt } from "../../../routing/backlog.ts";
import { applyOffer, boardOf, releasePlace } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { decidingFactor } from "../../../routing/explain/deciding-factor.ts";
import { rankings } from "../../../routing/explain/rankings.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import { answered, offered } from "../../../routing/lead/move-lead.ts";
import { matchRule } from "../../../routing/match-rule.ts";
import { escalationTo } from "../../../routing/offers/escalation.ts";
import { contactBy } from "../../../routing/offers/offer.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

/** Monday 09:00 in Mexico City. */
const now = "2026-11-02T15:00:00.000Z";
const later = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const ready = (more: Partial<Lead> = {}) =>
  aLead({ status: "ready", rule: { rule: "Mexico", pools: ["latam-smb"] }, ...more } as never);
const policyWith = (pool: object, more: object = {}) =>
  aPolicy({ pools: { "latam-smb": { manager: "marta", ...pool }, backup: { manager: "marta" } }, ...more });

describe("a lead that asks for several products", () => {
  const specialists = [aRep({ products: ["crm"] }), aRep({ id: "beto", products: ["erp"] }), aRep({ id: "caro" })];
  const kind = (pool: object, reps = specialists.slice(0, 2)) =>
    chooseRep(
      ready({ facts: aLead({ facts: { products: ["crm", "erp"] } }).facts }),
      policyWith(pool),
      boardOf(reps, new Map()),
      now,
    ).kind;

  it("needs a rep who lists all of them, or one of them where the pool says any", () => {
    expect([kind({ needs: ["product"] }), kind({ needs: ["product"], several: "any" })]).toEqual(["escalate", "offer"]);
  });

  it("goes to a rep who lists nothing, unless the pool says that they take nothing that is asked for", () => {
    const open = specialists.slice(2);
    expect([kind({ needs: ["product"] }, open), kind({ needs: ["product"], unlisted: "nothing" }, open)]).toEqual([
      ...["offer", "escalate"],
    ]);
    const asksNothing = ready({ facts: aLead({ facts: { products: [] } }).facts });
    const policy = policyWith({ needs: ["product"], unlisted: "nothing" });
    expect(chooseRep(asksNothing, policy, boardOf(open, new Map()), now).kind).toBe("offer");
  });
});

describe("a preference before fairness", () => {
  const team = [aRep({ won: 9, lost: 1 }), aRep({ id: "beto", won: 1, lost: 9 })];
  function twenty(pool: object) {
    const board = boardOf(team, new Map());
    const chosen = Array.from({ length: 20 }, () => {
      const choice = chooseRep(ready(), policyWith(pool), board, now);
      if (choice.kind !== "offer") throw new Error(choice.kind);
      const ranked = rankings(ready(), policyWith(pool), board, now, choice);
      expect(ranked.pools[0]?.candidates[0]?.repId).toBe(choice.offer.repId);
      const why = decidingFactor(ready(), policyWith(pool), choice, ranked)?.factor;
      applyOffer(board, choice);
      releasePlace(board, choice.offer);
      return { repId: choice.offer.repId, why };
    });
    return { ana: chosen.filter(({ repId }) => repId === "ana").length, chosen };
  }

  it("takes every lead without a bound, and at most so many more than the fair share with one", () => {
    expect(twenty({ prefer: ["best-performer"] }).ana).toBe(20);
    const { ana, chosen } = twenty({ prefer: ["best-performer"], most_ahead: 1.5 });
    expect(ana).toBe(11);
    expect(new Set(chosen.map(({ repId, why }) => `${repId} ${why}`))).toEqual(
      new Set(["ana best-performer", "beto fairness"]),
    );
  });

  it("prefers those who list what the lead asks for, and nobody where it asks for nothing", () => {
    const reps = [aRep(), aRep({ id: "beto", products: ["inventory"] })];
    const chosen = (products: string[]) => {
      const lead = ready({
        facts: { ...aLead().facts, products, industry: undefined, useCase: undefined, country: undefined } as never,
      });
      const choice = chooseRep(lead, policyWith({ prefer: ["specialist"] }), boardOf(reps, new Map()), now);
      return choice.kind === "offer" && choice.offer.repId;
    };
    expect([chosen(["inventory"]), chosen([]), chosen(["other"])]).toEqual(["beto", "ana", "ana"]);
  });
});

describe("a rule that waits for a pool before the next one is asked", () => {
  const tuesday = [
    { weekday: 1, start: 0, end: 120 },
    { weekday: 1, start: 660, end: 1080 },
  ];
  const atEleven = aRep({ shifts: tuesday });
  const backup = aRep({ id: "beto", pools: { backup: 1 } });
  const rule = (before_next?: number) => ({
    ...{ rule: "Mexico", pools: ["latam-smb", "backup"], ...(before_next !== undefined && { before_next }) },
  });
  const choose = (before_next?: number, more: Partial<Lead> = {}, at = now, first = atEleven) =>
    chooseRep(ready({ rule: rule(before_next), ...more }), policyWith({}), boardOf([first, backup], new Map()), at);

  it("asks the next at once without it, and with it when that time is over", () => {
    expect(choose()).toMatchObject({ kind: "offer", offer: { repId: "beto" } });
    expect(choose(180)).toEqual({ kind: "wait", until: later(120), pool: "latam-smb", nextAt: later(180) });
    const waiting = { status: "waiting", waitingSince: now } as const;
    const full = aRep({ openLeads: 10 });
    expect(choose(180, waiting, later(179), full).kind).toBe("wait");
    expect(choose(180, waiting, later(180), full)).toMatchObject({ offer: { repId: "beto" } });
  });

  it("does not wait for who comes too late, or never", () => {
    expect(choose(60)).toMatchObject({ offer: { repId: "beto" } });
    expect(choose(180, {}, now, aRep({ active: false }))).toMatchObject({ offer: { repId: "beto" } });
  });

  it("is asked again when that time is over, and explained by the pools asked so far", () => {
    const full = aRep({ openLeads: 10 });
    const lead = ready({ rule: rule(30) });
    const choice = choose(30, {}, now, full);
    if (choice.kind !== "wait") throw new Error(choice.kind);
    expect(retryAt(lead, choice, policyWith({}), now)).toBe(later(30));
    const board = boardOf([full, backup], new Map());
    expect(rankings(lead, policyWith({}), board, now, choice).pools.map(({ pool }) => pool)).toEqual(["latam-smb"]);
  });
});

describe("a rule's own times", () => {
  const board = boardOf([aRep()], new Map());
  const offer = (sla: object) => {
    const choice = chooseRep(
      ready({ rule: { rule: "Mexico", pools: ["latam-smb"], sla } }),
      policyWith({}),
      board,
      now,
    );
    return choice.kind === "offer" ? choice.offer : undefined;
  };

  it("come in place of its priority's, and may be none", () => {
    expect(offer({ answer: 7 })?.expiresAt).toBe(later(7));
    expect(offer({ answer: "none" })).toMatchObject({ expiresAt: "2027-01-31T15:00:00.000Z", remindAt: [] });
    const lead = ready({ acceptedAt: now, rule: { rule: "Mexico", pools: [], sla: { first_contact: 30 } } });
    expect(contactBy(lead, aRep(), policyWith({}))).toBe(later(30));
    const none = { ...lead, rule: { rule: "Mexico", pools: [], sla: { first_contact: "none" as const } } };
    expect(contactBy(none, aRep(), policyWith({}))).toBeUndefined();
  });
});

describe("a lead without a time to answer", () => {
  it("has been through its attempts and is with the manager long before the year that its workflow may take", () => {
    const policy = policyWith({}, { attempts: 3 });
    const board = boardOf(
      ["ana", "beto", "caro"].map((id) => aRep({ id })),
      new Map(),
    );
    let lead = ready({ rule: { rule: "Mexico", pools: ["latam-smb"], sla: { answer: "none" } } });
    let at = now;
    for (;;) {
      const choice = chooseRep(lead, policy, board, at);
      if (choice.kind === "wait") {
        at = choice.until;
        continue;
      }
      if (choice.kind === "escalate") {
        expect(choice).toEqual({ kind: "escalate", cause: "attempts-used" });
        break;
      }
      at = choice.offer.expiresAt;
      lead = answered(offered(lead, [choice.offer], at), choice.offer.attempt, "lapsed", at);
    }
    const manager = aRep({ id: "marta", role: "manager", pools: {} });
    const { remindAt } = escalationTo(manager, "attempts-used", policy, lead, at);
    const days = (Date.parse(remindAt.at(-1) ?? "") - Date.parse(now)) / 86_400_000;
    expect(days).toBeGreaterThan(269);
    expect(days).toBeLessThan(330);
  });
});

describe("a rule that splits its leads", () => {
  it("lets each pool be the first for its part of them, and the other come after it", () => {
    const rules = [{ rule: "Both", when: {}, pools: ["latam-smb", "backup"], split: { "latam-smb": 3, backup: 1 } }];
    const policy = policyWith({}, { rules });
    const orders = Array.from({ length: 400 }, (_, n) => {
      const lead = aLead({ id: `lead-${n}` });
      const { rule } = matchRule(lead, policy, now, undefined);
      expect(matchRule(lead, policy, later(600), undefined).rule).toEqual(rule);
      return rule.pools.join(" ");
    });
    const first = orders.filter((order) => order === "latam-smb backup").length;
    expect(new Set(orders).size).toBe(2);
    expect(Math.abs(first - 300)).toBeLessThan(40);
  });
});
