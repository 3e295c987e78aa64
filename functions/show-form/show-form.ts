import { embedScript } from "../../adapters/pages/embed-script.ts";
import { formPage } from "../../adapters/pages/form-page.ts";
import type { Page } from "../../adapters/pages/page.ts";
import { thanksPage } from "../../adapters/pages/thanks-page.ts";
import { cameFrom } from "../../routing/lead/came-from.ts";
import { locales } from "../../routing/lead/lead.ts";
import { asksItsOwn, type Form, formFieldsOf } from "../../routing/policy/form.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";

export interface FormRequest {
  /** As API Gateway names the route, e.g. "GET /form". */
  route: string;
  query: Readonly<Record<string, string | undefined>>;
  acceptLanguage?: string | undefined;
}

export interface FormSite {
  /** Where the site is, without a slash at the end. */
  baseUrl: string;
  /** The sites that may show the form in a frame. */
  embedOrigins: readonly string[];
  /** The policy in force with its version; none before the first is activated. */
  policy: () => Promise<{ policy: Policy; version: number } | undefined>;
  newId: () => string;
  /** The token of a form that is shown now, to be sent as this submission; none where its key cannot be read. */
  tokenOf: (submissionId: string, version: number) => Promise<string | undefined>;
}

interface Answer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** The pages that anybody may open: the form, the thanks for it, and the script that puts it on another site. */
export async function showForm({ route, query, acceptLanguage }: FormRequest, site: FormSite): Promise<Answer> {
  if (route === "GET /embed.js") {
    const { text, ...script } = embedScript(site.baseUrl, site.embedOrigins);
    return { ...script, body: text };
  }
  const active = await site.policy();
  const policy = active?.policy;
  const languages = policy?.languages ?? locales;
  const page = {
    locale: preferredLocale(query.lang, acceptLanguage, languages),
    company: policy?.name,
    embed: query.embed === "1",
    embedOrigins: site.embedOrigins,
  };
  if (route === "GET /thanks")
    return asAnswer(
      thanksPage({
        ...page,
        acknowledges: policy?.acknowledge.tell.includes("received"),
        form: policy?.form,
        languages,
      }),
    );
  const submissionId = site.newId();
  return asAnswer(
    formPage({
      ...page,
      locales: languages,
      products: policy?.form.products,
      privacyUrl: policy?.form.privacy_url,
      submissionId,
      token: await site.tokenOf(submissionId, active?.version ?? 0),
      values: { source: query.utm_source, campaign: query.utm_campaign },
      from: cameFrom(query),
      country: countryIn(acceptLanguage),
      ...(policy &&
        asksItsOwn(policy.form) && { asked: { form: policy.form, attributes: policy.attributes, languages } }),
      typed: policy ? hiddenIn(policy.form, query) : {},
    }),
  );
}

/** The country of the first language that names one: es-MX is of Mexico. */
const countryIn = (acceptLanguage = ""): string | undefined =>
  /(?:^|,)\s*[a-z]{2,3}-([A-Za-z]{2})\b/.exec(acceptLanguage)?.[1]?.toUpperCase();

/** What the page's address says of the form's hidden fields, by the parameters that they name. */
const hiddenIn = (form: Form, query: FormRequest["query"]) =>
  Object.fromEntries(
    (formFieldsOf(form) ?? []).flatMap(({ field, hidden, param = field }) => {
      const value = query[param];
      return hidden && value !== undefined ? [[field, value.slice(0, 500)]] : [];
    }),
  );

const asAnswer = ({ html, ...answer }: Page): Answer => ({ ...answer, body: html });
