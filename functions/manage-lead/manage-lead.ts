import { type Asked, type HandsOnDeps, type HandsOnLead, handleLead } from "../../adapters/claims/hands-on.ts";
import { leadIdIn, linkTarget } from "../../adapters/leads/offer-link.ts";
import { type ManageAct, type ManageFields, type ManageForms, manageActs } from "../../adapters/pages/manage-forms.ts";
import { messagePage } from "../../adapters/pages/message-page.ts";
import type { Page } from "../../adapters/pages/page.ts";
import { whenShown } from "../../adapters/pages/page-token.ts";
import type { Team } from "../../adapters/reps/rep-store.ts";
import { logger } from "../../adapters/step.ts";
import { rejectReasons } from "../../routing/follow/hands-on.ts";
import { readNote } from "../../routing/lead/clean-text.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { manageTexts } from "../../texts/by-language.ts";
import { managersPage } from "../managers-page.ts";
import { policyFor } from "../people.ts";

/** What came with a button of the page: its fields, and the token of the page. */
export interface Pressed {
  fields: ManageFields;
  token?: string | undefined;
}

/**
 * Does what a manager pressed on the page of a lead, and shows what is so then. The conditional write of the lead decides, so
 * whatever is pressed twice, at once or late has one outcome. A button counts when its page was open long enough to be read
 * (decision 30). `link` is the last part of the page's address; one that was mailed to somebody who manages no more is not found.
 */
export async function manageLead(link: string, pressed: Pressed, fallback: Locale, deps: HandsOnDeps): Promise<Page> {
  const id = leadIdIn(link);
  const loaded = id === undefined ? undefined : await deps.leads.get(id);
  const target = loaded && linkTarget(loaded, link);
  const team = await deps.reps.team();
  const { reps } = team;
  const manager = reps.find((rep) => target && target.kind !== "offer" && rep.id === target.managerId);
  if (!loaded || !manager?.active || manager.role !== "manager") {
    return messagePage({ locale: fallback, state: "not-found" });
  }
  const show = async (lead: Lead, now: Team, notice?: string, asked?: ManageForms["asked"]) =>
    managersPage({
      ...{ lead, manager: now.reps.find((rep) => rep.id === manager.id) ?? manager, ...now, notice, now: deps.now() },
      policy: await policyFor(lead, deps.policies),
      // The page's own address ends with `manage`.
      forms: { base: "", link, asked },
    });
  const act = manageActs.find((known) => known === pressed.fields.act);
  const asked = act && askedOf(act, pressed.fields, manager.id);
  const unread = whenShown(pressed.token, link, deps.now()) !== "read";
  if (!act) return show(loaded, team);
  if (unread || !asked) return show(loaded, team, undefined, { ...pressed, unread });
  const { result, lead, notWoken } = await handleLead(loaded.id, asked, manager.id, deps);
  if (notWoken) logger.warn("workflow not woken, left to its timeout", { leadId: lead.id, errorName: notWoken.name });
  return show(lead, await deps.reps.team(), noticeOf(result, act, pressed.fields, reps, manager.locale));
}

/** What was asked for; undefined where nobody, or no reason, was chosen. */
function askedOf(act: ManageAct, { to, from, reason, ...fields }: ManageFields, managerId: string): Asked | undefined {
  switch (act) {
    case "take":
      return { kind: "take", to: managerId };
    case "give":
      return to ? { kind: "give", to } : undefined;
    case "hand-on":
      return from ? { kind: "hand-on", from } : undefined;
    case "reject": {
      const known = rejectReasons.find((one) => one === reason);
      const note = readNote(fields.note);
      return known && { kind: "reject", reason: known, ...(note && { note }) };
    }
    case "reopen":
      return { kind: "reopen" };
  }
}

function noticeOf(
  result: HandsOnLead["result"],
  act: ManageAct,
  { to }: ManageFields,
  reps: readonly RepState[],
  locale: Locale,
): string {
  const texts = manageTexts[locale];
  if (result !== "done") return texts.refused[result];
  return act === "give" ? texts.done.give(reps.find(({ id }) => id === to)?.name ?? "") : texts.done[act];
}
