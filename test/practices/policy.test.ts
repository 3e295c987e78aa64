import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { receiptMail } from "../../adapters/mail/receipt-mail.ts";
import { readLeadFile } from "../../cli/lead-file.ts";
import { lintPolicy } from "../../policy/lint/lint-policy.ts";
import { learntLines } from "../../policy/render/learnt.ts";
import { renderPolicy } from "../../policy/render/render-policy.ts";
import { replay } from "../../policy/replay/run.ts";
import { offerKey, receiptOf } from "../../reports/receipt.ts";
import { receiptWeek } from "../../reports/receipt-week.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { explain } from "../../routing/explain/explain.ts";
import { entryOf, replayed } from "../../routing/ledger/journal.ts";
import { costOf } from "../../routing/ledger/ledger-change.ts";
import { aLead } from "../build/a-lead.ts";
import { sampleFindings } from "../build/sample.ts";
import { changed, policy, reps, tuesday } from "./a-sample-company.ts";

describe("the policy", () => {
  it("practice 9: is written for people too, with what is expected of them", () => {
    for (const [locale, promises] of [
      ["en", ["90%", "95%", "20%", "Every conversation is logged the same day"]],
      ["es", ["90", "95", "20", "Cada conversación se registra el mismo día"]],
      ["pt", ["90", "95", "20", "Cada conversa é registrada no mesmo dia"]],
    ] as const) {
      const written = renderPolicy(policy, locale);
      const without = renderPolicy({ ...policy, expectations: { also: [] } }, locale);
      const added = written.split("\n").filter((line) => !without.includes(line));
      for (const promise of promises) expect(added.join("\n")).toContain(promise);
      for (const { rule } of policy.rules) expect(written.replaceAll("\\", "")).toContain(rule);
    }
  });

  it("practice 9: is held beside what happened, in wins and in the time that leads took to close", () => {
    const closed = { won: 3, lost: 7, value: 0, minutes: 10 * 30 * 1440 };
    const team = reps.map((rep) => (rep.id === "ana-torres" ? { ...rep, closings: closed } : rep));
    expect(learntLines(team, new Map([["high-touch", closed]]), policy)).toEqual([
      "Closed here: 3 won of 10, 30%; the policy expects 20%.",
      "  high-touch: 3 won of 10, on average in 30 days; the policy expects 45.",
    ]);
  });

  it("practice 41: is checked for territories that nobody covers or that two teams claim", () => {
    const pacific = { ...policy.rules[0], rule: "Pacific", when: { territory: "pacific" }, pools: ["brazil"] };
    const withoutBrazil = policy.rules.filter(({ rule }) => !/Brazil|São Paulo/.test(rule));
    const territories = { ...policy.territories, pacific: { country: ["CL", "PE"] } };
    const found = lintPolicy({ ...policy, territories, rules: [...withoutBrazil, pacific] }, reps);
    const says = (findings: ReturnType<typeof sampleFindings>, check: string) =>
      findings.flatMap((finding) => (finding.check === check ? finding.says : [])).join("\n");
    expect(says(found, "territories-overlap")).toMatch(/^overlaps andes and southern-cone/);
    expect(says(found, "uncovered")).toContain("brazil");
    const sound = sampleFindings();
    expect(says(sound, "territories-overlap")).toBe("");
    expect(says(sound, "uncovered")).not.toContain("brazil");
  });

  it("practice 73: is tried on past leads before it is live, and what changes is counted", async () => {
    const folder = mkdtempSync(join(tmpdir(), "turno-"));
    const file = join(folder, "leads.ndjson");
    const mexican = {
      name: "Ada",
      email: "ada@ruiz.example",
      country: "MX",
      language: "es",
      size: 30,
      products: ["payroll"],
      value: 9000,
      urgency: "now",
    };
    writeFileSync(
      file,
      Array.from({ length: 4 }, (_, n) =>
        JSON.stringify({ ...mexican, received_at: `2026-11-24T15:0${n}:00.000Z` }),
      ).join("\n"),
    );
    const reading = await readLeadFile(file, {
      language: "es",
      spread: { start: Date.parse(tuesday), every: 60_000 },
    }).finally(() => rmSync(folder, { recursive: true }));
    if (reading.kind !== "leads") throw new Error("the leads do not read");
    const side = { policyName: "now", rosterName: "now", policy, reps };
    const other = { ...policy, rules: policy.rules.map((rule) => ({ ...rule, rep: undefined, pools: ["latam-mid"] })) };
    const { changed } = replay(
      reading.leads,
      side,
      { ...side, policyName: "next", policy: other },
      { openDays: 30, recorded: false },
    );
    expect(changed).toMatchObject({ direct: 4 });
  });

  it("practice 74: says of each decision who was left out, why, and what would have changed it", () => {
    const lead = aLead({ facts: { country: "CO", size: 60, urgency: "now", value: 20_000 } });
    const team = changed({ "mateo-herrera": { openLeads: 20 }, "tomas-ferrari": { languages: ["pt"] } });
    const told = explain(lead, policy, boardOf(team, new Map()), tuesday);
    const [ranking] = told.rankings?.pools ?? [];
    expect(ranking?.leftOut).toContainEqual({ repId: "mateo-herrera", because: "full" });
    expect(ranking?.leftOut).toContainEqual({ repId: "tomas-ferrari", because: "language" });
    expect(ranking?.candidates.map(({ repId }) => repId)).toContain("camila-osorio");
    expect(told.whatIf.smallest).toBeDefined();
  });

  it("practice 74: mails each rep once a week what they were owed and got, to the last digit, and why", () => {
    expect(policy.receipts).toMatchObject({ mail: "weekly", weekday: "monday", hour: 8 });
    const rep = reps.find(({ id }) => id === "camila-osorio") as (typeof reps)[number];
    const { from, to } = receiptWeek(policy.receipts, rep.timeZone, tuesday);
    const sharers = ["camila-osorio", "mateo-herrera", "tomas-ferrari"].map((repId) => ({ repId, weight: 1 }));
    const act = { kind: "offer" as const, leadId: "one", attempt: 1, pool: "latam-smb", ...costOf(sharers, rep.id) };
    const entries = [entryOf({ version: 0, balances: {} }, act, from)];
    const stored = { version: 1, balances: replayed(entries) };
    const books = [{ name: "latam-smb", pools: ["latam-smb"], stored, current: stored, entries }];
    const offer = {
      repId: rep.id,
      pool: "latam-smb",
      outcome: "accepted" as const,
      why: { factor: "fairness" as const },
    };
    const offers = new Map([[offerKey("one", 1), offer]]);
    const { text } = receiptMail({
      receipt: receiptOf(rep.id, books, offers, { from, to, now: tuesday }),
      rep,
      policy,
    });
    for (const said of [/-0[.,]666666666/, /\+0[.,]33\b/, /version|versión/, /accepted|aceptado/])
      expect(text).toMatch(said);
  });
});
