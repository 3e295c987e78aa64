import type { Locale, Words } from "../../routing/lead/lead.ts";
import { formTexts, languageTags } from "../../texts/by-language.ts";
import { type Fault, faultText } from "../../texts/fault-text.ts";
import { languageTitle } from "../../texts/language-name.ts";
import { type FormValues, formFields } from "./form-fields.ts";
import template from "./form-page.hbs";
import { type Page, renderPage } from "./page.ts";

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

  const fields = formFields({ locale, policyLocales: form.locales, products, values, errors });

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

function languageLink(to: Locale, { locale, embed, values = {} }: FormPage) {
  const query = new URLSearchParams({ lang: to });
  if (embed) query.set("embed", "1");
  if (values.source) query.set("utm_source", values.source);
  if (values.campaign) query.set("utm_campaign", values.campaign);
  return { href: `form?${query}`, lang: languageTags[to].html, name: languageTitle(to, to), current: to === locale };
}
