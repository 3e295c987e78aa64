import { beforeEach, describe, expect, it } from "vitest";
import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { closeLead } from "../../adapters/claims/close-lead.ts";
import { UnreadStore } from "../../adapters/intake/unread-store.ts";
import { erasePersonDeps } from "../../adapters/privacy/erase-deps.ts";
import { exportPerson, personsFile } from "../../adapters/privacy/export-person.ts";
import { personsLeads } from "../../adapters/privacy/persons-leads.ts";
import { expireLeads } from "../../adapters/privacy/retention.ts";
import { rebuildRows } from "../../adapters/reports/rebuild-rows.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { digestLeads } from "../../functions/digest-leads/digest-leads.ts";
import { erasePeople } from "../../functions/erase-people/erase-people.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { takeData } from "../../functions/show-request/take-data.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import { aHeld } from "../build/a-held.ts";
import { aLead } from "../build/a-lead.ts";
import { figuresOf } from "../build/erasing.ts";
import { press } from "../build/press.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps, clock, mails, woken } = useSteps(tables);
beforeEach(() => tables.open(roster));

const names = {
  LEADS_TABLE: "leads",
  REPS_TABLE: "reps",
  CURSORS_TABLE: "cursors",
  POLICIES_TABLE: "policies",
  INTAKE_TABLE: "intake",
  REPORTS_TABLE: "reports",
};
const world = (hasTime = () => true) => ({
  ...erasePersonDeps(tables.client, names, deps().tasks, () => clock.now),
  hasTime,
});
let asked = 0;
const ask = async (email: string, id = `erasure-${++asked}`) =>
  world().erasures.ask({ id, at: clock.now, by: "olga", email });
const later = (minutes: number) => {
  clock.now = new Date(Date.parse(clock.now) + minutes * 60_000).toISOString();
};
/** All runs until nothing is due any more. */
async function erase(email: string) {
  await ask(email);
  await erasePeople(world());
  later(6);
  return erasePeople(world());
}

/** All that the tables hold, as text. */
const everything = async () => {
  const all = ["leads", "reps", "cursors", "policies", "intake", "reports"] as const;
  return JSON.stringify(await Promise.all(all.map((table) => tables.items(table))));
};

let n = 0;
/** A person with a name, a number and a message that nobody else has, whose request has come as far as `status`. */
async function aPerson(status: "offered" | "introduced" | "won" = "introduced") {
  n += 1;
  const mark = `zq${n}xv`;
  const facts = {
    ...aLead().facts,
    name: `Quirina ${mark}`,
    email: `${mark}@private-${mark}.example`,
    phone: `+34 600 ${100_000 + n}`,
    message: `Call ${mark} please`,
    company: `House ${mark}`,
  };
  const { leadId } = await submitLead(
    { facts, asWritten: [{ field: "size", text: `about ${mark}` }], consentWording: "I agree", submissionId: mark },
    undefined,
    deps(),
  );
  const active = await tables.policies.active();
  await tables.leads.update(leadId, (lead) => ({ ...lead, status: "qualified", policyVersion: active.version }));
  await tables.leads.update(leadId, (lead) => ({ ...lead, status: "ready", rule: { rule: "all", pools: ["all"] } }));
  await chooseRep({ leadId }, deps());
  await offerLead({ leadId, token: `token-${leadId}` }, deps());
  if (status !== "offered") {
    await press(mails().findLast(({ offer }) => offer !== "")?.offer ?? "", { decision: "accept" }, "en", deps());
    await introduceRep({ leadId }, deps());
  }
  const closing = { outcome: "won" as const, at: clock.now, by: "ana", note: `for ${mark}` };
  if (status === "won") await closeLead(leadId, closing, deps());
  await tables.words.keep(await tables.leads.load(leadId));
  return { leadId, mark, email: facts.email, name: facts.name };
}
const openLeads = async () => (await tables.reps.all()).reduce((sum, rep) => sum + (rep.openLeads ?? 0), 0);

