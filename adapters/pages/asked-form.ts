import { colours } from "../../look/tokens.ts";
import { conditionFacts, type Fact, fieldOf as factField, submittedFacts } from "../../routing/facts.ts";
import { inLocale, type Locale, type Words } from "../../routing/lead/lead.ts";
import { callingCode } from "../../routing/lead/read-phone.ts";
import { type Form, type FormField, fieldOf } from "../../routing/policy/form.ts";
import { type OwnAttribute, ownFacts } from "../../routing/policy/own-attributes.ts";
import { choiceWords, formTexts, leadTexts, urgencyTexts } from "../../texts/by-language.ts";
import { countriesIn } from "../../texts/countries.ts";
import { type Fault, faultText } from "../../texts/fault-text.ts";
import { languageName } from "../../texts/language-name.ts";
import { ownChoices, ownLabel } from "../../texts/own-words.ts";
import places from "../enrichment/country-places.json" with { type: "json" };

/** What the form of a policy is made of. */
export interface AskedForm {
  form: Form;
  attributes: Readonly<Record<string, OwnAttribute>>;
  /** The languages of the policy, the first for who reads none of them. */
  languages: readonly Locale[];
}

/** What was typed, ticked or said by the page's address, by the names that the form posts. */
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Shown {
  locale: Locale;
  typed: Typed;
  errors: readonly { field: string; fault: Fault }[];
  /** The country that the reader's browser names, as BR; undefined where it names none. */
  country?: string | undefined;
}

/** How many values are shown as buttons to choose from; more are a list. */
const mostButtons = 5;
/** Facts that are written on several lines. */
const isLong = (fact: Fact): boolean => fact.kind === "text" && fact.lines === true;

const zones = places as unknown as Readonly<Record<string, readonly [zone: string, ...unknown[]]>>;

/** The fields, consents and look of a policy's form, as form-page.hbs takes them. */
export function askedForm(asked: AskedForm, shown: Shown) {
  const { form, languages } = asked;
  const words = (text: Words | undefined) => (text === undefined ? "" : inLocale(text, shown.locale, languages));
  const steps = (form.steps ?? []).map(({ title, fields }) => ({
    title: words(title),
    fields: fields.map(fieldOf).flatMap((field) => {
      const view = field.hidden ? undefined : fieldView(field, asked, shown);
      return view ? [view] : [];
    }),
  }));
  const hidden = (form.steps ?? [])
    .flatMap(({ fields }) => fields.map(fieldOf))
    .filter(({ hidden }) => hidden)
    .map(({ field, value = "" }) => ({ name: field, value: textOf(shown.typed[field]) || value }));
  const ticked = new Set([shown.typed.consents ?? []].flat());
  const consents = (form.consents ?? []).map(({ id, wording, required = false }) => {
    const wrong = shown.errors.find(({ field }) => field === `consents.${id}`);
    return {
      ...{ id: `consents-${id}`, value: id, text: words(wording), required, chosen: ticked.has(id) },
      error: wrong ? formTexts[shown.locale].consentMissing : "",
    };
  });
  return { steps: steps.filter(({ fields }) => fields.length > 0), hidden, consents };
}

const textOf = (value: string | readonly string[] | undefined): string =>
  typeof value === "string" ? value : (value?.[0] ?? "");

function fieldView(field: FormField, asked: AskedForm, shown: Shown) {
  const { locale, typed, errors } = shown;
  const fact = factNamed(field.field, asked);
  if (!fact) return undefined;
  const texts = formTexts[locale];
  const words = (text: Words | undefined) => (text === undefined ? "" : inLocale(text, locale, asked.languages));
  const id = field.field;
  const required = field.required === true || fact.always === true;
  const wrong = errors.find((error) => error.field === id);
  const error = wrong ? faultText(id, wrong.fault, locale) : "";
  const hint = words(field.help) || (id === "size" ? texts.sizeHint : "");
  const label = words(field.label) || labelOf(id, asked, locale);
  const common = {
    ...{ id, hint, error, required, value: textOf(typed[id]), placeholder: words(field.placeholder), dir: "" },
    label: required ? label : `${label} ${texts.optionalMark}`,
    plainLabel: label,
    describedBy: [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" "),
    ...{ asInput: false, asArea: false, asSelect: false, asChoices: false },
    ...{ type: "text", autocomplete: autocompletes[id] ?? "off", inputmode: "", noChoice: texts.noAnswer },
    ...{ choices: [] as Choice[], min: "", max: "" },
  };
  const choices = choicesOf(id, fact, asked, shown);
  if (fact.kind === "country") return { ...common, asSelect: true, noChoice: texts.noChoice, choices };
  if (fact.kind === "list" && choices.length === 0) return { ...common, asInput: true, dir: "auto" };
  if (fact.kind === "list") return { ...common, asChoices: true, type: "checkbox", choices };
  if (choices.length > mostButtons) return { ...common, asSelect: true, choices };
  if (choices.length > 0) return { ...common, asChoices: true, type: "radio", choices };
  switch (fact.kind) {
    case "email":
      return { ...common, asInput: true, type: "email" };
    case "phone":
      return { ...common, asInput: true, type: "tel" };
    case "count":
    case "number":
    case "money":
      return { ...common, asInput: true, inputmode: fact.kind === "count" ? "numeric" : "decimal" };
    case "date":
      return { ...common, asInput: true, type: "date" };
    default:
      return isLong(fact) ? { ...common, asArea: true } : { ...common, asInput: true, dir: "auto" };
  }
}

