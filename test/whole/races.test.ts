import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aPolicy } from "../build/a-policy.ts";
import { runs } from "../build/runs.ts";
import { type Company, eventually, type KeptMail, linkIn, openCompany, openOffer, person } from "./a-company.ts";

describe("many at once, on the local run", () => {
  let turno: Company;
  beforeAll(async () => {
    turno = await openCompany();
  });
  afterAll(() => turno.close());
  const offers = async () => (await turno.mails()).filter(({ tags }) => tags.kind === "offer");

  it("makes 20 leads, executions and offers of 20 leads that are posted 5 times each", async () => {
    const posts = Array.from({ length: 100 }, (_, n) => person(n % 20));
    const answers = await Promise.all(
      posts.map((fields) => turno.post(fields, { "idempotency-key": `key ${fields.name}` })),
    );
    // Nobody learns from an answer whether a person is known.
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
    await eventually(async () => (await turno.leads()).every(({ status }) => status === "offered"));
    await eventually(async () => (await offers()).length === 20);
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
    const [mail] = await offers();
    if (!mail) throw new Error("no offer was mailed");
    const answers = await Promise.all(Array.from({ length: 20 }, () => turno.answer(linkIn(mail), "accept")));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const lead = await eventually(async () => (await turno.leads()).find(({ status }) => status === "introduced"));
    expect(lead.timeline.filter(({ event }) => event === "accepted")).toHaveLength(1);
    const kinds = (await turno.mails()).filter(({ tags }) => tags.lead === lead.id).map(({ tags }) => tags.kind);
    expect(kinds.toSorted()).toEqual(["acknowledgement", "details", "introduction", "offer"]);
  });
});

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe("accept at the moment of expiry, on the local run", () => {
  const speed = 60;
  let turno: Company;
  beforeAll(async () => {
    // At this speed the five minutes of a hot lead are 5 seconds.
    // Who lets two lapse is paused otherwise, and leads that nobody is asked for have no such moment.
    turno = await openCompany({ speed }, aPolicy({ pause_after: 0 }));
  });
  afterAll(() => turno.close());

  it("has one outcome each of 30 times, and of 300 in the long suite", async () => {
    const times = runs(30).numRuns;
    const seen = new Set<number>();
    const pressing: Promise<unknown>[] = [];
    for (let n = 0; n < times; n++) {
      pressing.push(wait(n * 250).then(() => turno.post(person(n))));
    }
    // The button of each first offer is pressed so that the answer arrives within a tenth of a second of its end.
    // Whoever comes second or third takes it at once.
    let way = 0;
    const press = async (mail: KeptMail) => {
      const { kind, attempt, lead } = mail.tags;
      if (kind !== "offer" && kind !== "escalation") return;
      const pressButton = await openOffer(linkIn(mail));
      if (kind === "offer" && attempt === "1") {
        const { offers } = await turno.lead(lead);
        const left = (Date.parse(offers[0]?.expiresAt ?? "") - turno.run.now()) / speed;
        await wait(left - way + ((mail.n % 21) - 10) * 10);
      }
      const pressedAt = performance.now();
      await pressButton("accept");
      way = performance.now() - pressedAt;
    };
    let looked = 0;
    await eventually(
      async () => {
        for (const mail of await turno.mails()) {
          if (seen.has(mail.n)) continue;
          seen.add(mail.n);
          pressing.push(press(mail));
        }
        looked += 1;
        const leads = looked % 10 === 0 ? await turno.leads() : [];
        return leads.length === times && leads.every(({ status }) => status === "introduced");
      },
      60 + times * 2,
    );
    await Promise.all(pressing);

    const leads = await turno.leads();
    expect(leads).toHaveLength(times);
    for (const { timeline, offers, ownerId } of leads) {
      const events = timeline.map(({ event }) => event);
      expect(events.filter((event) => event === "accepted")).toHaveLength(1);
      const yes = events.indexOf("accepted");
      expect(events.slice(yes, yes + 2)).toEqual(["accepted", "introduced"]);
      expect(offers.filter(({ outcome }) => outcome === "accepted").every(({ repId }) => repId === ownerId)).toBe(true);
    }
    const first = leads.map(({ offers }) => offers[0]?.outcome);
    // Every one of them raced; how many won depends on the machine.
    expect(first.filter((outcome) => outcome !== "accepted" && outcome !== "lapsed")).toEqual([]);
    console.log(
      `first offers: ${first.filter((outcome) => outcome === "accepted").length} accepted, ${first.filter((outcome) => outcome === "lapsed").length} lapsed`,
    );
    const { executions } = await turno.run.status();
    // Each lead is followed from then on.
    expect(executions).toMatchObject({ running: times, failed: 0 });
    for (const rep of await turno.reps.all()) {
      if (rep.role === "rep") expect(rep.openLeads).toBe(leads.filter(({ ownerId }) => ownerId === rep.id).length);
    }
  }, 900_000);
});
