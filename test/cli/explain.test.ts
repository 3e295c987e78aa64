import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { consoleUrl } from "../../cli/execution.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import { briefText, mostBriefLines } from "../../policy/explain/brief.ts";
import { explanationText } from "../../policy/explain/text.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { explain } from "../../routing/explain/explain.ts";
import { locales } from "../../routing/lead/lead.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { runs } from "../build/runs.ts";
import { situation } from "../build/situations.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps } = useSteps(tables);
const { here } = useLocalRun(tables);

beforeAll(async () => {
  await tables.open(roster);
  await tables.leads.create(aLead({ id: "lead-7" }), undefined);
  for (const step of [qualifyLead, scoreLead, chooseRep]) await step({ leadId: "lead-7" }, deps());
});

describe("policy explain", () => {
  it("tells what was decided about a lead and what would be decided now, in the language asked for", async () => {
    const { code, out } = await turno("policy", "explain", "lead-7", "--full", "--language", "es", ...here());
    expect(code).toBe(0);
    for (const said of [
      "Prospecto lead-7",
      "página de estado",
      "Se ofreció a",
      "con la versión 1 de la política",
      "Regla: Mexico",
      "Puntaje: 42 de 60",
      "Qué lo habría cambiado:",
      "Qué se decidiría ahora",
    ])
      expect(out).toContain(said);
  });

  it("says it on twenty lines that a terminal shows: who, why, who was close, what would change it, and if it still holds", async () => {
    const { out } = await turno("policy", "explain", "lead-7", ...here());
    const lines = out.trim().split("\n");
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    for (const said of ["Offered to", "Why:", "Rule: Mexico", "Who was close:", "What would change it:", "--full"])
      expect(out).toContain(said);
    expect(out).toMatch(/It would be decided the same now|What would be decided now/);
  });

  it("gives the same as data", async () => {
    const { out } = await turno("policy", "explain", "lead-7", "--json", ...here());
    expect(JSON.parse(out)).toMatchObject({
      lead: "lead-7",
      traces: [{ version: 1, outcome: { kind: "offer" } }],
      now: { version: 1, whatIf: {} },
    });
  });

  it("shows what would become of leads in a file by the policy and roster of files, without any installation", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "turno-")), "leads.json");
    const form = {
      name: "Rui",
      email: "rui@loja.example",
      country: "BR",
      language: "pt",
      size: 250,
      value: 30000,
      products: ["payments"],
      urgency: "now",
    };
    writeFileSync(file, JSON.stringify([{ form }, { id: "tiny", size: 2, value: 900, country: "CO" }], null, 2));
    const files = ["--policy", "samples/policy.yaml", "--reps", "samples/reps.csv", "--at", "2026-11-03T14:00:00Z"];
    const { code, out } = await turno("policy", "explain", "--lead", file, ...files, "--full", "--language", "en");
    expect(code).toBe(0);
    expect(out).toMatch(/Lead line 1\nWhat would be decided now \(samples\/policy.yaml\)\n\nOffered to .*in Brazil/);
    expect(out).toMatch(/Lead tiny\n.*\n\nAnswered by mail, in the lane self-service/);
  });

  it("looks leads of a file up as the workflow does: company, account and place", async () => {
    const folder = mkdtempSync(join(tmpdir(), "turno-"));
    const [file, companies] = [join(folder, "leads.json"), join(folder, "companies.csv")];
    writeFileSync(file, JSON.stringify({ name: "Rui", email: "rui@loja.example", country: "BR", region: "acre" }));
    writeFileSync(companies, "domain,name,relation,owner,size\nloja.example,Loja,customer,paula,250\n");
    const files = ["--policy", "samples/policy.yaml", "--reps", "samples/reps.csv", "--at", "2026-11-03T14:00:00Z"];
    const explained = async (...more: string[]) => {
      const { out, said } = await turno("policy", "explain", "--lead", file, ...files, "--json", ...more);
      return { rule: JSON.parse(out)[0].now.rule?.rule, known: JSON.parse(out)[0].now.known, said };
    };
    const known = await explained("--companies", companies);
    expect(known).toMatchObject({
      rule: "Customers stay with their success manager",
      known: {
        account: { name: "Loja", relation: "customer", by: "domain" },
        lookups: [
          { provider: "companies", filled: ["company", "size"] },
          { provider: "places", filled: ["timeZone", "place"] },
        ],
      },
      said: "",
    });
    const stranger = await explained();
    expect(stranger.rule).not.toBe("Customers stay with their success manager");
    expect(stranger.said).toContain("name their file with --companies");
  });

  it("points at what is wrong in a file of leads", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "turno-")), "leads.ndjson");
    writeFileSync(file, '{"size": "many"}\n{"received_at": "yesterday"}\n{');
    const { code, said } = await turno(
      "policy",
      "explain",
      "--lead",
      file,
      "--policy",
      "samples/policy.yaml",
      "--reps",
      "samples/reps.csv",
    );
    expect(code).toBe(1);
    expect(said).toContain(`${file}:1: size: expected a number such as 120, found "many"`);
    expect(said).toContain(`${file}:2: received_at: expected a time`);
    expect(said).toContain(`${file}:3: is not JSON`);
  });

  it("asks which lead where none is named", async () => {
    expect((await turno("policy", "explain")).said).toMatch(/^Say which lead/);
  });

  it("says that there is no such lead", async () => {
    const { code, said } = await turno("policy", "explain", "lead-8", ...here());
    expect(code).toBe(1);
    expect(said).toMatch(/^There is no lead "lead-8" in the local run at http:\/\/127\.0\.0\.1:\d+\.\n$/);
  });
});

