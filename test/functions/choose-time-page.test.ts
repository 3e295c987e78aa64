import { load } from "cheerio";
import { beforeAll, describe, expect, it } from "vitest";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { chooseTime } from "../../functions/choose-time/choose-time.ts";
import { showRequest } from "../../functions/show-request/show-request.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Review } from "../../routing/reps/review.ts";
import { choose, ids, monday, offeredOn, openedTimes, readPage, useChoosing } from "../build/choosing.ts";

const { tables, deps, aLeadThatIs, firstOf } = useChoosing();

beforeAll(async () => {
  const review = { author: "Nora P.", source: "Survey", date: "2026-10-01" };
  const said = ids.flatMap((repId): Review[] => [
    { ...review, repId, text: "Listened <b>well</b>.", state: "published" },
    { ...review, repId, text: "Nobody has looked at this.", state: "pending" },
  ]);
  await tables.reviews.add(said);
});

describe("the page of times", () => {
  it("shows as many reps as the policy says, those first to whom it would be offered, with their times by day", async () => {
    const { id, link } = await aLeadThatIs("ready");
    const page = await openedTimes(link, deps());
    const shown = offeredOn(page);
    expect(shown).toHaveLength(3);
    // From two hours after now on, Monday to Friday from 9 to 18.
    expect(shown[0]?.times[0]).toBe("2026-11-02T18:00:00.000Z");
    expect(shown[0]?.times.length).toBe(12 + 4 * 18);
    expect(load(page.html)(".choosable").first().find("summary").length).toBe(5);
    expect(page.statusCode).toBe(200);
    await chooseRep({ leadId: id }, deps());
    expect((await tables.leads.load(id)).offers[0]?.repId).toBe(shown[0]?.rep);
  });

  it("says times on the person's clock and names the zone", async () => {
    const { link } = await aLeadThatIs("ready", { facts: { country: "PE" } });
    const text = readPage(await openedTimes(link, deps()));
    expect(text).toContain("Todo en hora de Perú; una reunión dura 30 minutos.");
    expect(text).toMatch(/lunes, 2 de noviembre 12 libres 13:00 13:30/);
  });

  it("shows what people said that was published, as text, with who, where and when", async () => {
    const { link } = await aLeadThatIs("ready");
    const { html } = await openedTimes(link, deps());
    const said = load(html)("figure").first();
    expect(said.find("blockquote").text()).toBe("Listened <b>well</b>.");
    expect(said.find("figcaption").text()).toBe("Nora P., Survey, 1 de octubre de 2026");
    expect(html).not.toContain("Nobody has looked at this");
  });

  it("loads no picture but those of the reps it shows", async () => {
    const { link } = await aLeadThatIs("ready");
    const { headers, html } = await openedTimes(link, deps());
    expect(headers["Content-Security-Policy"]).toContain("img-src data: https://andina.example;");
    expect(load(html)("img").first().attr("src")).toBe("https://andina.example/ana.jpg");
  });

  it("changes nothing when it is looked at, without its token, or sooner than it can be read", async () => {
    const { id, link } = await aLeadThatIs("ready");
    const before = await tables.leads.load(id);
    const page = await chooseTime(link, {}, "en", deps());
    const [shown] = offeredOn(page);
    const pressed = { rep: shown?.rep ?? "", at: shown?.times[0] ?? "" };
    expect((await chooseTime(link, { ...pressed, token: shown?.token ?? "" }, "en", deps())).statusCode).toBe(422);
    expect((await chooseTime(link, { ...pressed, token: "" }, "en", deps())).statusCode).toBe(422);
    expect((await chooseTime(link, { token: shown?.token ?? "", cancel: true }, "en", deps())).statusCode).toBe(422);
    expect(await tables.leads.load(id)).toEqual(before);
  });

  it("is found by the person's own link alone", async () => {
    expect((await chooseTime("none", {}, "en", deps())).statusCode).toBe(404);
  });

  it.each<[string, Lead["status"], Partial<Lead>]>([
    ["of another lane", "ready", { lane: { lane: "low", because: "so" } }],
    ["withdrawn", "closed", { closed: { outcome: "withdrawn", at: monday, by: "lead" } }],
    ["answered by mail", "nurtured", {}],
  ])("leads a person whose lead is %s back to their request", async (_, status, more) => {
    const { link } = await aLeadThatIs("ready", { ...more, status });
    const page = await openedTimes(link, deps());
    expect([page.statusCode, page.headers.Location]).toEqual([303, `../${link}`]);
  });

  it("asks for patience while nothing is decided, and where nobody has a time", async () => {
    const early = await aLeadThatIs("ready", { status: "new" });
    expect(readPage(await openedTimes(early.link, deps()))).toContain("Un momento");
    const { link } = await aLeadThatIs("ready", { facts: { language: "pt" } });
    expect(readPage(await openedTimes(link, deps()))).toContain("Agora não há horários para escolher");
  });
});

describe("a person's own page", () => {
  const own = (link: string) => showRequest(link, {}, "en", deps());

  it("leads to the times while its lead may choose, and says when they meet", async () => {
    const { id, link } = await aLeadThatIs("ready");
    const href = `a[href="${link}/times"]`;
    expect(load((await own(link)).html)(href).text()).toBe("Elegir una hora");
    const { rep, at } = await firstOf(link);
    await choose(link, rep, at, deps());
    expect(readPage(await own(link))).toContain(`Tiene una reunión con ${rep} Ruiz 12:00 (hora de Ciudad de México)`);
    expect(load((await own(link)).html)(href).text()).toBe("Cambiarla o cancelarla");
    const other = await aLeadThatIs("ready", { lane: { lane: "low", because: "so" } });
    expect(load((await own(other.link)).html)('a[href$="/times"]')).toHaveLength(0);
    await tables.leads.load(id);
  });
});