interface Choice {
  value: string;
  text: string;
  chosen: boolean;
  /** Of a country, where most of it lives, and how its telephone numbers begin. */
  zone: string;
  prefix: string;
}

const autocompletes: Readonly<Record<string, string>> = {
  ...{ name: "name", email: "email", company: "organization", phone: "tel", role: "organization-title" },
  ...{ country: "country", region: "address-level1", city: "address-level2", postal_code: "postal-code" },
};

/** What may be chosen of a field, in the reader's words; nothing where it is written. */
function choicesOf(id: string, fact: Fact, asked: AskedForm, { locale, typed, country }: Shown): Choice[] {
  const { form, attributes, languages } = asked;
  const chosen = new Set([typed[id] ?? []].flat());
  const choice = (value: string, text: string, more: { zone?: string; prefix?: string } = {}): Choice => ({
    ...{ value, text, chosen: chosen.has(value), zone: "", prefix: "", ...more },
  });
  if (fact.kind === "country") {
    const known = chosen.size > 0 || country === undefined ? chosen : new Set([country]);
    return countriesIn(locale).map(({ code, name }) => ({
      ...choice(code, name, { zone: zones[code]?.[0] ?? "", prefix: callingCode(code) ?? "" }),
      chosen: known.has(code),
    }));
  }
  if (id === "products") return form.products.map(({ id, name }) => choice(id, inLocale(name, locale, languages)));
  if (id === "language") return languages.map((one) => choice(one, languageName(one, locale)));
  const own = Object.hasOwn(attributes, id) ? attributes[id] : undefined;
  if (own) return ownChoices(own, languages, locale).map(([value, text]) => choice(value, text));
  if (fact.kind !== "choice" && fact.kind !== "list") return [];
  const named: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    ...choiceWords[locale],
    urgency: urgencyTexts[locale],
  };
  return (fact.values ?? []).map((value) => choice(value, named[id]?.[value] ?? value));
}

const labelOf = (id: string, { attributes, languages }: AskedForm, locale: Locale): string => {
  if (Object.hasOwn(attributes, id)) return ownLabel(id, { attributes, languages }, locale);
  const { facts, others } = leadTexts[locale];
  const known: Readonly<Record<string, string>> = { ...others, ...facts };
  const asked: Readonly<Record<string, string>> = formTexts[locale].label;
  return asked[id] ?? known[factField(id)] ?? ownLabel(id, { attributes, languages }, locale);
};

const factNamed = (name: string, { attributes }: AskedForm): Fact | undefined =>
  ownFacts(attributes).find((own) => own.name === name)?.fact ??
  submittedFacts.find((known) => known.name === name)?.fact;

/** The fields of a form that nobody filled in although it asks for them, and the consents that it needs and that were not given. */
export function missingIn(
  { form, attributes }: Pick<AskedForm, "form" | "attributes">,
  posted: Typed,
  isKnown: (name: string) => boolean,
) {
  const fields = (form.steps ?? [])
    .flatMap(({ fields }) => fields.map(fieldOf))
    .filter(({ field, required, hidden }) => required && !hidden && !isKnown(field))
    .filter(({ field }) => Object.hasOwn(attributes, field) || conditionFacts.some(({ name }) => name === field));
  const ticked = new Set([posted.consents ?? []].flat());
  const consents = (form.consents ?? []).filter(({ id, required }) => required && !ticked.has(id));
  return [...fields.map(({ field }) => field), ...consents.map(({ id }) => `consents.${id}`)];
}

/** The style of a brand's colours and type; empty where it has none. */
export function brandStyle({ brand }: Form): string {
  if (!brand?.colours && !brand?.font) return "";
  const { colours: own } = brand;
  const all = Object.entries(colours).map(([name, [light]]) => `--${name}:${light};`);
  const named = Object.entries({ ...own }).map(([name, colour]) => `--${name.replace("_", "-")}:${colour};`);
  const font = brand.font && brand.font !== "sans" ? `html{font-family:${families[brand.font]}}` : "";
  return `${own ? `:root:root{color-scheme:light;${[...all, ...named].join("")}}` : ""}${font}`;
}
const families = { serif: "Georgia,'Times New Roman',serif", mono: "var(--mono)" } as const;
