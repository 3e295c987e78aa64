import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { Random } from "../../bench/random.ts";
import { localDynamoDb } from "../../local/dynamodb/tables.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { isOnShift } from "../../routing/time/working-time.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { isLong } from "../build/runs.ts";
import { type Company, eventually, type KeptMail, linkIn, openCompany, person } from "./a-company.ts";
import { type Imported, overCapacity, someRoster } from "./load-roster.ts";

/** `TURNO_LOAD_LEADS=1000` for the whole of it. */
const count = Number(process.env.TURNO_LOAD_LEADS ?? (isLong ? 100 : 30));
const seed = Number(process.env.TURNO_LOAD_SEED ?? 4);
const atOnce = Math.min(count, 50);
const imports = 4;
/** Seconds until it must be done, wherever it runs. */
const patience = 120 + count * 1.2;
/** Slow enough that leads are not overdue before a busy machine comes to them, which would start them again. */
const speed = count > 200 ? 3 : 20;
/** Around an import, on Turno's clock: what a function may take from the reading of its clock to its write. */
const margin = 3000 * speed;
const unhurried = { answer: "30d", first_contact: "30d" };
const policy = aPolicy({ sla: { hot: unhurried, warm: unhurried, cold: unhurried }, attempts: 19, max_wait: "30d" });
/** Largest deviation of twenty weighted reps in the bench is below 1.3 leads, and declines are charged like leads. */
const bound = 2;

/** After their work, so that what they did has to be found by whoever comes again. */
const afterCommit = ["choose-rep:throw-after:1", "answer-offer:throw-after:1", "submit-lead:throw-after:1"];
const lost = ["dynamodb:drop-after:1", "dynamodb:drop-after:3", "choose-rep:crash:1", "offer-lead:throw-after:1"];
const twice = "dynamodb:twice";
const some = (random: Random) => random.some([...afterCommit, ...lost], 1, 3).join();
/** Apart in the long suite, where there is time for it, and otherwise all at once. */
const kinds: [string, (random: Random) => string][] = isLong
  ? [
      ["without faults", () => ""],
      ["with every transaction sent twice", () => twice],
      ["with random faults after commit", some],
    ]
  : [["with every transaction sent twice and random faults after commit", (random) => `${twice},${some(random)}`]];

describe(`${count} leads, ${atOnce} at a time, on the local run, while weights, capacities and absences change`, () => {
  let turno: Company;
  afterEach(() => turno.close());

  it.each(kinds)(
    "have one owner each or wait, and nobody has more than they may, %s",
    async (_, faults) => {
      const random = new Random(seed);
      const today = new Date().toISOString().slice(0, 10);
      // Half of the places that are needed at first, in the end somewhat more.
      const most = (part: number) => Math.max(2, Math.round((count / 20) * (1 + 1.6 * part)));
      const rosters: Imported[] = [{ reps: someRoster(random, most(0), today), begun: 0, ended: 0 }];
      turno = await openCompany({ speed }, policy, rosters[0]?.reps);
      turno.run.setFaults(faults(random));

      let posted = 0;
      const poster = async () => {
        while (posted < count) {
          const n = posted++;
          await insisting(() => turno.post(person(n), { "idempotency-key": `load ${n}` }));
        }
      };
      const posting = Promise.all(Array.from({ length: atOnce }, poster));
      const answered = new Set<number>();
      const answerAll = async () => {
        const open = (await turno.mails()).filter(
          ({ n, tags }) => ["offer", "escalation"].includes(tags.kind) && !answered.has(n),
        );
        await Promise.all(open.map((mail) => answer(mail)));
        return open.length;
      };
      const answer = async (mail: KeptMail) => {
        answered.add(mail.n);
        await insisting(() =>
          turno.answer(linkIn(mail), mail.tags.kind === "offer" && random.chance(0.2) ? "decline" : "accept"),
        );
      };

      // Rosters come while leads arrive and are answered, evenly by the leads that were posted.
      for (let n = 1; n <= imports; n++) {
        await eventually(async () => {
          turno.run.setFaults(faults(random));
          await answerAll();
          return posted >= (count * n) / (imports + 1);
        }, patience);
        const begun = turno.run.now();
        const reps = someRoster(random, most(n / imports), today);
        await turno.reps.importRoster(reps);
        rosters.push({ reps, begun, ended: turno.run.now() });
      }
      await posting;
      let quiet = 0;
      await eventually(async () => {
        turno.run.setFaults(quiet > 0 ? "" : faults(random));
        const settled = (await answerAll()) === 0 && (await turno.leads()).every(({ status }) => isSettled(status));
        quiet = settled ? quiet + 1 : 0;
        return quiet > 5;
      }, patience);

      // A place that came free last is seen within a minute of Turno's clock.
      await eventually(async () => (await waitingInVain(turno)).length === 0, 60);
      const leads = await turno.leads();
      expect(leads).toHaveLength(count);
      for (const lead of leads) expect(ownersOf(lead)).toHaveLength(lead.status === "introduced" ? 1 : 0);
      expect(overCapacity(leads, rosters, margin)).toEqual([]);
      for (const { id, role, openLeads } of await turno.reps.all())
        if (role === "rep") expect([id, openLeads]).toEqual([id, leads.filter(({ ownerId }) => ownerId === id).length]);
      const balances = await balancesOf(turno);
      expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(0);
      const largest = Math.max(...balances.map(Math.abs)) / oneLead;
      expect(largest).toBeLessThan(bound);
      await tell(turno, leads, largest);
    },
    patience * 2000,
  );
});

