import { type Command, Option } from "commander";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import { TraceStore } from "../adapters/leads/trace-store.ts";
import { LedgerStore } from "../adapters/ledgers/ledger-store.ts";
import { booksOf, offersOf } from "../adapters/ledgers/receipt-books.ts";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { whyNotText } from "../policy/explain/why-not.ts";
import { leadsTold, receiptFor, receiptOf } from "../reports/receipt.ts";
import { receiptText } from "../reports/receipt-text.ts";
import { type Locale, locales } from "../routing/lead/lead.ts";
import { dayLength } from "../routing/time/wall-clock.ts";
import { instantIn } from "./availability-commands.ts";
import { installation, Refused, type Where, where } from "./where.ts";

interface Options extends Where {
  from?: string;
  to?: string;
  whyNot?: string;
  language?: Locale;
  json?: boolean;
}

async function showReceipt(repId: string, options: Options): Promise<void> {
  const { name, client, tables, now = new Date().toISOString() } = await installation(options);
  const [{ policy }, reps] = await Promise.all([
    new PolicyStore(client, tables.policies).active(),
    new RepStore(client, tables.reps).all(),
  ]);
  const rep = reps.find(({ id }) => id === repId);
  if (!rep) throw new Refused(`There is no rep "${repId}" in ${name}.`);
  const reader = {
    policy,
    locale: options.language ?? rep.locale,
    timeZone: rep.timeZone,
    names: new Map(reps.map((one) => [one.id, one.name])),
  };
  const leads = new LeadStore(client, tables.leads);
  if (options.whyNot !== undefined) {
    const leadId = options.whyNot;
    if (!(await leads.get(leadId))) throw new Refused(`There is no lead "${leadId}" in ${name}.`);
    const traces = await new TraceStore(client, tables.leads).of(leadId);
    if (options.json) return console.log(JSON.stringify({ rep: repId, lead: leadId, traces }, null, 2));
    return console.log(whyNotText(repId, leadId, traces, reader).join("\n"));
  }
  const to = options.to === undefined ? now : instantIn(rep.timeZone, options.to);
  const from =
    options.from === undefined
      ? new Date(Date.parse(to) - 7 * dayLength).toISOString()
      : instantIn(rep.timeZone, options.from);
  if (from >= to) throw new Refused("--from must be before --to.");
  const all = await booksOf({ policy, reps, ledgers: new LedgerStore(client, tables.cursors) }, from, now);
  const offers = await offersOf(leads, leadsTold(repId, all, from, to));
  const receipt = receiptFor(rep, receiptOf(repId, all, offers, { from, to, now }));
  if (options.json) return console.log(JSON.stringify(receipt, null, 2));
  console.log(receiptText(receipt, reader).join("\n"));
}

/** `npm run turno -- reps receipt …` */
export function addReceiptCommand(reps: Command): void {
  where(reps.command("receipt").argument("<rep>"))
    .description("what a rep was owed, offered and credited, line by line and to the last digit, and why")
    .option("--from <day>", "a day of the rep's, or a time with its zone; a week before the end when not given")
    .option("--to <day>", "a day or time that is not part of it any more; now when not given")
    .option("--why-not <lead>", "instead, why this lead was not offered to them")
    .addOption(new Option("--language <language>", "the rep's when not given").choices(locales))
    .option("--json", "as JSON, in billionths of a lead")
    .action(showReceipt);
}
