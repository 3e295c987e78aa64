import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { leadKey } from "../../adapters/leads/lead-rows.ts";
import { aLead } from "../build/a-lead.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { roster } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
const run = (...words: string[]) => turno("audit", ...words, ...here());

describe("turno audit", () => {
  it("has no last certificate before the first, then makes one that agrees and keeps it", async () => {
    await tables.open(roster);
    const none = await run("--last");
    expect([none.code, none.out]).toEqual([0, expect.stringMatching(/^There is no certificate in .* yet\.\n$/)]);
    const { code, out } = await run();
    expect([code, out]).toEqual([0, expect.stringMatching(/leads: 0\n.*\n.*\nEverything agrees\.\n$/)]);
    const { out: json } = await run("--last", "--json");
    expect(JSON.parse(json)).toMatchObject({ found: 0, findings: [], doneAt: expect.any(String) });
  });

  it("names what does not agree, ends with 1, and changes none of it", async () => {
    const dueAt = new Date(Date.now() + 600_000).toISOString();
    const lead = aLead({ id: "adrift", dueAt });
    await tables.leads.create(lead, undefined, [tables.submissions.keeping(lead, submission)]);
    await tables.client.send(
      new UpdateCommand({ TableName: "leads", Key: leadKey(lead.id), UpdateExpression: "REMOVE dueAt, dueShard" }),
    );
    const before = await tables.leads.load(lead.id);
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toMatch(/^leads: 1, which are 1 new$/m);
    expect(out).toMatch(/not agree:\n(?: {2}.*\n)* {2}\S+ adrift: /);
    const last = await run("--last", "--json");
    expect(last.code).toBe(1);
    expect(JSON.parse(last.out).findings).toContainEqual(expect.objectContaining({ of: "adrift" }));
    expect(await tables.leads.load(lead.id)).toEqual(before);
    expect(out + last.out).not.toContain(lead.facts.email);
  });
});

const submission = {
  content: "x",
  reference: "adrift",
  at: "2026-11-02T15:00:00.000Z",
  facts: aLead().facts,
  asWritten: [],
};
