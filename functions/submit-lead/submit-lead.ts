import { createHash } from "node:crypto";
import { backOff } from "../../adapters/dynamo.ts";
import { Contention } from "../../adapters/faults.ts";
import { type LeadStore, ownOf, type PersonsLeads } from "../../adapters/leads/lead-store.ts";
import type { KeptLead, Submission, SubmissionStore } from "../../adapters/leads/submission-store.ts";
import { logger } from "../../adapters/step.ts";
import type { Executions } from "../../adapters/workflow.ts";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import type { Sender } from "../../routing/lead/admit.ts";
import { withConsents } from "../../routing/lead/consents.ts";
import { hasRoomFor, keptOne, saysMore, withinBytes } from "../../routing/lead/kept-submissions.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { merge } from "../../routing/lead/merge-lead.ts";
import { isSynthetic, syntheticVersion } from "../../routing/lead/synthetic.ts";
import { dueAfter, stepGrace } from "../../routing/lead/workflow-state.ts";
import type { ReadForm } from "./lead-form.ts";

export interface Submitted {
  leadId: string;
  /** What the sender is told: the same for whoever sends it again, and of a new lead its id. */
  reference: string;
  /**
   * `received`: a new lead. `repeated`: the same submission again. `merged`: more of a person whose lead is open.
   * `crowded`: its sender's share of that lead's day is used up, and it is not kept.
   */
  kind: "received" | "repeated" | "merged" | "crowded";
}

/** What a lead is made of. */
export type FormContent = Pick<
  ReadForm,
  "facts" | "asWritten" | "consentWording" | "consents" | "from" | "submissionId"
>;

const hash = (...parts: string[]): string => createHash("sha256").update(parts.join("\n")).digest("hex");

