import { createHash } from "node:crypto";
import type { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { backOff } from "../../adapters/dynamo.ts";
import { Contention } from "../../adapters/faults.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import type { SubmissionStore } from "../../adapters/leads/submission-store.ts";
import { messagePage } from "../../adapters/pages/message-page.ts";
import { type Page, seeOther } from "../../adapters/pages/page.ts";
import { whenShown } from "../../adapters/pages/page-token.ts";
import { type RequestNotice, type RequestPage, requestPage } from "../../adapters/pages/request-page.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { hasRoomFor, keptOne } from "../../routing/lead/kept-submissions.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { merge, type Said } from "../../routing/lead/merge-lead.ts";
import { contactOf, managerOf, promisedBy } from "../../routing/offers/promise.ts";
import { callWith } from "../../routing/onboarding/onboarding.ts";
import { policyFor } from "../people.ts";
import { readChanges } from "./read-changes.ts";

export interface Deps {
  leads: LeadStore;
  submissions: SubmissionStore;
  links: Pick<PersonLinks, "leadOf">;
  onboardings: Pick<OnboardingStore, "get">;
  policies: PolicyStore;
  reps: RepStore;
  now: () => string;
}

/** What was asked for: the page, perhaps with what came of what was sent from it; or the form with corrections. */
export type Asked = { notice?: RequestNotice | undefined } | { form: URLSearchParams };

/**
 * Shows a person their own request, or takes what they corrected there. A correction counts when the page was open long
 * enough to be read, as with an offer; twice, or twice at once, it is one. `link` is the last part of the address; one that
 * is unknown or has expired is not found.
 */
export async function showRequest(link: string, asked: Asked, fallback: Locale, deps: Deps): Promise<Page> {
  const id = await deps.links.leadOf(link, deps.now());
  const lead = id === undefined ? undefined : await deps.leads.get(id);
  if (!lead) return messagePage({ locale: fallback, state: "not-found" });
  if (!("form" in asked)) return show(lead, link, deps, asked);
  const typed = { ...Object.fromEntries(asked.form), products: asked.form.getAll("products") };
  const token = asked.form.get("shown") ?? "";
  if (whenShown(token, link, deps.now()) !== "read") return show(lead, link, deps, { asked: { token, typed } });
  const said = readChanges(asked.form, lead);
  if ("errors" in said) return show(lead, link, deps, { asked: { token, typed, errors: said.errors } });
  return seeOther(`${link}?said=${await correct(lead.id, said, token, deps)}`);
}

async function show(lead: Lead, link: string, deps: Deps, said: Pick<RequestPage, "notice" | "asked">): Promise<Page> {
  const [policy, reps, customer] = await Promise.all([
    policyFor(lead, deps.policies),
    deps.reps.all(),
    lead.closed?.outcome === "won" ? deps.onboardings.get(lead.id) : undefined,
  ]);
  const now = deps.now();
  const theirs = reps.find(({ id }) => id === customer?.managerId);
  const contact = theirs ?? contactOf(lead, policy, reps);
  const manager = managerOf(lead, policy, reps);
  const by = promisedBy(lead, policy, reps, now);
  const isOpen = !isFinal(lead.status);
  const isCustomer = theirs && { choosesCall: customer !== undefined && callWith(customer) !== undefined };
  return requestPage({ lead, policy, contact, manager, by, link, now, isOpen, customer: isCustomer, ...said });
}

const sender = { door: "person", source: "person" } as const;

/** Keeps what the person said, once for each page that they said it on. @throws Contention */
async function correct(leadId: string, said: Said, token: string, deps: Deps): Promise<RequestNotice> {
  const content = createHash("sha256")
    .update(JSON.stringify([token, said]))
    .digest("hex");
  for (let attempt = 0; attempt < 8; attempt++) {
    if (attempt > 0) await backOff(attempt);
    const found = await deps.submissions.leadWith(leadId, content);
    if (!found) return "over";
    const { lead, isKept } = found;
    if (isKept) return "saved";
    if (isFinal(lead.status)) return "over";
    const now = deps.now();
    const merged = seenByPerson(keptOne(merge(lead, said, now, "person"), sender, now));
    if (!differs(lead, merged)) return "unchanged";
    if (!hasRoomFor(sender, lead, now)) return "too-much";
    const kept = deps.submissions.adding(merged, { ...said, content, reference: lead.id, at: now }, now);
    const newNumber = merged.facts.phone === lead.facts.phone ? [] : deps.leads.numbered(merged);
    if (await deps.leads.replace(merged, [...kept, ...newNumber])) return "saved";
  }
  throw new Contention("this person's lead is written by many at once");
}

/** What they said on their own page they have seen arrive. */
const seenByPerson = (lead: Lead): Lead =>
  lead.told ? { ...lead, told: { ...lead.told, upTo: lead.submissions } } : lead;

const differs = (lead: Lead, merged: Lead): boolean =>
  (merged.additions ?? []).some(({ n }) => n === merged.submissions) ||
  JSON.stringify(lead.facts) !== JSON.stringify(merged.facts);