describe("the check of capacities", () => {
  const offer = (at: string, answeredAt?: string) => {
    const offeredAt = `2026-11-02T15:${at}:00.000Z`;
    const times = { offeredAt, expiresAt: offeredAt, remindAt: [], reminded: 0, linkHashes: [] };
    const ended = answeredAt && { outcome: "declined" as const, answeredAt: `2026-11-02T15:${answeredAt}:00.000Z` };
    return aLead({ offers: [{ attempt: 1, repId: "rep-00", pool: "latam-smb", ...times, ...ended }] });
  };
  const [first, second] = [1, 2].map((capacity) => [aRep({ id: "rep-00", capacity })]);
  const at = (minute: string) => Date.parse(`2026-11-02T15:${minute}:00.000Z`);
  const rosters = [
    { reps: first ?? [], begun: 0, ended: 0 },
    { reps: second ?? [], begun: at("20"), ended: at("21") },
  ];

  it("finds who had more than they might at that moment", () => {
    expect(overCapacity([offer("01"), offer("05", "06")], rosters, 1000)).toHaveLength(1);
    expect(overCapacity([offer("01"), offer("22"), offer("23")], rosters, 1000)).toHaveLength(1);
  });

  it("lets places be used again, and counts the greater capacity around an import", () => {
    expect(overCapacity([offer("01", "05"), offer("05")], rosters, 1000)).toEqual([]);
    expect(overCapacity([offer("01"), offer("20")], rosters, 1000)).toEqual([]);
  });
});

const isSettled = (status: Lead["status"]): boolean => status === "introduced" || status === "waiting";

/** Whose the lead is by its offers, or by what its manager was asked after faults; which must be whom it says. */
function ownersOf({ offers, escalation, ownerId }: Lead): string[] {
  const owners = offers.filter(({ outcome }) => outcome === "accepted").map(({ repId }) => repId);
  if (escalation?.answeredAt) owners.push(escalation.managerId);
  expect(owners[0]).toBe(ownerId);
  return owners;
}

/** The leads that wait although somebody at work has a place and did not decline them. */
async function waitingInVain(turno: Company): Promise<string[]> {
  const now = new Date(turno.run.now()).toISOString();
  const free = (await turno.reps.all()).filter(
    (rep) => rep.role === "rep" && rep.openLeads < rep.capacity && isOnShift(rep, now),
  );
  const isFor = ({ offers }: Lead) => free.some(({ id }) => !offers.some(({ repId }) => repId === id));
  return (await turno.leads()).filter((lead) => lead.status === "waiting" && isFor(lead)).map(({ id }) => id);
}

/** Again when nothing or a fault was answered, as a browser or a program does. */
async function insisting(send: () => Promise<Response>): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const { status } = await send();
    if (status < 400) return;
    if (status < 500 && status !== 429) throw new Error(`answered ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 100 + attempt * 50));
  }
  throw new Error("nothing but faults was answered");
}

async function balancesOf({ run }: Company): Promise<number[]> {
  const client = DynamoDBDocumentClient.from(localDynamoDb(run.endpoints.dynamoDb, run.app.region));
  const table = run.app.functions
    .map(({ environment }) => environment.CURSORS_TABLE)
    .find((name) => name !== undefined);
  const ledgers = await new LedgerStore(client, table ?? "").of(["latam-smb"]);
  client.destroy();
  return Object.values(ledgers.get("latam-smb")?.balances ?? {});
}

async function tell({ run }: Company, leads: readonly Lead[], largest: number): Promise<void> {
  const { dynamo } = await run.status();
  const used = Object.entries(dynamo.byFunction).find(([name]) => name.endsWith("choose-rep"))?.[1].TransactWriteItems;
  const offers = leads.reduce((sum, lead) => sum + lead.offers.length, 0);
  const waiting = leads.filter(({ status }) => status === "waiting").length;
  const [calls, refused] = [used?.calls ?? 0, used?.refusedWrites ?? 0];
  console.log(
    `seed ${seed}: ${leads.length - waiting} leads owned, ${waiting} waiting, ${offers} claims, ${refused} conflicts ` +
      `(${(refused / offers).toFixed(2)} a claim, ${(calls / offers).toFixed(2)} tries), largest balance ${largest.toFixed(2)}`,
  );
}
