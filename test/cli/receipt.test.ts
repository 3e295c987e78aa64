import { beforeAll, describe, expect, it } from "vitest";
import { creditBack } from "../../adapters/claims/credit-back.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { answered } from "../../routing/lead/move-lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { aLead } from "../build/a-lead.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { goodPolicy } from "../build/policy-text.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps, clock } = useSteps(tables);
const { here } = useLocalRun(tables);
const at = "2026-11-02T15:00:20.000Z";

beforeAll(async () => {
  await tables.reps.importRoster(roster);
  const source = goodPolicy.replaceAll("smb", "latam-smb");
  const reading = parsePolicy(source, "policy.yaml", roster);
  if (reading.kind !== "policy") throw new Error("expected a good policy");
  await tables.versions.publish(reading.policy, source, { author: "test", note: "", at: "2026-11-01T00:00:00.000Z" });
  clock.now = at;
  const { version } = await tables.policies.active();
  for (const id of ["one", "two", "three"]) {
    await tables.leads.create(
      aLead({ id, status: "ready", policyVersion: version, facts: { email: `${id}@a.example` } }),
      undefined,
    );
    await chooseRep({ leadId: id }, deps());
    await offerLead({ leadId: id, token: id }, deps());
  }
  await tables.leads.update("one", (lead) => answered(lead, 1, "declined", at, "not-a-lead"));
  const { policy } = await tables.policies.active();
  const why = { reason: "invalid" as const, by: "marta", at };
  await creditBack({ leadId: "one", attempt: 1 }, why, { ...deps(), policy, reps: await tables.reps.all() });
});
const receipt = (...words: string[]) => turno("reps", "receipt", ...words, ...here());
const period = ["--from", "2026-11-02", "--to", "2026-11-03"];

describe("turno reps receipt", () => {
  it("comes to the ledger's balance, line by line, with what became of each lead", async () => {
    const { code, out } = await receipt("ana", ...period, "--json");
    expect(code).toBe(0);
    const { ledgers } = JSON.parse(out);
    expect(ledgers).toHaveLength(1);
    const [{ closing, lines, pools, balanced, version }] = ledgers;
    const stored = (await tables.ledgers.of(["latam-smb"])).get("latam-smb");
    expect([closing, balanced, version]).toEqual([stored?.balances.ana, true, 4]);
    expect(lines).toHaveLength(4);
    expect(pools[0]).toMatchObject({ pool: "latam-smb", leads: 3, shares: 1.5 * oneLead });
    const both = [JSON.parse(out), JSON.parse((await receipt("beto", ...period, "--json")).out)];
    const outcomes = both.map(({ ledgers: [one] }) => one.pools[0].outcomes);
    expect(outcomes.map(({ declined = 0 }) => declined).toSorted()).toEqual([0, 1]);
    expect(both.reduce((sum, { ledgers: [one] }) => sum + one.closing, 0)).toBe(0);
  });

  it("says in words what was owed, that it adds up, and why each lead was theirs", async () => {
    const { out } = await receipt("ana", ...period, "--language", "en");
    expect(out).toMatch(/^Fairness receipt of Ana Morales, /);
    expect(out).toContain("Adds up: the ledger's journal comes to its balances, version 4, to the last billionth");
    expect(out).toMatch(/#\d .* offered to you, with your share among 2: .*It is yours because /);
    expect(out).toMatch(/credited back for lead one by Marta Silva: no real lead/);
    const before = await receipt("ana", "--from", "2026-10-01", "--to", "2026-10-02", "--language", "en");
    expect(before.out).toContain("Nothing changed for you.");
  });

  it("says why a lead was not theirs, decision by decision", async () => {
    const { offers } = await tables.leads.load("two");
    const other = offers[0]?.repId === "ana" ? "beto" : "ana";
    const { out } = await receipt(other, "--why-not", "two", "--language", "en");
    expect(out).toMatch(/^Lead two, and why not /);
    expect(out).toMatch(/They were number 2 in the group .*; .* was before them\./);
    expect(out).toMatch(/Owed with this lead: [\d.-]+ leads, theirs [\d.-]+\./);
    const chosen = await receipt(offers[0]?.repId ?? "", "--why-not", "two", "--language", "en");
    expect(chosen.out).toContain("It was offered to them.");
    expect((await receipt("marta", "--why-not", "two", "--language", "en")).out).toContain(
      "They are in none of the groups that were asked",
    );
  });

  it.each([
    ["a rep who is not there", ["nobody"], /There is no rep "nobody"/],
    ["a lead that is not there", ["ana", "--why-not", "none"], /There is no lead "none"/],
    ["a day that is none", ["ana", "--from", "2026-02-31"], /expected a time such as/],
    [
      "an end before its beginning",
      ["ana", "--from", "2026-11-03", "--to", "2026-11-02"],
      /--from must be before --to/,
    ],
  ])("refuses %s", async (_, words, message) => {
    const { code, said } = await receipt(...words);
    expect([code, said]).toEqual([1, expect.stringMatching(message)]);
  });
});
