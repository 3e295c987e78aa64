import type { CameFrom } from "../../routing/lead/came-from.ts";
import type { Locale, Words } from "../../routing/lead/lead.ts";
import { formTexts, languageTags } from "../../texts/by-language.ts";
import { type Fault, faultText } from "../../texts/fault-text.ts";
import { languageTitle } from "../../texts/language-name.ts";
import { type AskedForm, askedForm, brandStyle, type Typed } from "./asked-form.ts";
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
  /** The policy's own form, and what was typed into it; absent where it has Turno's own fields. */
  asked?: AskedForm | undefined;
  typed?: Typed;
  /** How the person came, to be posted with the form. */
  from?: CameFrom;
  /** The country that the reader's browser names. */
  country?: string | undefined;
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
  const policyForm = form.asked?.form;
  const brand = policyForm?.brand;
  const heading = texts.title(brand?.name ?? company);
  const { typed = values as Typed } = form;
  const own = form.asked && askedForm(form.asked, { locale, typed, errors, country: form.country });

  const fields = formFields({ locale, policyLocales: form.locales, products, values, errors });

  const asks = own?.steps.flatMap(({ fields }) => fields) ?? [];
  const problems = errors.map(({ field: id, fault }) => {
    const ownField = asks.find((field) => field.id === id);
    const box = own?.consents.find(({ id: box }) => `consents-${id.slice("consents.".length)}` === box);
    if (box) return { target: box.id, text: `${box.text} – ${texts.consentMissing}` };
    const known = own && own.steps.length > 0 ? undefined : fields[id as keyof typeof fields];
    const label = ownField?.plainLabel ?? (known ? known.label : undefined);
    const text = faultText(id, fault, locale);
    const named = text === texts.fault[fault] ? `${label ?? id} – ${text}` : text;
    return { target: label === undefined ? "" : id, text: named };
  });
  const needsMore = asks.some(({ id, required }) => required && id !== "name" && id !== "email");
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
      pictures: brand?.logo?.startsWith("https:") ? [brand.logo] : [],
      brand: policyForm ? brandStyle(policyForm) : "",
      formsTo: policyForm?.thanks?.redirect === undefined ? [] : [policyForm.thanks.redirect],
    },
    {
      logo: brand?.logo ?? "",
      logoName: brand?.name ?? company,
      from: Object.entries(form.from ?? {}).map(([name, value]) => ({ name, value })),
      steps: own?.steps ?? [],
      hidden: own?.hidden ?? [],
      consents: own?.consents ?? [],
      // With what is wrong all of it is shown, so that nobody looks for it.
      progressive: !wrong && (own?.steps.length ?? 0) > 1,
      fine: (own?.consents.length ?? 0) === 0 || form.privacyUrl !== undefined,
      fields,
      texts,
      heading,
      intro: needsMore ? texts.introOfMore : texts.intro,
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
      consent: (own?.consents.length ?? 0) > 0 ? "" : texts.consent(company),
      privacyUrl: form.privacyUrl && /^https?:/i.test(form.privacyUrl) ? form.privacyUrl : "",
    },
  );
  if (notice?.retryAfterSeconds !== undefined) page.headers["Retry-After"] = String(notice.retryAfterSeconds);
  return page;
}

function languageLink(to: Locale, { locale, embed, values = {}, from = {} }: FormPage) {
  const query = new URLSearchParams({ lang: to });
  if (embed) query.set("embed", "1");
  if (values.source) query.set("utm_source", values.source);
  if (values.campaign) query.set("utm_campaign", values.campaign);
  for (const [name, value] of Object.entries(from)) query.set(name, value);
  return { href: `form?${query}`, lang: languageTags[to].html, name: languageTitle(to, to), current: to === locale };
}
