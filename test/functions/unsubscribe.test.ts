import { load } from "cheerio";
import { beforeAll, describe, expect, it } from "vitest";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { noteBounce } from "../../functions/note-bounce/note-bounce.ts";
import { nurtureLead } from "../../functions/nurture-lead/nurture-lead.ts";
import { unsubscribe } from "../../functions/unsubscribe/unsubscribe.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, clock, mails } = useSteps(tables);
beforeAll(() => tables.open(roster));

const lane = { lane: "nurture", because: "Not ready to buy" };
/** A lead that was mailed that nobody calls. Answers the mail, with the last part of its link. */
async function nurtured(id: string, email = `${id}@florarosa.example`, language: Locale = "en") {
  const before = mails().length;
  await tables.leads.create(
    aLead({ id, status: "qualified", policyVersion: 1, lane, facts: { email, language } }),
    undefined,
  );
  await nurtureLead({ leadId: id }, deps());
  const mail = mails()
    .slice(before)
    .find(({ kind }) => kind === "nurture");
  const [, link = ""] =
    /^<https:\/\/turno\.example\/unsubscribe\/([\w.-]+)>/.exec(mail?.headers["list-unsubscribe"] ?? "") ?? [];
  return { mail, link };
}
const look = (link: string) => unsubscribe(link, false, "pt", deps());
const post = (link: string) => unsubscribe(link, true, "pt", deps());
const events = async (id: string) => (await tables.leads.load(id)).timeline.map(({ event }) => event);

describe("one-click unsubscribe (RFC 8058)", () => {
  it("has an https address in List-Unsubscribe, at which a POST alone stops the mails", async () => {
    const { mail, link } = await nurtured("one-click");
    expect(mail?.headers["list-unsubscribe"]).toBe(
      `<https://turno.example/unsubscribe/${link}>, <mailto:marta@andina.example?subject=unsubscribe>`,
    );
    expect(mail?.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
    expect((await post(link)).statusCode).toBe(200);
    expect(await tables.suppressions.of("one-click@florarosa.example")).toMatchObject({ why: "unsubscribed" });
    expect(await events("one-click")).toContain("unsubscribed");
  });

  it("has the same address in the mail's body, in both parts", async () => {
    const { mail, link } = await nurtured("in-body");
    const url = `https://turno.example/unsubscribe/${link}`;
    expect(mail?.text).toContain(`Unsubscribe:\n${url}`);
    expect(load(mail?.html ?? "")(`a[href="${url}"]`).text()).toBe("Unsubscribe");
  });

  it("changes nothing when the address is opened, however often a scanner does so", async () => {
    const { link } = await nurtured("scanned");
    const pages = await Promise.all([look(link), look(link), look(link)]);
    for (const { statusCode, html } of pages) {
      expect(statusCode).toBe(200);
      expect(load(html)("form[method=post] button").text()).toBe("Stop these emails");
    }
    expect(await tables.suppressions.of("scanned@florarosa.example")).toBeUndefined();
    expect(await events("scanned")).not.toContain("unsubscribed");
  });

  it("is the same twice and at once, and stays as it was first said", async () => {
    const { link } = await nurtured("twice");
    await Promise.all([post(link), post(link)]);
    const first = await tables.suppressions.of("twice@florarosa.example");
    clock.now = "2026-11-04T15:00:00.000Z";
    expect(load((await post(link)).html)("form")).toHaveLength(0);
    expect(await tables.suppressions.of("twice@florarosa.example")).toEqual(first);
    expect((await events("twice")).filter((event) => event === "unsubscribed")).toHaveLength(1);
  });

  it.each([
    ["no link", "none"],
    ["another secret", `twice.${"a".repeat(32)}`],
    ["a lead that was never written to", `nobody.${"a".repeat(32)}`],
  ])("finds nothing at %s", async (_, link) => {
    expect((await look(link)).statusCode).toBe(404);
    expect((await post(link)).statusCode).toBe(404);
  });

  it.each([
    ["en", "You get no more of these emails"],
    ["es", "Ya no recibirá estos correos"],
    ["pt", "Você não receberá mais estes e-mails"],
  ] as const)("says so in the language of the person: %s", async (language, title) => {
    const { link } = await nurtured(`in-${language}`, undefined, language);
    const { html, headers } = await post(link);
    expect(load(html)("h1").text()).toBe(title);
    expect(headers["Cache-Control"]).toBe("no-store");
  });
});

describe("a suppressed address", () => {
  it("gets no mail of a later lead either, however it is spelled, and that lead ends as any other", async () => {
    const { link } = await nurtured("first", "ana.lopez+news@florarosa.example");
    await post(link);
    const { mail } = await nurtured("second", "Ana.Lopez@florarosa.example");
    expect(mail).toBeUndefined();
    expect((await tables.leads.load("second")).status).toBe("nurtured");
  });

  it("is told who will call all the same", async () => {
    await tables.suppressions.add("wanted@florarosa.example", { at: clock.now, why: "asked", by: "marta" });
    const about = { id: "wanted", ownerId: "ana", acceptedAt: clock.now, facts: { email: "wanted@florarosa.example" } };
    await tables.leads.create(aLead({ ...anOfferedLead(), status: "accepted", ...about }), undefined);
    await introduceRep({ leadId: "wanted" }, deps());
    expect(mails().map(({ to }) => to)).toContain("wanted@florarosa.example");
  });

  it("is that of who marks a mail as unwanted", async () => {
    await nurtured("angry");
    const complaint = { complainedRecipients: [{ emailAddress: "angry@florarosa.example" }] };
    await noteBounce({ detail: { complaint, mail: { tags: { lead: ["angry"], kind: ["nurture"] } } } }, deps());
    expect(await tables.suppressions.of("angry@florarosa.example")).toMatchObject({ why: "complained" });
  });
});
