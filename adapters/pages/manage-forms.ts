import { candidatesFor } from "../../routing/choice/candidates.ts";
import { rejectReasons } from "../../routing/follow/hands-on.ts";
import { holdersOf, type Lead, type Locale } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { ClosingsByKind } from "../../routing/reps/closings.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import type { Standing } from "../../routing/reps/standing.ts";
import { manageTexts, offerTexts } from "../../texts/by-language.ts";
import { clockTime } from "../../texts/times.ts";
import { type ActForm, type Choice, choice, emptyForm } from "./lead-acts.ts";
import { tokenAgain } from "./page-token.ts";

/** What a manager can press on the page of a lead. */
export const manageActs = ["take", "give", "hand-on", "reject", "reopen"] as const;
export type ManageAct = (typeof manageActs)[number];

/** What came with a button: the act, and for whom or why. */
export interface ManageFields {
  act?: string | undefined;
  to?: string | undefined;
  from?: string | undefined;
  reason?: string | undefined;
  note?: string | undefined;
}

/** Where the forms are posted, and what came and does not count yet, so that the page asks again. */
export interface ManageForms {
  action: string;
  /** The last part of the page's address. */
  link: string;
  /** `unread`: the button was pressed before the page could be read; otherwise what is to be chosen is missing. */
  asked?: { fields: ManageFields; token?: string | undefined; unread: boolean };
}

export interface Managing {
  lead: Lead;
  manager: RepState;
  reps: readonly RepState[];
  /** By kind of lead. */
  closings: ClosingsByKind;
  policy: Policy;
  locale: Locale;
  /** ISO 8601 in UTC. */
  now: string;
}

/** The forms with which a manager handles a lead that is as it is now; without `take` where another button does that. */
export function manageForms(page: Managing, { action, link, asked }: ManageForms, without?: "take"): object[] {
  const token = tokenAgain(asked?.token, link, page.now);
  return formsFor(page, asked?.fields)
    .filter(({ act }) => act !== without)
    .map((form) => {
      const isAsked = asked?.fields.act === form.act;
      return {
        ...form,
        ...{ action, token, value: "", open: isAsked },
        again: isAsked && asked.unread ? offerTexts[page.locale].again : "",
        error: isAsked && !asked.unread ? manageTexts[page.locale].choose : "",
        note: isAsked ? (asked.fields.note ?? "") : "",
      };
    });
}

function formsFor(page: Managing, asked: ManageFields = {}): ActForm<ManageAct>[] {
  const { lead, manager, locale } = page;
  const texts = manageTexts[locale];
  const form = (act: ManageAct, more: Partial<ActForm<ManageAct>> = {}) => ({
    ...emptyForm(act, texts.open[act], texts.send[act], texts.hint[act]),
    ...more,
  });
  if (isFinal(lead.status)) return lead.closed?.outcome === "withdrawn" ? [] : [form("reopen")];
  const [from, ...others] = holdersOf(lead);
  const reasons = rejectReasons.map((reason) => choice(reason, texts.reasons[reason], asked.reason));
  // While somebody is introduced it goes to nobody else, for some seconds.
  const goes = lead.status !== "accepted" && lead.status !== "new" && lead.status !== "qualified";
  return [
    ...(goes && lead.ownerId !== manager.id ? [form("take", { quiet: false })] : []),
    ...(goes ? [form("give", { asks: texts.whom, name: "to", choices: whom(page, asked.to), quiet: false })] : []),
    ...(goes && from && others.length === 0 && lead.status !== "escalated" ? [form("hand-on", { from })] : []),
    form("reject", { asks: texts.why, name: "reason", choices: reasons, noteLabel: texts.note }),
  ];
}

/** To whom it can be given, and how each stands. */
function whom(page: Managing, chosen: string | undefined): Choice[] {
  return candidatesFor(page.lead, page, page.policy, page.now).map(({ rep, standing }) => ({
    ...choice(rep.id, rep.name, chosen),
    note: standingText(rep, standing, page),
    disabled: standing.because !== undefined,
  }));
}

/** "3 of 25 leads, at work now". */
function standingText(rep: RepState, { because, worksFrom }: Standing, { manager, locale, now }: Managing): string {
  const texts = manageTexts[locale];
  const { timeZone } = manager;
  const works =
    worksFrom === undefined
      ? texts.noHours
      : worksFrom <= now
        ? texts.atWork
        : texts.away(clockTime(worksFrom, now, { locale, timeZone }));
  return [texts.leads(rep.openLeads, rep.capacity), because ? texts[because] : works].join(", ");
}
