import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { leadsIn, mappedBy } from "../adapters/intake/source-mapping.ts";
import { UnreadStore } from "../adapters/intake/unread-store.ts";
import { readFacts } from "../routing/lead/read-facts.ts";
import { ownFacts } from "../routing/policy/own-attributes.ts";
import { oneLine } from "../texts/legible.ts";
import { namedPolicy } from "./policy-source.ts";
import { installation, Refused, type Where, where } from "./where.ts";

/** Shows what would be read of a payload, without a signature and without making a lead of it. */
async function testSource(name: string, file: string, options: Where & { policy?: string }): Promise<void> {
  const { policy } = await namedPolicy(options.policy, options);
  const source = Object.hasOwn(policy.sources, name) ? policy.sources[name] : undefined;
  if (!source) {
    const known = Object.keys(policy.sources).join(", ") || "none";
    throw new Refused(`The policy has no source ${JSON.stringify(name)}; it has ${known}.`);
  }
  for (const { sent, leadgenId } of leadsIn(jsonIn(file))) {
    if (leadgenId !== undefined) {
      console.log(`lead ${leadgenId}: named alone; what it says is fetched from Meta where the secret has a token`);
      continue;
    }
    const { posted, id } = mappedBy(source, sent);
    const named =
      posted.name === undefined && typeof posted.email === "string" ? { ...posted, name: posted.email } : posted;
    const language = policy.languages[0] ?? "en";
    const read = readFacts(named, "anybody", { language }, ownFacts(policy.attributes));
    console.log(`id: ${id ?? "none, so the content tells one lead from another"}`);
    if ("misread" in read) {
      for (const { name: fact, expected } of read.misread) console.log(`no lead: ${fact}, expected ${expected}`);
      process.exitCode = 1;
      continue;
    }
    for (const [fact, value] of Object.entries(read.facts))
      console.log(oneLine(`${fact}: ${[value].flat().join("; ")}`));
    for (const { name: fact, expected } of read.unread) console.log(oneLine(`unread: ${fact}, expected ${expected}`));
  }
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Refused(`${file}: ${(error as Error).message}`);
  }
}

/** Lists what sources sent in which no lead was found. */
async function listUnread(options: Where & { json?: boolean }): Promise<void> {
  const { name, client, tables, now = new Date().toISOString() } = await installation(options);
  const all = await new UnreadStore(client, tables.intake).all(now);
  if (options.json) return console.log(JSON.stringify(all, null, 2));
  if (all.length === 0) return console.log(`Of all that sources sent to ${name} a lead was made.`);
  for (const { source, at, missing, sent } of all) {
    console.log(oneLine(`${at} ${source}: no ${missing.join(", ")} in ${sent.slice(0, 200)}`));
  }
}

/** `npm run turno -- source test …` and `source unread` */
export function addSourceCommands(program: Command): void {
  const source = program.command("source").description("services that send leads by the policy's `sources`");
  where(source.command("test").argument("<name>").argument("<payload>"))
    .description("what would be read of a JSON file that a source sends")
    .option("--policy <file-or-version>", "the active one when not given")
    .action(testSource);
  where(source.command("unread"))
    .description("what sources sent in which the mapping finds no lead, for 30 days")
    .option("--json", "as JSON")
    .action(listUnread);
}
