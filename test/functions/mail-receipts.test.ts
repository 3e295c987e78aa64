import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { beforeEach, describe, expect, it } from "vitest";
import { ReceiptLog } from "../../adapters/ledgers/receipt-log.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { mailReceipts } from "../../functions/mail-receipts/mail-receipts.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { keepMails } from "../build/sent-mails.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { ses, clock, deps: steps, mails } = useSteps(tables);
const log = () => new ReceiptLog(tables.client, "cursors");
const deps = () => ({ ...steps(), log: log() });
let tests = 0;
let pool = "";
const later = (minutes: number) => {
  clock.now = new Date(Date.parse(clock.now) + minutes * 60_000).toISOString();
};
const receipts = () => mails().filter(({ kind }) => kind === "receipt");

/** A team of its own for each test, of whom two share three leads of the week; then the week ends. */
async function aWeek(receipts: Partial<Policy["receipts"]> = {}): Promise<string[]> {
  const ids = ["ana", "beto", "caro"].map((id) => `${id}-${tests}`);
  const policy = aPolicy({
    pools: { [pool]: { manager: "marta" }, [`${pool}-idle`]: { manager: "marta" } },
    rules: [],
    otherwise: { pools: [pool] },
    receipts,
  });
  const marta = aRep({ id: "marta", role: "manager", email: "marta@andina.example", pools: {} });
  await tables.open(
    [
      ...ids.map((id, n) =>
        aRep({
          ...{ id, email: `${id}@andina.example`, capacity: 50, locale: (["en", "es", "pt"] as const)[n] ?? "en" },
          timeZone: n === 1 ? "America/Sao_Paulo" : "America/Mexico_City",
          pools: n === 2 ? { [`${pool}-idle`]: 1 } : { [pool]: 1 },
        }),
      ),
      marta,
    ],
    policy,
  );
  const { version } = await tables.policies.active();
  for (const n of [1, 2, 3]) {
    const id = `week-${tests}-${n}`;
    await tables.leads.create(
      aLead({ id, status: "ready", policyVersion: version, facts: { email: `${id}@a.example` } }),
      undefined,
    );
    await chooseRep({ leadId: id }, steps());
    await offerLead({ leadId: id, token: id }, steps());
  }
  // Monday at 8:05 in Mexico, which is 11:05 in São Paulo.
  clock.now = "2026-11-09T14:05:00.000Z";
  return ids;
}

beforeEach(() => {
  tests += 1;
  pool = `pool-${tests}`;
  clock.now = "2026-11-03T16:00:00.000Z";
});

describe("the receipts of a week", () => {
  it("go to each rep of whom a ledger says something, in their language, to be answered by their manager", async () => {
    await aWeek();
    expect(await mailReceipts(deps())).toBe(2);
    const told = receipts().map(({ to, subject, replyTo }) => [to, subject, replyTo]);
    expect(told.toSorted()).toEqual([
      [
        `ana-${tests}@andina.example`,
        "Your fairness receipt, November 2, 2026 to November 9, 2026",
        "marta@andina.example",
      ],
      [
        `beto-${tests}@andina.example`,
        "Tu comprobante de equidad, del 2 de noviembre de 2026 al 9 de noviembre de 2026",
        "marta@andina.example",
      ],
    ]);
    const text = receipts().find(({ to }) => to.startsWith("ana"))?.text ?? "";
    expect(text).toMatch(/Your shares of 3 leads: \+1\.5/);
    expect(text).toMatch(/Exactly [+-]0\.500000000 at the end/);
    expect(text).toContain("Adds up: the ledger's journal comes to its balances, version 3");
  });

  it("are mailed once, however often and by however many at once, also where the note of it was lost", async () => {
    const ids = await aWeek();
    await Promise.all([mailReceipts(deps()), mailReceipts(deps()), mailReceipts(deps())]);
    later(15);
    expect(await mailReceipts(deps())).toBe(0);
    const forgetful = { done: async () => new Set<string>(), add: async () => {} };
    await mailReceipts({ ...deps(), log: forgetful });
    expect(receipts()).toHaveLength(2);
    const done = await log().done(202646);
    expect(ids.every((id) => done.has(id))).toBe(true);
  });

  it("come again a week later, when something is owed still", async () => {
    await aWeek();
    await mailReceipts(deps());
    later(7 * 24 * 60);
    await mailReceipts(deps());
    expect(receipts()).toHaveLength(4);
    expect(receipts()[3]?.subject).toMatch(/November 16|16 de noviembre/);
  });

  it("wait for the hour by each rep's own clock", async () => {
    await aWeek();
    clock.now = "2026-11-09T11:05:00.000Z";
    expect(await mailReceipts(deps())).toBe(1);
    expect(receipts()[0]?.to).toBe(`beto-${tests}@andina.example`);
  });

  it("go to the others when one is refused, which is tried again", async () => {
    await aWeek();
    let asked = 0;
    ses.on(SendRawEmailCommand).callsFake(() => {
      asked += 1;
      if (asked === 1) throw Object.assign(new Error("refused"), { $metadata: { httpStatusCode: 400 } });
      return {};
    });
    await expect(mailReceipts(deps())).rejects.toThrow("receipt mail");
    expect(asked).toBe(2);
    const kept = keepMails(ses);
    later(15);
    expect(await mailReceipts(deps())).toBe(1);
    expect(kept).toHaveLength(1);
  });

  it("are continued by the next run when time is up", async () => {
    await aWeek();
    expect(await mailReceipts({ ...deps(), hasTime: () => false })).toBe(0);
    expect(await mailReceipts(deps())).toBe(2);
  });

  it("are not mailed where the policy says so", async () => {
    await aWeek({ mail: "off" });
    expect(await mailReceipts(deps())).toBe(0);
    expect(receipts()).toEqual([]);
  });
});
