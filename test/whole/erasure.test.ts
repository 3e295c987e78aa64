import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeLead } from "../../adapters/claims/close-lead.ts";
import { UnreadStore } from "../../adapters/intake/unread-store.ts";
import { RowStore } from "../../adapters/reports/row-store.ts";
import { acting } from "../../cli/acting.ts";
import { type Installation, localInstallation } from "../../cli/installation.ts";
import { monthOf } from "../../reports/row.ts";
import { aPolicy } from "../build/a-policy.ts";
import { turno as command } from "../build/command-line.ts";
import { type Company, company, eventually, linkIn, openCompany, person } from "./a-company.ts";

/** Long, since a machine with much to do must not let an offer lapse. */
const sla = { answer: "8h", first_contact: "8h" };
const policy = aPolicy({
  sla: { hot: sla, warm: sla, cold: sla },
  pools: { "latam-smb": { manager: "marta" }, success: { manager: "marta" } },
  onboarding: { pool: "success", call: { within: "10m" }, steps: [{ name: "First invoice", after: "1d" }] },
});
const carla = { ...company[0], id: "carla", name: "carla", email: "carla@andina.example", pools: { success: 1 } };
const dataDir = mkdtempSync(join(tmpdir(), "turno-erasure-"));

const numbers = Array.from({ length: 10 }, (_, n) => n);
/** What nobody else says: in the name, the address and the message of a person. Their company is not theirs alone, and stays a customer. */
const markOf = (n: number | string) => `zq${n}xv`;
const emailOf = (n: number | string) => `${markOf(n)}@company${n}.example`;
const formOf = (n: number | string) => ({
  ...person(n),
  email: emailOf(n),
  name: `Quirina ${markOf(n)}`,
  message: `Please call ${markOf(n)}`,
});

