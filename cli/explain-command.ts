import { type Command, Option } from "commander";
import { LeadStore } from "../adapters/lead-store.ts";
import { LedgerStore } from "../adapters/ledger-store.ts";
import { RepStore } from "../adapters/rep-store.ts";
import { TraceStore, traceOf } from "../adapters/trace-store.ts";
import { type Board, boardOf } from "../routing/board.ts";
import { explain } from "../routing/explain.ts";
import { type Lead, type Locale, locales } from "../routing/lead.ts";
import type { Policy } from "../routing/policy.ts";
import type { Rep } from "../routing/rep.ts";
import { executionLines } from "./explain-execution.ts";
import { explanationText } from "./explain-text.ts";
import { explainTexts } from "./explain-texts.ts";
import type { Installation } from "./installation.ts";
import { namedPolicy, storedPolicy } from "./policy-source.ts";
import { installation, Refused, type Where, where } from "./where.ts";

interface Options extends Where {
  policy?: string;
  language?: Locale;
  json?: boolean;
}

async function explainStored(id: string, options: Options): Promise<void> {
  const place = await installation(options);
  const lead = await new LeadStore(place.client, place.tables.leads).get(id);
  if (!lead) throw new Refused(`There is no lead "${id}" in ${place.name}.`);
  const own = await storedPolicy(place, lead.policyVersion);
  const traces = await new TraceStore(place.client, place.tables.leads).of(id);
  const { board, reps } = await standsNow(place, own.policy);
  const names = new Map(reps.map((rep) => [rep.id, rep.name]));
  const then =
    options.policy === undefined
      ? { ...own, name: `version ${own.version}` }
      : await namedPolicy(options.policy, options);
  const open = ["new", "qualified", "ready", "waiting", "offered"].includes(lead.status);
  const now = explain(open ? lead : asNew(lead), then.policy, board, place.now ?? new Date().toISOString());
  if (options.json) return console.log(JSON.stringify({ lead: id, traces, now }, null, 2));

  const language = options.language ?? own.policy.languages[0] ?? "en";
  const texts = explainTexts[language];
  console.log([texts.lead(id), ...(await executionLines(lead, options, texts))].join("\n"));
  for (const trace of traces) tell(explanationText(trace, own.policy, language, names));
  if (traces.length === 0) console.log(texts.noTraces);
  tell([
    `== ${open ? texts.now : texts.again} ==`,
    texts.ofPolicy(then.name),
    "",
    ...explanationText(traceOf(now), then.policy, language, names),
  ]);
}

const tell = (lines: readonly string[]): void => console.log(`\n${lines.join("\n")}`);

/** As it would be if the same person came for the first time. */
const asNew = (lead: Lead): Lead => ({
  ...lead,
  status: "new",
  offers: [],
  waitingSince: undefined,
  escalation: undefined,
});

/** Everybody as they stand, and what the pools' ledgers say. */
async function standsNow({ client, tables }: Installation, policy: Policy): Promise<{ board: Board; reps: Rep[] }> {
  const [reps, ledgers] = await Promise.all([
    new RepStore(client, tables.reps).all(),
    new LedgerStore(client, tables.cursors).of(Object.keys(policy.pools)),
  ]);
  return { reps, board: boardOf(reps, new Map([...ledgers].map(([pool, { balances }]) => [pool, balances]))) };
}

/** `npm run turno -- policy explain …` */
export function addExplainCommand(policy: Command): void {
  where(policy.command("explain").argument("<lead>"))
    .description("why a lead went where it did, what would be decided now, and what would have changed it")
    .option("--policy <file-or-version>", "decide by this one, the lead's own version when not given")
    .addOption(new Option("--language <language>", "the policy's first when not given").choices(locales))
    .option("--json", "as JSON")
    .action(explainStored);
}
