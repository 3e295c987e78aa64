import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { fromSalesforce } from "../policy/import/from-salesforce.ts";
import {
  type AssignmentRule,
  type Reading,
  readAssignmentRules,
  readQueue,
} from "../policy/import/salesforce-rules.ts";
import { type Locale, locales } from "../routing/lead/lead.ts";
import { textOf } from "./files.ts";
import { counted } from "./listed.ts";
import { readSetup } from "./setup-files.ts";
import { BadFiles, Refused } from "./where.ts";

interface Options {
  rule?: string;
  out: string;
  name: string;
  currency: string;
  language: Locale;
  timeZone: string;
}

/** What a file holds. @throws BadFiles when it cannot be read */
function found<Found>(file: string, read: (text: string, file: string) => Reading<Found>): Found {
  const text = textOf(file);
  const reading = typeof text === "string" ? read(text, file) : text;
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  return reading.found;
}

/** The rule of this name, the active one, or the only one. */
function chosen(rules: readonly AssignmentRule[], name: string | undefined, file: string): AssignmentRule {
  const fitting = name === undefined ? rules.filter(({ active }) => active) : rules.filter((one) => one.name === name);
  const rule = fitting[0] ?? (name === undefined && rules.length === 1 ? rules[0] : undefined);
  if (rule && rule.entries.length > 0) return rule;
  const names = rules.map((one) => `«${one.name}»`).join(", ") || "none";
  throw new Refused(
    rule
      ? `${file}: the rule «${rule.name}» has no entries; nothing was written.`
      : `${file}: expected ${name === undefined ? "an active rule, or --rule" : `a rule «${name}»`}, found ${names}; nothing was written.`,
  );
}

function importSalesforce(file: string, queueFiles: readonly string[], options: Options): void {
  const { out, rule: name, ...company } = options;
  const [policy, reps] = [join(out, "policy.yaml"), join(out, "reps.csv")];
  const there = [policy, reps].find((one) => existsSync(one));
  if (there) throw new Refused(`${there} is there already; nothing was written. Name another folder with --out.`);
  const rule = chosen(found(file, readAssignmentRules), name, file);
  const queues = queueFiles.map((one) => found(one, readQueue));
  const imported = fromSalesforce(rule, queues, company);
  mkdirSync(out, { recursive: true });
  writeFileSync(policy, imported.policy, { flag: "wx" });
  writeFileSync(reps, imported.roster, { flag: "wx" });
  console.log(
    `${policy}: ${counted(imported.rules, "rule")} from the ${counted(rule.entries.length, "entry", "entries")} of «${rule.name}». ${reps}: the people that they name.`,
  );
  for (const remark of imported.remarks) console.log(`  - ${remark}`);
  readSetup({ policy, reps });
  console.log(`Look at both, then: npm run turno -- policy check ${policy} --reps ${reps}`);
}

/** `turno policy import-salesforce …` */
export function addImportSalesforceCommand(policy: Command): void {
  policy
    .command("import-salesforce")
    .description("Writes a policy and a roster from the assignment rules of leads in Salesforce's metadata files.")
    .argument("<rules>", "such as Lead.assignmentRules-meta.xml")
    .argument("[queues...]", "the files of the queues, such as queues/*.queue-meta.xml, for who is in them")
    .option("--rule <name>", "which assignment rule, in place of the active one")
    .option("--out <folder>", "where the files are written", "from-salesforce")
    .option("--name <company>", "the company's name", "Your Company")
    .option("--currency <code>", "ISO 4217", "USD")
    .addOption(new Option("--language <language>", "of the policy's texts").choices(locales).default("en"))
    .option("--time-zone <zone>", "of the people in the roster", "America/New_York")
    .action(importSalesforce);
}
