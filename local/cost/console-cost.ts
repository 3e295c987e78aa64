interface Price {
  name: string;
  perUnit: number;
  unit: string;
  source: string;
}

/** What edge, sign-in, console and reports use beside the leads' own way. Prices as those of the leads: from memory, with their sources. */
const prices = {
  edgeRequests: {
    name: "CloudFront, HTTPS requests",
    perUnit: 0.01 / 10_000,
    unit: "request",
    source: "https://aws.amazon.com/cloudfront/pricing/",
  },
  edgeGigabytes: {
    name: "CloudFront, data out to the internet",
    perUnit: 0.085,
    unit: "GB",
    source: "https://aws.amazon.com/cloudfront/pricing/",
  },
  people: {
    name: "Cognito, Essentials",
    perUnit: 0.015,
    unit: "person who signs in in a month",
    source: "https://aws.amazon.com/cognito/pricing/",
  },
  secrets: {
    name: "Secrets Manager, the edge's key",
    perUnit: 0.4,
    unit: "secret and month",
    source: "https://aws.amazon.com/secrets-manager/pricing/",
  },
} as const satisfies Record<string, Price>;

/** Prices of the leads' own sheet that the console's calls use as well. USD. */
interface Shared {
  request: number;
  invocation: number;
  gbSecond: number;
  writeUnit: number;
  readUnit: number;
}

/** What is assumed of people and leads; what tests assert is marked. */
const assumed = {
  /** Leads of a rep in a month, and reps of a manager; one operator. */
  leadsOfRep: 200,
  repsOfManager: 10,
  /** Calls of a person in a month: a working day on desk or now, asked every 15 seconds, every 5 while something runs out. */
  calls: 66_000,
  /** Of a call: read units, seconds and GB of memory. */
  call: { readUnits: 4, seconds: 0.05, gigabytes: 0.5 },
  /** Visits of a person in a month, each of 100 KB and 12 files; a lead's form of 60 KB and 4 files. */
  visits: 60,
  visit: { gigabytes: 0.0001, requests: 12 },
  form: { gigabytes: 0.00006, requests: 8 },
  /** Changes of a lead that are 20 seconds apart, each of which writes a row for reports and one for search; 20 rows of words once. */
  changes: 8,
  wordUnits: 42,
  /** Reports and team that a manager opens in a month, each of a quarter: 146 read units for 4,000 leads, as tests assert. */
  opened: 40,
  unitsOfLead: 146 / 4000,
} as const;

/** A month with so many leads, in USD. */
function consoleMonth(leads: number, shared: Shared) {
  const reps = Math.max(1, Math.ceil(leads / assumed.leadsOfRep));
  const managers = Math.ceil(reps / assumed.repsOfManager);
  const people = reps + managers + 1;
  const calls = people * assumed.calls;
  const { call, visit, form, visits } = assumed;
  const requests = calls + people * visits * visit.requests + leads * form.requests;
  const gigabytes = people * visits * visit.gigabytes + leads * form.gigabytes + calls * 0.000002;
  const edge =
    requests * prices.edgeRequests.perUnit + gigabytes * prices.edgeGigabytes.perUnit + prices.secrets.perUnit;
  const signIn = people * prices.people.perUnit;
  const perCall =
    shared.request +
    shared.invocation +
    call.seconds * call.gigabytes * shared.gbSecond +
    call.readUnits * shared.readUnit;
  const written = leads * (2 * assumed.changes + assumed.wordUnits) * shared.writeUnit;
  const read = managers * assumed.opened * leads * 3 * assumed.unitsOfLead * shared.readUnit;
  const reports = written + leads * assumed.changes * (shared.invocation + 0.02 * shared.gbSecond) + read;
  return { people, edge, signIn, calls: calls * perCall, reports };
}

const usd = (value: number): string => `$${value.toFixed(2)}`;

/** The section of docs/cost.md about edge, sign-in, console and reports. */
export function consoleSection(shared: Shared): string {
  const rows = [1_000, 10_000, 100_000].map((leads) => {
    const { people, edge, signIn, calls, reports } = consoleMonth(leads, shared);
    const all = edge + signIn + calls + reports;
    const cells = [
      leads.toLocaleString("en"),
      people,
      usd(edge),
      usd(signIn),
      usd(calls),
      usd(reports),
      `**${usd(all)}**`,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const sources = Object.values(prices).map(
    ({ name, source, unit, perUnit }) =>
      `| [${name}](${source}) | ${unit} | $${perUnit.toFixed(8).replace(/0+$/, "")} |`,
  );
  return `## Edge, console and reports, a month

Reckoned and not measured, since it depends on people: a rep for ${assumed.leadsOfRep} leads a month, a manager for ${assumed.repsOfManager} reps and one operator, each with
the console open all day (${assumed.calls.toLocaleString("en")} calls a month). A company whose people look in now and then pays a tenth of the column of calls.

| leads | people | edge | sign-in | calls of the console | rows, search and reports | in all |
|---:|---:|---:|---:|---:|---:|---:|
${rows.join("\n")}

| price | unit | USD |
|---|---|---:|
${sources.join("\n")}

Calls are priced as requests of the HTTP API, invocations, duration and read units above. Free tiers are left out: CloudFront's
first TB and ten million requests a month, and Cognito's first 10,000 people, make both columns zero for most companies, but for the
key. A firewall is $6 a month and $0.60 a million requests where there is one
([AWS WAF](https://aws.amazon.com/waf/pricing/)).
`;
}