describe("erasing a person", () => {
  it("leaves no word of them in any table, and the same figures in the reports", async () => {
    const [person, other] = [await aPerson("won"), await aPerson("won")];
    await rebuildRows(tables.client, { leads: "leads", reports: "reports", policies: "policies" });
    const before = await figuresOf(tables);
    expect((await everything()).includes(person.mark)).toBe(true);
    await tables.held.hold(
      aHeld({ leadId: "held", facts: { ...aLead().facts, email: person.email, name: person.name } }),
    );
    await tables.suppressions.add(person.email, { at: clock.now, why: "asked", by: "olga" });
    expect(await erase(person.email)).toEqual({ due: 1, done: 1, refused: 0, failed: 0 });
    const text = await everything();
    expect([text.includes(person.mark), text.includes(person.email)]).toEqual([false, false]);
    expect(text.includes(other.mark)).toBe(true);
    expect(await figuresOf(tables)).toEqual(before);
    await rebuildRows(tables.client, { leads: "leads", reports: "reports", policies: "policies" });
    expect(await figuresOf(tables)).toEqual(before);
    expect(await tables.suppressions.of(person.email)).toMatchObject({ why: "asked" });
  });

  it("records that it was done, by whom and when, and of whom nothing", async () => {
    const { email } = await aPerson("won");
    await erase(email);
    const record = (await world().erasures.all()).at(-1);
    expect(record).toMatchObject({ by: "olga", state: "done", leads: 1 });
    expect(Object.keys(record ?? {}).sort()).toEqual(["at", "by", "doneAt", "id", "leads", "others", "rev", "state"]);
  });

  it("takes their name, address and number out of notes and timelines of others, whose own words stay", async () => {
    const [person, other] = [await aPerson(), await aPerson()];
    const note = `Works with ${person.name.toUpperCase()}, ${person.email}`;
    await tables.leads.update(other.leadId, (lead) => ({
      ...lead,
      look: { at: clock.now, note },
      samePerson: { leadId: person.leadId, name: person.name, receivedAt: clock.now },
      timeline: [...lead.timeline, { at: clock.now, event: "moved", detail: `to ${person.name}` }],
    }));
    await new AuditLog(tables.client, "leads").keep({ at: clock.now, by: "olga", act: "export", detail: note });
    await erase(person.email);
    const lead = await tables.leads.load(other.leadId);
    expect(lead.look?.note).toBe("Works with [erased], [erased]");
    expect(lead.timeline.at(-1)?.detail).toBe("to [erased]");
    expect([lead.samePerson, lead.facts.name]).toEqual([undefined, other.name]);
    expect((await everything()).toLowerCase().includes(person.mark)).toBe(false);
  });

  it("leaves somebody of the same name and number their own", async () => {
    const [person, other] = [await aPerson("won"), await aPerson()];
    const { facts } = await tables.leads.load(person.leadId);
    await tables.leads.update(other.leadId, (lead) => ({
      ...lead,
      facts: { ...lead.facts, name: facts.name, phone: facts.phone, message: `I am ${facts.name}` },
    }));
    await erase(person.email);
    const lead = await tables.leads.load(other.leadId);
    expect(lead.facts).toMatchObject({ name: facts.name, phone: facts.phone, message: `I am ${facts.name}` });
  });

  it("ends an open lead first: its place is free, its task is woken, and its steps find it over", async () => {
    const before = await openLeads();
    const { leadId, email } = await aPerson("offered");
    expect(await openLeads()).toBe(before + 1);
    await erase(email);
    expect(await openLeads()).toBe(before);
    expect(woken()).toContainEqual({ leadId, kind: "closed" });
    expect(await tables.leads.load(leadId)).toMatchObject({ status: "closed", erased: expect.any(String), offers: [] });
    for (const step of [chooseRep, introduceRep]) {
      expect(await step({ leadId }, deps())).toMatchObject({ kind: "closed" });
    }
  });

  it("is refused while one of their leads is on hold, and erases nothing then", async () => {
    const { leadId, email, mark } = await aPerson();
    await tables.leads.update(leadId, (lead) => ({ ...lead, hold: { at: clock.now, by: "olga", reason: "a case" } }));
    await ask(email);
    expect(await erasePeople(world())).toMatchObject({ refused: 1 });
    expect((await everything()).includes(mark)).toBe(true);
    expect(await tables.leads.load(leadId)).toMatchObject({ status: "introduced" });
  });

  it("is ended by a hold that is set in the middle, and records what was erased before it", async () => {
    const first = await aPerson("won");
    const { facts } = await tables.leads.load(first.leadId);
    const again = { facts: { ...facts, message: "Another" }, asWritten: [], consentWording: undefined };
    const { leadId } = await submitLead({ ...again, submissionId: `${first.mark}-2` }, undefined, deps());
    await ask(first.email);
    const words = {
      // Somebody sets the hold while the first of both is being erased.
      forget: async (id: string, at: string) => {
        const other = [first.leadId, leadId].find((one) => one !== id) ?? "";
        const hold = { at: clock.now, by: "olga", reason: "a case" };
        await tables.leads.update(other, (lead) => (lead.erased ? undefined : { ...lead, hold }));
        return tables.words.forget(id, at);
      },
    };
    expect(await erasePeople({ ...world(), words })).toMatchObject({ refused: 1 });
    const record = (await world().erasures.all()).at(-1);
    const both = await Promise.all([first.leadId, leadId].map((id) => tables.leads.load(id)));
    expect(both.filter(({ erased }) => erased)).toHaveLength(1);
    expect(record).toMatchObject({ state: "refused", leads: 1 });
    for (const { id } of both) await tables.leads.update(id, ({ hold: _, ...lead }) => lead);
    expect(Object.keys(record ?? {})).not.toContain("email");
  });

  it("searches what is held of others and what nobody could read, and removes what has their address", async () => {
    const [person, other] = [await aPerson("won"), await aPerson()];
    const named = `My colleague ${person.name}, ${person.email}`;
    const facts = { ...aLead().facts, email: other.email, name: other.name, message: named };
    await tables.held.hold(aHeld({ leadId: `held-${other.leadId}`, facts }));
    const unread = (sent: object) =>
      new UnreadStore(tables.client, "intake").keep({
        source: "ads",
        at: clock.now,
        missing: ["email"],
        sent: JSON.stringify(sent),
      });
    await unread({ field: person.email.toUpperCase(), plan: "gold" });
    await unread({ full_name: `Other ${other.mark}`, about: person.name, plan: "silver" });
    const around = { ...world(), suppressions: tables.suppressions };
    const kept = await exportPerson(person.email, clock.now, around, []);
    expect(kept.unread).toMatchObject([{ source: "ads", sent: expect.stringContaining("gold") }]);
    expect(personsFile(kept)).not.toHaveProperty("unread");
    await erase(person.email);
    const text = (await everything()).toLowerCase();
    expect([text.includes(person.mark), text.includes("gold"), text.includes("silver")]).toEqual([false, false, true]);
    const [held] = await tables.held.ofPerson(other.email, clock.now, 10);
    expect(held?.facts).toMatchObject({ name: other.name, message: "My colleague [erased], [erased]" });
  });

  it("takes the name of somebody who is held alone, and never was a lead, out of notes of others", async () => {
    const other = await aPerson();
    const facts = { ...aLead().facts, email: "zq-held@private.example", name: "Quirina Zqheld" };
    await tables.held.hold(aHeld({ leadId: "held-alone", facts }));
    await tables.leads.update(other.leadId, (lead) => ({
      ...lead,
      look: { at: clock.now, note: `Ask ${facts.name}` },
    }));
    await erase(facts.email);
    expect((await tables.leads.load(other.leadId)).look?.note).toBe("Ask [erased]");
    expect((await everything()).toLowerCase()).not.toMatch(/zq-?held/);
  });

  it("goes on where it was cut off, wherever that was, and may be asked for twice", async () => {
    const { email, mark } = await aPerson("won");
    await ask(email);
    await ask(email, "again");
    for (let left = 1; left < 40; left += 1) {
      let pieces = 2;
      await erasePeople(world(() => pieces-- > 0));
      later(6);
    }
    expect((await everything()).includes(mark)).toBe(false);
    expect((await world().erasures.all()).filter(({ state }) => state !== "done" && state !== "refused")).toEqual([]);
  });

  it("leaves a request that they send afterwards, and makes no row of a change that is told of late", async () => {
    const { leadId, email, mark } = await aPerson("won");
    const late = await tables.leads.load(leadId);
    await erase(email);
    await tables.rows.put({ ...(await rowOfLead(late)), rev: late.rev + 1 });
    await digestLeads(
      { Records: [] },
      { rows: tables.rows, words: tables.words, policies: tables.policies, now: () => clock.now },
    );
    await tables.words.keep(late);
    expect((await everything()).includes(mark)).toBe(false);
    const facts = { ...late.facts, message: "Once more" };
    const again = await submitLead(
      { facts, asWritten: [], consentWording: undefined, submissionId: "new" },
      undefined,
      deps(),
    );
    expect(again.kind).toBe("received");
    expect((await tables.leads.load(again.leadId)).facts.email).toBe(email);
  });
});

