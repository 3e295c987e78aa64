import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { checkScore } from "../policy/learn/check-score.ts";
import { checkLines, notCheckedText } from "../policy/learn/check-text.ts";
import { type Learnt, learn } from "../policy/learn/learn.ts";
import { learntScore } from "../policy/learn/learnt-score.ts";
import { lessonOf } from "../policy/learn/lesson.ts";
import { outcomesOf } from "../policy/learn/outcomes.ts";
import { withLearntScore } from "../policy/learn/write-score.ts";
import { parsePolicy } from "../policy/read/policy-file.ts";
import { renderProblem } from "../policy/read/problem.ts";
import type { PastLeads } from "../policy/replay/leads.ts";
import { ownFacts } from "../routing/policy/own-attributes.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { mentionedIn } from "../routing/policy/policy-values.ts";
import { columnMapped } from "./column-map.ts";
import { readLeadFile } from "./lead-file.ts";
import { learntText, notLearntLines, thresholdsOf, tooLittleText } from "./learn-tables.ts";
import { lookedUpLeads } from "./looked-up-leads.ts";
import { readLeadTable } from "./past-leads.ts";
import { type NamedPolicy, namedPolicy, versionNumber } from "./policy-source.ts";
import { previewSources } from "./preview-sources.ts";
import { progress } from "./progress.ts";
import { BadFiles, installation, Refused, type Where, where } from "./where.ts";

interface Options extends Where {
  from?: string;
  policy?: string;
  out?: string;
  map?: Record<string, string>;
  companies?: string;
  check?: boolean;
}

async function learnPoints(options: Options): Promise<void> {
  const named = await namedPolicy(options.policy, options);
  const { leads, notes } =
    options.from === undefined ? await storedLeads(options) : await leadsOfFile(options.from, named, options);
  for (const note of notes) console.error(note);
  if (options.check) {
    const check = checkScore(leads, named.policy);
    console.log(
      check.kind === "checked" ? checkLines(check, named.policy, "en").join("\n") : notCheckedText(check, "en"),
    );
    return;
  }
  const { outcomes, notLearnt } = outcomesOf(leads, named.policy);
  const learnt = learn(outcomes, lessonOf(named.policy));
  for (const line of notLearntLines(notLearnt, outcomes.length)) console.log(line);
  if (learnt.kind !== "learnt") throw new Refused(tooLittleText(learnt));
  const asked = mentionedIn(named.policy).get("score")?.thresholds ?? [];
  console.log(learntText(learnt, named.policy, thresholdsOf(asked, learnt)));
  if (options.out !== undefined) writePolicy(options.out, named, learnt);
}

/** Writes the policy with what was learnt; it is no other policy than one that can be read. */
function writePolicy(file: string, { policy, source }: NamedPolicy, learnt: Learnt): void {
  const text = withLearntScore(source, learntScore(learnt, policy));
  const reading = parsePolicy(text, file);
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  writeFileSync(file, text);
  console.error(
    `Written: ${file}. Nothing is active yet. See what it changes: npm run turno -- policy diff OLD ${file}, and npm run turno -- replay --policy ${file}`,
  );
}

async function storedLeads(options: Options): Promise<{ leads: PastLeads; notes: string[] }> {
  const { client, tables } = await installation(options);
  const bar = progress(0, "Reading leads");
  const window = { from: Number.NEGATIVE_INFINITY, before: Number.POSITIVE_INFINITY };
  const read = await readLeadTable(client, tables.leads, { window, onPage: (leads) => bar.update(leads) });
  bar.stop();
  return read;
}

/** Leads of a file, looked up in the companies of a file or, where the policy is an installation's, in its own. */
async function leadsOfFile(file: string, { policy, name }: NamedPolicy, options: Options) {
  const reading = await readLeadFile(file, {
    language: policy.languages[0] ?? "en",
    own: ownFacts(policy.attributes),
    spread: { start: 0, every: 60_000 },
    ...(options.map && { mapping: options.map }),
  });
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  for (const problem of reading.unread) console.error(renderProblem(problem));
  const ofFile = options.policy !== undefined && versionNumber(options.policy) === undefined;
  const sources = previewSources(options.companies, ofFile ? undefined : await installation(options));
  const side = sideOf(policy, name);
  const { leads } = await lookedUpLeads(reading.leads, { before: side, after: side }, sources);
  return { leads, notes: [...reading.notes, ...sources.missing(policy)] };
}

const sideOf = (policy: Policy, policyName: string) => ({ policy, policyName, reps: [], rosterName: "" });

/** `npm run turno -- learn` */
export function addLearnCommand(program: Command): void {
  where(program.command("learn"))
    .description(
      "learn the score's points from the outcomes of past leads, say how sure they are beside today's, and write a policy with them. Nothing becomes active by itself",
    )
    .option(
      "--from <file>",
      "past leads with their outcome as NDJSON or CSV (columns outcome, received_at, closed_at); the leads of the installation when not given",
    )
    .option("--policy <file or version>", "the policy whose score is learnt anew; the active one when not given")
    .option("--out <file>", "write the policy with the learnt score to this file")
    .option(
      "--map <column=field>",
      'read a column of a CSV file as a field, as "Converted=outcome", or @FILE with a line for each',
      columnMapped,
    )
    .option("--companies <file>", "look leads of a file up in these companies; in the installation's when not given")
    .option("--check", "only say whether the policy's learnt score still holds for leads that came since")
    .action(learnPoints);
}
