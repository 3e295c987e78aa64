import { contactOf } from "../../routing/lead/contact.ts";
import { type Lead, poolOf } from "../../routing/lead/lead.ts";

/** What an event says of a lead: where it stands, and nothing by which its person could be known. Times are ISO 8601. */
interface LeadEventData {
  lead: string;
  /** The revision of the lead; of two events the one with the higher is the later. */
  revision: number;
  status: Lead["status"];
  /** What happened last, by its name in the lead's timeline. */
  event: string;
  receivedAt: string;
  source?: string;
  campaign?: string;
  priority?: string;
  lane?: string;
  rule?: string;
  pool?: string;
  owner?: string;
  outcome?: string;
  reason?: string;
  value?: number;
  /** For receivers that ask for it: how to reach the person, and who they are. */
  person?: Record<string, unknown>;
}

/** A change of a lead in the shape of CloudEvents 1.0; its schema is schemas/lead-changed.json. */
export interface LeadEvent {
  specversion: "1.0";
  /** The same whenever it is told again: the lead and its revision. */
  id: string;
  source: string;
  type: "turno.lead.changed";
  subject: string;
  time: string;
  datacontenttype: "application/json";
  dataschema: string;
  data: LeadEventData;
}

const schema = "urn:turno:lead-changed:1";

/** The event of a lead as it is at a revision. @param stage where it happened, as `dev` */
export function leadEvent(lead: Lead, stage: string): LeadEvent {
  const { id, rev, status, facts, closed, timeline, receivedAt } = lead;
  const last = timeline.at(-1);
  const known = {
    ...{ source: facts.source, campaign: facts.campaign, priority: lead.priority?.level, lane: lead.lane?.lane },
    ...{ rule: lead.rule?.rule, pool: poolOf(lead), owner: lead.ownerId },
    ...{ outcome: closed?.outcome, reason: closed?.reason, value: closed?.value },
  };
  return {
    specversion: "1.0",
    id: `${id}.${rev}`,
    source: `urn:turno:${stage}`,
    type: "turno.lead.changed",
    subject: id,
    time: last?.at ?? receivedAt,
    datacontenttype: "application/json",
    dataschema: schema,
    data: {
      ...{ lead: id, revision: rev, status, event: last?.event ?? "received", receivedAt },
      ...(Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as object),
    },
  };
}

/** The same with its person, for a receiver that asked for them; without where they were erased since. */
export const withPerson = (event: LeadEvent, lead: Lead | undefined): LeadEvent =>
  lead && !lead.erased
    ? {
        ...event,
        data: {
          ...event.data,
          person: {
            name: lead.facts.name,
            ...(lead.facts.company && { company: lead.facts.company }),
            ...contactOf(lead.facts),
          },
        },
      }
    : event;