describe("what is kept of a person", () => {
  it("is exported whole, without what opens a page, and their own file names nobody else", async () => {
    const { email, mark, leadId } = await aPerson("won");
    const deps = { ...world(), suppressions: tables.suppressions };
    const kept = await exportPerson(email, clock.now, deps, await personsLeads(email, deps));
    const text = JSON.stringify(kept);
    expect(kept.leads).toHaveLength(1);
    for (const word of [`about ${mark}`, `Call ${mark} please`, "I agree", `for ${mark}`]) expect(text).toContain(word);
    for (const secret of ["taskToken", "linkHashes", `token-${leadId}`]) expect(text).not.toContain(secret);
    const file = JSON.stringify(personsFile(kept));
    expect(file).toContain(`Call ${mark} please`);
    for (const word of ["ana", "ledger", "TRACE", `for ${mark}`]) expect(file).not.toContain(word);
  });

  it("is taken from their own page by the link that was mailed to them, and by no other", async () => {
    const { leadId, mark } = await aPerson("won");
    const link = (await tables.links.create(leadId, clock.now)).split("/you/")[1] ?? "";
    const around = { ...world(), links: tables.links, suppressions: tables.suppressions };
    const answer = await takeData(link, around);
    expect(answer?.headers?.["content-disposition"]).toContain("attachment");
    expect(answer?.body).toContain(mark);
    expect(await takeData(`${link.slice(0, -3)}abc`, around)).toBeUndefined();
  });
});

describe("retention", () => {
  it("erases leads once their time is over by the policy, and none that is open, held, kept or not over yet", async () => {
    const [won, introduced, held] = [await aPerson("won"), await aPerson(), await aPerson("won")];
    await tables.leads.update(held.leadId, (lead) => ({ ...lead, hold: { at: clock.now, by: "olga", reason: "x" } }));
    const day = 1440;
    expect(await expireLeads({ lost: day }, world())).toMatchObject({ erased: 0, complete: true });
    later(day - 1);
    await expireLeads({ won: day }, world());
    expect((await everything()).includes(won.mark)).toBe(true);
    later(2);
    expect(await expireLeads({ won: day }, world())).toMatchObject({ onHold: 1, failed: 0, complete: true });
    const text = await everything();
    expect([won, introduced, held].map(({ mark }) => text.includes(mark))).toEqual([false, true, true]);
  });
});

const rowOfLead = async (lead: Awaited<ReturnType<typeof tables.leads.load>>) => {
  const { rowOf } = await import("../../reports/row.ts");
  return rowOf(lead);
};
