import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { CertificateStore } from "../../adapters/certificate/certificate-store.ts";
import { begunAudit, runAudit } from "../../adapters/certificate/run-audit.ts";
import { closeLead } from "../../adapters/claims/close-lead.ts";
import { LeadList } from "../../adapters/leads/lead-list.ts";
import { personKey } from "../../adapters/leads/lead-rows.ts";
import { mailsOfNoLead } from "../../adapters/mail/mail.ts";
import { rebuildRows } from "../../adapters/reports/rebuild-rows.ts";
import { auditLeads } from "../../functions/audit-leads/audit-leads.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import { aLead } from "../build/a-lead.ts";
import { press } from "../build/press.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

type Item = Record<string, unknown>;
type Name = "leads" | "reps" | "cursors" | "reports";

const tables = useDatabase();
const { deps, clock, mails } = useSteps(tables);
const world = () => ({
  ...deps(),
  leadsTable: "leads",
  cursorsTable: "cursors",
  reportsTable: "reports",
  list: new LeadList(tables.client, "leads"),
  certificates: new CertificateStore(tables.client, "leads"),
  // Long enough after what happened for rows of the reports to be there.
  now: () => "2026-11-02T16:10:00.000Z",
  everything: true,
});
const audit = () => runAudit(begunAudit("2026-11-02T16:10:00.000Z"), world());

/** A request that came by the form and went as far as `status`. */
async function request(status: "offered" | "introduced" | "won", n: number): Promise<string> {
  const facts = {
    ...aLead().facts,
    email: `p${n}@company-${n}.example`,
    name: `Person ${n}`,
    phone: `+34 600 20000${n}`,
  };
  const { leadId } = await submitLead(
    { facts, asWritten: [], consentWording: undefined, submissionId: `s${n}` },
    undefined,
    deps(),
  );
  const { version } = await tables.policies.active();
  const dueAt = "2026-11-02T17:20:00.000Z";
  await tables.leads.update(leadId, (lead) => ({ ...lead, status: "qualified", policyVersion: version, dueAt }));
  await tables.leads.update(leadId, (lead) => ({
    ...lead,
    status: "ready",
    points: 2,
    rule: { rule: "all", pools: ["all"] },
  }));
  await chooseRep({ leadId }, deps());
  await offerLead({ leadId, token: `token-${leadId}` }, deps());
  if (status === "offered") return leadId;
  await press(mails().findLast(({ offer }) => offer !== "")?.offer ?? "", { decision: "accept" }, "en", deps());
  await introduceRep({ leadId }, deps());
  if (status === "won") await closeLead(leadId, { outcome: "won", at: clock.now, by: "ana" }, deps());
  return leadId;
}

const ids: Record<"offered" | "introduced" | "won", string> = { offered: "", introduced: "", won: "" };
let ready = false;
async function begin(): Promise<void> {
  if (ready) return;
  ready = true;
  ids.offered = await request("offered", 1);
  ids.introduced = await request("introduced", 2);
  ids.won = await request("won", 3);
  await rebuildRows(tables.client, { leads: "leads", reports: "reports", policies: "policies" });
  // Mails about no lead have records of their own.
  for (const kind of mailsOfNoLead)
    await tables.client.send(
      new PutCommand({ TableName: "leads", Item: { pk: `LEAD#of-${kind}`, sk: `MAIL#${kind}#0001`, state: "sent" } }),
    );
}
beforeAll(() => tables.open(roster));

const find = async (table: Name, which: (item: Item) => boolean): Promise<Item> => {
  const found = (await tables.items(table)).find(which);
  if (!found) throw new Error("there is no such item");
  return found;
};
const leadItem = (status: keyof typeof ids) => (item: Item) => item.id === ids[status] && item.sk === "LEAD";
const beside = (status: keyof typeof ids, sk: string) => (item: Item) =>
  item.pk === `LEAD#${ids[status]}` && String(item.sk).startsWith(sk);
const holds = (item: Item) => Object.entries(item).some(([name, value]) => name.startsWith("open ") && value === 1);
const openIn = (item: Item) => Object.keys(item).find((name) => name.startsWith("open ") && item[name] === 1) ?? "";

/** A meeting that was booked, and of which nobody was told. */
const untold = {
  ...{ repId: "ana", at: "2026-11-03T15:00:00.000Z", minutes: 30, bookedAt: "2026-11-02T15:00:00.000Z" },
  ...{ by: "rep", change: 1 },
};

