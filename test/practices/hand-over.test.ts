import { Metrics } from "@aws-lambda-powertools/metrics";
import { describe, expect, it, vi } from "vitest";
import { everybodyAccepts, nobodyAnswers, ofKind, reviews, useCompany } from "./a-company-at-work.ts";
import { reps } from "./a-sample-company.ts";

const { receives, chooses } = useCompany();
const minute = 60_000;

/** A large and urgent lead in Colombia, which goes to an account executive there. */
const wanted = {
  ...{ name: "Lucía Paz", country: "CO", region: "Antioquia", size: "60", value: "20000", urgency: "now" },
  ...{ products: "payroll", industry: "logistics", phone: "+57 601 555 0100", language: "es" },
};
let person = 0;
const form = (more: Record<string, string> = {}) => {
  person += 1;
  return { ...wanted, email: `lucia@paz-${person}.example`, ...more };
};
const ownerOf = ({ ownerId }: { ownerId?: string | undefined }) => {
  const owner = reps.find(({ id }) => id === ownerId);
  if (!owner) throw new Error("nobody has the lead");
  return owner;
};

describe("hand over", () => {
  it("practice 61: tells the lead at once what comes next, by when and who answers for it, before anybody has it", async () => {
    const taken = await receives(form());
    const [introduction] = ofKind(taken.mails, "introduction");
    expect(taken.lead).toMatchObject({ status: "introduced", introducedAt: taken.lead.receivedAt });
    expect(introduction?.subject).toContain(ownerOf(taken.lead).name);
    expect(introduction?.text).toMatch(/10:15.*Próximos pasos.*le llamará o escribirá/s);
    const { lead, mails } = await receives(form(), { answers: nobodyAnswers });
    const [mail] = ofKind(mails, "acknowledgement");
    expect(lead.told?.at.received).toBe(lead.receivedAt);
    expect(mail?.to).toBe(lead.facts.email);
    expect(mail?.text).toMatch(/Marcela Ríos responde por ella.*a más tardar: hoy, 10:20 \(.*\/you\//s);
  });

  it("practice 59: gives the lead a known contact at every step, by name and number, whom an answer to the mail reaches", async () => {
    const { lead, mails } = await receives(form(), {
      answers: ({ kind }) => (kind === "escalation" ? "accept" : undefined),
    });
    const { name, phone = "nobody", email } = ownerOf(lead);
    const toPerson = mails.filter(({ to }) => to === lead.facts.email);
    expect(toPerson.map(({ kind }) => kind)).toEqual(["acknowledgement", "acknowledgement-later", "introduction"]);
    for (const mail of toPerson) {
      expect(mail).toMatchObject({ replyTo: email, text: expect.stringContaining(name) });
      expect(mail.text).toContain(phone);
    }
    const taken = await receives(form());
    const owner = ownerOf(taken.lead);
    const [introduction] = ofKind(taken.mails, "introduction");
    expect(introduction).toMatchObject({
      replyTo: owner.email,
      text: expect.stringContaining(owner.phone ?? "nobody"),
    });
    expect(ofKind(taken.mails, "details").map(({ to }) => to)).toEqual([owner.email]);
  });

  it("practice 32: is as personal for the hundredth lead as for the first: by name and in their language", async () => {
    const hello = { en: "Hello Ada", es: "Hola, Ada", pt: "Olá, Ada" };
    for (const language of ["en", "es", "pt"] as const) {
      const { mails } = await receives(form({ name: "Ada Ruiz", language }));
      expect(ofKind(mails, "introduction").map(({ text }) => text.includes(hello[language]))).toEqual([true]);
    }
  });

  it("practice 67: shows the lead the calendar of the rep who has it, or their free times where it may choose one", async () => {
    const { mails } = await receives(form());
    expect(ofKind(mails, "introduction")[0]?.text).toMatch(/\/you\/\S+\/times$/m);
    const customer = await receives(form({ email: "lucia@cafefuentes98.example" }));
    const [{ text = "" } = {}] = ofKind(customer.mails, "introduction");
    expect(text).toContain(ownerOf(customer.lead).calendarUrl ?? "nowhere");
  });

  it("practice 67: shows the lead several reps with their free times, and gives it to whom it chooses", async () => {
    const { lead } = await receives(form(), { answers: nobodyAnswers });
    expect(lead.status).toBe("escalated");
    const { rep, at, lead: after } = await chooses(lead, (shown) => shown.at(-1));
    expect(after).toMatchObject({ status: "accepted", ownerId: rep, meeting: { repId: rep, at } });
    expect(lead.offers.map(({ repId }) => repId)).not.toContain(rep);
  });

  it("practice 66: tells the lead what people said of the rep, with who and where, and only what was published", async () => {
    const { lead, mails } = await receives(form());
    const [{ text = "" } = {}] = ofKind(mails, "introduction");
    const shown = reviews.filter((review) => text.includes(review.text));
    expect(shown.length).toBeGreaterThan(0);
    for (const { repId, state, author, source } of shown) {
      expect([repId, state]).toEqual([lead.ownerId, "published"]);
      expect(text).toContain(`${author}, ${source}`);
    }
    expect(reviews.some(({ repId, state }) => repId === lead.ownerId && state === "pending")).toBe(true);
  });

  it("practice 48: names customers of the lead's own industry, and no others", async () => {
    const customers = {
      ...{ retail: "Almacenes Quetzal", restaurants: "Sabores do Norte", fintech: "PagaYa" },
      ...{ logistics: "Cordillera Cargo", health: "Clínicas Aurora" },
    };
    for (const industry of ["retail", "logistics", "health", "banking"]) {
      const { mails } = await receives(form({ industry }));
      const [{ text = "" } = {}] = ofKind(mails, "introduction");
      const named = Object.entries(customers).filter(([, company]) => text.includes(company));
      expect(named.map(([of]) => of)).toEqual(industry === "banking" ? [] : [industry]);
    }
  });

  it("practice 30: reminds the rep of the new lead twice, halfway and near the end, before the offer lapses", async () => {
    const { lead, mails } = await receives(form(), { answers: nobodyAnswers });
    const [first] = lead.offers;
    const to = reps.find(({ id }) => id === first?.repId)?.email;
    expect(mails.filter((mail) => mail.to === to).map(({ kind }) => kind)).toEqual([
      ...["offer", "reminder", "reminder", "lapsed"],
    ]);
    const after = first?.remindAt.map((at) => (Date.parse(at) - Date.parse(first.offeredAt)) / minute);
    expect(after).toEqual([2.5, 4]);
    expect(first?.reminded).toBe(2);
  });

  it("practice 65: sets how long a rep has to answer and to call, and measures how long it took to the next", async () => {
    const measured = vi.spyOn(Metrics.prototype, "addMetric");
    let asked = 0;
    const second = () => {
      asked += 1;
      return asked > 3 ? "accept" : undefined;
    };
    const { lead, mails } = await receives(form(), { answers: second });
    const took = measured.mock.calls.filter(([name]) => name === "ReassignmentSeconds").map(([, , seconds]) => seconds);
    measured.mockRestore();
    expect(took).toEqual([300]);
    expect(lead.offers.map(({ offeredAt }) => offeredAt.slice(11, 16))).toEqual(["15:00", "15:05"]);
    expect(lead.acceptedAt).toBe(lead.introducedAt);
    expect(ofKind(mails, "introduction")[0]?.text).toContain("10:20");
  });

  it("practice 64: shows a lead that nobody took to a claim pool, and then gives it to the manager", async () => {
    let asked = 0;
    const { lead, mails } = await receives(form(), {
      answers: ({ kind }) => {
        asked += kind === "offer" ? 1 : 0;
        return kind === "offer" && asked > 3 ? "accept" : undefined;
      },
    });
    const shown = lead.offers.filter(({ lastCall }) => lastCall);
    expect(shown.map(({ pool }) => pool)).toEqual(shown.map(() => "whoever-can"));
    expect(shown.map(({ outcome }) => outcome).sort()).toEqual(["accepted", "taken", "taken", "taken"]);
    expect(lead.escalation).toBeUndefined();
    expect(lead.ownerId).toBe(shown.find(({ outcome }) => outcome === "accepted")?.repId);
    expect(ofKind(mails, "introduction")).toHaveLength(1);
  });

  it("practice 75: carries the whole process by itself: offers, reminders, the manager, and the hand-over", async () => {
    const { lead, mails } = await receives(form(), {
      answers: ({ kind }) => (kind === "escalation" ? "accept" : undefined),
    });
    const forOneRep = ["offer", "reminder", "reminder", "lapsed"];
    const kinds = mails.map(({ kind }) => kind).filter((kind) => !/^(paused|acknowledgement)/.test(kind));
    const shownToFour = ["offer", "offer", "offer", "offer"];
    const toManager = ["escalation", "details", "introduction"];
    expect(kinds).toEqual([...forOneRep, ...forOneRep, ...forOneRep, ...shownToFour, ...toManager]);
    expect(lead).toMatchObject({
      status: "introduced",
      ownerId: "marcela-rios",
      escalation: { cause: "attempts-used" },
    });
  });

  it("practice 57: the seller qualifies by the script in their mail, and a known account goes to its executive", async () => {
    const { mails } = await receives(form({ email: "compras@ventas-nuevas.example" }));
    expect(ofKind(mails, "details")[0]?.text).toContain("¿Quién más decide con usted?");
    for (const [domain, executive] of [
      ["comercialgutierrez.example", "tomas-ferrari"],
      ["distribuidoraarango51.example", "camila-osorio"],
      ["oconnorltda7.example", "mateo-herrera"],
    ]) {
      const { lead } = await receives(form({ email: `compras@${domain}` }), { answers: everybodyAccepts });
      expect(lead).toMatchObject({ ownerId: executive, rule: { rule: "Accounts and colleagues elsewhere" } });
    }
  });
});
