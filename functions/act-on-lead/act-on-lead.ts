import { actOnLead, type OwnersDeps } from "../../adapters/claims/act-on-lead.ts";
import { leadIdIn, linkTarget } from "../../adapters/leads/offer-link.ts";
import { messagePage } from "../../adapters/pages/message-page.ts";
import { ownedPage, type SaidOfLead } from "../../adapters/pages/owned-page.ts";
import type { Page } from "../../adapters/pages/page.ts";
import { whenShown } from "../../adapters/pages/page-token.ts";
import { logger } from "../../adapters/step.ts";
import type { ActResult } from "../../routing/follow/acts.ts";
import { type ActFields, type ActReading, readAct } from "../../routing/follow/read-act.ts";
import type { Lead, Locale, Offer } from "../../routing/lead/lead.ts";
import { givingBack } from "../../routing/offers/give-back.ts";
import { contactBy } from "../../routing/offers/offer.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { policyFor, repWith } from "../people.ts";

/** What came with a button of the lead's page: its fields, and the token of the page. */
export interface Pressed {
  fields: ActFields;
  token?: string;
}

/** Who is on the page, and through which offer; none for a manager. */
interface Owner {
  link: string;
  rep: RepState;
  policy: Policy;
  offer?: Offer | undefined;
}

/**
 * Writes what the owner of a lead says of it, and shows what is so then. The conditional write of the lead decides: whatever
 * is pressed twice, at once, late or out of order has one outcome. A button counts when its page was open long enough to be
 * read (decision 30). `link` is the last part of the page's address.
 */
export async function actOnOwnedLead(
  link: string,
  pressed: Pressed,
  fallback: Locale,
  deps: OwnersDeps,
): Promise<Page> {
  const id = leadIdIn(link);
  const loaded = id === undefined ? undefined : await deps.leads.get(id);
  const target = loaded && linkTarget(loaded, link);
  if (!loaded || !target) return messagePage({ locale: fallback, state: "not-found" });
  const offer = target.kind === "offer" ? loaded.offers[target.index] : undefined;
  const repId = target.kind === "offer" ? offer?.repId : target.managerId;
  const [rep, policy] = await Promise.all([repWith(repId, deps.reps), policyFor(loaded, deps.policies)]);
  const owner = { link, rep, policy, offer };
  const now = deps.now();
  const reading = readAct(
    { ...pressed.fields, page: pressed.token?.split(".")[0] },
    { policy, timeZone: rep.timeZone, now },
  );
  const isOwner = loaded.ownerId === rep.id;
  if (isOwner && !loaded.closed) {
    const unread = whenShown(pressed.token, link, now) !== "read";
    const problem = reading.kind === "problem" ? reading : undefined;
    if (unread || problem)
      return leadPage(loaded, owner, now, { asked: pressed, problem: unread ? undefined : problem });
  }
  if (reading.kind === "problem") return isOwner ? leadPage(loaded, owner, now) : gone(loaded, owner);
  const { result, lead, notWoken } = await actOnLead(loaded.id, reading.act, { repId: rep.id, by: rep.id }, deps);
  if (notWoken) logger.warn("workflow not woken, left to its timeout", { leadId: lead.id, errorName: notWoken.name });
  return pageAfter(result, { kind: reading.act.kind }, lead, owner, deps.now());
}

/** What is so after an act, to who pressed the button. */
function pageAfter(result: ActResult, { kind }: Pick<SaidOfLead, "kind">, lead: Lead, owner: Owner, now: string): Page {
  const { locale } = owner.rep;
  if (result === "too-late" || result === "too-many") return messagePage({ locale, state: `give-back-${result}` });
  if (result === "not-theirs" || lead.ownerId !== owner.rep.id) return gone(lead, owner);
  return leadPage(lead, owner, now, { said: { kind, result } });
}

/** For who has the lead no more. */
function gone(lead: Lead, { rep: { id, locale } }: Owner): Page {
  const last = lead.offers.findLast(({ repId }) => repId === id)?.outcome;
  return messagePage({ locale, state: last === "given-back" ? "given-back" : "already-taken" });
}

function leadPage(
  lead: Lead,
  { link, rep, policy, offer }: Owner,
  now: string,
  {
    said,
    asked,
    problem,
  }: { said?: SaidOfLead; asked?: Pressed; problem?: (ActReading & { kind: "problem" }) | undefined } = {},
): Page {
  const taken = offer && lead.offers.find(({ attempt }) => attempt === offer.attempt);
  const can = taken && givingBack(lead, taken, rep, policy, now);
  return ownedPage({
    ...{ locale: rep.locale, state: "already-accepted", lead, rep, policy, now, said },
    contactBy: contactBy(lead, rep, policy),
    canGiveBack: can === "allowed" || can === "being-told" || can === "too-many",
    // The page's own address ends with `acts`.
    forms: { action: "acts", link, ...(asked && { asked: { ...asked, problem } }) },
  });
}