/** The same words of the same person have the same hash, whatever the case and spaces of the address. */
export const contentHash = ({ facts, asWritten }: FormContent): string =>
  hash(
    JSON.stringify(
      Object.entries({ ...facts, email: facts.email.toLowerCase() }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
    ...asWritten.flatMap(({ field, text, unread, claimed }) => (unread || claimed ? [field, text] : [])),
  );

interface Deps {
  leads: LeadStore;
  submissions: SubmissionStore;
  executions: Pick<Executions, "start">;
  now: () => string;
}

/** What tells one submission from another: its key, which is the day where the sender gave none, and its content. */
export function submissionOf(form: FormContent, idempotencyKey: string | undefined, now: string) {
  const content = contentHash(form);
  const key = idempotencyKey ?? form.submissionId ?? now.slice(0, 10);
  return { key, content, leadId: hash(key, content).slice(0, 32) };
}

/**
 * Keeps a submission for good, then starts its workflow. The lead's id follows from the submission's key and content,
 * so that a retry, a double click or a hundred at once make one lead. A person whose lead is still open is merged into
 * it.
 * @param sender whose share of the lead's day it is of; absent where a person released it, which is always kept
 * @throws Contention
 */
export async function submitLead(
  form: FormContent,
  idempotencyKey: string | undefined,
  deps: Deps,
  sender?: Sender,
): Promise<Submitted> {
  const { content, leadId: own } = submissionOf(form, idempotencyKey, deps.now());
  const leadId = sender?.synthetic ?? own;
  const { facts, asWritten, consents, from } = form;
  const submission: Submission = {
    ...{ content, reference: leadId, at: deps.now(), facts, asWritten },
    ...(consents && consents.length > 0 && { consents: [...consents] }),
    ...(from && { from }),
  };
  for (let attempt = 0; attempt < 8; attempt++) {
    if (attempt > 0) await backOff(attempt);
    const before = await deps.leads.ofPerson(facts);
    const found = before && (await deps.submissions.leadWith(ownOf(before), content));
    if (found && found.lead.id !== leadId && !isFinal(found.lead.status)) {
      const merged = await mergeInto(found, submission, sender, deps);
      if (merged) return merged;
      continue;
    }
    const lead = newLead(leadId, form, sender, deps.now());
    if (found?.lead.id !== leadId && (await create(lead, before, found, submission, deps))) {
      await start(leadId, leadId, deps);
      return { leadId, reference: leadId, kind: "received" };
    }
    const existing = await deps.leads.get(leadId);
    if (!existing) continue;
    if (existing.status === "new") await start(leadId, leadId, deps);
    return { leadId, reference: leadId, kind: "repeated" };
  }
  throw new Contention("this person's lead is written by many at once");
}

/**
 * False where the id is known, or somebody else wrote the person's leads: made one, or reopened one. What leads to a lead
 * that is gone, `found` being undefined, is written over on the condition that it is so still.
 */
function create(
  lead: Lead,
  before: PersonsLeads | undefined,
  found: KeptLead | undefined,
  submission: Submission,
  { leads, submissions }: Deps,
): Promise<boolean> {
  const own = before && ownOf(before);
  const over = own === undefined ? [] : [found ? leads.isOver(own) : leads.isGone(own)];
  const gone = found ? undefined : own;
  return leads.create(lead, before, [submissions.keeping(lead, submission), ...over], gone);
}

function newLead(
  id: string,
  { facts, asWritten, consentWording, consents = [], from }: FormContent,
  sender: Sender | undefined,
  now: string,
): Lead {
  const synthetic = isSynthetic(id);
  const companyKey = synthetic ? undefined : companyDomain(facts.email);
  const lead: Lead = {
    id,
    rev: 1,
    status: "new",
    facts,
    ...(asWritten.length > 0 && { asWritten }),
    ...(companyKey && { companyKey }),
    ...(consentWording && { consent: { wording: consentWording, at: now } }),
    ...(consents.length > 0 && { consents: withConsents([], consents) }),
    ...(from && { from }),
    ...(synthetic && { policyVersion: syntheticVersion }),
    receivedAt: now,
    submissions: 1,
    offers: [],
    restarts: 0,
    dueAt: dueAfter(now, stepGrace),
    timeline: [{ at: now, event: "received" }],
  };
  return keptOne(withinBytes(lead), sender, now);
}

/**
 * Adds what was sent now to the open lead of its person; undefined when somebody else has written that lead meanwhile.
 * Beyond its sender's share of the day it is not added, and the lead says that there is more. As many calls of the
 * database as for a new lead, so that the time of an answer does not say whether somebody is known.
 */
async function mergeInto(
  { lead, isKept }: KeptLead,
  submission: Submission,
  sender: Sender | undefined,
  { leads, submissions, now }: Deps,
): Promise<Submitted | undefined> {
  const submitted = { leadId: lead.id, reference: submission.reference };
  if (isKept) return { ...submitted, kind: "repeated" };
  const at = now();
  if (sender && !hasRoomFor(sender, lead, at)) {
    const more = saysMore(lead, at);
    return !more || (await leads.replace(more)) ? { ...submitted, kind: "crowded" } : undefined;
  }
  const said = keptOne(merge(lead, submission, at, sender?.door === "signed" ? "signed" : "anybody"), sender, at);
  const { consents } = submission;
  const merged = consents ? { ...said, consents: withConsents(lead.consents, consents) } : said;
  const newNumber = lead.facts.phone === undefined ? leads.numbered(merged) : [];
  const also = [...submissions.adding(merged, submission, at), ...newNumber];
  return (await leads.replace(merged, also)) ? { ...submitted, kind: "merged" } : undefined;
}

/** The lead is safe by now: a workflow that cannot be started is started by the sweeper, within a minute or two. */
async function start(leadId: string, name: string, { executions, leads, now }: Deps): Promise<void> {
  try {
    await executions.start(leadId, name);
  } catch (error) {
    logger.warn("workflow not started, left to the sweeper", { leadId, errorName: (error as Error).name });
    const soon = (lead: Lead) => (lead.status === "new" ? { ...lead, dueAt: dueAfter(now(), 1) } : undefined);
    await leads.update(leadId, soon).catch(() => {});
  }
}
