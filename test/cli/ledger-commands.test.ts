import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { renderRoster } from "../../policy/read/roster-file.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { aLead } from "../build/a-lead.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { goodPolicy } from "../build/policy-text.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps } = useSteps(tables);
const { here } = useLocalRun(tables);
const folder = mkdtempSync(join(tmpdir(), "turno-ledger-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  await tables.reps.importRoster(roster);
  const source = goodPolicy.replaceAll("smb", "latam-smb");
  const reading = parsePolicy(source, "policy.yaml", roster);
  if (reading.kind !== "policy") throw new Error("expected a good policy");
  await tables.versions.publish(reading.policy, source, { author: "test", note: "", at: "2026-11-01T00:00:00.000Z" });
});
const balances = async () => (await tables.ledgers.of(["latam-smb"])).get("latam-smb")?.balances;

describe("turno ledger", () => {
  it("corrects by whole and broken leads, and says so in the entries", async () => {
    const { code, out } = await turno("ledger", "correct", "latam-smb", "ana", "1.5", "--reason", "was ill", ...here());
    expect([code, out]).toEqual([0, "In ledger latam-smb: ana +1.50, by the 1 others in proportion.\n"]);
    expect(await balances()).toEqual({ ana: 1.5 * oneLead, beto: -1.5 * oneLead });
    const shown = await turno("ledger", "show", "latam-smb", "--entries", ...here());
    expect(shown.out).toMatch(/ana .* 1\.50/);
    expect(shown.out).toMatch(/^1\. \S+ correction by \S+: was ill \(ana \+1\.50, beto -1\.50\)$/m);
  });

  it.each([
    ["a rep of another pool", ["latam-smb", "marta", "1"], /is in no pool/],
    ["no pool", ["nowhere", "ana", "1"], /has no pool "nowhere"/],
    ["no amount", ["latam-smb", "ana", "0"], /is no number of leads/],
    ["an amount that is no number", ["latam-smb", "ana", "1e3"], /is no number of leads/],
  ])("refuses to correct for %s", async (_, words, message) => {
    const before = await balances();
    const { code, said } = await turno("ledger", "correct", ...words, "--reason", "x", ...here());
    expect([code, said]).toEqual([1, expect.stringMatching(message)]);
    expect(await balances()).toEqual(before);
  });
});

describe("turno leads credit-back", () => {
  it("says of each offer what became of it", async () => {
    const before = await balances();
    const { version } = await tables.policies.active();
    await tables.leads.create(aLead({ id: "spam", status: "ready", policyVersion: version }), undefined);
    await chooseRep({ leadId: "spam" }, deps());
    const credit = (...words: string[]) => turno("leads", "credit-back", "spam", ...words, ...here());
    expect((await credit("--reason", "invalid")).out).toBe(
      "Offer 1: is still open; credit it back once it has ended.\n",
    );
    await tables.leads.update("spam", (lead) => ({
      ...lead,
      status: "ready",
      offers: lead.offers.map((offer) => ({ ...offer, outcome: "declined" })),
    }));
    expect((await credit("--reason", "bored")).said).toMatch(/--reason is one of invalid, duplicate, wrong-route/);
    expect((await credit("--reason", "invalid")).out).toBe("Offer 1: credited back.\n");
    expect((await credit("--reason", "duplicate", "--attempt", "1")).out).toBe("Offer 1: was credited back before.\n");
    expect((await credit("--reason", "duplicate", "--attempt", "7")).out).toBe("Offer 7: there is no such offer.\n");
    expect(await balances()).toEqual(before);
  }, 60_000);
});

describe("turno reps import", () => {
  it("distributes the balances of reps who are no longer listed", async () => {
    const file = join(folder, "reps.csv");
    writeFileSync(file, renderRoster(roster.filter(({ id }) => id !== "beto")));
    const dry = await turno("reps", "import", file, "--dry-run", ...here());
    expect(dry.out).toContain("  ledger latam-smb: who leaves hands on what they are owed (beto -1.50)\n");
    const { code, out } = await turno("reps", "import", file, ...here());
    expect([code, out]).toEqual([
      0,
      expect.stringContaining("Ledger latam-smb: who left handed on what they were owed (beto -1.50)."),
    ]);
    expect(await balances()).toEqual({ ana: 0 });
    expect((await turno("reps", "import", file, ...here())).out).not.toContain("Ledger");
  });
});
