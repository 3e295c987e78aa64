import { consoleSection } from "./console-cost.ts";

/** A public list price of us-east-1, in USD. */
interface Price {
  name: string;
  perUnit: number;
  unit: string;
  source: string;
}

/** Prices of November 2026, written from memory: compare them with the sources. Without free tiers and discounts. */
const prices = {
  transitions: {
    name: "Step Functions, Standard",
    perUnit: 0.025 / 1000,
    unit: "state transition",
    source: "https://aws.amazon.com/step-functions/pricing/",
  },
  mails: { name: "SES", perUnit: 0.1 / 1000, unit: "mail", source: "https://aws.amazon.com/ses/pricing/" },
  requests: {
    name: "HTTP API",
    perUnit: 1 / 1e6,
    unit: "request",
    source: "https://aws.amazon.com/api-gateway/pricing/",
  },
  invocations: {
    name: "Lambda, invocations",
    perUnit: 0.2 / 1e6,
    unit: "invocation",
    source: "https://aws.amazon.com/lambda/pricing/",
  },
  gbSeconds: {
    name: "Lambda, arm64 duration",
    perUnit: 0.0000133334,
    unit: "GB-second",
    source: "https://aws.amazon.com/lambda/pricing/",
  },
  writeUnits: {
    name: "DynamoDB, on demand, writes",
    perUnit: 0.625 / 1e6,
    unit: "write unit",
    source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
  },
  readUnits: {
    name: "DynamoDB, on demand, reads",
    perUnit: 0.125 / 1e6,
    unit: "read unit",
    source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
  },
  events: {
    name: "EventBridge, custom events",
    perUnit: 1 / 1e6,
    unit: "event",
    source: "https://aws.amazon.com/eventbridge/pricing/",
  },
  logGigabytes: {
    name: "CloudWatch Logs, ingestion",
    perUnit: 0.5,
    unit: "GB",
    source: "https://aws.amazon.com/cloudwatch/pricing/",
  },
} as const satisfies Record<string, Price>;
export type Counts = Record<keyof typeof prices, number>;

/**
 * USD per mail on the default plan of accounts new to SES since July 2026. From a secondary source, like the statement
 * that `PutAccountPricingAttributes` with the plan `NONE` restores the other price.
 */
export const newAccountMail = 0.16 / 1000;

/** How many times slower CPU-bound code is on Lambda: 1,769 MB of memory come with one core. */
export const slowdown = (memoryMb: number): number => Math.max(1, 1769 / memoryMb);

export interface CostCounts {
  /** Number of leads measured for each table; all were accepted by the first rep. */
  leads: number;
  /** Of a lead from the form to the introduction of its rep: the happy path of `route-lead`. */
  route: Counts;
  /** Of a lead from the form to the last of its first steps as a customer. */
  life: Counts;
  /** A minute of the functions that have a schedule, which run with or without leads. */
  perSweep: Counts;
  memoryMb: number;
}

export const nothing: Counts = {
  transitions: 0,
  mails: 0,
  requests: 0,
  invocations: 0,
  gbSeconds: 0,
  writeUnits: 0,
  readUnits: 0,
  events: 0,
  logGigabytes: 0,
};

/** The price of these counts in USD, by service and in total; `perMail` is SES's price of a mail in USD. */
export function priceOf(counts: Counts, perMail: number = prices.mails.perUnit): { byService: Counts; total: number } {
  const services = Object.keys(prices) as (keyof Counts)[];
  const perUnit = (key: keyof Counts) => (key === "mails" ? perMail : prices[key].perUnit);
  const byService = Object.fromEntries(services.map((key) => [key, counts[key] * perUnit(key)])) as Counts;
  return { byService, total: services.reduce((sum, key) => sum + byService[key], 0) };
}

const sweepsPerMonth = 60 * 24 * 30;
const usd = (value: number, digits: number): string => `$${value.toFixed(digits)}`;
const thousand = (perMail: number): string => `${usd(perMail * 1000, 2)} a thousand`;
const amount = (value: number): string => (value >= 1 ? value.toFixed(1).replace(/\.0$/, "") : value.toPrecision(2));

/** What a lead uses, service by service, with both prices of a mail. */
function table(counts: Counts): string {
  const lead = priceOf(counts);
  const services = Object.keys(prices) as (keyof Counts)[];
  const rows = services.map((key) => {
    const { name, unit, source, perUnit } = prices[key];
    return `| [${name}](${source}) | ${amount(counts[key])} | ${unit} | $${perUnit.toFixed(10).replace(/0+$/, "")} | ${usd(lead.byService[key], 7)} |`;
  });
  return `| | per lead | unit | price of a unit | per lead |
|---|---:|---|---:|---:|
${rows.join("\n")}
| **In all** | | | | **${usd(lead.total, 5)}** |
| **In all, with SES at ${thousand(newAccountMail)}** | | | | **${usd(priceOf(counts, newAccountMail).total, 5)}** |`;
}

