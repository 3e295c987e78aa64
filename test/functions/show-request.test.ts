import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { load } from "cheerio";
import { beforeEach, describe, expect, it } from "vitest";
import { showRequest } from "../../functions/show-request/show-request.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aRep } from "../build/a-rep.ts";
import { act, formOf, opened, send } from "../build/own-page.ts";
import { offeredInTable, roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, mails, clock, ses } = useSteps(tables);
beforeEach(() => tables.open([...roster, aRep({ id: "old", active: false, email: "old@andina.example" })]));

/** The own link of the person of a lead in the table. */
async function linkOf(lead: Lead): Promise<string> {
  await tables.leads.create(lead, await tables.leads.ofPerson(lead.facts));
  return (await tables.links.create(lead.id, clock.now)).split("/you/")[1] ?? "";
}
const owned = (id: string, more: Partial<Lead> = {}) => {
  const lead = anOfferedLead({ id, facts: { email: `${id}@florarosa.example` } });
  const offers = lead.offers.map((offer) => ({ ...offer, outcome: "accepted" as const }));
  return { ...lead, offers, status: "introduced" as const, ownerId: "ana", acceptedAt: clock.now, ...more };
};
const look = (link: string) => showRequest(link, {}, "pt", deps());
const read = (html: string) => load(html)("main").text().replaceAll(/\s+/g, " ");

describe("a person's own page", () => {
  it("says who contacts them and until when, on their own clock, with the means of reaching that person", async () => {
    const { html, statusCode } = await look(await linkOf(owned("owned")));
    expect(statusCode).toBe(200);
    expect(read(html)).toContain("Ana Morales se comunicará con usted");
    expect(read(html)).toContain("10:00 (hora de Ciudad de México)");
    expect(load(html)('a[href="mailto:ana@andina.example"]')).toHaveLength(1);
  });

  it("names the manager of the pool until a rep has the request", async () => {
    const { html } = await look(await linkOf(anOfferedLead({ id: "offered" })));
    expect(read(html)).toContain("Marta Silva responde por ella");
    expect(html).not.toContain("Ana");
    expect(load(html)('a[href="mailto:marta@andina.example"]')).toHaveLength(1);
  });

  it("is found for ninety days, and a link that is unknown, cut or has expired for none, without a hint", async () => {
    const link = await linkOf(owned("expiring"));
    const pages = [await look(`${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`), await look("none")];
    pages.push(await look(`${"x".repeat(32)}.${link.split(".")[1]}`));
    clock.now = "2027-01-31T15:00:21.000Z";
    pages.push(await look(link));
    expect(new Set(pages.map(({ html }) => html)).size).toBe(1);
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404]);
    clock.now = "2027-01-31T15:00:19.000Z";
    expect((await look(link)).statusCode).toBe(200);
  });

  it("changes nothing when it is looked at, without its token, or sooner than it can be read", async () => {
    const link = await linkOf(owned("blind"));
    const { html } = await look(link);
    const token = /name="shown" value="([^"]+)"/.exec(html)?.[1] ?? "";
    const form = new URLSearchParams({ name: "Somebody Else", was_name: "Lucía Fernández" });
    for (const each of ["", token]) {
      form.set("shown", each);
      const page = await showRequest(link, { form }, "en", deps());
      expect(page.statusCode).toBe(422);
      expect(load(page.html)("#name").val()).toBe("Somebody Else");
    }
    expect(await tables.leads.load("blind")).toMatchObject({ rev: 1, submissions: 1 });
  });

  it("shows nothing that only we know: no score, no history, no other lead, nobody who was asked", async () => {
    const secrets = {
      account: { accountId: "a", name: "X", by: "domain", similarity: 1, relation: "former", history: "Left in anger" },
      samePerson: { leadId: "other", name: "Luz Otra", receivedAt: clock.now },
    } as const;
    const { html } = await look(await linkOf({ ...anOfferedLead({ id: "secrets" }), ...secrets }));
    const shown = read(html);
    for (const secret of ["Left in anger", "Luz Otra", "62", "A mid-size deal", "Un negocio mediano", "24", "Ana"]) {
      expect(shown).not.toContain(secret);
    }
    expect(shown).toContain("el país");
  });
});