describe("a brief explanation", () => {
  it("fits on its lines in three languages, whatever the policy, team and lead, and names who gets it first", () => {
    fc.assert(
      fc.property(situation, fc.constantFrom(...locales), ({ policy, board, lead }, locale) => {
        const names = new Map(board.roster.reps.map(({ id }, n) => [id, `${"María del Carmen ".repeat(n + 1)}${n}`]));
        const explained = explain(lead, policy, board, "2026-11-02T15:00:00.000Z");
        const lines = briefText(explained, policy, locale, names);
        expect(lines.length).toBeLessThanOrEqual(mostBriefLines);
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(80);
          expect(line).not.toMatch(/undefined|null|\[object|NaN/);
        }
        const { repId } = explained.outcome;
        if (repId) expect(lines[0]).toContain("María");
      }),
      runs(100),
    );
  });
});

describe("the text of an explanation", () => {
  const now = "2026-11-02T15:00:00.000Z";
  const night = [{ weekday: 6, start: 0, end: 60 }];
  const policy = aPolicy({
    rules: [
      { rule: "Not south", when: { not: { country: { one_of: ["MX", "AR"] } } }, pools: ["latam-smb"] },
      { rule: "Mexico", when: { territory: "mexico" }, rep: "gina", pools: ["latam-smb"] },
    ],
    pools: { "latam-smb": { manager: "marta", prefer: ["same-company", "most-experienced"] } },
  });
  const reps = [aRep({ experience: 1 }), aRep({ id: "beto" }), aRep({ id: "caro", active: false })];
  const text = (locale: (typeof locales)[number], lead = aLead(), team = reps) =>
    explanationText(
      explain(lead, policy, boardOf(team, new Map()), now),
      policy,
      locale,
      new Map(team.map(({ id, name }) => [id, name])),
    );

  it("names the first leaf that failed, what was denied, the rep who is missing and what decided", () => {
    const lines = text("en", aLead({ companyReps: ["zoe"] })).join("\n");
    for (const said of [
      "Not south: no. Asked: it is not so that the country is Mexico or Argentina. Found: Mexico",
      "Named by the rule: gina, left out: not in the roster",
      "1. Ana Morales (ana)",
      "who had leads of the same company: no; the most experience: 1 year; ledger 0, 0.5 with this lead, -0.5 after it",
      "not active: Ana Morales (caro)",
      "What decided: the most experience: 1 year, against 0 years of Ana Morales (beto)",
    ])
      expect(lines).toContain(said);
  });

  const situations: [string, ReturnType<typeof aLead>, typeof reps][] = [
    ["an offer", aLead({ companyReps: ["beto"] }), reps],
    ["a wait", aLead(), [aRep({ shifts: night })]],
    ["an escalation", aLead(), [aRep({ active: false })]],
    ["a lead for the mail", aLead({ facts: { value: 1, size: 1, country: "DE" } }), reps],
    ["a lead that a gate rejects", aLead({ facts: { email: "x@gmail.com", company: undefined } }), reps],
  ];
  it.each(situations)("has no unfilled placeholder for %s, and is written in three languages", (_, lead, team) => {
    const [en = [], es = [], pt = []] = locales.map((locale) => text(locale, lead, team));
    expect(en.length).toBe(es.length);
    expect(new Set([en[0], es[0], pt[0]]).size).toBe(3);
    for (const line of [...en, ...es, ...pt]) expect(line).not.toMatch(/undefined|null|\[object|NaN/);
  });

  it("says of a pool in three languages that the lead came there after its longest wait", () => {
    const pools = { "latam-smb": { manager: "marta" }, backup: { manager: "marta" } };
    const patient = aPolicy({ pools, after_max_wait: ["backup"] });
    const team = [aRep({ openLeads: 10 }), aRep({ id: "beto", pools: { backup: 1 } })];
    const lead = aLead({ status: "waiting", waitingSince: "2026-11-01T15:00:00.000Z" });
    const explained = explain(lead, patient, boardOf(team, new Map()), now);
    const after = (locale: (typeof locales)[number]) => {
      const lines = explanationText(explained, patient, locale, new Map());
      const at = lines.findIndex((line) => line.includes(" backup: "));
      return [lines[at + 1], lines[at + 2]];
    };
    expect(locales.map(after)).toEqual([
      ["  - asked as well because the lead had waited its longest", "  1. beto"],
      ["  - se le preguntó también porque el prospecto ya había esperado el tiempo máximo", "  1. beto"],
      ["  - consultado também porque o lead já tinha esperado o tempo máximo", "  1. beto"],
    ]);
  });

  it("keeps what a lead typed from moving the text around", () => {
    const lead = aLead({ facts: { email: "x@gmail.com", company: "Eve\r\n\u001b[2J\u202Etxt" } });
    for (const line of text("en", lead)) expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});

describe("the console's page of an execution", () => {
  it("is found by the state machine and the lead", () => {
    expect(consoleUrl("arn:aws:states:sa-east-1:123456789012:stateMachine:turno-dev-route-lead", "lead-7-r1")).toBe(
      "https://sa-east-1.console.aws.amazon.com/states/home?region=sa-east-1#/v2/executions/details/arn:aws:states:sa-east-1:123456789012:execution:turno-dev-route-lead:lead-7-r1",
    );
  });
});
