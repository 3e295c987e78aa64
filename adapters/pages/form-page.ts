import { inLocale, type Locale, urgencies, type Words } from "../../routing/lead/lead.ts";
import { formTexts, languageTags, urgencyTexts } from "../../texts/by-language.ts";
import { countriesIn } from "../../texts/countries.ts";
import { type Fault, faultText } from "../../texts/fault-text.ts";
import { languageTitle } from "../../texts/language-name.ts";
import template from "./form-page.hbs";
import { type Page, renderPage } from "./page.ts";

const inputs = [
  "name",
  "email",
  "company",
  "size",
  "country",
  "phone",
  "message",
  "source",
  "campaign",
  "time_zone",
] as const;

/** What a person types or chooses one of, under the names that the form posts. */
export const typedFields = [...inputs, "urgency"] as const;

/** What was typed, and the products that were ticked. */
export type FormValues = Partial<Record<(typeof typedFields)[number], string>> & {
  products?: readonly string[];
};

export interface FormPage {
  locale: Locale;
  /** The languages to switch between, the default first. */
  locales: readonly Locale[];
  /** Absent while no policy is active. */
  company?: string | undefined;
  products?: readonly { id: string; name: Words }[];
  privacyUrl?: string | undefined;
  /** A fresh random UUID: the form sent twice is one lead. */
  submissionId: string;
  /** What proves when we showed the form with this id; absent where its key cannot be read. */
  token?: string | undefined;
  /** Shown inside another site. */
  embed?: boolean;
  embedOrigins?: readonly string[];
  values?: FormValues;
  errors?: readonly { field: string; fault: Fault }[];
  /** Why the form as a whole was not taken, and after how many seconds it will be. */
  notice?: { kind: Notice; retryAfterSeconds?: number } | undefined;
}

const noticeStatus = { "too-large": 413, "too-many": 429 } as const;

/** What can be wrong with a form as a whole. */
type Notice = keyof typeof noticeStatus;

/** The form for leads: two fields to fill in, the rest short. With errors it keeps what was typed (422). */
export function formPage(form: FormPage): Page {
  const { locale, company = "", products = [], embed = false, values = {}, errors = [], notice } = form;
  const texts = formTexts[locale];
  const heading = texts.title(company);

  const field = (id: keyof typeof texts.label, hint = "") => {
    const wrong = errors.find((error) => error.field === id);
    const describedBy = [hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(" ");
    const error = wrong ? faultText(id, wrong.fault, locale) : "";
    return { id, label: texts.label[id], hint, error, describedBy };
  };
  const input = (id: "name" | "email" | "company" | "size" | "phone", attributes: Partial<InputAttributes>) => {
    const { hint, ...own } = { ...plainInput, ...attributes };
    return { ...field(id, hint), ...own, value: values[id] ?? "" };
  };
  const fields = {
    name: input("name", { autocomplete: "name", dir: "auto", required: true }),
    email: input("email", { type: "email", autocomplete: "email", required: true }),
    company: input("company", { autocomplete: "organization", dir: "auto" }),
    size: input("size", { inputmode: "numeric", hint: texts.sizeHint }),
    phone: input("phone", { type: "tel", autocomplete: "tel" }),
    country: {
      ...field("country"),
      noChoice: texts.noChoice,
      countries: countriesIn(locale).map((country) => ({ ...country, chosen: country.code === values.country })),
    },
    products: products.length > 0 && {
      ...field("products"),
      type: "checkbox",
      choices: products.map(({ id, name }) => ({
        value: id,
        text: inLocale(name, locale, form.locales),
        chosen: values.products?.includes(id) ?? false,
      })),
    },
    urgency: {
      ...field("urgency"),
      type: "radio",
      choices: urgencies.map((id) => ({ value: id, text: urgencyTexts[locale][id], chosen: values.urgency === id })),
    },
    message: { ...field("message"), value: values.message ?? "" },
  };

  const problems = errors.map(({ field: id, fault }) => {
    const shown = fields[id as keyof typeof fields];
    const text = faultText(id, fault, locale);
    const named = text === texts.fault[fault] ? `${shown ? shown.label : id} – ${text}` : text;
    return { target: shown ? id : "", text: named };
  });
  const told = notice && texts.notice[notice.kind];
  const wrong = problems.length > 0 || told !== undefined;
  const page = renderPage(
    template,
    {
      locale,
      title: wrong ? texts.errorTitle(heading) : heading,
      statusCode: notice ? noticeStatus[notice.kind] : wrong ? 422 : 200,
      embed,
      embedOrigins: form.embedOrigins ?? [],
    },
    {
      fields,
      texts,
      heading,
      intro: texts.intro,
      // Changing the language starts afresh, so it is not offered to somebody who has typed already.
      languages: wrong || form.locales.length < 2 ? [] : form.locales.map((to) => languageLink(to, form)),
      problems,
      problemsTitle: wrong ? (told?.title ?? texts.errors) : "",
      told: told?.text(Math.ceil((notice?.retryAfterSeconds ?? 0) / 60)) ?? "",
      locale,
      submissionId: form.submissionId,
      token: form.token ?? "",
      timeZone: values.time_zone ?? "",
      source: values.source ?? "",
      campaign: values.campaign ?? "",
      consent: texts.consent(company),
      privacyUrl: form.privacyUrl && /^https?:/i.test(form.privacyUrl) ? form.privacyUrl : "",
    },
  );
  if (notice?.retryAfterSeconds !== undefined) page.headers["Retry-After"] = String(notice.retryAfterSeconds);
  return page;
}

interface InputAttributes {
  type: "text" | "email" | "tel";
  autocomplete: string;
  inputmode: string;
  /** "auto" where names of any script are typed. */
  dir: string;
  required: boolean;
  hint: string;
}
const plainInput: InputAttributes = {
  type: "text",
  autocomplete: "off",
  inputmode: "",
  dir: "",
  required: false,
  hint: "",
};

function languageLink(to: Locale, { locale, embed, values = {} }: FormPage) {
  const query = new URLSearchParams({ lang: to });
  if (embed) query.set("embed", "1");
  if (values.source) query.set("utm_source", values.source);
  if (values.campaign) query.set("utm_campaign", values.campaign);
  return { href: `form?${query}`, lang: languageTags[to].html, name: languageTitle(to, to), current: to === locale };
}
