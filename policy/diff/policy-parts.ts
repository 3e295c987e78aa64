import { inLocale, type Locale } from "../../routing/lead/lead.ts";
import { fieldOf } from "../../routing/policy/form.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { asWritten } from "../read/policy-yaml.ts";

/** A named part of a policy, such as a rule, a pool or a line of points. */
export interface PolicyPart {
  name: string;
  /** Its content without the name, in the notation of the policy's file. */
  content: Record<string, unknown>;
}

/** A section of named parts. If their order matters, moving a part is a change. */
export interface PolicySection {
  section: string;
  ordered: boolean;
  parts: PolicyPart[];
}

/** The named parts of a policy by section, in the order of the file. */
export function sectionsOf(policy: Policy): PolicySection[] {
  const { enrichment, rules, pools, effort, onboarding, nurture, score } = asWritten(policy);
  const { languages, form, territories, qualification, priority, lanes, references, lost_reasons } = policy;
  return [
    {
      section: "attributes",
      ordered: false,
      parts: Object.entries(policy.attributes).map(([name, content]) => ({ name, content })),
    },
    { section: "products", ordered: true, parts: named(form.products, "id") },
    {
      section: "form",
      ordered: true,
      parts: (form.steps ?? []).flatMap(({ title, fields }, n) =>
        fields.map(fieldOf).map(({ field, ...content }, m) => ({
          name: field,
          content: { part: n + 1, ...(m === 0 && title !== undefined && { title }), ...content },
        })),
      ),
    },
    {
      section: "sources",
      ordered: false,
      parts: Object.entries(policy.sources).map(([name, content]) => ({ name, content })),
    },
    {
      section: "channels",
      ordered: false,
      parts: Object.entries(policy.channels).map(([name, content]) => ({ name, content })),
    },
    { section: "consents", ordered: true, parts: named(form.consents ?? [], "id") },
    { section: "enrichment", ordered: true, parts: apart(enrichment.providers.map(providerPart)) },
    {
      section: "territories",
      ordered: false,
      parts: Object.entries(territories).map(([name, when]) => ({ name, content: { when } })),
    },
    { section: "rejects", ordered: true, parts: named(qualification.reject, "gate") },
    { section: "questions", ordered: true, parts: named(qualification.ask, "missing") },
    {
      section: "score",
      ordered: false,
      parts: apart(score.flatMap((dimension) => dimensionParts(dimension, languages))),
    },
    {
      section: "priority",
      ordered: true,
      parts: apart(
        priority.map((line) => ({
          name: `${line.priority}: ${inLocale(line.because, "en", languages)}`,
          content: line,
        })),
      ),
    },
    { section: "lanes", ordered: true, parts: named(lanes, "lane") },
    { section: "rules", ordered: true, parts: named(rules, "rule") },
    { section: "pools", ordered: false, parts: Object.entries(pools).map(([name, content]) => ({ name, content })) },
    { section: "effort", ordered: false, parts: Object.entries(effort).map(([name, content]) => ({ name, content })) },
    { section: "lost reasons", ordered: true, parts: named(lost_reasons, "id") },
    {
      section: "onboarding",
      ordered: true,
      parts: apart(
        onboarding?.steps.map((step) => ({ name: inLocale(step.name, "en", languages), content: step })) ?? [],
      ),
    },
    {
      section: "nurture",
      ordered: true,
      parts: apart(nurture.map((step) => ({ name: inLocale(step.mail.subject, "en", languages), content: step }))),
    },
    { section: "references", ordered: true, parts: named(references, "company") },
  ];
}

/** The unnamed settings of a policy: limits, targets, texts. A list of words is one value. */
export function settingsOf(policy: Policy): Record<string, unknown> {
  const {
    sla,
    max_wait,
    after_attempts,
    in_flight,
    give_back,
    choose,
    follow,
    receipts,
    privacy,
    enrichment,
    onboarding,
  } = asWritten(policy);
  const {
    name,
    currency,
    languages,
    form,
    accounts,
    seniority,
    otherwise,
    reminders,
    attempts,
    after_max_wait,
    expectations,
    pause_after,
    acknowledge,
    office,
    consumer_mail,
    regions,
    chance,
    learn,
  } = policy;
  const { privacy_url } = form;
  return {
    ...{
      name,
      currency,
      languages,
      privacy_url,
      ...(form.brand && { brand: form.brand }),
      ...(form.thanks && { thanks: form.thanks }),
      ...(form.names && { names: form.names }),
      enrichment: { limit: enrichment.limit },
      office,
      consumer_mail,
      regions,
      accounts,
      seniority,
      otherwise,
      chance,
      learn,
    },
    ...{
      sla,
      reminders,
      attempts,
      max_wait,
      after_max_wait,
      after_attempts,
      expectations,
      in_flight,
      pause_after,
      give_back,
      choose,
      follow,
      receipts,
      privacy,
      acknowledge,
    },
    onboarding: onboarding && { pool: onboarding.pool, call: onboarding.call },
    self_service_url: policy.self_service_url,
  };
}

function named<Key extends string>(entries: readonly ({ [K in Key]: string } & object)[], key: Key): PolicyPart[] {
  return apart(
    entries.map((entry) => {
      const { [key]: name, ...content } = entry;
      return { name, content: content as Record<string, unknown> };
    }),
  );
}

function providerPart(provider: ReturnType<typeof asWritten>["enrichment"]["providers"][number]): PolicyPart {
  if (typeof provider === "string") return { name: provider, content: {} };
  const { http, ...content } = provider;
  return { name: http, content };
}

/** A dimension, each line of its points, each behaviour and each step of its bands. */
type Dimension = ReturnType<typeof asWritten>["score"][number];

function dimensionParts(
  { dimension, max, weight, points, behaviour, bands }: Dimension,
  languages: readonly Locale[],
): PolicyPart[] {
  return [
    { name: dimension, content: { max, weight, ...(bands && { bands_of: bands.of }) } },
    ...points.map((line) => ({ name: `${dimension}: ${inLocale(line.because, "en", languages)}`, content: line })),
    ...behaviour.map(({ event, ...line }) => ({ name: `${dimension}, event ${event}`, content: line })),
    ...(bands?.steps ?? []).map(({ from, ...step }) => ({ name: `${dimension}, from ${from}`, content: step })),
  ];
}

/** Numbers parts of the same name. */
function apart(parts: readonly PolicyPart[]): PolicyPart[] {
  const count = new Map<string, number>();
  return parts.map(({ name, content }) => {
    const number = (count.get(name) ?? 0) + 1;
    count.set(name, number);
    return { name: number === 1 ? name : `${name} (${number})`, content };
  });
}
