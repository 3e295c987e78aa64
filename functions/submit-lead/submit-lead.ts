import { createHash } from "node:crypto";
import { backOff } from "../../adapters/dynamo.ts";
import { Contention } from "../../adapters/faults.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { logger } from "../../adapters/step.ts";
import type { Executions } from "../../adapters/workflow.ts";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import type { AsWritten, Lead } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { merge } from "../../routing/lead/merge-lead.ts";
import { dueAfter } from "../../routing/lead/workflow-state.ts";
import type { ReadForm } from "./lead-form.ts";

export interface Submitted {
  leadId: string;
  /** `received`: a new lead. `repeated`: the same submission again. `merged`: more of a person whose lead is open. */
  kind: "received" | "repeated" | "merged";
}

const hash = (...parts: string[]): string => createHash("sha256").update(parts.join("\n")).digest("hex");

/** The same words of the same person have the same hash, whatever the case and spaces of the address. */
const contentHash = ({ facts, asWritten }: ReadForm): string =>
  hash(
    JSON.stringify(
      Object.entries({ ...facts, email: facts.email.toLowerCase() }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
    ...asWritten.flatMap(({ field, text, unread }) => (unread ? [field, text] : [])),
  );

interface Deps {
  leads: LeadStore;
  executions: Pick<Executions, "start">;
  now: () => string;
}

/**
 * Keeps a submission for good, then starts its workflow. The lead's id follows from the submission's key and content,
 * so that a retry, a double click or a hundred at once make one lead. A person whose lead is still open is merged into
 * it. What looks automatic is kept aside, rejected with its reason, and starts nothing.
 * @throws Contention
 */
export async function submitLead(form: ReadForm, idempotencyKey: string | undefined, deps: Deps): Promise<Submitted> {
  const content = contentHash(form);
  const key = idempotencyKey ?? form.submissionId ?? deps.now().slice(0, 10);
  const leadId = hash(key, content).slice(0, 32);
  if (form.looksAutomatic) {
    await deps.leads.createUnlinked(spam(newLead(leadId, form, content, deps.now()), deps.now()));
    return { leadId, kind: "received" };
  }
  for (let attempt = 0; attempt < 8; attempt++) {
    if (attempt > 0) await backOff(attempt);
    const newestId = await deps.leads.newestOf(form.facts.email);
    const newest = newestId ? await deps.leads.get(newestId) : undefined;
    if (newest && newest.id !== leadId && !isFinal(newest.status)) {
      const merged = await mergeInto(newest, form, content, deps);
      if (merged) return merged;
      continue;
    }
    if (newest?.id !== leadId && (await deps.leads.create(newLead(leadId, form, content, deps.now()), newestId))) {
      await start(leadId, leadId, deps);
      return { leadId, kind: "received" };
    }
    const existing = await deps.leads.get(leadId);
    if (!existing) continue;
    if (existing.status === "new") await start(leadId, leadId, deps);
    return { leadId, kind: "repeated" };
  }
  throw new Contention("this person's lead is written by many at once");
}

function newLead(id: string, { facts, asWritten, consentWording }: ReadForm, content: string, now: string): Lead {
  const companyKey = companyDomain(facts.email);
  return {
    id,
    rev: 1,
    status: "new",
    facts,
    ...(asWritten.length > 0 && { asWritten }),
    ...(companyKey && { companyKey }),
    ...(consentWording && { consent: { wording: consentWording, at: now } }),
    receivedAt: now,
    submissions: [content],
    offers: [],
    restarts: 0,
    dueAt: dueAfter(now),
    timeline: [{ at: now, event: "received" }],
  };
}

const automatic = { en: "Filled in by a program", es: "Lo llenó un programa", pt: "Preenchido por um programa" };

const spam = ({ dueAt: _, ...lead }: Lead, now: string): Lead => ({
  ...lead,
  status: "rejected",
  qualification: { eligible: false, reasons: [{ because: automatic }], callScript: [] },
  timeline: [...lead.timeline, { at: now, event: "rejected", detail: "spam" }],
});

/** How many texts are kept as they were written. */
const mostWritten = 30;

/** What was written before and now, each once; of too much, the latest. */
function withWritten(before: readonly AsWritten[], now: readonly AsWritten[]): AsWritten[] {
  const isNew = (one: AsWritten) => !before.some(({ field, text }) => field === one.field && text === one.text);
  return [...before, ...now.filter(isNew)].slice(-mostWritten);
}

/** A lead that is with its owner already is due again, so that the sweeper sees to it that the owner hears of it. */
function mergeAndTell(lead: Lead, { facts, asWritten }: ReadForm, content: string, now: string): Lead {
  const written = withWritten(lead.asWritten ?? [], asWritten);
  const merged = { ...merge(lead, facts, content, now), ...(written.length > 0 && { asWritten: written }) };
  return lead.status === "introduced" ? { ...merged, dueAt: dueAfter(now) } : merged;
}

/** Adds what the person wrote now to their open lead; undefined when that lead was closed meanwhile. */
async function mergeInto(open: Lead, form: ReadForm, content: string, deps: Deps): Promise<Submitted | undefined> {
  const lead = await deps.leads.update(open.id, (lead) =>
    isFinal(lead.status) || lead.submissions.includes(content)
      ? undefined
      : mergeAndTell(lead, form, content, deps.now()),
  );
  if (!lead.submissions.includes(content)) return undefined;
  if (lead.status === "introduced") await start(lead.id, `${lead.id}-m${lead.submissions.length}`, deps);
  return { leadId: lead.id, kind: "merged" };
}

/** The lead is safe by now: a workflow that cannot be started is started by the sweeper. */
async function start(leadId: string, name: string, { executions }: Deps): Promise<void> {
  try {
    await executions.start(leadId, name);
  } catch (error) {
    logger.warn("workflow not started, left to the sweeper", { leadId, errorName: (error as Error).name });
  }
}