describe("a correction", () => {
  const change = (link: string, typed: Record<string, string | string[]>) => act(link, "change", typed, deps());

  it("is the person's own word: it replaces even their name and number, and the rep is told so", async () => {
    const link = await linkOf(owned("own"));
    const { html } = await change(link, {
      name: "Lucía Paz",
      phone: "+52 55 5555 0199",
      message: "After five, please",
    });
    expect(read(html)).toContain("Guardado");
    const lead = await tables.leads.load("own");
    expect(lead.facts).toMatchObject({ name: "Lucía Paz", phone: "+525555550199", size: 120 });
    expect(lead.facts.message).toContain("stores.\n\nAfter five, please");
    expect(lead.additions?.map(({ field, before, own }) => [field, before, own])).toEqual([
      ["name", "Lucía Fernández", true],
      ["phone", "+52 55 5555 0101", true],
      ["message", undefined, true],
    ]);
    expect((await tables.news.due("2027-01-01", 9)).includes("own")).toBe(true);
  });

  it("removes what is emptied, and a product that is ticked no more, but never the name", async () => {
    const link = await linkOf(owned("emptied"));
    await change(link, { phone: "", products: [] });
    const { facts } = await tables.leads.load("emptied");
    expect(facts).not.toHaveProperty("phone");
    expect(facts).not.toHaveProperty("products");
    const page = await change(link, { name: " " });
    expect(page.statusCode).toBe(422);
    expect(load(page.html)("#name-error").text()).toBe("Escriba su nombre");
    expect((await tables.leads.load("emptied")).facts.name).toBe("Lucía Fernández");
  });

  it("is one, however often and at the same time it is sent", async () => {
    const link = await linkOf(owned("twice"));
    const form = formOf(await opened(link, deps()), link, "change");
    form.set("size", "300");
    const press = () => send(link, "change", form, deps());
    const pages = [...(await Promise.all([press(), press(), press()])), await press()];
    for (const page of pages) expect(read(page.html)).toContain("Guardado");
    expect(await tables.leads.load("twice")).toMatchObject({ submissions: 2, facts: { size: 300 } });
  });

  it("does not undo what another page of theirs said meanwhile", async () => {
    const link = await linkOf(owned("pages"));
    const form = formOf(await opened(link, deps()), link, "change");
    await change(link, { phone: "+52 55 5555 0177" });
    form.set("company", "Flora Roja");
    await send(link, "change", form, deps());
    const { facts } = await tables.leads.load("pages");
    expect(facts).toMatchObject({ phone: "+525555550177", company: "Flora Roja" });
  });

  it("of nothing writes nothing", async () => {
    const { html } = await change(await linkOf(owned("same")), {});
    expect(read(html)).toContain("No había nada distinto");
    expect((await tables.leads.load("same")).rev).toBe(1);
  });

  it("finds room though strangers have used up their day", async () => {
    const link = await linkOf({ ...owned("flooded"), keptOn: { day: "2026-11-02", count: 40, of: {}, more: true } });
    for (let n = 0; n < 20; n++) await change(link, { size: String(200 + n) });
    expect((await tables.leads.load("flooded")).facts.size).toBe(219);
    expect(read((await change(link, { size: "999" })).html)).toContain("No se guardó nada");
  });

  it("is too late once the request is closed", async () => {
    const link = await linkOf(owned("open"));
    const form = formOf(await opened(link, deps()), link, "change");
    form.set("size", "300");
    const closed = { outcome: "lost", at: clock.now, by: "ana" } as const;
    await tables.leads.update("open", (lead) => ({ ...lead, status: "closed", closed }));
    const page = await send(link, "change", form, deps());
    expect(read(page.html)).toContain("Esta solicitud está cerrada");
    expect(load(page.html)("#size")).toHaveLength(0);
  });
});

