import type { AuditLog } from "../../adapters/audit/audit-log.ts";
import type { HeldStore } from "../../adapters/intake/held-store.ts";
import type { LeadList } from "../../adapters/leads/lead-list.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { SubmissionStore } from "../../adapters/leads/submission-store.ts";
import type { TraceStore } from "../../adapters/leads/trace-store.ts";
import type { WordStore } from "../../adapters/leads/word-store.ts";
import type { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RowStore } from "../../adapters/reports/row-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { type Locale, locales } from "../../routing/lead/lead.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";

/** What an answer may need of the outside world. */
export interface Deps {
  people: Pick<RosterPeople, "get" | "names" | "team">;
  list: Pick<LeadList, "page" | "earlierEvents" | "keptBy" | "unresolvedOf" | "offeredTo">;
  leads: Pick<LeadStore, "glance" | "get" | "ofPerson" | "overdue">;
  words: Pick<WordStore, "find">;
  submissions: Pick<SubmissionStore, "of">;
  traces: Pick<TraceStore, "of">;
  policies: Pick<PolicyStore, "get" | "active">;
  held: Pick<HeldStore, "all">;
  reps: Pick<RepStore, "get" | "team" | "all">;
  audit: Pick<AuditLog, "page">;
  ledgers: Pick<LedgerStore, "of">;
  reportRows: Pick<RowStore, "ofMonth" | "versionOf">;
  /** ISO 8601. */
  now: () => string;
}

/** The language that somebody reads the console in: that of `lang`, otherwise theirs by the roster. */
export const languageAsked = ({ queryStringParameters }: Asked, { locale }: Person): Locale =>
  locales.find((one) => one === queryStringParameters?.lang) ?? locale;

/** An answer that is made only for whoever has not that version of it. */
export class Versioned {
  readonly version: string;
  readonly make: () => Promise<object>;

  constructor(version: string, make: () => Promise<object>) {
    this.version = version;
    this.make = make;
  }
}
