import { beforeEach, describe, expect, it } from "vitest";
import { actOnOwnedLead } from "../../functions/act-on-lead/act-on-lead.ts";
import { answerOffer } from "../../functions/answer-offer/answer-offer.ts";
import { followUp } from "../../functions/follow-up/follow-up.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { press, tokenIn } from "../build/press.ts";
import { offeredInTable, roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, mails, clock } = useSteps(tables);
beforeEach(() => tables.open(roster, aPolicy({ give_back: { within: "2h", per_week: 2 } })));

/** A lead that Ana accepted, with the link in the mail of its details. */
async function owned(id: string): Promise<string> {
  const expiresAt = new Date(Date.parse(clock.now) + 900_000).toISOString();
  const offers = anOfferedLead().offers.map((offer) => ({ ...offer, offeredAt: clock.now, remindAt: [], expiresAt }));
  await offeredInTable(tables, id, { offers });
  await offerLead({ leadId: id, token: "t" }, deps());
  await press(mails().findLast(({ offer }) => offer !== "")?.offer ?? "", { decision: "accept" }, "en", deps());
  await introduceRep({ leadId: id }, deps());
  return mails().findLast(({ kind }) => kind === "details")?.offer ?? "";
}

/** What the owner does: opens the page, reads for three seconds, and presses the button. */
async function giveBack(link: string, reason = "no-time") {
  const earlier = () => new Date(Date.parse(clock.now) - 3000).toISOString();
  const { html } = await answerOffer(link, { decision: "look" }, "en", { ...deps(), now: earlier });
  const fields = { act: "give-back", reason, note: "I am in a fair" };
  return actOnOwnedLead(link, { fields, token: tokenIn(html) }, "en", deps());
}
const ana = async () => (await tables.reps.get("ana")) ?? roster[0];

describe("giving a lead back", () => {
  it("is one press on the page that the owner's mail leads to, frees the place and starts the search again", async () => {
    const before = ((await tables.reps.get("ana"))?.openLeads ?? 0) as number;
    const link = await owned("back");
    const page = await answerOffer(link, { decision: "look" }, "en", deps());
    expect(page.html).toContain(`action="${link}/acts"`);
    expect((await giveBack(link)).html).toContain("Devolviste este prospecto");
    const lead = await tables.leads.load("back");
    expect(lead).toMatchObject({
      status: "ready",
      dueAt: clock.now,
      offers: [{ outcome: "given-back", repId: "ana" }],
    });
    expect(lead).not.toHaveProperty("ownerId");
    expect(lead.timeline.at(-1)).toEqual({
      ...{ at: clock.now, event: "given-back", attempt: 1, repId: "ana", detail: "no-time" },
    });
    expect(await ana()).toMatchObject({ openLeads: before, gaveBack: { week: "2026-W45", count: 1 } });
  });

  it("happens once, however often and at the same time it is pressed", async () => {
    const link = await owned("twice");
    const before = ((await ana()) as { openLeads: number }).openLeads;
    const count = ((await ana()) as { gaveBack?: { count: number } }).gaveBack?.count ?? 0;
    await Promise.all([giveBack(link), giveBack(link), giveBack(link)]);
    await giveBack(link);
    expect(await ana()).toMatchObject({ openLeads: before - 1, gaveBack: { count: count + 1 } });
  });

  it("changes nothing without the page, or sooner than it can be read", async () => {
    clock.now = "2026-11-10T15:00:20.000Z";
    const link = await owned("blind");
    const before = await tables.leads.load("blind");
    const fields = { act: "give-back", reason: "no-time" };
    const page = await actOnOwnedLead(link, { fields }, "en", deps());
    const { html } = await answerOffer(link, { decision: "look" }, "en", deps());
    await actOnOwnedLead(link, { fields, token: tokenIn(html) }, "en", deps());
    expect(page.statusCode).toBe(422);
    expect(page.html).toContain("Pulsa el botón una vez más");
    expect(await tables.leads.load("blind")).toEqual(before);
  });

  it("asks for a reason", async () => {
    clock.now = "2026-11-17T15:00:20.000Z";
    const page = await giveBack(await owned("silent"), "mood");
    expect(page.statusCode).toBe(422);
    expect(page.html).toContain("Elige un motivo");
  });

  it("is too late after the time that the policy gives", async () => {
    clock.now = "2026-11-24T15:00:20.000Z";
    const link = await owned("late");
    clock.now = "2026-11-24T17:00:21.000Z";
    expect((await giveBack(link)).statusCode).toBe(409);
    expect((await tables.leads.load("late")).status).toBe("introduced");
    expect((await answerOffer(link, { decision: "look" }, "en", deps())).html).not.toContain('value="give-back"');
  });

  it("has a limit in a week, beyond which the manager is told, once", async () => {
    clock.now = "2026-12-01T15:00:20.000Z";
    const links = [await owned("one"), await owned("two"), await owned("three")];
    for (const link of links) await giveBack(link);
    await giveBack(links[2] ?? "");
    for (const _ of [1, 2]) await followUp({ leadId: "three", ownedBefore: 0 }, deps());
    expect((await tables.leads.load("three")).status).toBe("introduced");
    const told = mails().filter(({ kind }) => kind === "give-back");
    expect(told.map(({ to, replyTo }) => [to, replyTo])).toEqual([["marta@andina.example", "ana@andina.example"]]);
    clock.now = "2026-12-07T15:00:20.000Z";
    expect((await giveBack(await owned("next-week"))).statusCode).toBe(200);
  });

  it("never exceeds the limit, whatever is pressed at the same time", async () => {
    clock.now = "2026-12-15T15:00:20.000Z";
    const ids = ["a", "b", "c", "d"];
    const links: string[] = [];
    for (const id of ids) links.push(await owned(`race-${id}`));
    await Promise.all(links.map((link) => giveBack(link)));
    const after = await Promise.all(ids.map((id) => tables.leads.load(`race-${id}`)));
    expect(after.filter(({ status }) => status === "ready")).toHaveLength(2);
  });

  it("introduces the next owner to the lead, and tells them all of it", async () => {
    clock.now = "2026-12-22T15:00:20.000Z";
    await giveBack(await owned("next"));
    await tables.leads.update("next", (lead) => ({
      ...lead,
      status: "offered",
      offers: [
        ...lead.offers,
        { ...(lead.offers[0] as (typeof lead.offers)[0]), attempt: 2, repId: "beto", outcome: "accepted" },
      ],
    }));
    await tables.leads.update("next", (lead) => ({
      ...lead,
      status: "accepted",
      ownerId: "beto",
      acceptedAt: clock.now,
    }));
    await introduceRep({ leadId: "next" }, deps());
    expect(
      mails()
        .map(({ to, kind }) => [to, kind])
        .slice(-2),
    ).toEqual([
      ["beto@andina.example", "details"],
      ["next@florarosa.example", "introduction"],
    ]);
  });
});
