import { type Command, InvalidArgumentError, Option } from "commander";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import { TraceStore } from "../adapters/leads/trace-store.ts";
import type { PolicyVersion } from "../adapters/policies/policy-store.ts";
import { briefText } from "../policy/explain/brief.ts";
import { explanationText } from "../policy/explain/text.ts";
import { enriched } from "../routing/enrich.ts";
import { type Explanation, explain } from "../routing/explain/explain.ts";
import { traceOf } from "../routing/explain/trace.ts";
import { type Lead, type Locale, locales } from "../routing/lead/lead.ts";
import { explainTexts } from "../texts/by-language.ts";
import type { ExplainTexts } from "../texts/en/explain.ts";
import { executionLines } from "./execution.ts";
import { boardNow, namesOf, rosterBoard } from "./explain-board.ts";
import { leadsIn } from "./explain-leads.ts";
import { nextOf, type Preview } from "./explain-stored.ts";
import type { Installation } from "./installation.ts";
import { namedPolicy, storedPolicy } from "./policy-source.ts";
import { previewSources } from "./preview-sources.ts";
import { installation, Refused, type Where, where } from "./where.ts";

interface Options extends Where {
  lead?: string;
  policy?: string;
  reps?: string;
  companies?: string;
  at?: string;
  language?: Locale;
  full?: boolean;
  json?: boolean;
}

async function explainLead(id: string | undefined, options: Options): Promise<void> {
  if ((id === undefined) === (options.lead === undefined))
    throw new Refused("Say which lead: the id of one that came in, or a file with --lead (- for standard input).");
  return id === undefined ? explainFile(options.lead ?? "-", options) : explainStored(id, options);
}

/** Explains a stored lead: what was decided about it, by its traces, and what is decided next or would be decided now. */
async function explainStored(id: string, options: Options): Promise<void> {
  const place = await installation(options);
  const lead = await new LeadStore(place.client, place.tables.leads).get(id);
  if (!lead) throw new Refused(`There is no lead "${id}" in ${place.name}.`);
  const own = await storedPolicy(place, lead.policyVersion);
  const traces = await new TraceStore(place.client, place.tables.leads).of(id);
  const at = options.at ?? place.now ?? new Date().toISOString();
  const stored = await boardNow(place, own.policy, at);
  const isOpen = ["new", "qualified", "ready", "waiting", "offered"].includes(lead.status);
  const isNext = isOpen && options.policy === undefined && options.reps === undefined;
  const { now, by, board } = isNext
    ? await nextOf(lead, own, place, at)
    : await otherwise(isOpen ? lead : comingAgain(lead), own, options, { place, at });
  if (options.json) return console.log(JSON.stringify({ lead: id, traces, now }, null, 2));

  const language = options.language ?? own.policy.languages[0] ?? "en";
  const texts = explainTexts[language];
  if (!options.full) {
    const last = traces.at(-1);
    const current = briefText(traceOf(now), by.policy, language, namesOf(board));
    const heading = `${isOpen ? texts.now : texts.again} (${by.name})`;
    if (!last) return brief(texts, [texts.lead(id), heading, ...current]);
    const same = current[0] === briefText(last, own.policy, language, namesOf(stored))[0];
    const before = traces.length > 1 ? ` (${texts.brief.before(traces.length - 1)})` : "";
    const told = briefText(last, own.policy, language, namesOf(stored));
    return brief(texts, [
      `${texts.lead(id)}${before}`,
      ...told,
      same ? `${texts.brief.nowSame}.` : `${heading}: ${current[0]}`.slice(0, 80),
    ]);
  }
  console.log([texts.lead(id), ...(await executionLines(lead, options, texts))].join("\n"));
  for (const trace of traces) tell(explanationText(trace, own.policy, language, namesOf(stored)));
  if (traces.length === 0) console.log(texts.noTraces);
  const text = explanationText(traceOf(now), by.policy, language, namesOf(board));
  tell([`${isOpen ? texts.now : texts.again} (${by.name})`, "", ...text]);
}

/** What would be decided about the lead by another policy or roster, or about one that is over. */
async function otherwise(
  lead: Lead,
  own: PolicyVersion,
  options: Options,
  { place, at }: { place: Installation; at: string },
): Promise<Preview> {
  const by =
    options.policy === undefined
      ? { ...own, name: `version ${own.version}` }
      : await namedPolicy(options.policy, options);
  const board =
    options.reps === undefined ? await boardNow(place, by.policy, at) : rosterBoard(options.reps, by.policy);
  return { now: explain(lead, by.policy, board, at), by, board };
}

/** The lead as if the same person submitted it for the first time. */
const comingAgain = (lead: Lead): Lead => ({
  ...lead,
  status: "new",
  offers: [],
  waitingSince: undefined,
  escalation: undefined,
});

/** Explains how the leads of a file would be decided now, with policy and roster from files or from an installation. */
async function explainFile(file: string, options: Options): Promise<void> {
  const { name, policy } = await namedPolicy(options.policy, options);
  const place = options.reps === undefined ? await installation(options) : undefined;
  const at = options.at ?? place?.now ?? new Date().toISOString();
  const board = place ? await boardNow(place, policy, at) : rosterBoard(options.reps ?? "", policy);
  const language = options.language ?? policy.languages[0] ?? "en";
  const leads = await leadsIn(file, policy, at);
  const sources = previewSources(options.companies, place);
  const explained: { lead: string; now: Explanation }[] = [];
  for (const { name, lead, lookedUp } of leads) {
    const known = lookedUp ? lead : (enriched(lead, await sources.find(lead, policy), policy, at) ?? lead);
    explained.push({ lead: name, now: explain(known, policy, board, at) });
  }
  for (const sentence of sources.missing(policy)) console.error(sentence);
  if (options.json) return console.log(JSON.stringify(explained, null, 2));
  const texts = explainTexts[language];
  for (const { lead, now } of explained) {
    const heading = [texts.lead(lead), `${texts.now} (${name})`];
    if (options.full) tell([...heading, "", ...explanationText(traceOf(now), policy, language, namesOf(board))]);
    else brief(texts, [...heading, ...briefText(traceOf(now), policy, language, namesOf(board))]);
  }
}

const brief = (texts: ExplainTexts, lines: readonly string[]): void => tell([...lines, texts.brief.full]);
const tell = (lines: readonly string[]): void => console.log(`\n${lines.join("\n")}`);

function instant(text: string): string {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError("Expected a time with its zone, such as 2026-11-02T15:00:00Z.");
  return new Date(at).toISOString();
}

/** `npm run turno -- policy explain …` */
export function addExplainCommand(policy: Command): void {
  where(policy.command("explain").argument("[lead]", "the id of a lead that came in"))
    .description("why a lead went where it did, what would be decided now, and what would have changed it")
    .option("--lead <file>", "leads as JSON instead, to see what would become of them; - for standard input")
    .option("--policy <file-or-version>", "decide by this one; the lead's own, or the active one, when not given")
    .option("--reps <file>", "decide among the roster of this file, all of them free, with even ledgers")
    .option("--companies <file>", "look leads of a file up in these companies; in the installation's when not given")
    .option("--at <time>", "decide as of then; now when not given", instant)
    .addOption(new Option("--language <language>", "the policy's first when not given").choices(locales))
    .option("--full", "every line of the policy, and everybody who was left out")
    .option("--json", "as JSON")
    .action(explainLead);
}