/** What is seeded: the item that becomes another, or none; and the kind of what is found. */
type Seed = [what: string, table: Name, which: (item: Item) => boolean, (item: Item) => Item | undefined, kind: string];
const seeds: Seed[] = [
  ["a lost place", "reps", holds, (item) => ({ ...item, [openIn(item)]: 0 }), "places"],
  ["a place too many", "reps", holds, (item) => ({ ...item, [openIn(item)]: 2 }), "places"],
  [
    "effort that nobody takes",
    "reps",
    holds,
    (item) => ({ ...item, [openIn(item).replace("open", "effort")]: 7 }),
    "places",
  ],
  [
    "time in flight that nobody takes",
    "reps",
    holds,
    (item) => ({ ...item, [openIn(item).replace("open", "flight")]: 7 }),
    "places",
  ],
  [
    "a ledger off by one",
    "cursors",
    ({ balances }) => balances !== undefined,
    (item) => ({
      ...item,
      balances: { ...(item.balances as object), ana: Number((item.balances as Item).ana ?? 0) + 1 },
    }),
    "ledger",
  ],
  [
    "a ledger that moved from one to another",
    "cursors",
    ({ balances }) => balances !== undefined,
    (item) => {
      const { ana = 0, beto = 0 } = item.balances as Record<string, number>;
      return { ...item, balances: { ...(item.balances as object), ana: ana + 5, beto: beto - 5 } };
    },
    "ledger",
  ],
  [
    "a ledger without its last entry",
    "cursors",
    ({ balances }) => balances !== undefined,
    (item) => ({ ...item, version: Number(item.version) + 1 }),
    "ledger",
  ],
  [
    "an entry of another lead",
    "cursors",
    ({ act }) => (act as Item | undefined)?.leadId === ids.introduced,
    (item) => ({ ...item, act: { ...(item.act as object), leadId: "another" } }),
    "charge",
  ],
  ["a lead without a due time", "leads", leadItem("offered"), ({ dueAt: _, dueShard: __, ...item }) => item, "not-due"],
  [
    "a lead that has been overdue for hours",
    "leads",
    leadItem("offered"),
    (item) => ({ ...item, dueAt: "2026-11-02T12:00:00.000Z" }),
    "overdue",
  ],
  ["a lead that no sweep finds", "leads", leadItem("offered"), ({ dueShard: _, ...item }) => item, "index"],
  ["a lead of another keeper", "leads", leadItem("introduced"), (item) => ({ ...item, keeper: "marta" }), "index"],
  ["a lead that no list has", "leads", leadItem("won"), ({ standAt: _, ...item }) => item, "index"],
  [
    "a doubled pointer: somebody with two open leads",
    "leads",
    ({ pk }) => pk === personKey({ email: "p2@company-2.example", name: "" }).pk,
    (item) => ({ ...item, leadId: ids.offered }),
    "person",
  ],
  [
    "a person who leads to no lead",
    "leads",
    ({ pk }) => pk === personKey({ email: "p2@company-2.example", name: "" }).pk,
    (item) => ({ ...item, leadId: "gone" }),
    "person",
  ],
  [
    "a person who is not known",
    "leads",
    ({ pk }) => pk === personKey({ email: "p1@company-1.example", name: "" }).pk,
    () => undefined,
    "person",
  ],
  [
    "a lead that is not found by its number",
    "leads",
    ({ pk, leadId }) => String(pk).startsWith("NUMBER#") && leadId === ids.won,
    () => undefined,
    "number",
  ],
  ["a lead that is not found by its words", "leads", ({ pk }) => pk === `WORDS#${ids.won}`, () => undefined, "search"],
  ["a lead that the reports do not have", "reports", ({ sk }) => sk === ids.won, () => undefined, "report"],
  [
    "a lead of which the reports say something else",
    "reports",
    ({ sk }) => sk === ids.won,
    (item) => ({ ...item, status: "contacted" }),
    "report",
  ],
  [
    "a mail that was claimed and not told",
    "leads",
    beside("won", "MAIL#"),
    (item) => ({ ...item, state: "sending" }),
    "mail",
  ],
  ["a submission that is not kept", "leads", leadItem("won"), (item) => ({ ...item, submissions: 2 }), "submissions"],
  ["earlier events that are gone", "leads", leadItem("won"), (item) => ({ ...item, timelineMoved: 20 }), "timeline"],
  ["a lead that is nobody's", "leads", leadItem("introduced"), ({ ownerId: _, ...item }) => item, "owners"],
  ["a lead that cannot be read", "leads", leadItem("won"), (item) => ({ ...item, status: "elsewhere" }), "unreadable"],
  [
    "an open lead that cannot be read",
    "leads",
    leadItem("introduced"),
    (item) => ({ ...item, meeting: { ...untold, by: "nobody" } }),
    "unreadable",
  ],
  ["a lead that is offered to nobody", "leads", leadItem("offered"), (item) => ({ ...item, offers: [] }), "offers"],
  [
    "an offer that stayed open",
    "leads",
    leadItem("introduced"),
    (item) => ({ ...item, offers: (item.offers as Item[]).map(({ outcome: _, ...offer }) => offer) }),
    "offers",
  ],
  ["a lead that is over and came to nothing", "leads", leadItem("won"), ({ closed: _, ...item }) => item, "outcome"],
  [
    "a lead with a manager whom nobody named",
    "leads",
    leadItem("offered"),
    (item) => ({ ...item, status: "escalated" }),
    "escalation",
  ],
  [
    "a meeting that nobody is to be told of",
    "leads",
    leadItem("introduced"),
    (item) => ({ ...item, meeting: untold }),
    "meeting",
  ],
  ["a lead that is gone from between its rows", "leads", leadItem("introduced"), () => undefined, "no-lead"],
];

