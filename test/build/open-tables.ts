import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { ClaimStore } from "../../adapters/claims/claim-store.ts";
import { CompanyStore } from "../../adapters/companies/company-store.ts";
import { CustomerClaims } from "../../adapters/customers/customer-claims.ts";
import { CustomerStore } from "../../adapters/customers/customer-store.ts";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { HeldStore } from "../../adapters/intake/held-store.ts";
import { BacklogStore } from "../../adapters/leads/backlog-store.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { MeetingStore } from "../../adapters/leads/meeting-store.ts";
import { NewsStore } from "../../adapters/leads/news-store.ts";
import { NurtureStore } from "../../adapters/leads/nurture-store.ts";
import { PersonLinks } from "../../adapters/leads/person-link.ts";
import { SubmissionStore } from "../../adapters/leads/submission-store.ts";
import { Suppressions } from "../../adapters/leads/suppressions.ts";
import { TraceStore } from "../../adapters/leads/trace-store.ts";
import { WordStore } from "../../adapters/leads/word-store.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { PolicyVersions } from "../../adapters/policies/policy-versions.ts";
import { RowStore } from "../../adapters/reports/row-store.ts";
import { HoldStore } from "../../adapters/reps/hold-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { ReviewStore } from "../../adapters/reps/review-store.ts";
import { startDynoxide } from "../../local/dynamodb/dynoxide.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { aPolicy } from "./a-policy.ts";
import { MemoryDatabase } from "./memory-database.ts";

const keys = (...names: string[]) => ({
  AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
  KeySchema: names.map((AttributeName, index) => ({
    AttributeName,
    KeyType: index === 0 ? ("HASH" as const) : ("RANGE" as const),
  })),
});
const due = keys("dueShard", "dueAt");
const waiting = keys("waitList", "turn");
const company = keys("companyKey", "receivedAt");
const stand = keys("status", "standAt");
const keep = keys("keeper", "keptAt");
const definitions: Omit<CreateTableCommandInput, "BillingMode">[] = [
  {
    TableName: "leads",
    ...keys("pk", "sk"),
    AttributeDefinitions: [keys("pk", "sk"), due, waiting, company, stand, keep].flatMap(
      (each) => each.AttributeDefinitions,
    ),
    GlobalSecondaryIndexes: [
      { IndexName: "due", KeySchema: due.KeySchema, Projection: { ProjectionType: "KEYS_ONLY" } },
      {
        IndexName: "waiting",
        KeySchema: waiting.KeySchema,
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["waitKeyHash", "waitingSince"] },
      },
      {
        IndexName: "company",
        KeySchema: company.KeySchema,
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["ownerId"] },
      },
      {
        IndexName: "stand",
        KeySchema: stand.KeySchema,
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["holders", "inPool", "listed"] },
      },
      {
        IndexName: "keep",
        KeySchema: keep.KeySchema,
        Projection: {
          ProjectionType: "INCLUDE",
          NonKeyAttributes: ["status", "standAt", "holders", "inPool", "listed"],
        },
      },
    ],
  },
  { TableName: "reps", ...keys("pk", "sk") },
  { TableName: "cursors", ...keys("pk") },
  { TableName: "policies", ...keys("pk", "sk") },
  { TableName: "companies", ...keys("pk", "sk") },
  { TableName: "intake", ...keys("pk", "sk") },
  { TableName: "reports", ...keys("pk", "sk") },
];

export interface Stores {
  client: DynamoDBDocumentClient;
  leads: LeadStore;
  links: PersonLinks;
  suppressions: Suppressions;
  nurture: NurtureStore;
  submissions: SubmissionStore;
  news: NewsStore;
  meetings: MeetingStore;
  holds: HoldStore;
  reps: RepStore;
  reviews: ReviewStore;
  ledgers: LedgerStore;
  claims: ClaimStore;
  backlog: BacklogStore;
  traces: TraceStore;
  policies: PolicyStore;
  versions: PolicyVersions;
  companies: CompanyStore;
  held: HeldStore;
  onboardings: OnboardingStore;
  customers: CustomerStore;
  customerClaims: CustomerClaims;
  rows: RowStore;
  words: WordStore;
}

export interface Tables extends Stores {
  /** Another client of the same database, as another process has it. */
  connect(): DynamoDBDocumentClient;
  /** Loads a roster and activates a policy. */
  open(roster: Rep[], policy?: Policy): Promise<void>;
  /** Every item of a table. */
  items(
    table: "leads" | "reps" | "cursors" | "policies" | "companies" | "intake" | "reports",
  ): Promise<Record<string, unknown>[]>;
}

/** The real stores of a client, as one process has them. */
export const storesOf = (client: DynamoDBDocumentClient): Stores => ({
  client,
  leads: new LeadStore(client, "leads"),
  links: new PersonLinks(client, "leads", "https://turno.example"),
  suppressions: new Suppressions(client, "leads"),
  nurture: new NurtureStore(client, "leads", "https://turno.example", new Suppressions(client, "leads")),
  news: new NewsStore(client, "leads"),
  meetings: new MeetingStore(client, "leads"),
  holds: new HoldStore(client, "reps"),
  submissions: new SubmissionStore(client, "leads"),
  reps: new RepStore(client, "reps"),
  reviews: new ReviewStore(client, "reps"),
  ledgers: new LedgerStore(client, "cursors"),
  traces: new TraceStore(client, "leads"),
  claims: new ClaimStore(client, { leads: "leads", reps: "reps", cursors: "cursors", policies: "policies" }),
  backlog: new BacklogStore(client, "reps"),
  policies: new PolicyStore(client, "policies"),
  versions: new PolicyVersions(client, "policies"),
  companies: new CompanyStore(client, "companies"),
  held: new HeldStore(client, "intake"),
  onboardings: new OnboardingStore(client, "leads"),
  customers: new CustomerStore(client, "leads"),
  customerClaims: new CustomerClaims(client, { leads: "leads", reps: "reps", cursors: "cursors" }),
  rows: new RowStore(client, "reports"),
  words: new WordStore(client, "leads"),
});

/** The real stores on this client, with what tests do beside them. */
function tablesOn(client: DynamoDBDocumentClient, connect: () => DynamoDBDocumentClient): Tables {
  const tables: Tables = {
    ...storesOf(client),
    connect,
    open: async (roster: Rep[], policy = aPolicy()) => {
      await tables.reps.importRoster(roster);
      await tables.versions.publish(policy, "turno: 1", {
        author: "test",
        note: "",
        at: "2026-11-01T00:00:00.000Z",
      });
    },
    items: async (table: string) =>
      (await client.send(new ScanCommand({ TableName: table, ConsistentRead: true }))).Items ?? [],
  };
  return tables;
}

/** The real stores on an embedded database of their own, empty, which goes with `close`. */
export async function openTables(): Promise<{ tables: Tables; close(): Promise<void> }> {
  const database = await startDynoxide(undefined, () => {}, console.error);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const connect = () =>
    DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: database.url, region: "us-east-1", credentials }), {
      marshallOptions: { removeUndefinedValues: true },
    });
  const client = connect();
  for (const definition of definitions)
    await client.send(new CreateTableCommand({ ...definition, BillingMode: "PAY_PER_REQUEST" }));
  return { tables: tablesOn(client, connect), close: () => database.stop() };
}

/** The real stores on tables in memory: some fifty times as fast, and nothing happens in them between two requests. */
export function memoryTables(): { tables: Tables; database: MemoryDatabase } {
  const database = new MemoryDatabase(definitions);
  return { tables: tablesOn(database, () => database), database };
}
