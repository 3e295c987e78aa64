import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aPolicy } from "../build/a-policy.ts";
import { type Company, eventually, linkIn, openCompany, person } from "./a-company.ts";

const steps = [
  "enrich-lead",
  "qualify-lead",
  "score-lead",
  "choose-rep",
  "offer-lead",
  "remind-or-expire",
  "introduce-rep",
];
/** Nobody is paused, and only a cold lead's offer lapses: of the others nobody is in a hurry, however much the machine has to do. */
const sla = {
  hot: { answer: "20h", first_contact: "20h" },
  warm: { answer: "20h", first_contact: "20h" },
  cold: { answer: "10m", first_contact: "20h" },
};
let people = 0;

describe("a fault in each step, on the local run", () => {
  let turno: Company;
  beforeAll(async () => {
    turno = await openCompany({ speed: 200 }, aPolicy({ sla, pause_after: 0 }));
  });
  afterAll(() => turno.close());

  /** Posts a lead, breaks something, lets everybody take what they are mailed, and waits until the lead is introduced. */
  async function introducedUnder(
    faults: string,
    options: { repairAfter?: "escalated" | "failed"; lapseFirst?: boolean; cold?: boolean } = {},
  ) {
    const number = `fault${people++}`;
    turno.run.setFaults(faults);
    await turno.post({ ...person(number), ...((options.lapseFirst || options.cold) && { urgency: "exploring" }) });
    const mine = async () => (await turno.leads()).find(({ facts }) => facts.email === person(number).email);
    if (options.repairAfter === "failed") {
      const { failed } = (await turno.run.status()).executions;
      await eventually(async () => {
        await press(await mine(), options);
        return (await turno.run.status()).executions.failed > failed;
      }, 90);
      turno.run.setFaults("");
    }
    const lead = await eventually(async () => {
      const current = await mine();
      await press(current, options);
      return current?.status === "introduced" && current;
    }, 90);
    turno.run.setFaults("");
    return lead;
  }

  async function press(lead: Awaited<ReturnType<Company["leads"]>>[number] | undefined, { lapseFirst = false }) {
    for (const mail of await turno.mails()) {
      const { kind, lead: about, attempt } = mail.tags;
      // The number of a reminder begins with that of its offer.
      const isFirst = kind === "offer" ? attempt === "1" : kind === "reminder" && /^1\d$/.test(attempt);
      if (about !== lead?.id || (lapseFirst && isFirst)) continue;
      // A mail that may have been lost is not sent again; whoever it was for answers what comes next.
      if (/^(offer|escalation)$|reminder$/.test(kind)) await turno.answer(linkIn(mail), "accept");
    }
  }

  /** The mails up to the introduction: at this speed the first contact is due soon. */
  async function mailsOf(leadId: string) {
    const kinds = (await turno.mails()).filter(({ tags }) => tags.lead === leadId && !tags.kind.startsWith("contact-"));
    return kinds.map(({ tags }) => `${tags.kind} ${tags.attempt}`).toSorted();
  }

  it("is retried when each step fails before and after its work", async () => {
    const faults = steps.flatMap((step) => [`${step}:throw:1`, `${step}:throw-after:1`]);
    const lead = await introducedUnder(faults.join(), { lapseFirst: true });
    expect(lead.escalation).toBeUndefined();
    expect(lead.offers.map(({ outcome }) => outcome)).toEqual(["lapsed", "accepted"]);
    expect(new Set(await mailsOf(lead.id)).size).toBe((await mailsOf(lead.id)).length);
  });

  it.each(["qualify-lead", "score-lead", "choose-rep", "offer-lead"])(
    "goes to the manager when %s keeps failing",
    async (step) => {
      const lead = await introducedUnder(`${step}:throw`);
      expect(lead).toMatchObject({ ownerId: "marta", escalation: { cause: "fault" } });
    },
  );

  it("goes on with what it told of itself when its company cannot be looked up", async () => {
    const lead = await introducedUnder("enrich-lead:throw");
    expect(lead).toMatchObject({ status: "introduced", offers: [{ outcome: "accepted" }] });
    expect([lead.enrichment, lead.escalation]).toEqual([undefined, undefined]);
    expect(lead.timeline.filter(({ event }) => event === "offered")).toHaveLength(1);
  });

  it("goes to the manager when no offer can be reminded or ended", async () => {
    const lead = await introducedUnder("remind-or-expire:throw", { lapseFirst: true });
    expect(lead).toMatchObject({ ownerId: "marta", offers: [{ outcome: "lapsed" }] });
  });

  it("is swept when the introduction keeps failing, until it is repaired", async () => {
    const lead = await introducedUnder("introduce-rep:throw", { repairAfter: "failed" });
    expect(lead.restarts).toBeGreaterThan(0);
    expect(await mailsOf(lead.id)).toEqual(["acknowledgement 1", "details 1", "introduction 1", "offer 1"]);
  });

  it("is swept when even the manager cannot be told, until it is repaired", async () => {
    const lead = await introducedUnder("choose-rep:throw,escalate-lead:throw", { repairAfter: "failed" });
    expect(lead.restarts).toBeGreaterThan(0);
  });

  it("makes a lead that nurtures go to the manager when its mail keeps failing", async () => {
    turno.run.setFaults("nurture-lead:throw");
    const poor = { ...person("poor"), value: 1, size: 1, country: "DE" };
    await turno.post(poor);
    const lead = await eventually(async () =>
      (await turno.leads()).find(({ facts, status }) => facts.email === poor.email && status === "escalated"),
    );
    turno.run.setFaults("");
    expect(lead.escalation?.cause).toBe("fault");
  });

  it.each([1, 3])("sends each mail once when SES refuses %i of them", async (times) => {
    const lead = await introducedUnder(`ses:throttle:${times}`);
    const kinds = await mailsOf(lead.id);
    expect(kinds.filter((kind) => kind !== "acknowledgement 1")).toEqual(["details 1", "introduction 1", "offer 1"]);
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it("is swept when SES refuses every mail, until it is repaired, and then sends each once", async () => {
    const lead = await introducedUnder("ses:throttle", { repairAfter: "failed", cold: true });
    const kinds = await mailsOf(lead.id);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds).toContain("introduction 1");
  });

  it("sends no mail twice when SES takes one and its answer is lost", async () => {
    const lead = await introducedUnder("ses:drop-after:1");
    expect(new Set(await mailsOf(lead.id)).size).toBe((await mailsOf(lead.id)).length);
  });

  it("comes to the same when every function runs twice", async () => {
    const lead = await introducedUnder("*:twice");
    expect(await mailsOf(lead.id)).toEqual(["acknowledgement 1", "details 1", "introduction 1", "offer 1"]);
    expect(lead.timeline.map(({ event }) => event).slice(0, 6)).toEqual([
      "received",
      "qualified",
      "scored",
      "offered",
      "accepted",
      "introduced",
    ]);
  });

  it("comes to the same when a worker dies in the middle of any step", async () => {
    const lead = await introducedUnder(steps.map((step) => `${step}:crash:1`).join(","));
    expect(new Set(await mailsOf(lead.id)).size).toBe((await mailsOf(lead.id)).length);
  });
});

describe("a fault while a lead is shown to a claim pool, on the local run", () => {
  let turno: Company;
  beforeAll(async () => {
    const after_attempts = { pools: ["latam-smb"], wait: "12h" };
    // Each lead lapses once, and who lets two lapse would be paused and not be shown the next.
    turno = await openCompany({ speed: 200 }, aPolicy({ attempts: 1, after_attempts, pause_after: 0 }));
  });
  afterAll(() => turno.close());

  const offersOf = async ({ id }: { id: string }) =>
    (await turno.mails()).filter(({ tags }) => tags.kind === "offer" && tags.lead === id);
  const askingSteps = ["choose-rep", "offer-lead", "remind-or-expire"];

  it.each(["throw:1", "throw-after:1", "crash:1", "twice"])(
    "changes nothing for who claims it, when each step meets %s",
    async (fault) => {
      const number = `last-call-${fault.replace(/\W/g, "-")}`;
      turno.run.setFaults(askingSteps.map((step) => `${step}:${fault}`).join());
      await turno.post(person(number));
      const links = await eventually(async () => {
        const lead = (await turno.leads()).find(({ facts }) => facts.email === person(number).email);
        const mails = lead ? await offersOf(lead) : [];
        return mails.length === 3 && mails.slice(1).map(linkIn);
      });
      turno.run.setFaults("");
      const pages = await Promise.all(links.map((link) => turno.answer(link, "accept")));
      expect(pages.map(({ status }) => status).sort()).toEqual([200, 410]);
      const lead = await eventually(async () =>
        (await turno.leads()).find(
          ({ facts, status }) => facts.email === person(number).email && status === "introduced",
        ),
      );
      expect(lead.offers.map(({ lastCall }) => lastCall)).toEqual([undefined, true, true]);
      expect(lead.offers.map(({ outcome }) => outcome).sort()).toEqual(["accepted", "lapsed", "taken"]);
      expect(await offersOf(lead)).toHaveLength(3);
    },
  );
});
