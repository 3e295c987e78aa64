import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toItem } from "../../adapters/leads/lead-rows.ts";
import { rebuildRows } from "../../adapters/reports/rebuild-rows.ts";
import { digestLeads } from "../../functions/digest-leads/digest-leads.ts";
import { rowOf } from "../../reports/row.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { type Sought, soughtIn } from "../../routing/lead/search-words.ts";
import { aFollowedLead } from "../build/a-followed-lead.ts";
import { aPolicyWithForm } from "../build/a-form.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const names = { leads: "leads", reports: "reports", policies: "policies" };
let sequence = 0;

function change(item: object): DynamoDBRecord {
  sequence += 1;
  const image = marshall(item, { removeUndefinedValues: true });
  const NewImage = JSON.parse(JSON.stringify(image)) as Record<string, AttributeValue>;
  return { dynamodb: { NewImage, SequenceNumber: `${sequence}` } } as DynamoDBRecord;
}
const changeOf = (lead: Lead) => change(toItem(lead));
const now = () => "2026-11-02T15:05:00.000Z";
const deps = () => ({ rows: tables.rows, words: tables.words, policies: tables.policies, now });
const digest = (Records: DynamoDBRecord[]) => digestLeads({ Records }, deps());
const kept = async () => tables.rows.between("2026-11-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z");

describe("the rows of the leads", () => {
  it("are what the leads were last, whatever comes twice, late or out of order", async () => {
    const story = [aLead({ rev: 1 }), anOfferedLead({ rev: 2 }), { ...aFollowedLead(), rev: 3 }];
    await fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.shuffledSubarray([0, 1, 2, 0, 1, 2], { minLength: 1 }),
        fc.integer({ min: 1, max: 6 }),
        async (id, order, size) => {
          const changes = order.map((n) => ({ ...(story[n] as Lead), id }));
          for (let n = 0; n < changes.length; n += size) await digest(changes.slice(n, n + size).map(changeOf));
          // Within a batch a lead's changes are in their order, as a stream has them; across batches anything may come again.
          const latest = Math.max(
            ...changes.flatMap((_, n) =>
              n % size === size - 1 || n === changes.length - 1 ? [changes[n]?.rev ?? 0] : [],
            ),
          );
          expect((await kept()).find((row) => row.id === id)?.rev).toBe(latest);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("by which a lead is found go with it, and do not come again with a change that is late", async () => {
    const lead = anOfferedLead({ id: "erased", rev: 4, facts: { ...anOfferedLead().facts, name: "Zacarías Quiroz" } });
    const found = async () => {
      const sought = soughtIn("zacarias qui");
      for await (const { ids } of tables.words.find(sought as Sought, 25)) if (ids.length > 0) return ids;
      return [];
    };
    await digest([changeOf(lead)]);
    expect(await found()).toEqual(["erased"]);
    const Keys = { pk: { S: "LEAD#erased" }, sk: { S: "LEAD" } };
    await digest([{ eventName: "REMOVE", dynamodb: { Keys, SequenceNumber: `${sequence + 1}` } }]);
    expect(await found()).toEqual([]);
    await digest([changeOf(lead), changeOf({ ...lead, rev: 5 })]);
    expect(await found()).toEqual([]);
    const left = (await tables.items("leads")).filter(({ pk }) => String(pk).startsWith("WORDS#erased"));
    expect(left).toMatchObject([{ text: "", prefixes: [], ttl: expect.any(Number) }]);
  });

  it("are of leads alone, and one that cannot be kept is told, so that it comes again", async () => {
    const [good, bad] = [anOfferedLead({ id: "good" }), anOfferedLead({ id: "bad" })];
    const put = async (row: { id: string }) => {
      if (row.id === "bad") throw new Error("throttled");
      return tables.rows.put(row as never);
    };
    const other = change({ pk: "LEAD#x", sk: "SUBMISSION#1", text: "hello" });
    const answer = await digestLeads(
      { Records: [other, changeOf(good), changeOf(bad)] },
      { ...deps(), rows: { put, noteChange: (month) => tables.rows.noteChange(month) } },
    );
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: `${sequence}` }] });
    expect((await kept()).map(({ id }) => id)).toContain("good");
  });

  it("are in another state of their month when they have changed", async () => {
    const version = () => tables.rows.versionOf("2026-11");
    const before = await version();
    await digest([changeOf(anOfferedLead({ id: "seen" }))]);
    expect(await version()).not.toBe(before);
  });

  it("are made anew where they are missing, and a second time there is nothing to do", async () => {
    const lead = aLead({ id: "lost", facts: { email: "lost@a.example" } });
    await tables.leads.create(lead, undefined);
    expect(await rebuildRows(tables.client, names)).toEqual({ leads: 1, changed: 1 });
    expect(await rebuildRows(tables.client, names)).toEqual({ leads: 1, changed: 0 });
    const stored = await tables.leads.load("lost");
    expect((await kept()).find(({ id }) => id === "lost")).toEqual(rowOf(stored));
  });

  it("have what the policy that decided the lead asks alone, as they are kept and as they are made anew", async () => {
    const { attributes } = aPolicyWithForm();
    const at = "2026-11-02T15:00:00.000Z";
    const version = await tables.versions.publish(aPolicyWithForm(), "", { author: "olga", note: "", at });
    const facts = { plan: "basic", email: "own@a.example" } as Partial<Lead["facts"]>;
    await tables.leads.create(aLead({ id: "own", policyVersion: version, facts }), undefined);
    const stored = await tables.leads.load("own");
    const row = async () => (await kept()).find(({ id }) => id === "own");
    await digest([changeOf(stored)]);
    expect(await row()).toEqual(rowOf(stored, attributes));
    expect((await row())?.own).toEqual({ plan: "basic" });
    expect((await rebuildRows(tables.client, names)).changed).toBe(0);
  });
});
