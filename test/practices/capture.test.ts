import { describe, expect, it } from "vitest";
import { formPage } from "../../adapters/pages/form-page.ts";
import { everybodyAccepts, ofKind, useCompany } from "./a-company-at-work.ts";
import { policy } from "./a-sample-company.ts";

const { posts, receives, offersOn, act } = useCompany();

/** The least that the form takes. */
const nameAndAddress = { name: "Ada Ruiz", email: "ada@ruiz-hermanos.example", language: "es" };
/** Enough to be offered to a rep in Mexico, in no hurry. */
const solid = { ...nameAndAddress, country: "MX", size: "30", value: "5000", products: "payroll" };

describe("capture", () => {
  it.each(["application/json", "application/x-www-form-urlencoded"] as const)(
    "practice 24: takes the form as %s into the process that carries it to a rep",
    async (as) => {
      const { status, lead, mails } = await receives(solid, { as });
      expect(status).toBe(201);
      expect(lead).toMatchObject({ status: "introduced", facts: { products: ["payroll"], size: 30, country: "MX" } });
      expect(mails.map(({ kind }) => kind)).toEqual(["acknowledgement", "offer", "details", "introduction"]);
    },
  );

  it("practice 62: asks for name, organisation, size, location, phone and products, and keeps what it is told", async () => {
    const { products } = policy.form;
    const page = formPage({ locale: "es", locales: ["es"], products, submissionId: "s" });
    for (const name of ["name", "company", "size", "country", "phone", "products"])
      expect(page.html).toContain(`name="${name}"`);
    const told = { company: "Ruiz", size: "12", country: "co", region: "Antioquia", phone: "+57 601 555 0100" };
    const { lead } = await receives({ ...nameAndAddress, ...told, products: "payments" });
    expect(lead.facts).toMatchObject({
      ...told,
      size: 12,
      country: "CO",
      phone: "+576015550100",
      products: ["payments"],
    });
  });

  it("practice 63: needs a name and an address alone; the rest may come later, into the same lead", async () => {
    const page = formPage({ locale: "es", locales: ["es"], submissionId: "s" });
    const needed = [...page.html.matchAll(/name="(\w+)"[^>]* required/g)].map(([, name]) => name);
    expect(needed).toEqual(["name", "email"]);
    const { email, name, ...language } = nameAndAddress;
    expect((await posts({ name, ...language })).status).toBe(422);
    expect((await posts({ email, ...language })).status).toBe(422);
    expect((await posts({ name, email, ...language })).status).toBe(201);
    const urgent = { ...solid, email: "otra@ruiz-hermanos.example" };
    const first = await receives(urgent);
    const more = await receives({ ...urgent, message: "Somos treinta" });
    expect(more).toMatchObject({ status: 201, lead: { id: first.lead.id, facts: { message: "Somos treinta" } } });
  });

  it("practice 53: lets the lead say how urgent it is, on the form too, which makes it hot", async () => {
    const page = formPage({ locale: "es", locales: ["es"], submissionId: "s" });
    expect(page.html).toContain('name="urgency" value="now"');
    const facts = { ...solid, value: "20000" };
    const { lead: now } = await receives({ ...facts, urgency: "now" });
    const { lead: later } = await receives({ ...facts, email: "luz@paz.example", urgency: "this-year" });
    expect([now.priority?.level, later.priority?.level]).toEqual(["hot", "warm"]);
  });

  it("practice 27: qualifies on every channel's facts alike, whatever the source", async () => {
    const gates = { es: "El mensaje anuncia otra cosa" };
    for (const source of ["web", "event", "partner", ""]) {
      const spam = {
        email: `x${source}@gmail.com`,
        company: "X",
        phone: "+57 601 555 0100",
        message: "cheap backlinks",
      };
      const rejected = await receives({ ...nameAndAddress, ...spam, source });
      expect(rejected.lead).toMatchObject({ status: "rejected", qualification: { reasons: [{ because: gates }] } });
      const wanted = await receives({ ...solid, source, email: `ada@canal-${source || "none"}.example` });
      expect(wanted.lead.status).toBe("introduced");
    }
  });
});

