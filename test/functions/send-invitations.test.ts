import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { holdWrites } from "../../adapters/reps/hold-store.ts";
import { sendInvitations } from "../../functions/send-invitations/send-invitations.ts";
import { handedOn } from "../../routing/follow/follow-up.ts";
import { close } from "../../routing/lead/close-lead.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { booked, cancelled } from "../../routing/lead/meeting.ts";
import { cellsOf } from "../../routing/time/free-times.ts";
import { anOfferedLead } from "../build/a-lead.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { ses, clock, deps: steps, mails } = useSteps(tables);
const deps = () => ({ ...steps(), sender: { name: "Turno", address: "t@andina.example" } });
const send = () => sendInvitations(deps());
const thursday = "2026-11-05T16:00:00.000Z";
const friday = "2026-11-06T16:00:00.000Z";
const cells = cellsOf({ start: Date.parse(thursday), end: Date.parse(thursday) + 30 * 60_000 });

beforeAll(() => tables.open(roster));

/** A lead that Ana has, with a meeting that is to be told of, and whose time she holds. */
async function withMeeting(id: string, overrides: Partial<Lead> = {}): Promise<void> {
  const [offer] = anOfferedLead().offers;
  const lead = anOfferedLead({
    ...{ id, status: "introduced", ownerId: "ana", facts: { email: `${id}@florarosa.example` } },
    offers: offer ? [{ ...offer, outcome: "accepted" }] : [],
    ...overrides,
  });
  await tables.leads.create(lead, undefined);
  await change(id, (lead) => booked(lead, { repId: "ana", at: thursday, minutes: 30, by: "lead" }, clock.now));
}
const change = (id: string, by: (lead: Lead) => Lead) => tables.leads.update(id, by);
const told = () =>
  mails().map(({ to, kind, subject }) => `${kind} ${to.split("@")[0]} ${/cancel/.test(subject) ? "ends" : "is"}`);

describe("send invitations", () => {
  it("invites both to a meeting, once, whatever runs twice or at the same time", async () => {
    await withMeeting("met");
    await Promise.all([send(), send()]);
    await send();
    expect(told().sort()).toEqual(["invitation met is", "invitation-rep ana is"]);
    expect(
      mails()
        .map(({ replyTo }) => replyTo)
        .sort(),
    ).toEqual(["ana@andina.example", "met@florarosa.example"]);
    expect(await send()).toMatchObject({ due: 0 });
  });

  it("tells of a move and of the end, each once", async () => {
    await withMeeting("moved");
    await send();
    await change("moved", (lead) => booked(lead, { repId: "ana", at: friday, minutes: 30, by: "lead" }, clock.now));
    await send();
    await change("moved", (lead) => cancelled(lead, "lead", clock.now));
    await send();
    expect(told()).toEqual(
      ["is", "is", "ends"].flatMap((state) => [`invitation-rep ana ${state}`, `invitation moved ${state}`]),
    );
  });

  it.each<[string, (lead: Lead) => Lead]>([
    ["lost", (lead) => close(lead, { outcome: "lost", at: clock.now, by: "ana" }).lead],
    ["withdrawn", (lead) => close(lead, { outcome: "withdrawn", at: clock.now, by: "lead" }).lead],
    ["handed-on", (lead) => handedOn(lead, clock.now).lead],
    ["transferred", (lead) => ({ ...lead, ownerId: "beto" })],
  ])("tells both, and frees the time, when the lead is %s", async (id, ends) => {
    await withMeeting(id);
    const holds = holdWrites("reps", { repId: "ana", leadId: id, take: cells, free: [] });
    await tables.client.send(new TransactWriteCommand({ TransactItems: holds }));
    await send();
    await change(id, ends);
    await send();
    await send();
    expect(told()).toEqual(
      ["is", "ends"].flatMap((state) => [`invitation-rep ana ${state}`, `invitation ${id} ${state}`]),
    );
    const [first = 0] = cells;
    expect((await tables.holds.between(first, first)).get("ana")?.size ?? 0).toBe(0);
    expect((await tables.leads.load(id)).formerMeetings).toBeUndefined();
    expect((await tables.items("leads")).filter(({ pk, sk }) => pk === `LEAD#${id}` && sk === "MEETINGS")).toEqual([]);
  });

  it("leaves the end of a meeting that took place to nobody's calendar", async () => {
    await withMeeting("won");
    await send();
    clock.now = friday;
    await change("won", (lead) => close(lead, { outcome: "won", at: clock.now, by: "ana" }).lead);
    await send();
    expect(told().filter((mail) => mail.endsWith("ends"))).toEqual([]);
    expect(await send()).toMatchObject({ due: 0 });
  });

  it("goes on where it was cut off, and sends nothing twice", async () => {
    await withMeeting("half");
    const no = Object.assign(new Error("no"), { name: "Throttling", $metadata: { httpStatusCode: 400 } });
    ses
      .on(SendRawEmailCommand, { Destinations: ["half@florarosa.example"] })
      .rejectsOnce(no)
      .resolves({ MessageId: "1" });
    expect(await send()).toMatchObject({ due: 1, failed: 1 });
    expect(await send()).toMatchObject({ due: 1, failed: 0 });
    const to = ses
      .commandCalls(SendRawEmailCommand)
      .map(({ args: [{ input }] }) => input.Destinations?.[0]?.split("@")[0]);
    expect(to).toEqual(["ana", "half", "half"]);
  });

  it("tells the new owner's meeting and the end of the former one's, both", async () => {
    await withMeeting("both");
    await send();
    await change("both", (lead) => {
      const { lead: free } = handedOn(lead, clock.now);
      const next: Lead = { ...free, status: "offered", ownerId: "beto" };
      return booked({ ...next }, { repId: "beto", at: friday, minutes: 30, by: "lead" }, clock.now);
    });
    await send();
    expect(told().slice(2).sort()).toEqual([
      "invitation both ends",
      "invitation both is",
      "invitation-rep ana ends",
      "invitation-rep beto is",
    ]);
  });

  it("writes to the rep alone where no mail reaches the lead", async () => {
    await withMeeting("nowhere", { unreachable: { at: thursday, why: "bounced" } });
    await send();
    expect(told()).toEqual(["invitation-rep ana is"]);
  });

  it("leaves a time held that the same two agreed on again before they were told of its end", async () => {
    await withMeeting("again");
    await send();
    await change("again", (lead) => cancelled(lead, "lead", clock.now));
    const holds = holdWrites("reps", { repId: "ana", leadId: "again", take: cells, free: [] });
    await tables.client.send(new TransactWriteCommand({ TransactItems: holds }));
    await change("again", (lead) => booked(lead, { repId: "ana", at: thursday, minutes: 30, by: "lead" }, clock.now));
    await send();
    const held = await tables.holds.of("ana", cells);
    expect(cells.map((cell) => held.get(cell))).toEqual(["again", "again"]);
    await change("again", (lead) => cancelled(lead, "lead", clock.now));
    await send();
    expect((await tables.holds.of("ana", cells)).size).toBe(0);
  });

  it("frees nothing that another lead holds", async () => {
    await withMeeting("mine");
    const holds = holdWrites("reps", { repId: "ana", leadId: "theirs", take: cells, free: [] });
    await tables.client.send(new TransactWriteCommand({ TransactItems: holds }));
    await change("mine", (lead) => cancelled(lead, "lead", clock.now));
    await send();
    const [first = 0, second = 0] = cells;
    expect([...((await tables.holds.between(first, second)).get("ana") ?? [])].sort()).toEqual([
      [first, "theirs"],
      [second, "theirs"],
    ]);
    expect(told()).toEqual([]);
  });
});
