import type { ActKind } from "../../routing/follow/acts.ts";
import type { ActFields, ActReading } from "../../routing/follow/read-act.ts";
import { contactWays } from "../../routing/lead/follow.ts";
import { inLocale, type Lead, type Locale } from "../../routing/lead/lead.ts";
import { declineReasons } from "../../routing/offers/decline-reasons.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { actTexts, offerTexts } from "../../texts/by-language.ts";
import { tokenAgain } from "./page-token.ts";

/** Where the forms of a lead's page are posted, and what came and does not count yet, so that the page asks again. */
export interface ActForms {
  action: string;
  /** The last part of the page's address. */
  link: string;
  asked?: { fields: ActFields; token?: string | undefined; problem?: (ActReading & { kind: "problem" }) | undefined };
}

/** A form of the page, as act.hbs shows it. */
interface ActForm {
  act: ActKind;
  label: string;
  send: string;
  hint: string;
  /** The question, with choices or a field to type into. */
  asks: string;
  name: string;
  choices: { value: string; text: string; chosen: boolean }[] | false;
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
  const forms = formsOf(lead, rep, policy, locale, asked?.fields);
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

interface Showing {
  lead: Lead;
  rep: Rep;
  policy: Policy;
  locale: Locale;
  canGiveBack: boolean;
  now: string;
}

function formsOf(lead: Lead, rep: Rep, policy: Policy, locale: Locale, asked: ActFields = {}): ActForm[] {
  const texts = actTexts[locale];
  const form = (act: ActKind, more: Partial<ActForm> = {}): ActForm => ({
    act,
    label: texts.open[act],
    send: texts.send[act],
    hint: texts.hint[act],
    asks: "",
    name: "",
    choices: false,
    input: "",
    required: false,
    decimal: false,
    noteLabel: "",
    quiet: true,
    ...more,
  });
  const reasons = (choices: readonly { value: string; text: string }[]) => ({
    asks: texts.why,
    name: "reason",
    choices: choices.map((one) => ({ ...one, chosen: one.value === asked.reason })),
    noteLabel: texts.note,
  });
  const lost = policy.lost_reasons.map(({ id, name }) => ({
    value: id,
    text: inLocale(name, locale, policy.languages),
  }));
  const declined = declineReasons.map((value) => ({ value, text: offerTexts[locale].reasons[value] }));
  const ways = contactWays.map((value) => ({ value, text: texts.ways[value], chosen: value === asked.how }));
  return [
    ...(lead.follow?.contactedAt
      ? []
      : [form("contacted", { asks: texts.how, name: "how", choices: ways, quiet: false }), form("no-answer")]),
    form("meeting", {
      asks: texts.at(rep.timeZone.replaceAll("_", " ")),
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
    form("give-back", reasons(declined)),
  ];
}

function faultText({ field, fault }: ActReading & { kind: "problem" }, locale: Locale): string {
  const texts = actTexts[locale].fault;
  return fault === "past" ? texts.past : texts[field];
}