/** One an hour, and how long its function waits for the workflow and reads pages, in seconds. */
const syntheticLeads = 730;
const syntheticSeconds = 20;

/** What each receiver takes of DynamoDB for a change that it is told of: its row, with its entry in the index, and that it was told. */
const perTold = { writeUnits: 5, readUnits: 4 };
/** About how many changes a lead that is won has. */
const changes = 30;

/** What telling others costs, reckoned and not measured. @param lead USD, of one that is won */
function tellingSection(lead: number): string {
  const told = priceOf({ ...nothing, ...perTold }).total * changes;
  const bus = prices.events.perUnit * changes;
  return `## Telling others

Reckoned: about ${changes} changes of a lead that is won. A receiver is a webhook, a channel or a CRM; most channels are told of few changes.

| | per change | per lead that is won | of what it costs |
|---|---|---:|---:|
| the bus | an event | ${usd(bus, 6)} | ${((100 * bus) / lead).toFixed(1)}% |
| each receiver that hears of every change | ${perTold.writeUnits} write units, ${perTold.readUnits} read units | ${usd(told, 6)} | ${((100 * told) / lead).toFixed(1)}% |

A secret of receivers is $0.40 a month.`;
}

/** docs/cost.md. */
export function renderCostSheet({ leads, route, life, perSweep, memoryMb }: CostCounts): string {
  const idle = priceOf(perSweep).total * sweepsPerMonth;
  const [routed, won] = [route, life].map((counts) => priceOf(counts).total) as [number, number];
  const wonNew = priceOf(life, newAccountMail).total;
  const waits = syntheticSeconds * (memoryMb / 1024) * prices.gbSeconds.perUnit;
  const months = [1_000, 10_000, 100_000].map((count) => {
    const [least, most, mostNew] = [routed, won, wonNew].map((each) => usd(count * each + idle, 2));
    return `| ${count.toLocaleString("en")} | ${usd(idle, 2)} | ${least} | ${most} | ${mostNew} |`;
  });
  return `# What a lead costs

Written by \`npm run cost\`, which runs ${leads} leads for each table through the local run and counts what they use; nothing
here is estimated by hand. List prices of us-east-1 as the script holds them, without free tiers; the links lead to the prices
in force.

## From the form to the introduction

The happy path of \`route-lead\`: the form is opened and sent, the first rep opens the offer and accepts, and the person and the
rep get their mails.

${table(route)}

## The whole life of a lead that is won

The same, and all that follows: the rep reaches the person and wins, the customer is welcomed by their success manager, who
calls and logs every milestone of the sample policy, and the person and the success manager are told of them.

${table(life)}

SES takes ${thousand(prices.mails.perUnit)} mails. Accounts that are new to SES since July 2026 start on a plan at ${thousand(newAccountMail)}, and
\`PutAccountPricingAttributes\` with the plan \`NONE\` brings the other price back: both at second hand, so look at what your
account says before you reckon with either.

The duration is that of the local run times ${slowdown(memoryMb).toFixed(1)}: ${memoryMb} MB of memory come with one part in ${slowdown(memoryMb).toFixed(1)} of a core. Most
of it is waiting for other services, so this is an upper bound. Cold starts are not included.

## A month

The functions that have a schedule run with or without leads, every minute or every 15 minutes. What a month costs lies
between that of leads of which none goes on after the introduction, and that of leads which all are won.

| leads | schedules | in all, none goes on | in all, each is won | the same, with SES at ${thousand(newAccountMail)} |
|---:|---:|---:|---:|---:|
${months.join("\n")}

With \`TURNO_SYNTHETIC_LEAD=hourly\` ${syntheticLeads} synthetic leads a month come to it, each with a function that waits for about
${syntheticSeconds} seconds: between ${usd(syntheticLeads * (routed + waits), 2)}, as if none of them went on after the introduction, and ${usd(syntheticLeads * (won + waits), 2)}, as if each were won. They are closed soon
after it, and erased. SES takes mails to its simulator at the price of others.

Not in these tables: storage (a lead takes a few KB at $0.25 per GB and month), point-in-time recovery, X-Ray traces, alarms
and the dashboard, which depend on how much is kept and watched rather than on how many leads come, and the two secrets of
the intake, at $0.40 each and month.

${tellingSection(won)}

${consoleSection({
  request: prices.requests.perUnit,
  invocation: prices.invocations.perUnit,
  gbSecond: prices.gbSeconds.perUnit,
  writeUnit: prices.writeUnits.perUnit,
  readUnit: prices.readUnits.perUnit,
})}`;
}