describe("the certificate", () => {
  it("finds nothing where nothing is wrong, and counts all leads in one state each", async () => {
    await begin();
    const { found, findings, counts, doneAt } = await audit();
    expect([found, findings]).toEqual([0, []]);
    expect(counts.leads).toEqual({ offered: 1, introduced: 1, closed: 1 });
    expect(counts.submissions).toBe(3);
    expect(counts.mails.claimed).toBe(counts.mails.told);
    expect(doneAt).toBeDefined();
  });

  it.each(seeds)("finds %s", async (_, table, which, change, kind) => {
    await begin();
    const item = await find(table, which);
    const { pk, sk } = item;
    const Key = sk === undefined ? { pk } : { pk, sk };
    const next = change(item);
    if (next) await tables.client.send(new PutCommand({ TableName: table, Item: next }));
    else await tables.client.send(new DeleteCommand({ TableName: table, Key }));
    const made = await audit();
    await tables.client.send(new PutCommand({ TableName: table, Item: item }));
    expect(made.findings.map((finding) => finding.kind)).toContain(kind);
    expect((await audit()).findings).toEqual([]);
  });

  it("changes nothing but itself, and goes on where it was cut off", async () => {
    await begin();
    const others = async () => (await tables.items("leads")).filter(({ pk }) => pk !== "CERTIFICATES");
    const before = await others();
    let made = begunAudit("2026-11-02T16:10:00.000Z");
    for (let run = 0; run < 20 && made.doneAt === undefined; run += 1) {
      let parts = 1;
      made = await runAudit(made, { ...world(), hasTime: () => parts-- > 0 });
    }
    expect([made.found, made.counts.leads]).toEqual([0, { offered: 1, introduced: 1, closed: 1 }]);
    expect(await others()).toEqual(before);
  });

  it("is made once a night, and kept", async () => {
    await begin();
    const night = (hour: string) => ({ ...world(), now: () => `2026-11-03T${hour}:10:00.000Z` });
    expect(await auditLeads(night("01"))).toBeUndefined();
    expect(await auditLeads(night("02"))).toMatchObject({ isNew: true });
    expect(await auditLeads(night("03"))).toBeUndefined();
    expect(await world().certificates.latest(5)).toMatchObject([{ day: "2026-11-03" }, { day: "2026-11-02" }]);
  });

  it("finds nothing while leads move under it", async () => {
    await begin();
    clock.now = "2026-11-02T16:00:00.000Z";
    const moving = Promise.all([4, 5, 6, 7].map((n) => request(n % 2 ? "introduced" : "offered", n)));
    const kinds = new Set<string>();
    for (let run = 0; run < 3; run += 1) for (const { kind } of (await audit()).findings) kinds.add(kind);
    await moving;
    expect([...kinds]).toEqual([]);
  });
});
