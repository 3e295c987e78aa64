import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aPolicy } from "../build/a-policy.ts";
import { tokenIn } from "../build/press.ts";
import { type Company, eventually, linkIn, openCompany, person } from "./a-company.ts";

let people = 0;

describe("a fault while an owner is followed, on the local run", () => {
  let turno: Company;
  beforeAll(async () => {
    const sla = { answer: "20h", first_contact: "20m" };
    const follow = { breach: "hand-on", nudges: { every: "7d", at_most: 1 } };
    turno = await openCompany({ speed: 300 }, aPolicy({ sla: { hot: sla, warm: sla, cold: sla }, follow }));
  });
  afterAll(() => turno.close());

  /** The id of a lead that the first rep accepted, with the link to its page. */
  async function accepted(): Promise<{ id: string; link: string }> {
    const number = `followed${people++}`;
    await turno.post(person(number));
    const offer = await eventually(async () => {
      const lead = (await turno.leads()).find(({ facts }) => facts.email === person(number).email);
      return (await turno.mails()).find(({ tags }) => tags.kind === "offer" && tags.lead === lead?.id);
    });
    await turno.answer(linkIn(offer), "accept");
    const details = await eventually(async () =>
      (await turno.mails()).find(({ tags }) => tags.kind === "details" && tags.lead === offer.tags.lead),
    );
    return { id: offer.tags.lead, link: linkIn(details) };
  }
  /** Opens the page, reads it, fills in the form and presses; again where the page asks for it. */
  async function say(link: string, fields: Record<string, string>): Promise<Response> {
    let page = await (await fetch(link)).text();
    for (;;) {
      const body = new URLSearchParams({ ...fields, shown: tokenIn(page) });
      const response = await fetch(`${link}/acts`, { method: "POST", body });
      if (response.status !== 422) return response;
      page = await response.text();
    }
  }
  const kindsOf = async (id: string) =>
    (await turno.mails())
      .filter(({ tags }) => tags.lead === id && /^(contact-|handed-on)/.test(tags.kind))
      .map(({ tags }) => tags.kind);
  const faults = ["throw:1", "throw-after:1", "crash:1", "twice"];

  it.each(faults)("reminds, tells and hands on once each when following meets %s", async (fault) => {
    const { id } = await accepted();
    turno.run.setFaults(`follow-up:${fault}`);
    const owner = (await turno.lead(id)).ownerId;
    const kinds = await eventually(async () => (await kindsOf(id)).includes("handed-on") && kindsOf(id), 90);
    turno.run.setFaults("");
    expect(kinds.filter((kind) => kind === "contact-late")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "handed-on")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "contact-reminder").length).toBeLessThanOrEqual(2);
    // The next rep is another one, and is followed as well.
    const next = await eventually(async () => {
      const { offers } = await turno.lead(id);
      return offers[1];
    }, 90);
    expect(next.repId).not.toBe(owner);
  });

  it("is swept when following keeps failing, until it is repaired, and then tells once", async () => {
    const { id } = await accepted();
    turno.run.setFaults("follow-up:throw");
    const { failed } = (await turno.run.status()).executions;
    await eventually(async () => (await turno.run.status()).executions.failed > failed, 90);
    turno.run.setFaults("");
    await eventually(async () => (await kindsOf(id)).includes("handed-on"), 120);
    expect((await kindsOf(id)).filter((kind) => kind === "contact-late")).toHaveLength(1);
  });

  it.each(faults)("has one outcome when the page of a lead meets %s", async (fault) => {
    const { id, link } = await accepted();
    turno.run.setFaults(`act-on-lead:${fault}`);
    const said: Record<string, string>[] = [
      { act: "won", value: "900" },
      { act: "won", value: "900" },
      { act: "lost", reason: "price" },
    ];
    await Promise.all(said.map((fields) => say(link, fields)));
    turno.run.setFaults("");
    // Whoever saw an error page presses once more.
    expect((await say(link, { act: "won" })).status).toBe(200);
    const lead = await turno.lead(id);
    expect(lead.status).toBe("closed");
    expect(lead.timeline.filter(({ event }) => event === "closed")).toHaveLength(1);
    const held = (await turno.leads()).filter(({ ownerId, closed }) => ownerId === lead.ownerId && !closed);
    const open = (await turno.leads()).flatMap(({ offers }) =>
      offers.filter(({ repId, outcome }) => repId === lead.ownerId && outcome === undefined),
    );
    expect((await turno.reps.get(lead.ownerId ?? ""))?.openLeads).toBe(held.length + open.length);
  });
});
