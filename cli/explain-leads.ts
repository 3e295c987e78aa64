import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { type Problem, renderProblem } from "../policy/read/problem.ts";
import { jsonLines } from "../policy/replay/lead-lines.ts";
import { asNewLead } from "../policy/replay/simulation.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { ownFacts } from "../routing/policy/own-attributes.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { BadFiles, Refused } from "./where.ts";

/** A lead to explain, with its name in the output. */
export interface NamedLead {
  name: string;
  lead: Lead;
  /** Whether its facts already contain the results of look-ups. */
  lookedUp: boolean;
}

/**
 * The leads of a file, or of standard input for `-`: one JSON object, a list of them, or one on each line; as fields by
 * the names of a policy's conditions, as a form was posted (`{"form": {…}}`), or as stored (`{"facts": {…}}`).
 * @throws BadFiles, Refused
 */
export async function leadsIn(file: string, policy: Policy, now: string): Promise<NamedLead[]> {
  const language = policy.languages[0] ?? "en";
  const content = await (file === "-" ? text(process.stdin) : readFile(file, "utf8")).catch(() => {
    throw new BadFiles([{ ...place(file, 1), expected: "cannot be read; is the name right?" }]);
  });
  const leads: NamedLead[] = [];
  const problems: Problem[] = [];
  for await (const { line, read, leftOut, lookedUp = false } of jsonLines(
    linesOf(content),
    language,
    ownFacts(policy.attributes),
  )) {
    if ("issues" in read)
      problems.push(...read.issues.map(({ field, expected }) => ({ ...place(file, line), path: field, expected })));
    else if (leftOut) console.error(`${file}:${line}: is no lead: something ${leftOut}.`);
    else {
      for (const { field, expected } of read.unread ?? [])
        console.error(renderProblem({ ...place(file, line), path: field, expected }));
      const name = read.id ?? `line ${line}`;
      leads.push({ name, lead: asNewLead({ ...read, ref: name, receivedAt: read.receivedAt ?? now }), lookedUp });
    }
  }
  if (problems.length > 0) throw new BadFiles(problems);
  if (leads.length === 0)
    throw new Refused(`There is no lead in ${file}; expected a JSON object, or one on each line.`);
  return leads;
}

const place = (file: string, line: number) => ({ file, line, column: 1, path: "" });

/** Splits a JSON value that spans lines into one line per lead; any other content stays unchanged. */
async function* linesOf(content: string): AsyncGenerator<string> {
  let whole: unknown;
  try {
    whole = JSON.parse(content);
  } catch {
    yield content;
    return;
  }
  yield (Array.isArray(whole) ? whole : [whole]).map((one) => JSON.stringify(one)).join("\n");
}
