import { describe, expect, it } from "vitest";
import { ofKind, useCompany } from "./a-company-at-work.ts";

const { receives, follows } = useCompany();

/** A large and urgent lead in Colombia, which goes to an account executive there. */
const wanted = {
  ...{ name: "Lucía Paz", country: "CO", region: "Antioquia", size: "60", value: "20000", urgency: "now" },
  ...{ products: "payroll", industry: "logistics", phone: "+57 601 555 0100", language: "es" },
};
let person = 0;
const form = () => {
  person += 1;
  return { ...wanted, email: `lucia@sol-${person}.example` };
};

describe("after yes", () => {
  it("practice 29: reminds the owner until the first contact is logged, and no more then", async () => {
    const { lead: accepted } = await receives(form());
    let reminders = 0;
    const { lead, mails } = await follows(accepted, ({ kind }) => {
      if (kind === "nudge") return { act: "lost", reason: "price" };
      reminders += kind === "contact-reminder" ? 1 : 0;
      return reminders === 2 ? { act: "contacted", how: "phone" } : undefined;
    });
    expect(mails.map(({ kind, to }) => [kind, to])).toEqual([
      ...[1, 2].map(() => ["contact-reminder", expect.stringContaining("@")]),
      ["nudge", expect.stringContaining("@")],
    ]);
    expect(new Set(mails.map(({ to }) => to)).size).toBe(1);
    expect(lead.timeline.map(({ event }) => event).slice(-5)).toEqual([
      ...["contact-reminded", "contact-reminded", "contacted", "nudged", "closed"],
    ]);
  });

  it("practice 64: gives a lead to somebody else whose owner was too slow to call, and tells the manager", async () => {
    const { lead: accepted } = await receives(form());
    const { lead, mails } = await follows(accepted, () => undefined);
    expect(mails.map(({ kind }) => kind)).toEqual([
      ...["contact-reminder", "contact-reminder", "contact-late", "handed-on"],
    ]);
    expect(lead).toMatchObject({ status: "ready", ownedBefore: 1 });
    expect(lead.offers.at(-1)).toMatchObject({ repId: accepted.ownerId, outcome: "handed-on" });
    const [late] = ofKind(mails, "contact-late");
    expect(late?.to).not.toBe(ofKind(mails, "handed-on")[0]?.to);
  });

  it("practice 74: keeps of each lead how it ended: what it was worth, or why it was lost", async () => {
    const first = await receives(form());
    const won = await follows(first.lead, ({ kind }) =>
      kind === "contact-reminder" ? { act: "won", value: "USD 12.500" } : undefined,
    );
    expect(won.lead.closed).toMatchObject({ outcome: "won", value: 12_500, by: first.lead.ownerId });
    expect(won.lead.follow?.contactedAt).toBe(won.lead.closed?.at);
    const second = await receives(form());
    const lost = await follows(second.lead, ({ kind }) =>
      kind === "contact-reminder" ? { act: "lost", reason: "competitor", note: "Stays with theirs" } : undefined,
    );
    expect(lost.lead.closed).toMatchObject({ outcome: "lost", reason: "competitor", note: "Stays with theirs" });
  });
});
