import { DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { type LeadAct, leadActs } from "../../routing/acts/acts.ts";
import type { LeadStatus } from "../../routing/lead/lead.ts";
import { reminded } from "../../routing/lead/move-lead.ts";
import { lastDone } from "../../routing/lead/turn.ts";
import { actingPolicy, actingTeam, useActing } from "../build/acting.ts";
import { inexact } from "../build/exact-books.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const steps = useSteps(tables);
const { ask, see, act, aLeadThatIs, holderOf, eventsOf, clock } = useActing(tables, steps);

beforeAll(() => tables.open(actingTeam, actingPolicy));
beforeEach(() => {
  clock.now = "2026-11-02T16:00:00.000Z";
  steps.sfn.on(StartExecutionCommand).resolves({});
  steps.sfn.on(DescribeExecutionCommand).resolves({ status: "FAILED" });
});
afterEach(async () => expect(await inexact(tables)).toEqual([]));

const reps = ["ana", "beto", "caro"];
const notThe = (one: string) => reps.find((id) => id !== one) ?? "";
const lostReason = actingPolicy.lost_reasons[0]?.id;

/** Each act: from which status it is done, by whom, and what is said with it. */
const doings: [LeadAct, LeadStatus, "holder" | "marta" | "olga", (holder: string) => object][] = [
  ["accept", "offered", "holder", () => ({})],
  ["accept", "escalated", "holder", () => ({})],
  ["decline", "offered", "holder", () => ({ reason: "other", note: "on holiday" })],
  ["contacted", "introduced", "holder", () => ({ how: "phone" })],
  ["contacted", "introduced", "marta", () => ({ how: "email" })],
  ["no-answer", "introduced", "holder", () => ({})],
  ["meeting", "introduced", "holder", () => ({ at: "2026-11-05T15:30" })],
  ["won", "contacted", "holder", () => ({ value: "12,500.00" })],
  ["lost", "contacted", "holder", () => ({ reason: lostReason })],
  ["invalid", "introduced", "marta", () => ({})],
  ["pass-on", "introduced", "holder", () => ({ note: "has a budget" })],
  ["give-back", "introduced", "holder", () => ({ reason: "wrong-fit" })],
  ["assign", "offered", "marta", (holder) => ({ to: notThe(holder) })],
  ["transfer", "introduced", "olga", (holder) => ({ to: notThe(holder) })],
  ["take", "introduced", "marta", () => ({})],
  ["hand-on", "introduced", "marta", () => ({})],
  ["reject", "offered", "marta", () => ({ reason: "duplicate" })],
  ["reopen", "closed", "olga", () => ({})],
  ["credit-back", "introduced", "marta", () => ({ reason: "wrong-route", attempt: 1 })],
  ["resume", "offered", "olga", () => ({})],
  ["erase", "introduced", "olga", () => ({})],
];

describe("an act in the console", () => {
  it("is tried for every act but a claim, which needs a round", () => {
    expect(new Set(doings.map(([name]) => name)).add("claim")).toEqual(new Set(leadActs));
  });

  it.each(doings)(
    "%s of a lead that is %s, by %s, is one act however often it is asked for",
    async (name, status, by, say) => {
      const id = await aLeadThatIs(status);
      const holder = await holderOf(id);
      const who = by === "holder" ? holder : by;
      const { acts, turn } = await see(who, id);
      expect(acts.map((one) => one.act)).toContain(name);
      const before = await eventsOf(id);
      const asked = { turn, key: `key-of-${id}`, body: say(holder) };
      const answers = await Promise.all([1, 2, 3].map(() => act(who, id, name, asked)));
      const after = await act(who, id, name, asked);
      for (const { status: code, text } of [...answers, after]) expect([code, text]).toEqual([200, answers[0]?.text]);
      expect(after.headers["Idempotent-Replayed"]).toBe("true");
      expect(answers.filter(({ headers }) => !headers["Idempotent-Replayed"])).toHaveLength(1);
      const happened = (await eventsOf(id)).slice(before.length).filter((event) => event !== "credited-back");
      const most = name === "resume" ? 0 : name === "meeting" ? 3 : 1;
      expect(happened.length, happened.join()).toBeLessThanOrEqual(most);
      expect(new Set(happened).size).toBe(happened.length);
      // What is asked for of a rep or of the whole lead is no event of it.
      if (name !== "resume" && name !== "erase") expect(lastDone(await tables.leads.load(id)).by).toBe(who);
      // The same key for something else is somebody's mistake.
      expect((await act(who, id, name, { ...asked, body: { note: "another" } })).status).toBe(422);
    },
  );

  it("is refused to whoever saw the lead as it is no more, with who did what since when", async () => {
    const id = await aLeadThatIs("introduced");
    const owner = await holderOf(id);
    const { turn } = await see("marta", id);
    clock.now = "2026-11-02T16:10:00.000Z";
    await act("olga", id, "transfer", { body: { to: notThe(owner) } });
    const late = await act("marta", id, "transfer", { turn, body: { to: owner } });
    expect(late.status).toBe(412);
    expect(late.said).toMatchObject({
      ...{ type: "urn:turno:turn-lost", by: "olga", act: "assigned", at: clock.now, who: notThe(owner) },
      lead: { id, status: "accepted", holders: [notThe(owner)] },
    });
    expect((await tables.leads.load(id)).ownerId).toBe(notThe(owner));
  });

  it("of two who decide at once is done once, and the other is told who was first", async () => {
    const id = await aLeadThatIs("introduced");
    const owner = await holderOf(id);
    const { turn } = await see("marta", id);
    const answers = await Promise.all(
      ["marta", "olga"].map((who) => act(who, id, "transfer", { turn, body: { to: notThe(owner) } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const first = answers[0]?.status === 200 ? "marta" : "olga";
    expect(answers.find(({ status }) => status === 412)?.said.by).toBe(first);
  });

  it("is not refused for a reminder in between", async () => {
    const id = await aLeadThatIs("offered");
    const holder = await holderOf(id);
    const { turn } = await see(holder, id);
    await tables.leads.update(id, (lead) => reminded(lead, clock.now, lead.offers.at(-1)?.attempt));
    expect((await act(holder, id, "accept", { turn })).status).toBe(200);
  });

  it("says who was first to a rep who had the offer, and nothing more of the lead", async () => {
    const id = await aLeadThatIs("offered");
    const holder = await holderOf(id);
    const { turn } = await see(holder, id);
    await act("marta", id, "take");
    const late = await act(holder, id, "accept", { turn });
    expect([late.status, late.said.by, late.said.lead]).toEqual([412, "marta", { id }]);
  });

  it("needs the turn that was seen, and a key", async () => {
    const id = await aLeadThatIs("offered");
    const path = { lead: id, act: "take" };
    const post = (headers: Record<string, string>, body = "{}") =>
      ask("POST /api/leads/{lead}/{act}", "marta", { path, headers, body });
    const turn = { "if-match": `"${(await see("marta", id)).turn}"` };
    const key = { "idempotency-key": "12345678" };
    expect((await post(key)).said).toMatchObject({ status: 428, type: "urn:turno:turn-required" });
    expect((await post(turn)).said).toMatchObject({ status: 428, type: "urn:turno:key-required" });
    expect((await post({ ...turn, ...key }, "not json")).status).toBe(422);
    expect((await post({ ...turn, ...key }, '{"other":1}')).status).toBe(422);
    expect((await post({ ...turn, ...key }, `{"note":"${"a".repeat(20_000)}"}`)).status).toBe(413);
    expect((await eventsOf(id)).at(-1)).toBe("offered");
  });

  it.each([
    ["lost", "introduced", "holder", { reason: "no-such" }],
    ["contacted", "introduced", "holder", {}],
    ["meeting", "introduced", "holder", { at: "2020-01-01T10:00" }],
    ["decline", "offered", "holder", {}],
    ["reject", "offered", "marta", { reason: "" }],
    ["transfer", "introduced", "marta", {}],
    ["credit-back", "introduced", "marta", { reason: "wrong-route" }],
  ] as const)("%s does not guess what is meant", async (name, status, by, body) => {
    const id = await aLeadThatIs(status);
    const answer = await act(by === "holder" ? await holderOf(id) : by, id, name, { body });
    expect([answer.status, answer.said.type]).toEqual([422, "urn:turno:unusable"]);
  });

  it("that cannot be now says why, and what is so", async () => {
    const id = await aLeadThatIs("introduced");
    const owner = await holderOf(id);
    await tables.reps.pause(notThe(owner), { since: clock.now, because: "asked" });
    const paused = await act("marta", id, "transfer", { body: { to: notThe(owner) } });
    expect(paused.said).toMatchObject({ status: 409, because: "paused", lead: { id, holders: [owner] } });
    await tables.reps.resume(notThe(owner));
    const reopened = await act("marta", id, "reopen");
    expect(reopened.said).toMatchObject({ status: 409, because: "not-over" });
    const nobody = await act("marta", id, "transfer", { body: { to: "nobody" } });
    expect(nobody.said).toMatchObject({ status: 409, because: "nobody" });
  });

  it("is forgotten after a day, and its key is anybody's again", async () => {
    const id = await aLeadThatIs("introduced");
    const owner = await holderOf(id);
    const key = "the-same-key";
    expect((await act(owner, id, "no-answer", { key })).status).toBe(200);
    clock.now = "2026-11-03T16:00:01.000Z";
    expect((await act(owner, id, "won", { key })).status).toBe(200);
    expect((await tables.leads.load(id)).closed?.outcome).toBe("won");
  });

  it("resumed is written down where no story says so", async () => {
    const id = await aLeadThatIs("offered");
    expect((await act("olga", id, "resume")).status).toBe(200);
    steps.sfn.on(DescribeExecutionCommand).resolves({ status: "RUNNING" });
    expect((await act("olga", id, "resume")).said).toMatchObject({ status: 409, because: "running" });
    const { entries } = await new AuditLog(tables.client, "leads").page("2026-12-01", 500);
    expect(entries.filter(({ lead }) => lead === id)).toEqual([{ at: clock.now, by: "olga", act: "resume", lead: id }]);
  });
});