describe("ten people of a whole run", () => {
  let turno: Company;
  let place: Installation;
  const ids = new Map<number | string, string>();
  beforeAll(async () => {
    turno = await openCompany({ speed: 60, dataDir, sampleReceiver: true }, policy, [...company, carla as never]);
    place = await localInstallation(turno.run.baseUrl);
    await Promise.all([0, 1, 2, 3, 4, 5, 6, "other"].map(arrive));
  });
  afterAll(() => turno?.close());

  /** Of the first seven two are offered, two introduced, two won and one lost; the others never become leads. */
  async function arrive(n: number | string): Promise<void> {
    await turno.post(formOf(n));
    const wanted = n === 0 || n === 1 ? "offered" : "introduced";
    const lead = await eventually(async () => {
      const mine = (await turno.leads()).find(({ facts }) => facts.email === emailOf(n));
      const offer = (await turno.mails()).find(({ tags }) => tags.lead === mine?.id && tags.kind === "offer");
      if (offer && wanted === "introduced" && mine?.status === "offered") await turno.answer(linkIn(offer), "accept");
      return offer && mine?.status === wanted && mine;
    }, 120);
    ids.set(n, lead.id);
    const deps = acting(place);
    const close = (outcome: "won" | "lost") =>
      closeLead(lead.id, { outcome, at: deps.now(), by: "ana", note: `about ${markOf(n)}` }, deps);
    if (n === 4 || n === 5 || n === "other") await close("won");
    if (n === 6) await close("lost");
  }

  /** All that is kept anywhere: every table, and every file of the run but the database's own. */
  async function everything(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const [name, table] of Object.entries(place.tables)) {
      const items: unknown[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await place.client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: from }));
        items.push(...(page.Items ?? []));
        from = page.LastEvaluatedKey;
      } while (from);
      found.set(`the table of ${name}`, JSON.stringify(items));
    }
    for (const file of readdirSync(dataDir, { withFileTypes: true }))
      if (file.isFile() && !file.name.startsWith("dynamodb."))
        found.set(file.name, readFileSync(join(dataDir, file.name), "utf8"));
    for (const page of ["mailbox/api/mails?after=0", "told/api/told", "_turno/executions"])
      found.set(page, await (await fetch(`${turno.run.baseUrl}/${page}`)).text());
    return found;
  }
  /** Where somebody's mark is. */
  const placesOf = (all: ReadonlyMap<string, string>, n: number | string) =>
    [...all].flatMap(([where, text]) => (text.toLowerCase().includes(markOf(n)) ? [where] : []));

  /** What the reports count: how many leads, and all of each that was won or lost, without whose it is. */
  async function totals() {
    const rows = [];
    const months = new Set(
      [Date.now(), turno.run.now()].map((ms) => monthOf({ receivedAt: new Date(ms).toISOString() })),
    );
    for (const month of months)
      for await (const row of new RowStore(place.client, place.tables.reports).ofMonth(month)) rows.push(row);
    const closed = rows.filter((row) => ["won", "lost"].includes(row.closed?.outcome ?? ""));
    const ended = closed.map(({ id: _, rev: __, ...row }) => row);
    return { rows: rows.length, ended: ended.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1)) };
  }

  it("are in no log and measure of a function, and in no event of the bus, which did not ask for persons", async () => {
    const all = await everything();
    for (const n of [...ids.keys()]) {
      expect(placesOf(all, n)).toEqual(expect.arrayContaining(["the table of leads", "mails.ndjson"]));
      expect(placesOf(all, n)).not.toContain("functions.log");
    }
    const { told } = JSON.parse(all.get("told/api/told") ?? "") as { told: { method: string; body: string }[] };
    const events = told.filter(({ method }) => method === "PutEvents");
    expect(events.length).toBeGreaterThan(ids.size);
    expect(events.filter(({ body }) => /zq\w+xv/i.test(body))).toEqual([]);
    // The receiver of webhooks asked for persons, and is told of them.
    expect(told.some(({ method, body }) => method === "POST" && /zq\w+xv/i.test(body))).toBe(true);
  });

  it("leave no word in any table, file, log or mail once they are erased, and the reports' totals", async () => {
    const { client, tables } = place;
    // Held for a look, sent by a source and not read, and named in what others say.
    await turno.post({ ...formOf(7), website: "https://spam.example" });
    const missing = ["country"];
    const unread = (n: number) => ({
      source: "ads",
      at: new Date(turno.run.now()).toISOString(),
      missing,
      sent: JSON.stringify(formOf(n)),
    });
    await new UnreadStore(client, tables.intake).keep(unread(8));
    await turno.post({ ...formOf(9), website: "https://spam.example" });
    const note = `Works with ${formOf(2).name}, ${emailOf(2)}`;
    await acting(place).leads.update(ids.get("other") ?? "", (lead) => ({
      ...lead,
      look: { at: new Date(turno.run.now()).toISOString(), note },
    }));
    await eventually(async () => placesOf(await everything(), 9).includes("the table of intake"));
    await eventually(async () => (await totals()).ended.length === 4);
    const before = await totals();

    for (const n of numbers) {
      const { code, out } = await command("leads", "erase", emailOf(n), "--yes", "--url", turno.run.baseUrl);
      expect([code, out], `${n}`).toEqual([0, expect.stringMatching(/^(Erased|Under way)/)]);
    }
    const states = await eventually(async () => {
      const { out } = await command("privacy", "erasures", "--json", "--url", turno.run.baseUrl);
      const all = (JSON.parse(out) as { state: string }[]).map(({ state }) => state);
      return all.every((state) => state === "done") && all;
    }, 120);
    expect(states).toHaveLength(10);

    const after = await everything();
    expect(Object.fromEntries(numbers.map((n) => [n, placesOf(after, n)]))).toEqual(
      Object.fromEntries(numbers.map((n) => [n, []])),
    );
    expect(placesOf(after, "other")).toEqual(expect.arrayContaining(["the table of leads", "mails.ndjson"]));
    expect(await totals()).toEqual(before);
  });
});
