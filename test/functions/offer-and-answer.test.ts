import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../functions/answer-offer/answer-offer.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { remindOrExpire } from "../../functions/remind-or-expire/remind-or-expire.ts";
import { press } from "../build/press.ts";
import { isLong } from "../build/runs.ts";
import { keepMails } from "../build/sent-mails.ts";
import { offeredInTable, roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps, clock, mails, toTeam, woken, ses, sfn } = useSteps(tables);
beforeAll(() => tables.open(roster));

const afterTheEnd = "2026-11-02T15:15:10.000Z";
const answer = (offer: string, given: Answer) => press(offer, given, "en", deps());
const places = async () => (await tables.reps.get("ana"))?.openLeads;

/** Offers a new lead to Ana and answers the link in her mail. */
async function offered(id: string): Promise<string> {
  await offeredInTable(tables, id);
  await offerLead({ leadId: id, token: `token-${id}` }, deps());
  return mails().findLast(({ offer }) => offer !== "")?.offer ?? "";
}

describe("offer lead", () => {
  it("mails the offer once and keeps the token of the last wait", async () => {
    await offeredInTable(tables, "twice");
    await offerLead({ leadId: "twice", token: "one" }, deps());
    await offerLead({ leadId: "twice", token: "two" }, deps());
    expect(toTeam().map(({ to, kind }) => [to, kind])).toEqual([["ana@andina.example", "offer"]]);
    expect((await tables.leads.load("twice")).taskToken).toBe("two");
  });

  it("keeps no working link in the table", async () => {
    const link = await offered("hashed");
    expect(JSON.stringify(await tables.items("leads"))).not.toContain(link.split(".")[1]);
  });

  it("mails again what SES refused", async () => {
    await offeredInTable(tables, "refused");
    const no = Object.assign(new Error("no"), { name: "Throttling", $metadata: { httpStatusCode: 400 } });
    ses.on(SendRawEmailCommand).rejects(no);
    await expect(offerLead({ leadId: "refused", token: "t" }, deps())).rejects.toMatchObject({ name: "MailRefused" });
    const mails = keepMails(ses);
    await offerLead({ leadId: "refused", token: "t" }, deps());
    expect(await answer(mails.findLast(({ offer }) => offer !== "")?.offer ?? "", { decision: "look" })).toMatchObject({
      statusCode: 200,
    });
  });

  it("ends the wait at once for a lead that was answered meanwhile", async () => {
    const link = await offered("quick");
    await answer(link, { decision: "accept" });
    await offerLead({ leadId: "quick", token: "late" }, deps());
    expect(woken().at(-1)).toEqual({ leadId: "quick", kind: "accepted" });
  });
});

describe("answer offer", () => {
  it("shows the offer as often as anybody looks, and changes nothing", async () => {
    const link = await offered("looked");
    const before = await tables.leads.load("looked");
    const pages = [await answer(link, { decision: "look" }), await answer(link, { decision: "look" })];
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(await tables.leads.load("looked")).toEqual(before);
  });

  it("hides how to reach the lead until it is accepted", async () => {
    const link = await offered("hidden");
    expect((await answer(link, { decision: "look" })).html).not.toContain("hidden@florarosa.example");
    expect((await answer(link, { decision: "accept" })).html).toContain("hidden@florarosa.example");
  });

  it("makes the rep the owner and wakes the workflow", async () => {
    const link = await offered("accepted");
    expect((await answer(link, { decision: "accept" })).statusCode).toBe(200);
    expect(await tables.leads.load("accepted")).toMatchObject({ status: "accepted", ownerId: "ana" });
    expect(woken()).toEqual([{ leadId: "accepted", kind: "accepted" }]);
  });

  it("frees the place of a rep who declines, once, and is ready for the next", async () => {
    const link = await offered("declined");
    const before = (await places()) ?? 0;
    await answer(link, { decision: "decline", reason: "no-time", note: "in a fair" });
    await answer(link, { decision: "decline", reason: "no-time" });
    expect(await places()).toBe(before - 1);
    expect(await tables.leads.load("declined")).toMatchObject({
      status: "ready",
      offers: [{ declineReason: "no-time: in a fair" }],
    });
    expect(woken()).toEqual([{ leadId: "declined", kind: "ready" }]);
  });

  it("asks for a reason before it takes a decline", async () => {
    const link = await offered("unsaid");
    expect((await answer(link, { decision: "decline", reason: "mood" })).statusCode).toBe(422);
    expect((await tables.leads.load("unsaid")).status).toBe("offered");
  });

  it("lets the first answer stand and says so", async () => {
    const link = await offered("second");
    await answer(link, { decision: "decline", reason: "other" });
    const page = await answer(link, { decision: "accept" });
    expect(page.html).toContain("Ya habías rechazado");
    expect((await tables.leads.load("second")).status).toBe("ready");
  });

  it("takes no answer after the time is over", async () => {
    const link = await offered("late");
    clock.now = afterTheEnd;
    expect((await answer(link, { decision: "look" })).statusCode).toBe(410);
    expect((await answer(link, { decision: "accept" })).statusCode).toBe(410);
    expect((await tables.leads.load("late")).status).toBe("offered");
  });

  it.each(["", "x", "lead.short", "../etc/passwd", `nobody.${"a".repeat(32)}`, `looked.${"a".repeat(32)}`])(
    "does not find %j, and says no more",
    async (offer) => {
      const page = await answer(offer, { decision: "accept" });
      expect(page.statusCode).toBe(404);
      expect(page.html).not.toMatch(/Ana|Lucía|Flora/);
    },
  );

  it("keeps the answer when the workflow cannot be woken, for the sweeper to find", async () => {
    const link = await offered("unwoken");
    sfn.on(SendTaskSuccessCommand).rejects(new Error("down"));
    expect((await answer(link, { decision: "accept" })).statusCode).toBe(200);
    expect(await tables.leads.load("unwoken")).toMatchObject({ status: "accepted", dueAt: "2026-11-02T15:01:20.000Z" });
  });
});

