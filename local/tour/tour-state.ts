import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { LeadList } from "../../adapters/leads/lead-list.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { inLocale, type Lead, type Locale, leadStatuses } from "../../routing/lead/lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import type { MailStore } from "../mail/mail-store.ts";

interface Around {
  readonly dynamoDb: DynamoDBClient;
  /** Table names by environment variable. */
  readonly tables: Readonly<Record<string, string>>;
  readonly mails: Pick<MailStore, "heads">;
  /** Leads that came before are the sample company's past: ISO 8601. */
  readonly since: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What the tour shows: the newest lead as it is now, and who can be looked at as. */
export interface TourState {
  readonly lead?: {
    readonly id: string;
    readonly name: string;
    readonly company?: string | undefined;
    readonly status: Lead["status"];
    readonly receivedAt: string;
    readonly priority?: NonNullable<Lead["priority"]>["level"] | undefined;
    readonly score?: { readonly total: number; readonly max: number } | undefined;
    /** Why its rule took it, in the words of the policy's author. */
    readonly because?: string | undefined;
    readonly offers: readonly {
      readonly rep: Named;
      readonly expiresAt: string;
      readonly outcome?: string | undefined;
      /** The mail in the mailbox by which it was offered. */
      readonly mail?: number | undefined;
    }[];
    readonly owner?: Named | undefined;
    readonly manager?: Named | undefined;
  };
  readonly rep?: Named | undefined;
  readonly manager?: Named | undefined;
  readonly operator?: Named | undefined;
}

/** Reads what the tour shows, in a language. */
export function tourState({ dynamoDb, tables, mails, since }: Around): (locale: Locale) => Promise<TourState> {
  const client = DynamoDBDocumentClient.from(dynamoDb);
  const list = new LeadList(client, tables.LEADS_TABLE ?? "");
  const leads = new LeadStore(client, tables.LEADS_TABLE ?? "");
  const reps = new RepStore(client, tables.REPS_TABLE ?? "");
  const policies = new PolicyStore(client, tables.POLICIES_TABLE ?? "");

  return async (locale) => {
    const [people, policy, newest] = await Promise.all([
      reps.all(),
      policies.ifActive(),
      list.page({ statuses: leadStatuses, since }, { most: 1 }),
    ]);
    const lead = newest.leads[0] && (await leads.glance(newest.leads[0].id));
    const named = (id: string | undefined): Named | undefined => {
      const found = people.find((one) => one.id === id);
      return found && { id: found.id, name: found.name };
    };
    const asked = lead?.ownerId ?? lead?.offers.at(-1)?.repId;
    const rep = named(asked) ?? firstOf(people, "rep");
    const managerId = lead?.escalation?.managerId ?? people.find(({ id }) => id === rep?.id)?.managerId;
    const roles = {
      rep,
      manager: named(managerId) ?? firstOf(people, "manager"),
      operator: firstOf(people, "operator"),
    };
    if (!lead) return roles;
    const heads = mails.heads().filter(({ tags }) => tags.kind === "offer" && tags.lead === lead.id);
    return {
      ...roles,
      lead: {
        ...{ id: lead.id, name: lead.facts.name, company: lead.facts.company, status: lead.status },
        ...{ receivedAt: lead.receivedAt, priority: lead.priority?.level },
        score: lead.score && { total: lead.score.total, max: lead.score.max },
        because: lead.rule?.because && inLocale(lead.rule.because, locale, policy?.languages ?? []),
        offers: lead.offers.map(({ attempt, repId, expiresAt, outcome }) => ({
          ...{ rep: named(repId) ?? { id: repId, name: repId }, expiresAt, outcome },
          mail: heads.find(({ tags }) => tags.attempt === String(attempt))?.n,
        })),
        owner: named(lead.ownerId),
        manager: named(lead.escalation?.managerId),
      },
    };
  };
}

const firstOf = (people: readonly RepState[], role: RepState["role"]): Named | undefined => {
  const found = people.find((one) => one.active && one.role === role);
  return found && { id: found.id, name: found.name };
};
