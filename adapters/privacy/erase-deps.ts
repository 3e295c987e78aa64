import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { OnboardingStore } from "../customers/onboarding-store.ts";
import { HeldStore } from "../intake/held-store.ts";
import { UnreadStore } from "../intake/unread-store.ts";
import { LeadStore } from "../leads/lead-store.ts";
import { SubmissionStore } from "../leads/submission-store.ts";
import { WordStore } from "../leads/word-store.ts";
import { LedgerStore } from "../ledgers/ledger-store.ts";
import { PolicyStore } from "../policies/policy-store.ts";
import { RowStore } from "../reports/row-store.ts";
import { HoldStore } from "../reps/hold-store.ts";
import { RepStore } from "../reps/rep-store.ts";
import type { WaitingTasks } from "../workflow.ts";
import type { ErasePersonDeps } from "./erase-person.ts";
import { ErasureStore } from "./erasure-store.ts";
import type { ExpireDeps } from "./retention.ts";

/** The tables in which something is kept of a lead, by their variables. */
export type LeadsTables = Record<
  "LEADS_TABLE" | "REPS_TABLE" | "CURSORS_TABLE" | "POLICIES_TABLE" | "REPORTS_TABLE",
  string
>;

/** All stores that erasing a lead reads and writes, of one client. */
export const eraseLeadDeps = (
  client: DynamoDBDocumentClient,
  tables: LeadsTables,
  tasks: Pick<WaitingTasks, "wake">,
  now: () => string = () => new Date().toISOString(),
): Omit<ExpireDeps, "hasTime"> => ({
  client,
  leadsTable: tables.LEADS_TABLE,
  repsTable: tables.REPS_TABLE,
  cursorsTable: tables.CURSORS_TABLE,
  leads: new LeadStore(client, tables.LEADS_TABLE),
  submissions: new SubmissionStore(client, tables.LEADS_TABLE),
  onboardings: new OnboardingStore(client, tables.LEADS_TABLE),
  words: new WordStore(client, tables.LEADS_TABLE),
  reps: new RepStore(client, tables.REPS_TABLE),
  holds: new HoldStore(client, tables.REPS_TABLE),
  policies: new PolicyStore(client, tables.POLICIES_TABLE),
  ledgers: new LedgerStore(client, tables.CURSORS_TABLE),
  rows: new RowStore(client, tables.REPORTS_TABLE),
  tasks,
  now,
});

/** The same, and what erasing a person needs beside it. */
export const erasePersonDeps = (
  client: DynamoDBDocumentClient,
  tables: LeadsTables & Record<"INTAKE_TABLE", string>,
  tasks: Pick<WaitingTasks, "wake">,
  now?: () => string,
): Omit<ErasePersonDeps, "hasTime"> => ({
  ...eraseLeadDeps(client, tables, tasks, now),
  erasures: new ErasureStore(client, tables.LEADS_TABLE),
  held: new HeldStore(client, tables.INTAKE_TABLE),
  unread: new UnreadStore(client, tables.INTAKE_TABLE),
  intakeTable: tables.INTAKE_TABLE,
});