describe("remind or expire", () => {
  it("reminds when a reminder is due, once, with a link that works", async () => {
    await offered("reminded");
    clock.now = "2026-11-02T15:07:40.000Z";
    const first = await remindOrExpire({ leadId: "reminded" }, deps());
    const second = await remindOrExpire({ leadId: "reminded" }, deps());
    expect(first).toEqual({ leadId: "reminded", kind: "offered", waitSeconds: 270 });
    expect(second).toEqual(first);
    expect(toTeam().map(({ kind }) => kind)).toEqual(["offer", "reminder"]);
    expect(
      (await answer(mails().findLast(({ offer }) => offer !== "")?.offer ?? "", { decision: "look" })).statusCode,
    ).toBe(200);
  });

  it("waits on when nothing is due yet", async () => {
    await offered("early");
    expect(await remindOrExpire({ leadId: "early" }, deps())).toEqual({
      leadId: "early",
      kind: "offered",
      waitSeconds: 440,
    });
    expect(toTeam()).toHaveLength(1);
  });

  it("ends an offer whose time is over, frees the place once and tells the rep once", async () => {
    await offered("lapsed");
    const before = (await places()) ?? 0;
    clock.now = afterTheEnd;
    const first = await remindOrExpire({ leadId: "lapsed" }, deps());
    expect(await remindOrExpire({ leadId: "lapsed" }, deps())).toEqual(first);
    expect(first).toEqual({ leadId: "lapsed", kind: "ready" });
    expect(await places()).toBe(before - 1);
    expect(toTeam().map(({ kind }) => kind)).toEqual(["offer", "lapsed"]);
  });

  it("takes the accepted path when the answer came at the last moment", async () => {
    const link = await offered("just-in-time");
    await answer(link, { decision: "accept" });
    clock.now = afterTheEnd;
    expect(await remindOrExpire({ leadId: "just-in-time" }, deps())).toEqual({
      leadId: "just-in-time",
      kind: "accepted",
    });
  });

  const races = isLong ? 100 : 25;
  it(`never has two outcomes when an answer meets the end, ${races} times`, async () => {
    const outcomes = new Map<string, number>();
    for (let n = 0; n < races; n++) {
      const link = await offered(`race-${n}`);
      const onTime = () => "2026-11-02T15:15:09.999Z";
      const tooLate = () => afterTheEnd;
      const [, result] = await Promise.all([
        press(link, { decision: "accept" }, "en", { ...deps(), now: onTime }),
        remindOrExpire({ leadId: `race-${n}` }, { ...deps(), now: tooLate }),
      ]);
      const { status, ownerId, offers } = await tables.leads.load(`race-${n}`);
      expect(result.kind).toBe(status);
      expect(offers[0]?.outcome).toBe(status === "accepted" ? "accepted" : "lapsed");
      expect(ownerId).toBe(status === "accepted" ? "ana" : undefined);
      await answer(link, { decision: "accept" });
      outcomes.set(status, (outcomes.get(status) ?? 0) + 1);
    }
    expect([...outcomes.values()].reduce((total, times) => total + times, 0)).toBe(races);
  });
});