describe("asking for a person to look", () => {
  const ask = (link: string, note = "We are 300 people") => act(link, "look", { note }, deps());

  it("mails the pool's manager what was decided and why, once, and an answer reaches the person", async () => {
    const link = await linkOf(owned("asked"));
    const pages = [await ask(link), await look(link)];
    const [mail, ...more] = mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ kind: "look", to: "marta@andina.example", replyTo: "asked@florarosa.example" });
    for (const said of ["We are 300 people", "Un negocio mediano (20)", "Sales-ready"])
      expect(mail?.text).toContain(said);
    for (const { html } of pages) expect(read(html)).toContain("Marta Silva le responderá por correo");
    for (const { html } of pages) expect(load(html)("form[action$=look]")).toHaveLength(0);
    expect((await tables.leads.load("asked")).timeline.at(-1)).toEqual({ at: clock.now, event: "look-asked" });
  });

  it("is one, however often and at the same time it is pressed", async () => {
    const link = await linkOf(owned("pressed"));
    await Promise.all([ask(link, "one"), ask(link, "two")]);
    expect(mails()).toHaveLength(1);
  });

  it("can be done where nobody was asked to call: by who was rejected, or gets mails", async () => {
    const rejected = aLead({ id: "rejected", status: "rejected", facts: { email: "r@x.example", language: "en" } });
    const reasons = [{ because: "Works for a competitor" }];
    const link = await linkOf({ ...rejected, qualification: { eligible: false, reasons, callScript: [] } });
    const page = await look(link);
    expect(read(page.html)).toContain("We are not going on with this request");
    expect(read(page.html)).not.toContain("competitor");
    await ask(link);
    expect(mails()[0]?.text).toContain("Works for a competitor");
  });

  it("says so when the mail was not taken, and sends it when it is pressed again", async () => {
    const link = await linkOf(owned("refused"));
    const busy = Object.assign(new Error("slow down"), { name: "Throttling", $metadata: { httpStatusCode: 400 } });
    ses.on(SendRawEmailCommand).rejectsOnce(busy).resolves({ MessageId: "1" });
    expect((await ask(link)).statusCode).toBe(503);
    expect(await tables.leads.load("refused")).not.toHaveProperty("look");
    expect(read((await ask(link)).html)).toContain("Una persona lo revisa");
    expect(await tables.leads.load("refused")).toHaveProperty("look");
  });
});

describe("withdrawing", () => {
  const withdraw = (link: string) => act(link, "withdraw", {}, deps());

  it("closes the request, frees the place once, and tells its rep not to call, however often it is pressed", async () => {
    const lead = await offeredInTable(tables, "gone");
    const before = (await tables.reps.get("ana"))?.openLeads ?? 0;
    await tables.leads.update("gone", (one) => ({
      ...one,
      status: "accepted",
      ownerId: "ana",
      acceptedAt: clock.now,
      offers: lead.offers.map((offer) => ({ ...offer, outcome: "accepted" as const })),
    }));
    const link = (await tables.links.create("gone", clock.now)).split("/you/")[1] ?? "";
    const pages = [...(await Promise.all([withdraw(link), withdraw(link)])), await look(link)];
    for (const { html } of pages) expect(read(html)).toContain("Retiró esta solicitud");
    for (const { html } of pages) expect(load(html)("form")).toHaveLength(0);
    expect(await tables.leads.load("gone")).toMatchObject({ status: "closed", closed: { outcome: "withdrawn" } });
    expect((await tables.reps.get("ana"))?.openLeads).toBe(before - 1);
    expect(mails().map(({ kind, to }) => [kind, to])).toEqual([["withdrawn", "ana@andina.example"]]);
  });

  it("can be done while it is offered, waits or is with the manager, and tells who was asked", async () => {
    await offeredInTable(tables, "asked-ana");
    const link = (await tables.links.create("asked-ana", clock.now)).split("/you/")[1] ?? "";
    await withdraw(link);
    expect(mails().map(({ to }) => to)).toEqual(["ana@andina.example"]);
    expect((await tables.leads.load("asked-ana")).offers[0]).toMatchObject({ outcome: "withdrawn" });
    const waits = aLead({ id: "waits", status: "waiting", policyVersion: 1, facts: { email: "w@x.example" } });
    await withdraw(await linkOf(waits));
    expect((await tables.leads.load("waits")).closed?.outcome).toBe("withdrawn");
    expect(mails()).toHaveLength(1);
  });

  it("does not change how a request was closed before", async () => {
    const link = await linkOf(owned("won"));
    const form = formOf(await opened(link, deps()), link, "withdraw");
    const closed = { outcome: "won", at: clock.now, by: "ana" } as const;
    await tables.leads.update("won", (lead) => ({ ...lead, status: "closed", closed }));
    expect(read((await send(link, "withdraw", form, deps())).html)).toContain("Esta solicitud está cerrada");
    expect((await tables.leads.load("won")).closed?.outcome).toBe("won");
    expect(mails()).toEqual([]);
  });

  it("changes nothing sooner than the page can be read", async () => {
    const link = await linkOf(owned("soon"));
    const page = await send(link, "withdraw", formOf(await look(link), link, "withdraw"), deps());
    expect(read(page.html)).toContain("Pulse el botón una vez más");
    expect((await tables.leads.load("soon")).status).toBe("introduced");
  });
});
