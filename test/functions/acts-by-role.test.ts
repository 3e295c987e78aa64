import { DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { turnOfHeld } from "../../adapters/api/turn.ts";
import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { acting } from "../../functions/act-in-console/act-in-console.ts";
import { answering } from "../../functions/answer-console/answer-console.ts";
import { SIGNED_IN_ROUTES } from "../../infra/console-api.ts";
import { type Act, acts, leadActs } from "../../routing/acts/acts.ts";
import type { LeadStatus } from "../../routing/lead/lead.ts";
import { roles } from "../../routing/reps/rep.ts";
import { aHeld } from "../build/a-held.ts";
import { actingPolicy, actingTeam, useActing } from "../build/acting.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const steps = useSteps(tables);
const { ask, see, act, aLeadThatIs, holderOf, clock } = useActing(tables, steps);
beforeAll(() => tables.open(actingTeam, actingPolicy));
beforeEach(() => {
  steps.sfn.on(StartExecutionCommand).resolves({});
  steps.sfn.on(DescribeExecutionCommand).resolves({ status: "FAILED" });
});

/** Somebody of each role whose the lead is not, in whose pools it is or is not. */
const strangers = { rep: "zoe", manager: "rita", operator: "olga" } as const;
const insiders = { rep: "ana", manager: "marta", operator: "olga" } as const;

describe("who may act", () => {
  it("is asked for by every route that is signed in, and by no other", () => {
    const routes = Object.entries(SIGNED_IN_ROUTES);
    const of = (name: string) => routes.flatMap(([route, to]) => (to === name ? [route] : [])).sort();
    expect(Object.keys(acting).sort()).toEqual(of("act-in-console"));
    expect(Object.keys(answering).sort()).toEqual(of("answer-console"));
  });

  it.each(leadActs)(
    "%s does not exist for whoever may not, with the words of a lead that does not exist",
    async (name) => {
      const lead = await aLeadThatIs("introduced");
      const { turn } = await see("marta", lead);
      const none = await act("rita", "no-such-lead", name, { turn });
      expect(none.status).toBe(404);
      for (const role of roles) {
        if (acts[name][role] === "all") continue;
        const refused = await act(strangers[role], lead, name, { turn });
        expect([role, refused.status, refused.text]).toEqual([role, 404, none.text]);
      }
      expect((await tables.leads.load(lead)).status).toBe("introduced");
    },
  );

  /** Leads that nobody changes, and what somebody of each role sees of them. */
  const shown = new Map<string, Promise<{ lead: string; seen: Map<string, Awaited<ReturnType<typeof see>>> }>>();
  async function show(status: LeadStatus) {
    const lead = await aLeadThatIs(status);
    const all = [await holderOf(lead), ...Object.values(strangers), ...Object.values(insiders)];
    return { lead, seen: new Map(await Promise.all(all.map(async (who) => [who, await see(who, lead)] as const))) };
  }

  it.each(leadActs)("%s is told of to everybody who could do it, and to nobody whose role may not", async (name) => {
    for (const status of ["offered", "escalated", "introduced", "closed"] as const) {
      const found = shown.get(status) ?? show(status);
      shown.set(status, found);
      const { lead, seen } = await found;
      for (const [who, { acts: told = [], turn = "none" }] of seen) {
        const role = actingTeam.find(({ id }) => id === who)?.role ?? "rep";
        const isTold = told.some((one) => one.act === name);
        if (acts[name][role] === "none") expect([who, isTold]).toEqual([who, false]);
        // A manager's page has no button for that one either; a command does it when a manager leaves.
        if (isTold || (name === "hand-on" && status === "escalated")) continue;
        const tried = await act(who, lead, name, { turn, body: { reason: "other" } });
        expect([who, name, status, tried.status < 300]).toEqual([who, name, status, false]);
      }
    }
  });

  it("is nobody who does something that is no act", async () => {
    const lead = await aLeadThatIs("introduced");
    for (const name of ["see leads", "release", "constructor", "export"])
      expect((await act("olga", lead, name)).status).toBe(404);
  });
});

describe("how to reach a person", () => {
  it("is told to a manager of the pool and an operator who ask, and written down before", async () => {
    const lead = await aLeadThatIs("introduced");
    const contact = (who: string) => ask("POST /api/leads/{lead}/contact", who, { path: { lead } });
    for (const who of ["marta", "olga"]) {
      expect((await ask("GET /api/leads/{lead}", who, { path: { lead } })).text).not.toContain(`${lead}@a.example`);
      expect((await contact(who)).said.facts.email).toBe(`${lead}@a.example`);
    }
    for (const who of ["rita", "zoe", "ana", "beto", "caro"]) expect((await contact(who)).status).toBe(404);
    const { entries } = await new AuditLog(tables.client, "leads").page("2026-12", 50);
    const seen = entries.filter((one) => one.act === "saw-contact").map(({ by, lead: of, at }) => [by, of, at]);
    expect(seen.sort()).toEqual([
      ["marta", lead, clock.now],
      ["olga", lead, clock.now],
    ]);
  });
});

describe("a submission that is held", () => {
  const hold = async (n: number) => {
    const held = aHeld({ leadId: `held-${n}`, heldAt: clock.now, facts: { email: `held-${n}@a.example` } });
    await tables.held.hold(held);
    return { id: held.leadId, turn: turnOfHeld(held) };
  };
  const doing = (who: string, { id, turn }: { id: string; turn: string }, name: Act, key: string) => {
    const headers = { "if-match": `"${turn}"`, "idempotency-key": key };
    return ask("POST /api/held/{held}/{act}", who, { path: { held: id, act: name }, headers });
  };

  it.each(["release", "discard"] as const)("is %sd once, by whoever may, and that is written down", async (name) => {
    const held = await hold(name === "release" ? 1 : 2);
    expect((await doing("zoe", held, name, "of-a-rep-1")).status).toBe(404);
    const key = `key-of-${held.id}`;
    const answers = await Promise.all([1, 2, 3].map(() => doing("marta", held, name, key)));
    for (const { status } of [...answers, await doing("marta", held, name, key)]) expect(status).toBe(200);
    const late = await doing("olga", held, name, "another-key");
    expect(late.said).toMatchObject({ status: 409, because: "not-held" });
    const released = await tables.held.released(clock.now, 9);
    expect(released.map(({ leadId, releasedBy }) => [leadId, releasedBy])).toEqual(
      name === "release" ? [[held.id, "marta"]] : expect.not.arrayContaining([held.id]),
    );
    const { entries } = await new AuditLog(tables.client, "leads").page("2026-12", 50);
    expect(entries.filter(({ lead }) => lead === held.id)).toEqual([
      { at: clock.now, by: "marta", act: name, lead: held.id },
    ]);
  });
});

describe("the audit", () => {
  it("is an operator's to read, the latest first, a part at a time", async () => {
    const log = new AuditLog(tables.client, "leads");
    for (const at of ["2025-12-31T10:00:00.000Z", "2026-10-01T10:00:00.000Z", "2026-10-01T11:00:00.000Z"])
      await log.keep({ at, by: "marta", act: "saw-contact", lead: "x" });
    const first = await log.page("2026-10-31", 1);
    expect(first.entries.map(({ at }) => at)).toEqual(["2026-10-01T11:00:00.000Z"]);
    const second = await log.page(first.next ?? "", 5);
    expect(second.entries.map(({ at }) => at)).toEqual(["2026-10-01T10:00:00.000Z", "2025-12-31T10:00:00.000Z"]);
    for (const who of ["marta", "ana"]) expect((await ask("GET /api/audit", who)).status).toBe(404);
    expect((await ask("GET /api/audit", "olga")).said.entries.length).toBeGreaterThan(2);
    expect((await ask("GET /api/audit", "olga", { query: { after: "x" } })).status).toBe(422);
  });
});
