import { describe, expect, it } from "vitest";
import { actOnLead } from "../../adapters/claims/act-on-lead.ts";
import { chooseTime } from "../../functions/choose-time/choose-time.ts";
import { briefText } from "../../policy/explain/brief.ts";
import { whyNotText } from "../../policy/explain/why-not.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { cellsOf } from "../../routing/time/free-times.ts";
import { whySentences } from "../../texts/why-words.ts";
import { cancelMeeting, choose, choosing, ids, monday, offeredOn, readPage, useChoosing } from "../build/choosing.ts";

const { tables, deps, mails, woken, aLeadThatIs, free, firstOf, freeTime, heldFor, balances, introduced } =
  useChoosing();

describe("choosing a time", () => {
  it.each(["ready", "escalated"] as const)(
    "gives a lead that is %s to the rep, with the time, in one go",
    async (status) => {
      const before = await balances();
      const { id, link } = await aLeadThatIs(status);
      const { rep, at } = await firstOf(link);
      const page = await choose(link, rep, at, deps());
      expect(readPage(page)).toContain("Listo. La invitación llega por correo");
      const lead = await tables.leads.load(id);
      expect(lead).toMatchObject({
        ...{ status: "accepted", ownerId: rep, acceptedAt: monday, meeting: { repId: rep, at, minutes: 30 } },
        offers: [{ repId: rep, outcome: "accepted", byLead: true, points: 2, charged: { ledger: "all" } }],
      });
      expect(lead.timeline.map(({ event, by }) => [event, by]).slice(-2)).toEqual([
        ["chosen", "lead"],
        ["meeting-booked", "lead"],
      ]);
      const after = await balances();
      for (const id of ids) {
        expect((after[id] ?? 0) - (before[id] ?? 0)).toBe(id === rep ? -0.75 * oneLead : 0.25 * oneLead);
      }
      expect(await heldFor(rep, id)).toHaveLength(2);
      if (status === "escalated") expect(woken()).toContainEqual({ leadId: id, kind: "accepted" });
      expect(await tables.meetings.due(100)).toContain(id);
    },
  );

  it("is explained as the person's own choice, to the rep, to operators, and to who was not chosen", async () => {
    const { id, link } = await aLeadThatIs("ready");
    const [first, second] = (await free(link)).map(({ rep }) => rep);
    await choose(link, second ?? "", await freeTime(link, second ?? ""), deps());
    const [offer] = (await tables.leads.load(id)).offers;
    expect(offer?.why).toMatchObject({ factor: "chosen" });
    expect(offer && whySentences(offer, choosing, "en")).toEqual(["It is yours because they chose you."]);
    const traces = await tables.traces.of(id);
    const names = new Map(ids.map((id) => [id, id]));
    const brief = traces.flatMap((trace) => briefText(trace, choosing, "en", names)).join("\n");
    expect(brief).toMatch(new RegExp(`^Chosen by the person: ${second} `));
    expect(brief).toContain("What decided: the person chose them");
    expect(brief).toContain("Only the person: they could have chosen somebody else.");
    const whyNot = whyNotText(first ?? "", id, traces, { policy: choosing, locale: "en", names }).join("\n");
    expect(whyNot).toContain(`The person chose ${second} (${second}).`);
    expect(whyNot).not.toContain("was before them");
  });

  it("ends what was asked of another rep, who gets back place, count and turn", async () => {
    const { id, link } = await aLeadThatIs("offered");
    const [offer] = (await tables.leads.load(id)).offers;
    const asked = offer?.repId ?? "";
    const other = (await free(link)).find(({ rep }) => rep !== asked)?.rep ?? "";
    await choose(link, other, await freeTime(link, other), deps());
    const lead = await tables.leads.load(id);
    expect(lead.offers).toMatchObject([
      { repId: asked, outcome: "taken", creditedBack: { reason: "chosen", by: "lead" } },
      { repId: other, outcome: "accepted", byLead: true, attempt: 2 },
    ]);
    expect(lead.offers[0]).not.toHaveProperty("countedIn");
    expect(woken()).toContainEqual({ leadId: id, kind: "accepted" });
  });

  it("is the yes of a rep who is asked at that moment, who is charged once", async () => {
    const { id, link } = await aLeadThatIs("offered");
    const before = await balances();
    const asked = (await tables.leads.load(id)).offers[0]?.repId ?? "";
    await choose(link, asked, await freeTime(link, asked), deps());
    const lead = await tables.leads.load(id);
    expect(lead).toMatchObject({
      status: "accepted",
      ownerId: asked,
      offers: [{ repId: asked, outcome: "accepted", byLead: true }],
    });
    expect(await balances()).toEqual(before);
    expect(woken()).toContainEqual({ leadId: id, kind: "accepted" });
  });

  it("counts once, however often and at the same time it is pressed", async () => {
    const { id, link } = await aLeadThatIs("ready");
    const { rep, at } = await firstOf(link);
    const token = (await free(link))[0]?.token ?? "";
    const pages = await Promise.all(
      Array.from({ length: 4 }, () => chooseTime(link, { token, rep, at }, "en", deps())),
    );
    expect(pages.map(({ headers }) => headers.Location)).toEqual(Array(4).fill("times?said=booked"));
    const lead = await tables.leads.load(id);
    expect(lead.offers).toHaveLength(1);
    expect(lead.meetingChanges).toBe(1);
  });

  it("gives one of two people the time that both want, and shows the other what is free then", async () => {
    const [one, other] = [await aLeadThatIs("ready"), await aLeadThatIs("ready")];
    const { rep, at } = await firstOf(one.link);
    const pages = await Promise.all([one, other].map(({ link }) => choose(link, rep, at, deps())));
    const [late] = pages.filter(({ statusCode }) => statusCode === 409);
    expect(pages.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(readPage(late ?? { html: "" })).toContain("Esa hora se acaba de ocupar");
    const times = offeredOn(late as never).find((one) => one.rep === rep)?.times ?? [];
    expect(times).not.toContain(at);
  });

  it.each([
    ["outside of working hours", "2026-11-04T08:00:00.000Z"],
    ["over", "2026-11-02T15:00:00.000Z"],
    ["sooner than the notice", "2026-11-02T17:00:00.000Z"],
    ["between two that begin on the clock", "2026-11-03T18:10:00.000Z"],
    ["weeks away", "2026-12-24T18:00:00.000Z"],
  ])("takes no time that is %s", async (_, at) => {
    const { id, link } = await aLeadThatIs("ready");
    expect((await choose(link, "ana", at, deps())).statusCode).toBe(409);
    expect((await tables.leads.load(id)).status).toBe("ready");
  });

  it("takes nothing from a rep who may not have the lead, and asks for a time where none came", async () => {
    const { id, link } = await aLeadThatIs("ready");
    const { at } = await firstOf(link);
    for (const rep of ["eli", "marta", "nobody"]) expect((await choose(link, rep, at, deps())).statusCode).toBe(409);
    expect((await choose(link, "ana", "soon", deps())).statusCode).toBe(422);
    expect((await tables.leads.load(id)).status).toBe("ready");
  });

  it("goes on in the workflow as any accepted lead, and both hear when they meet", async () => {
    const { id, link } = await aLeadThatIs("ready");
    const { rep, at } = await firstOf(link);
    await choose(link, rep, at, deps());
    await introduced(id);
    expect(mails().map(({ kind }) => kind)).toEqual(["details", "introduction"]);
    const lead = await tables.leads.load(id);
    // The owner logs the first contact after they met.
    expect(Date.parse(lead.follow?.contactBy ?? "")).toBeGreaterThan(Date.parse(at) + 30 * 60_000);
    expect(lead.follow?.remindAt).toEqual([new Date(Date.parse(at) + 30 * 60_000).toISOString()]);
  });
});

describe("a lead that has its rep", () => {
  async function owned() {
    const { id, link } = await aLeadThatIs("ready", { rule: { rule: "None", pools: ["all"] } });
    const at = (await free(link))[0]?.times[4] ?? "";
    const rep = (await free(link))[0]?.rep ?? "";
    await choose(link, rep, at, deps());
    await introduced(id);
    return { id, link, at, rep };
  }

  it("moves its time to another one of the same rep, who holds that alone then", async () => {
    const { id, link, at, rep } = await owned();
    const before = await balances();
    const later = new Date(Date.parse(at) + 15 * 60_000).toISOString();
    expect((await choose(link, rep, later, deps())).statusCode).toBe(409);
    const to = await freeTime(link, rep, 12);
    const page = await choose(link, rep, to, deps());
    expect(readPage(page)).toContain("Listo. La nueva invitación");
    const lead = await tables.leads.load(id);
    expect(meetingOf(lead)).toMatchObject({ at: to, change: 2 });
    expect(await heldFor(rep, id)).toHaveLength(2);
    expect(await freeTime(link, rep, 4)).toBeTruthy();
    expect((await free(link))[0]?.times).toContain(at);
    expect(await balances()).toEqual(before);
    expect(lead.follow?.remindAt).toEqual([new Date(Date.parse(to) + 30 * 60_000).toISOString()]);
  });

  const cellsAt = (at: string) => cellsOf({ start: Date.parse(at), end: Date.parse(at) + 30 * 60_000 });

  it("holds the time that its rep moves it to, in place of the one before", async () => {
    const { id, link, at, rep } = await owned();
    const to = await freeTime(link, rep, 14);
    for (let n = 0; n < 2; n++) await actOnLead(id, { kind: "meeting", at: to }, { repId: rep, by: rep }, deps());
    expect(meetingOf(await tables.leads.load(id))).toMatchObject({ at: to, by: "rep" });
    expect((await heldFor(rep, id)).map(([cell]) => cell).sort()).toEqual(cellsAt(to));
    expect((await free(link))[0]?.times).toContain(at);
  });

  it("meets its rep when they say, also at a time that another lead has, which keeps it", async () => {
    const { id, link, rep } = await owned();
    const other = await aLeadThatIs("ready");
    const at = await freeTime(link, rep, 20);
    expect((await choose(other.link, rep, at, deps())).statusCode).toBe(200);
    await actOnLead(id, { kind: "meeting", at }, { repId: rep, by: rep }, deps());
    expect((await tables.leads.load(id)).meeting).toMatchObject({ at });
    expect([await heldFor(rep, id), await heldFor(rep, other.id)].map(({ length }) => length)).toEqual([0, 2]);
  });

  it("cancels it, once, and can take another; the first contact is due as if the lead came now", async () => {
    const { id, link, rep } = await owned();
    for (let n = 0; n < 2; n++) {
      expect(readPage(await cancelMeeting(link, deps()))).toContain("La reunión está cancelada");
    }
    const lead = await tables.leads.load(id);
    expect(meetingOf(lead)).toBeUndefined();
    expect(lead.timeline.filter(({ event }) => event === "meeting-cancelled")).toHaveLength(1);
    expect(await heldFor(rep, id)).toHaveLength(0);
    expect(Date.parse(lead.follow?.contactBy ?? "")).toBeLessThan(Date.parse(monday) + 24 * 3_600_000);
    await choose(link, rep, await freeTime(link, rep), deps());
    expect(meetingOf(await tables.leads.load(id))).toMatchObject({ change: 3 });
  });

  it("shows its owner alone, and takes no time of anybody else", async () => {
    const { link, rep } = await owned();
    const shown = await free(link);
    expect(shown.map((one) => one.rep)).toEqual([rep]);
    const other = ids.find((id) => id !== rep) ?? "";
    expect((await choose(link, other, shown[0]?.times[8] ?? "", deps())).statusCode).toBe(409);
  });
});
