import type { Lead } from "../../routing/lead/lead.ts";
import type { Answer, Call, Posted } from "../webhooks/call-out.ts";

/** Where a lead stands, in the steps that a CRM knows. */
const stages = ["new", "owned", "contacted", "won", "lost", "invalid", "withdrawn", "nurtured", "rejected"] as const;
export type Stage = (typeof stages)[number];

/** What a CRM is told of a lead, as it is now. */
export interface CrmLead {
  id: string;
  stage: Stage;
  name: string;
  email: string;
  phone?: string | undefined;
  company?: string | undefined;
  /** The address of the rep who has it; the CRM's user with the same address is made its owner. */
  owner?: string | undefined;
  /** In the policy's currency; where it was lost, why. */
  value?: number | undefined;
  reason?: string | undefined;
}

/** A CRM: brings one lead up to date there. Whatever is told twice is there once. */
export type Crm = (lead: CrmLead, now: number) => Promise<Posted>;
export type CallOut = (call: Call) => Promise<Answer>;

/** @param owner the address of who has it */
export function crmLeadOf({ id, status, facts, closed }: Lead, owner: string | undefined): CrmLead {
  const { name, email, phone, company } = facts;
  return {
    id,
    stage: stageOf(status, closed?.outcome),
    name,
    email,
    phone,
    company,
    owner,
    value: closed?.value,
    reason: closed?.reason,
  };
}

function stageOf(status: Lead["status"], outcome: Stage | undefined): Stage {
  if (status === "closed") return outcome ?? "lost";
  if (status === "accepted" || status === "introduced") return "owned";
  return stages.find((stage) => stage === status) ?? "new";
}

/** Given names and the family name, which CRMs keep apart: the last word is taken for the latter. */
export function namesOf(name: string): { first?: string; last: string } {
  const [last = name, ...before] = name.trim().split(/\s+/).toReversed();
  return { ...(before.length > 0 && { first: before.toReversed().join(" ") }), last };
}

/** What an answer says as JSON; nothing where it is none. */
export function jsonOf(answer: Answer): Record<string, unknown> {
  if (!("body" in answer)) return {};
  try {
    const read: unknown = JSON.parse(answer.body);
    return typeof read === "object" && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export const isFine = (answer: Answer): boolean => "status" in answer && answer.status >= 200 && answer.status < 300;

/** The fields that say something. */
export const said = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
