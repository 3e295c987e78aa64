import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { SendTaskSuccessCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { beforeEach, describe, expect, it } from "vitest";
import { actOnLead } from "../../adapters/claims/act-on-lead.ts";
import { followUp } from "../../functions/follow-up/follow-up.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import type { FollowResult } from "../../routing/follow/follow-up.ts";
import { anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { press } from "../build/press.ts";
import { offeredInTable, roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, mails, clock, sfn, ses } = useSteps(tables);
const week = 7 * 86_400_000;
const follow = (breach: "tell" | "hand-on") => aPolicy({ follow: { breach, nudges: { every: "7d", at_most: 2 } } });
beforeEach(() => tables.open(roster, follow("tell")));

/** A lead that Ana accepted and was introduced to: its first contact is due an hour later. */
async function followed(id: string): Promise<string> {
  const expiresAt = new Date(Date.parse(clock.now) + 900_000).toISOString();
  const { version } = await tables.policies.active();
  const offers = anOfferedLead().offers.map((offer) => ({ ...offer, offeredAt: clock.now, remindAt: [], expiresAt }));
  await offeredInTable(tables, id, { offers, policyVersion: version });
  await offerLead({ leadId: id, token: "t" }, deps());
  await press(mails().at(-1)?.offer ?? "", { decision: "accept" }, "en", deps());
  await introduceRep({ leadId: id }, deps());
  return id;
}
const later = (ms: number) => {
  clock.now = new Date(Date.parse(clock.now) + ms).toISOString();
};
const minutes = (count: number) => later(count * 60_000);
const due = (leadId: string, ownedBefore = 0) => followUp({ leadId, ownedBefore }, deps());
const wait = (leadId: string, token = `token-${leadId}`) => followUp({ leadId, ownedBefore: 0, token }, deps());
/** The mails of following; each test has one lead. */
const sent = () =>
  mails()
    .filter(({ kind }) => /^(contact-|handed-on|nudge|unresolved|give-back)/.test(kind))
    .map(({ kind, to }) => [kind, to]);
const wokenWith = (token: string) =>
  sfn
    .commandCalls(SendTaskSuccessCommand)
    .filter(({ args }) => args[0].input.taskToken === token)
    .map(({ args }) => JSON.parse(args[0].input.output ?? "{}") as FollowResult);
const [ana, marta] = ["ana@andina.example", "marta@andina.example"];

describe("following the owner of a lead", () => {
  it("begins with the introduction, once, by an execution of its own", async () => {
    const id = await followed("begins");
    await introduceRep({ leadId: id }, deps());
    const starts = sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input);
    expect(starts.map(({ name }) => name)).toEqual(["begins-f0", "begins-f0"]);
    expect(JSON.parse(starts[0]?.input ?? "")).toEqual({
      leadId: id,
      ownedBefore: 0,
      kind: "wait",
      waitSeconds: 30 * 60,
    });
    expect(await tables.leads.load(id)).toMatchObject({ dueAt: "2026-11-02T15:32:20.000Z" });
  });

  it("reminds of the first contact, tells the manager when it is late, asks, and ends where nobody answers", async () => {
    const id = await followed("silent");
    expect(await due(id)).toMatchObject({ kind: "wait", waitSeconds: 30 * 60 });
    minutes(30);
    expect(await due(id)).toMatchObject({ kind: "wait", waitSeconds: 18 * 60 });
    minutes(18);
    expect(await due(id)).toMatchObject({ kind: "wait", waitSeconds: 12 * 60 });
    minutes(12);
    expect(await due(id)).toMatchObject({ kind: "wait", waitSeconds: 7 * 86_400 });
    for (const _ of [1, 2, 3]) {
      later(week);
      await due(id);
    }
    expect(sent()).toEqual([
      ["contact-reminder", ana],
      ["contact-reminder", ana],
      ["contact-late", marta],
      ["nudge", ana],
      ["nudge", ana],
      ["unresolved", marta],
    ]);
    expect(await due(id)).toMatchObject({ kind: "over" });
    const lead = await tables.leads.load(id);
    expect(lead).toMatchObject({ status: "introduced", ownerId: "ana" });
    expect(lead).not.toHaveProperty("dueAt");
  });

  it("does each thing once, however often and at the same time the step runs", async () => {
    const id = await followed("twice");
    minutes(60);
    await Promise.all([due(id), due(id), due(id)]);
    await due(id);
    expect(sent()).toEqual([["contact-late", marta]]);
    const events = (await tables.leads.load(id)).timeline.map(({ event }) => event);
    expect(events.filter((event) => event === "contact-late")).toHaveLength(1);
  });

  it("repeats what a failed mail kept it from, and writes nothing before", async () => {
    const id = await followed("refused");
    minutes(60);
    const no = Object.assign(new Error("no"), { name: "Throttling", $metadata: { httpStatusCode: 400 } });
    ses.on(SendRawEmailCommand).rejects(no);
    await expect(due(id)).rejects.toMatchObject({ name: "MailRefused" });
    expect((await tables.leads.load(id)).follow).not.toHaveProperty("breachedAt");
    ses.on(SendRawEmailCommand).resolves({ MessageId: "1" });
    expect(await due(id)).toMatchObject({ kind: "wait" });
    expect((await tables.leads.load(id)).follow).toHaveProperty("breachedAt");
  });

  it("waits with a token that an act of the owner completes", async () => {
    const id = await followed("acts");
    expect(await wait(id)).toMatchObject({ kind: "wait" });
    await actOnLead(id, { kind: "contacted", how: "phone" }, { repId: "ana", by: "ana" }, deps());
    expect(wokenWith(`token-${id}`)).toMatchObject([{ kind: "wait", waitSeconds: 7 * 86_400 }]);
    minutes(60);
    expect(await due(id)).toMatchObject({ kind: "wait" });
    expect(sent()).toEqual([]);
  });

  it("completes the task at once where there is something to do, or nothing any more", async () => {
    const id = await followed("at-once");
    minutes(60);
    await wait(id, "late");
    expect(wokenWith("late")).toMatchObject([{ kind: "due" }]);
    await actOnLead(id, { kind: "won" }, { repId: "ana", by: "ana" }, deps());
    await wait(id, "closed");
    expect(wokenWith("closed")).toMatchObject([{ kind: "over" }]);
    expect((await tables.leads.load(id)).follow).not.toHaveProperty("taskToken");
  });

  it("keeps the tokens of its two workflows apart", async () => {
    const id = await followed("two-tokens");
    await wait(id);
    const lead = await tables.leads.load(id);
    expect(lead.taskToken).toBeUndefined();
    expect(lead.follow?.taskToken).toBe(`token-${id}`);
  });

  it("tells the manager of an owner who may give back no more, once", async () => {
    const none = aPolicy({ give_back: { per_week: 0 } });
    await tables.open(roster, none);
    const id = await followed("wishes");
    await wait(id);
    const act = { kind: "give-back", reason: "no-time" } as const;
    for (const _ of [1, 2]) {
      expect((await actOnLead(id, act, { repId: "ana", by: "ana" }, deps())).result).toBe("too-many");
    }
    expect(wokenWith(`token-${id}`)).toMatchObject([{ kind: "due" }]);
    await due(id);
    await due(id);
    expect(sent()).toEqual([["give-back", marta]]);
  });
});

describe("a late first contact, where the policy hands the lead on", () => {
  beforeEach(() => tables.open(roster, follow("hand-on")));

  it("frees its owner's place, tells both, and looks for somebody else at once", async () => {
    const before = (await tables.reps.get("ana"))?.openLeads ?? 0;
    const id = await followed("goes-on");
    minutes(60);
    expect(await due(id)).toMatchObject({ kind: "over" });
    expect(sent()).toEqual([
      ["contact-late", marta],
      ["handed-on", ana],
    ]);
    expect((await tables.reps.get("ana"))?.openLeads).toBe(before);
    const lead = await tables.leads.load(id);
    expect(lead).toMatchObject({ status: "ready", dueAt: clock.now, offers: [{ outcome: "handed-on" }] });
    expect(await tables.leads.overdue(new Date(Date.parse(clock.now) + 1).toISOString(), 100)).toContain(id);
  });

  it("happens once, however often the step runs, and its mails are repeated where they were cut off", async () => {
    const id = await followed("cut-off");
    minutes(60);
    const place = (await tables.reps.get("ana"))?.openLeads ?? 0;
    const cut = deps();
    const { leads } = cut;
    // Whatever comes after the lead was written.
    cut.leads = new Proxy(leads, {
      get: (_, name) =>
        name === "update"
          ? async (...of: Parameters<typeof leads.update>) => {
              const lead = await leads.update(...of);
              if (lead.status === "ready") throw new Error("cut off");
              return lead;
            }
          : leads[name as "load"].bind(leads),
    });
    await expect(followUp({ leadId: id, ownedBefore: 0 }, cut)).rejects.toThrow("cut off");
    expect(sent()).toEqual([["contact-late", marta]]);
    await Promise.all([due(id), due(id)]);
    expect(sent()).toEqual([
      ["contact-late", marta],
      ["handed-on", ana],
    ]);
    expect((await tables.reps.get("ana"))?.openLeads).toBe(place - 1);
  });

  it("ends the following of the old owner, whatever the new one does", async () => {
    const id = await followed("next-owner");
    minutes(60);
    await due(id);
    await tables.leads.update(id, (lead) => ({ ...lead, status: "offered" }));
    await tables.leads.update(id, (lead) => ({ ...lead, status: "accepted", ownerId: "beto", acceptedAt: clock.now }));
    await introduceRep({ leadId: id }, deps());
    expect(sfn.commandCalls(StartExecutionCommand).at(-1)?.args[0].input.name).toBe("next-owner-f1");
    await wait(id, "old");
    expect(wokenWith("old")).toMatchObject([{ kind: "over" }]);
    minutes(30);
    expect(await due(id, 0)).toMatchObject({ kind: "over" });
    expect(await due(id, 1)).toMatchObject({ kind: "wait" });
    expect(sent().at(-1)).toEqual(["contact-reminder", "beto@andina.example"]);
  });
});
