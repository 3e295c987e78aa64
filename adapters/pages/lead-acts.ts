import type { ActKind } from "../../routing/follow/acts.ts";
import type { ActFields, ActReading } from "../../routing/follow/read-act.ts";
import { contactWays } from "../../routing/lead/follow.ts";
import { inLocale, type Lead, type Locale } from "../../routing/lead/lead.ts";
import { declineReasons } from "../../routing/offers/decline-reasons.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { hasStages } from "../../routing/policy/policy-values.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { actTexts, offerTexts } from "../../texts/by-language.ts";
import { zoneName } from "../../texts/times.ts";
import { tokenAgain } from "./page-token.ts";

/** Where the forms of a lead's page are posted, and what came and does not count yet, so that the page asks again. */
export interface ActForms {
  action: string;
  /** The last part of the page's address. */
  link: string;
  asked?: { fields: ActFields; token?: string | undefined; problem?: (ActReading & { kind: "problem" }) | undefined };
}

/** One of several things to choose from. */
export interface Choice {
  value: string;
  text: string;
  /** What is said beside it; may be empty. */
  note: string;
  chosen: boolean;
  disabled: boolean;
}

/** A form of a page, as act.hbs shows it. */
export interface ActForm<Act extends string = ActKind> {
  act: Act;
  /** From whom it goes; may be empty. */
  from: string;
  label: string;
  send: string;
  hint: string;
  /** The question, with choices or a field to type into. */
  asks: string;
  name: string;
  choices: Choice[] | false;
  input: string;
  required: boolean;
  decimal: boolean;
  noteLabel: string;
  quiet: boolean;
}

/** The forms with which the owner says what came of the lead; the one that was sent last stays open where it is wrong. */
export function actForms(
  { lead, rep, policy, locale, canGiveBack, now }: Showing,
  { action, link, asked }: ActForms,
): object[] {
  const forms = formsOf({ lead, rep, policy, locale, now }, asked?.fields);
  const token = tokenAgain(asked?.token, link, now);
  return forms
    .filter(({ act }) => act !== "give-back" || canGiveBack)
    .map((form) => {
      const isAsked = asked?.fields.act === form.act;
      return {
        ...form,
        action,
        token,
        open: isAsked,
        again: isAsked && !asked.problem ? offerTexts[locale].again : "",
        error: isAsked && asked.problem ? faultText(asked.problem, locale) : "",
        value: isAsked ? (asked.fields[form.name as "at" | "value"] ?? "") : "",
        note: isAsked ? (asked.fields.note ?? "") : "",
      };
    });
}

export const choice = (value: string, text: string, chosen: string | undefined): Choice => ({
  ...{ value, text, note: "", disabled: false },
  chosen: value === chosen,
});

/** A form with a button alone. */
export const emptyForm = <Act extends string>(act: Act, label: string, send: string, hint: string): ActForm<Act> => ({
  ...{ act, label, send, hint, from: "", asks: "", name: "", choices: false, input: "", noteLabel: "" },
  ...{ required: false, decimal: false, quiet: true },
});

interface Showing {
  lead: Lead;
  rep: Rep;
  policy: Policy;
  locale: Locale;
  canGiveBack: boolean;
  now: string;
}

function formsOf({ lead, rep, policy, locale, now }: Omit<Showing, "canGiveBack">, asked: ActFields = {}): ActForm[] {
  const texts = actTexts[locale];
  const form = (act: ActKind, more: Partial<ActForm> = {}): ActForm => ({
    ...emptyForm(act, texts.open[act], texts.send[act], texts.hint[act]),
    ...more,
  });
  const reasons = (choices: readonly { value: string; text: string }[]) => ({
    asks: texts.why,
    name: "reason",
    choices: choices.map(({ value, text }) => choice(value, text, asked.reason)),
    noteLabel: texts.note,
  });
  const lost = policy.lost_reasons.map(({ id, name }) => ({
    value: id,
    text: inLocale(name, locale, policy.languages),
  }));
  const declined = declineReasons.map((value) => ({ value, text: offerTexts[locale].reasons[value] }));
  const ways = contactWays.map((value) => choice(value, texts.ways[value], asked.how));
  return [
    ...(lead.follow?.contactedAt
      ? []
      : [form("contacted", { asks: texts.how, name: "how", choices: ways, quiet: false }), form("no-answer")]),
    form("meeting", {
      asks: texts.at(zoneName(new Date(now), { locale, timeZone: rep.timeZone })),
      name: "at",
      input: "datetime-local",
      required: true,
    }),
    form("won", {
      asks: texts.value(policy.currency),
      name: "value",
      input: "text",
      decimal: true,
      noteLabel: texts.note,
    }),
    form("lost", reasons(lost)),
    form("invalid", { noteLabel: texts.note }),
    ...(hasStages(policy) && lead.stage === undefined ? [form("pass-on", { noteLabel: texts.note })] : []),
    form("give-back", reasons(declined)),
  ];
}

function faultText({ field, fault }: ActReading & { kind: "problem" }, locale: Locale): string {
  const texts = actTexts[locale].fault;
  return fault === "past" ? texts.past : texts[field];
}
