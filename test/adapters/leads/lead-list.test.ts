import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type LeadFilter, LeadList, type ListedLead, listedLead } from "../../../adapters/leads/lead-list.ts";
import { toItem } from "../../../adapters/leads/lead-rows.ts";
import { type Lead, type LeadStatus, leadStatuses } from "../../../routing/lead/lead.ts";
import { aFollowedLead } from "../../build/a-followed-lead.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { runs } from "../../build/runs.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
const hour = (n: number) => new Date(Date.UTC(2026, 10, 1) + n * 3_600_000).toISOString();
const holders = ["ana", "beto", "cora"];
const pools = ["north", "south"];

const startedFollow = aFollowedLead().follow as NonNullable<Lead["follow"]>;

/** The n-th lead of a company that has some of every kind; several came at the same moment. */
function theLead(n: number): Lead {
  const status = leadStatuses[(n * 7) % leadStatuses.length] as LeadStatus;
  const repId = holders[n % 3] ?? "";
  const made = status === "offered" ? anOfferedLead() : aLead({ status, ownerId: repId });
  const rule = { rule: "Some", pools: [pools[n % 2] ?? ""] };
  const offers = made.offers.map((offer) => ({ ...offer, repId, pool: pools[n % 2] ?? "" }));
  // Also of those that are over some had been given up: they are not unresolved.
  const follow = n % 5 === 0 ? { follow: { ...startedFollow, unresolvedAt: hour(n) } } : {};
  return {
    ...made,
    ...follow,
    id: `lead-${String(n).padStart(5, "0")}`,
    receivedAt: hour(Math.floor(n / 3)),
    rule,
    offers,
  };
}
const count = 400;
const all = Array.from({ length: count }, (_, n) => theLead(n));
const isGivenUp = new Set(all.filter(({ follow }) => follow?.unresolvedAt).map(({ id }) => id));

beforeAll(async () => {
  for (let n = 0; n < count; n += 25) {
    const puts = all.slice(n, n + 25).map((lead) => ({ PutRequest: { Item: { ...toItem(lead) } } }));
    await tables.client.send(new BatchWriteCommand({ RequestItems: { leads: puts } }));
  }
});

/** What a list has to be, found in the plainest way. */
function expected({ statuses, holder, pool, unresolved, since = "", until = "~" }: LeadFilter): ListedLead[] {
  return all
    .map(listedLead)
    .filter((lead) => statuses.includes(lead.status))
    .filter((lead) => holder === undefined || lead.holders.includes(holder))
    .filter((lead) => pool === undefined || lead.pool === pool)
    .filter(({ id, status }) => !unresolved || (isGivenUp.has(id) && ["introduced", "contacted"].includes(status)))
    .filter(({ receivedAt }) => receivedAt >= since && receivedAt < until)
    .sort((a, b) => (`${a.receivedAt} ${a.id}` > `${b.receivedAt} ${b.id}` ? -1 : 1));
}

/** The parts of a list, one after the other. */
async function inParts(filter: LeadFilter, most: number): Promise<ListedLead[][]> {
  const list = new LeadList(tables.client, "leads");
  const parts: ListedLead[][] = [];
  let after: string | undefined;
  do {
    const { leads, next } = await list.page(filter, { most, after });
    parts.push(leads);
    after = next;
  } while (after !== undefined);
  return parts;
}

const filters = fc.record(
  {
    statuses: fc.uniqueArray(fc.constantFrom(...leadStatuses), { minLength: 1 }),
    holder: fc.constantFrom(...holders, "nobody"),
    pool: fc.constantFrom(...pools),
    unresolved: fc.boolean(),
    since: fc.integer({ min: 0, max: 134 }).map(hour),
    until: fc.integer({ min: 0, max: 134 }).map(hour),
  },
  { requiredKeys: ["statuses"] },
);

describe("a list of leads", () => {
  it("has every lead that matches once, the latest first, in whatever parts it is read", async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 120 }), async (filter, most) => {
        const parts = await inParts(filter, most);
        expect(parts.flat()).toEqual(expected(filter));
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(most);
      }),
      runs(60),
    );
  });

  it("says of each what its item says, from the index alone", async () => {
    const [first] = (await inParts({ statuses: ["offered"] }, 1)).flat();
    expect(first).toMatchObject({
      status: "offered",
      name: "Lucía Fernández",
      company: "Flora Rosa",
      country: "MX",
      priority: "warm",
      lane: "high-touch",
      source: "website",
      by: "2026-11-02T15:15:10.000Z",
    });
  });
});

describe("a list of many leads of which few match", () => {
  const many = 6000;
  beforeAll(async () => {
    const write = async (from: number) => {
      const puts = Array.from({ length: 25 }, (_, n) => {
        const id = `many-${String(from + n).padStart(5, "0")}`;
        const lead = aLead({ status: "closed", ownerId: "dora" });
        const item = toItem({
          ...lead,
          id,
          receivedAt: new Date(Date.UTC(2025, 0, 1) + (from + n) * 60_000).toISOString(),
        });
        return { PutRequest: { Item: item } };
      });
      await tables.client.send(new BatchWriteCommand({ RequestItems: { leads: puts } }));
    };
    for (let from = 0; from < many; from += 100) await Promise.all([0, 25, 50, 75].map((part) => write(from + part)));
  });

  /** The read units of what a list asks, and how many calls that takes. */
  async function costOf(filter: LeadFilter, most = 50) {
    const client = tables.connect();
    const units: number[] = [];
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === "QueryCommand") Object.assign(args.input as object, { ReturnConsumedCapacity: "TOTAL" });
          const result = await next(args);
          const { ConsumedCapacity } = result.output as { ConsumedCapacity?: { CapacityUnits?: number } };
          units.push(ConsumedCapacity?.CapacityUnits ?? Number.NaN);
          return result;
        },
      { step: "initialize" },
    );
    const page = await new LeadList(client, "leads").page(filter, { most });
    return { ...page, units: units.reduce((sum, each) => sum + each, 0), calls: units.length };
  }

  it("ends a part when it has read enough, and says how far back it looked", async () => {
    const { leads, next, units } = await costOf({ statuses: ["closed"], holder: "nobody" });
    expect(leads).toEqual([]);
    expect(next).toMatch(/^2025-01-\d\dT[\d:.]+Z many-\d+$/);
    expect(units).toBeLessThanOrEqual(128);
    const parts = await inParts({ statuses: ["closed"], holder: "nobody" }, 50);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.flat()).toEqual([]);
  });

  it("reads of one status what a page shows, and of all open ones little more", async () => {
    const closed = await costOf({ statuses: ["closed"] });
    expect([closed.leads.length, closed.calls]).toEqual([50, 1]);
    expect(closed.units).toBeLessThanOrEqual(3);
    const open = await costOf({ statuses: leadStatuses.filter((status) => status !== "closed") });
    expect(open.leads.length).toBe(50);
    expect(open.units).toBeLessThanOrEqual(16);
  });

  it("reads nothing of the leads themselves, and no table from end to end", async () => {
    const client = tables.connect();
    const asked: unknown[] = [];
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          asked.push([commandName, (args.input as { IndexName?: string }).IndexName]);
          return next(args);
        },
      { step: "initialize" },
    );
    await new LeadList(client, "leads").page({ statuses: leadStatuses }, { most: 50 });
    expect(new Set(asked.map(String))).toEqual(new Set(["QueryCommand,stand"]));
  });
});
