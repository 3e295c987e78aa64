import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Company, eventually, linkIn, openCompany, person } from "./a-company.ts";

describe("many at once, on the local run", () => {
  let turno: Company;
  beforeAll(async () => {
    turno = await openCompany();
  });
  afterAll(() => turno.close());

  it("makes 20 leads, executions and offers of 20 leads that are posted 5 times each", async () => {
    const posts = Array.from({ length: 100 }, (_, n) => person(n % 20));
    const answers = await Promise.all(
      posts.map((fields) => turno.post(fields, { "idempotency-key": `key ${fields.name}` })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(80);
    await eventually(async () => (await turno.leads()).every(({ status }) => status === "offered"));
    await eventually(async () => (await turno.mails()).length === 20);
    expect(await turno.leads()).toHaveLength(20);
    const { executions } = await turno.run.status();
    expect(executions).toMatchObject({ running: 20, succeeded: 0, failed: 0 });
  });

  it("gives each rep their share of them", async () => {
    const offered = (await turno.leads()).map(({ offers }) => offers[0]?.repId);
    const counts = ["ana", "beto", "caro"].map((id) => offered.filter((repId) => repId === id).length);
    expect(counts.toSorted()).toEqual([6, 7, 7]);
  });

  it("knows one owner for a lead whose accept is pressed twenty times at once", async () => {
    const [mail] = await turno.mails();
    if (!mail) throw new Error("no offer was mailed");
    const answers = await Promise.all(Array.from({ length: 20 }, () => turno.answer(linkIn(mail), "accept")));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const lead = await eventually(async () => (await turno.leads()).find(({ status }) => status === "introduced"));
    expect(lead.timeline.filter(({ event }) => event === "accepted")).toHaveLength(1);
    const kinds = (await turno.mails()).filter(({ tags }) => tags.lead === lead.id).map(({ tags }) => tags.kind);
    expect(kinds.toSorted()).toEqual(["details", "introduction", "offer"]);
  });
});

describe("accept at the moment of expiry, on the local run", () => {
  const speed = 40;
  let turno: Company;
  beforeAll(async () => {
    // At this speed the five minutes of a hot lead are 7.5 seconds.
    turno = await openCompany({ speed });
  });
  afterAll(() => turno.close());

  it("has one outcome each of 200 times", async () => {
    const times = 200;
    const pressed = new Set<string>();
    const pressing: Promise<unknown>[] = [];
    for (let n = 0; n < times; n++) {
      pressing.push(new Promise((resolve) => setTimeout(resolve, n * 150)).then(() => turno.post(person(n))));
    }
    // Every offer's button is pressed within a third of a second around its end, each at another moment.
    await eventually(async () => {
      const open = (await turno.leads()).filter(({ status }) => status === "offered");
      const mails = await turno.mails();
      for (const lead of open) {
        const offer = lead.offers.at(-1);
        const mail = mails.find(
          ({ tags }) => tags.kind === "offer" && tags.lead === lead.id && tags.attempt === String(offer?.attempt),
        );
        if (!offer || !mail || offer.attempt > 1 || pressed.has(lead.id)) continue;
        pressed.add(lead.id);
        const early = (Date.parse(offer.expiresAt) - turno.run.now()) / speed;
        const at = early + (pressed.size % 11) * 20 - 110;
        pressing.push(
          new Promise((resolve) => setTimeout(resolve, Math.max(at, 0))).then(() =>
            turno.answer(linkIn(mail), "accept"),
          ),
        );
      }
      return pressed.size === times;
    }, 120);
    await Promise.all(pressing);
    // Whoever comes second or third takes it at once.
    const taken = new Set<number>();
    await eventually(async () => {
      for (const mail of await turno.mails()) {
        const isLater = mail.tags.kind === "escalation" || (mail.tags.kind === "offer" && mail.tags.attempt !== "1");
        if (!isLater || taken.has(mail.n)) continue;
        taken.add(mail.n);
        await turno.answer(linkIn(mail), "accept");
      }
      return (await turno.leads()).every(({ status }) => status === "introduced");
    }, 120);

    const leads = await turno.leads();
    expect(leads).toHaveLength(times);
    for (const { timeline, offers, ownerId } of leads) {
      const events = timeline.map(({ event }) => event);
      expect(events.filter((event) => event === "accepted")).toHaveLength(1);
      expect(events.slice(events.indexOf("accepted"))).toEqual(["accepted", "introduced"]);
      expect(offers.filter(({ outcome }) => outcome === "accepted").every(({ repId }) => repId === ownerId)).toBe(true);
    }
    const first = leads.map(({ offers }) => offers[0]?.outcome);
    console.log(
      `first offers: ${first.filter((outcome) => outcome === "accepted").length} accepted, ${first.filter((outcome) => outcome === "lapsed").length} lapsed`,
    );
    const { executions } = await turno.run.status();
    expect(executions).toMatchObject({ running: 0, failed: 0 });
    for (const rep of await turno.reps.all()) {
      if (rep.role === "rep") expect(rep.openLeads).toBe(leads.filter(({ ownerId }) => ownerId === rep.id).length);
    }
  }, 240_000);
});
