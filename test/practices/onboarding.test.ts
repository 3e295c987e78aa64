import { describe, expect, it } from "vitest";
import type { Lead } from "../../routing/lead/lead.ts";
import { ofKind, useCompany } from "./a-company-at-work.ts";
import { reps } from "./a-sample-company.ts";

const { receives, follows, onboards, clock } = useCompany();
const success = ["paula-contreras", "carlos-mejia"];
let people = 0;
/** A large and urgent lead in Colombia, which its owner wins. */
async function won(more: Record<string, string> = {}): Promise<Lead> {
  people += 1;
  const { lead } = await receives({
    ...{ name: "Lucía Paz", country: "CO", size: "60", value: "20000", urgency: "now", products: "payroll" },
    ...{ language: "es", email: `lucia@ganada-${people}.example`, ...more },
  });
  const after = await follows(lead, () => ({ act: "won", value: "18000" }));
  expect(after.lead.closed).toMatchObject({ outcome: "won", value: 18_000 });
  return after.lead;
}
const managerOf = (id: string | undefined) => {
  const manager = reps.find((rep) => rep.id === id);
  if (!manager) throw new Error("nobody has the customer");
  return manager;
};
const days = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

describe("onboarding", () => {
  it("practice 68: welcomes a customer who was won in their language, with the name and number of their success manager", async () => {
    const thanks = { es: /Gracias por elegir Andina Cloud/, pt: /Obrigado por escolher a Andina Cloud/ };
    for (const language of ["es", "pt"] as const) {
      const lead = await won({ language, country: language === "pt" ? "BR" : "CO" });
      const { customer, mails } = await onboards(lead, () => [0, 1, 2, 3]);
      const { id, name, email, phone = "nobody" } = managerOf(customer.managerId);
      expect(success).toContain(id);
      const [welcome] = ofKind(mails, "welcome");
      expect(welcome).toMatchObject({ to: lead.facts.email, replyTo: email });
      for (const part of [name, phone]) expect(welcome?.text).toContain(part);
      expect(welcome?.text).toMatch(thanks[language]);
      expect(ofKind(mails, "new-customer").map(({ to }) => to)).toEqual([email]);
    }
  });

  it("practice 69: proposes times for the onboarding call within three days, and reminds of it until it is logged", async () => {
    const lead = await won();
    const { customer, mails } = await onboards(lead, ({ kind }) => (kind === "milestone-reminder" ? [0, 1, 2, 3] : []));
    const [call] = customer.steps;
    expect(days(customer.assignedAt ?? "", call?.dueAt ?? "")).toBe(3);
    const [welcome] = ofKind(mails, "welcome");
    expect(welcome?.text).toMatch(/Horarios para la llamada:(\n- .*\d\d:\d\d.*){2,3}/);
    const reminders = ofKind(mails, "milestone-reminder");
    expect(reminders.map(({ to }) => to)).toEqual([managerOf(customer.managerId).email]);
    expect(reminders[0]?.subject).toContain("Llamada de inicio");
    expect(call?.doneAt).toBeDefined();
  });

  it("practice 70: is with the customer at their first value, and when they write again", async () => {
    const lead = await won();
    const { customer, mails } = await onboards(lead, ({ kind }) => (kind === "new-customer" ? [0, 1] : []));
    const [first] = ofKind(mails, "milestone");
    expect(first).toMatchObject({ to: lead.facts.email, subject: "Su primera factura ya salió" });
    expect(first?.text).toMatch(/cada factura toma un minuto.*Lo siguiente es: El equipo ya lo usa/s);
    clock.now = "2027-03-02T15:00:00.000Z";
    const again = await receives({
      ...{ name: "Otra Persona", email: lead.facts.email.replace("lucia@", "otra@"), language: "es" },
      ...{ message: "¿Pueden ayudarnos con los inventarios?" },
    });
    expect(again.lead).toMatchObject({ lane: { lane: "customer-success" }, ownerId: customer.managerId });
    expect(ofKind(again.mails, "details")[0]?.text).toMatch(/Antecedentes: Cliente desde noviembre de 2026: Nómina/);
  });

  it("practice 71: has a plan of milestones, of which each is due, reminded of, logged and celebrated", async () => {
    const lead = await won();
    const { customer, mails } = await onboards(lead, ({ kind, subject }) => {
      if (kind === "new-customer") return [0];
      if (kind !== "milestone-reminder") return [];
      return ["Primera factura", "equipo", "Revisión"].flatMap((name, n) => (subject.includes(name) ? [n + 1] : []));
    });
    const due = customer.steps.map(({ dueAt }) => days(customer.assignedAt ?? "", dueAt));
    expect(due).toEqual([3, 14, 42, 90]);
    expect(customer.steps.map(({ doneBy }) => doneBy)).toEqual(Array(4).fill(customer.managerId));
    expect(customer).toMatchObject({ status: "ended", ended: { how: "completed" } });
    const { email } = managerOf(customer.managerId);
    const told = mails.filter(({ kind }) => kind.startsWith("milestone")).map(({ kind, to }) => `${kind} ${to}`);
    expect(told).toEqual([
      ...[`milestone-reminder ${email}`, `milestone ${lead.facts.email}`],
      ...[`milestone-reminder ${email}`, `milestone ${lead.facts.email}`, `milestone-manager ${email}`],
      ...[`milestone-reminder ${email}`, `milestone-manager ${email}`],
    ]);
  });
});