describe("qualify", () => {
  it("practice 25: sorts out who is no lead, with the reason, before anybody spends time", async () => {
    const spam = { email: "x@gmail.com", company: "X", phone: "+57 601 555 0100", message: "crypto casino" };
    const { lead, mails } = await receives({ ...solid, ...spam });
    expect(lead.status).toBe("rejected");
    expect(lead.qualification?.reasons.map(({ because }) => because)).toEqual([
      expect.objectContaining({ en: "The message advertises something" }),
    ]);
    expect(mails).toEqual([]);
  });

  it("practice 72: is a tool of its own: the score stands on the lead with every reason", async () => {
    const { lead } = await receives({ ...solid, value: "20000", country: "CO" });
    const told = lead.score?.dimensions.map(({ dimension, points, reasons }) => [
      ...[dimension, points],
      reasons.map(({ because }) => (because as Record<string, string>).en),
    ]);
    expect(lead.score?.total).toBe(50);
    expect(told).toEqual([
      ["value", 20, ["12 000 to 40 000 USD a year"]],
      ["geography", 12, ["A market with a team of its own"]],
      ["use-case", 8, ["Names a product"]],
      ["engagement", 0, []],
      ["size", 10, ["20 to 199 people"]],
    ]);
  });

  it("practice 36: answers low value by mail, not by a person", async () => {
    const { lead, mails } = await receives({ ...solid, size: "4", value: "900" });
    expect(lead).toMatchObject({ status: "nurtured", lane: { lane: "self-service" } });
    expect(mails.map(({ to, kind }) => [to, kind])).toEqual([[nameAndAddress.email, "nurture"]]);
    expect(mails[0]?.text).toContain("https://andina.example/start");
    expect(mails[0]?.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
  });

  it("practice 38: fills in size and value before routing, and never over what the form says", async () => {
    const { lead } = await receives({
      ...nameAndAddress,
      email: "ti@nubefinanciera.example",
      size: "40",
      urgency: "now",
    });
    expect(lead.facts).toMatchObject({ size: 40, value: 150_000, industry: "fintech", country: "MX" });
    expect(lead).toMatchObject({ priority: { level: "hot" }, ownerId: "sofia-navarro" });
  });
});

describe("accounts", () => {
  it("practice 58: has a lane for former customers, whose history the rep sees before and after they take it", async () => {
    const { lead, mails } = await receives({ ...nameAndAddress, email: "ti@clinicaquinones106.example" });
    expect(lead).toMatchObject({ lane: { lane: "win-back" }, facts: { customerType: "former" } });
    const history = "la nómina no cubría turnos de noche";
    expect(ofKind(mails, "details").map(({ text }) => text.includes(history))).toEqual([true]);
  });

  it("practice 56: gives an existing customer to their own success manager, and to no other", async () => {
    for (const [domain, manager] of [
      ["caferoldan101.example", "carlos-mejia"],
      ["cafefuentes98.example", "paula-contreras"],
    ]) {
      const { lead } = await receives({ ...nameAndAddress, email: `ana@${domain}` });
      expect(lead).toMatchObject({ ownerId: manager, offers: [{ repId: manager, outcome: "accepted" }] });
    }
  });

  it("practice 60: brings the colleague of an open lead to whoever knows the account already", async () => {
    const owners: (string | undefined)[] = [];
    for (const person of ["ada", "luz", "eva"]) {
      const { lead } = await receives({ ...solid, name: person, email: `${person}@florarosa.example` });
      owners.push(lead.ownerId);
    }
    const { lead: stranger } = await receives({ ...solid, email: "ines@otra.example" });
    expect(new Set(owners)).toEqual(new Set(owners.slice(0, 1)));
    expect(owners).not.toContain(stranger.ownerId);
  });

  it("practice 4: has the leads that a group was shown on the desk of each of them, who pulls one and has it", async () => {
    const group = ["carlos-mejia", "paula-contreras"] as const;
    const waits = async () => Promise.all([...group, "ana-torres"].map(offersOn));
    const shown: Awaited<ReturnType<typeof waits>>[] = [];
    const { lead } = await receives(
      { ...nameAndAddress, customer_type: "customer" },
      {
        answers: async ({ to }) => {
          if (to !== "paula.contreras@andina.example") return undefined;
          shown.push(await waits());
          await act("carlos-mejia", shown[0]?.[0]?.[0]?.id ?? "", "claim");
          shown.push(await waits());
          return undefined;
        },
      },
    );
    const offer = { id: lead.id, acts: [{ act: "claim" }, { act: "decline" }] };
    expect(shown).toMatchObject([
      [[offer], [offer], []],
      [[], [], []],
    ]);
    expect(lead).toMatchObject({ status: "introduced", ownerId: "carlos-mejia" });
  });

  it("practice 7: shows a lead to a small group, of whom one pulls it", async () => {
    const customer = { ...nameAndAddress, customer_type: "customer" };
    const { lead, mails } = await receives(customer, { answers: everybodyAccepts });
    expect(
      ofKind(mails, "offer")
        .map(({ to }) => to)
        .sort(),
    ).toEqual([...["carlos.mejia@andina.example", "paula.contreras@andina.example"]]);
    expect(lead.offers.map(({ outcome }) => outcome).sort()).toEqual(["accepted", "taken"]);
    expect(ofKind(mails, "details")).toHaveLength(1);
  });
});
