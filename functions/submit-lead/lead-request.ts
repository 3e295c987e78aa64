import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, problem } from "../../adapters/api/problem.ts";
import { missingIn, type Typed } from "../../adapters/pages/asked-form.ts";
import { type FormValues, typedFields } from "../../adapters/pages/form-fields.ts";
import { type FormPage, formPage } from "../../adapters/pages/form-page.ts";
import type { HoldReason, Sender } from "../../routing/lead/admit.ts";
import { cameFrom } from "../../routing/lead/came-from.ts";
import { consentsOf } from "../../routing/lead/consents.ts";
import { isToCome } from "../../routing/lead/events.ts";
import { inLocale, locales, type Words } from "../../routing/lead/lead.ts";
import type { ReadFacts } from "../../routing/lead/read-facts.ts";
import { asksItsOwn } from "../../routing/policy/form.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { formTexts } from "../../texts/by-language.ts";
import { faultText } from "../../texts/fault-text.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";
import type { Doors, Passage } from "./doors.ts";
import { type FormFault, type ReadForm, readEventsAlone, readForm } from "./lead-form.ts";
import { type Posted, readBody } from "./read-body.ts";
import type { Submitted } from "./submit-lead.ts";

/** Larger than any lead that a person writes; API Gateway itself would let 10 MB through. Bytes. */
const bodyLimit = 32 * 1024;

export interface LeadSite {
  embedOrigins: readonly string[];
  /** The policy in force, or the version that a form was shown with; none before the first is activated. */
  policy: (version?: number) => Promise<{ policy: Policy; version: number } | undefined>;
  submit: (form: ReadForm, idempotencyKey: string | undefined, sender: Sender) => Promise<Submitted>;
  /** Keeps a submission that looks automatic, until a person has looked at it. */
  hold: (form: ReadForm, idempotencyKey: string | undefined, reason: HoldReason) => Promise<Submitted>;
  /** Releases what is held of a person who has now sent something that is surely theirs. */
  releaseHeldOf: (email: string) => Promise<void>;
  /** Adds what somebody did to their open lead, whose id it says; undefined where there is none. */
  addEvents: (did: ReadFacts) => Promise<string | undefined>;
  doors: Pick<Doors, "signatureOf" | "addressOf" | "pass" | "versionOf">;
  newId: () => string;
  now: () => string;
}

/** Answers one POST of the lead form: a browser with pages, a program with JSON and problem documents (RFC 9457). */
export async function answerPost(
  event: APIGatewayProxyEventV2,
  site: LeadSite,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { headers } = event;
  const wantsPage = (headers.accept ?? "").includes("text/html");
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  const locale = preferredLocale(event.queryStringParameters?.lang, headers["accept-language"]);
  if (body.byteLength > bodyLimit) {
    return wantsPage
      ? again({}, { notice: { kind: "too-large" } }, locale, site, (await site.policy())?.policy)
      : problem(413, "too-large", `A lead takes at most ${bodyLimit} bytes.`);
  }
  const signature = await site.doors.signatureOf(headers, body);
  if (signature.kind === "refused") return problem(401, "bad-signature", signature.because);
  const written = readBody(body, headers["content-type"] ?? "");
  if (written === "unsupported") {
    return problem(
      415,
      "unsupported-media-type",
      "Send application/json or application/x-www-form-urlencoded, in UTF-8 or with the charset named.",
    );
  }
  if (written === "malformed") return problem(400, "malformed", "The body is not a JSON object.");
  // The policy that a form was shown with is the one that reads it.
  const shownWith = await site.doors.versionOf(written.form_token, written.submission_id);
  const active = await site.policy(shownWith);
  const policy = active?.policy;
  const posted = renamed(written, policy?.form.names);
  const own = ownFacts(policy?.attributes ?? {});
  const read = readForm(posted, locale, signature.kind === "signed", own);
  const missing = policy && signature.kind !== "signed" ? faultsOfForm(posted, policy, shownWith !== undefined) : [];
  const did = "faults" in read && signature.kind === "signed" ? readEventsAlone(posted) : undefined;
  if (did) return answerEvents(did, site);
  if ("faults" in read || missing.length > 0) {
    const faults = [...("faults" in read ? read.faults : []), ...missing].filter(
      ({ field }, n, all) => all.findIndex((one) => one.field === field) === n,
    );
    return wantsPage ? again(posted, { errors: faults }, locale, site, policy) : invalid(faults);
  }
  const form = policy
    ? withFormsOwnWords(read, posted, policy, { now: site.now(), shownWith, version: active.version })
    : read;
  const address = await site.doors.addressOf(headers, event.requestContext.http.sourceIp);
  const passage = await site.doors.pass(form, { signature, address });
  if (passage.kind === "full") {
    const notice = { kind: "too-many" as const, retryAfterSeconds: passage.retryAfterSeconds };
    return wantsPage ? again(posted, { notice }, locale, site, policy) : tooMany(passage.retryAfterSeconds);
  }
  const key = signature.kind === "signed" ? `${signature.caller}/${signature.id}` : headers["idempotency-key"];
  const reference = await taken(form, key, passage, site);
  if (wantsPage) {
    const { redirect } = policy?.form.thanks ?? {};
    const isFramed = posted.embed === "1";
    if (redirect !== undefined && !isFramed) return { statusCode: 303, headers: { Location: redirect } };
    const query = new URLSearchParams({ lang: form.facts.language, ...(isFramed && { embed: "1" }) });
    return { statusCode: 303, headers: { Location: `thanks?${query}` } };
  }
  // The same answer to everybody: it must not say whether somebody is known.
  return json(201, {
    lead: reference,
    status: "received",
    ...saidOf(form, site.now()),
    ...(form.claimed.length > 0 && {
      claimed: form.claimed.map((field) => ({ field, detail: "kept as claimed: it counts only from a signed source" })),
    }),
    ...(form.unknown.length > 0 && { unknown: form.unknown }),
  });
}

/** Answers what a known person did, sent without the rest of a form. */
async function answerEvents(did: ReadFacts, { addEvents, now }: LeadSite) {
  const lead = await addEvents(did);
  return lead === undefined
    ? problem(404, "no-lead", "Nobody with this address has an open lead; with a name as well it becomes one.")
    : json(201, { lead, status: "received", ...saidOf(did, now()) });
}

/** What is said of a submission that was taken: what of it could not be read, and what has yet to happen. `now` is ISO 8601. */
function saidOf({ facts, unread }: ReadFacts, now: string) {
  const toCome = (facts.events ?? []).filter((event) => isToCome(event, now));
  return {
    ...(unread.length > 0 && {
      unread: unread.map(({ name, expected }) => ({ field: name, detail: `expected ${expected}` })),
    }),
    ...(toCome.length > 0 && {
      to_come: toCome.map(({ event, at }) => ({ event, at, detail: "its time has not come: it counts from then on" })),
    }),
  };
}

/** Takes a submission that may pass, or holds it; what its sender is told that it is called. */
async function taken(
  form: ReadForm,
  key: string | undefined,
  passage: Exclude<Passage, { kind: "full" }>,
  site: LeadSite,
): Promise<string> {
  if (passage.kind === "held") return (await site.hold(form, key, passage.reason)).reference;
  const { kind, reference } = await site.submit(form, key, passage.sender);
  if (kind === "crowded") return (await site.hold(form, key, "crowded")).reference;
  if (passage.clean) await site.releaseHeldOf(form.facts.email);
  return reference;
}

/** The form once more, with what was typed and what is wrong beside each field. */
async function again(
  posted: Posted,
  wrong: Pick<FormPage, "errors" | "notice">,
  fallback: (typeof locales)[number],
  site: LeadSite,
  policy: Policy | undefined,
) {
  const word = (name: string): string | undefined => (typeof posted[name] === "string" ? posted[name] : undefined);
  const typed = typedFields.map((name) => [name, word(name)]).filter(([, value]) => value);
  const values: FormValues = Object.fromEntries(typed);
  const products = Array.isArray(posted.products) ? posted.products.filter((item) => typeof item === "string") : [];
  return asAnswer(
    formPage({
      locale: preferredLocale(word("language"), undefined, [fallback, ...locales]),
      locales: policy?.languages ?? locales,
      company: policy?.name,
      products: policy?.form.products,
      privacyUrl: policy?.form.privacy_url,
      submissionId: word("submission_id") ?? site.newId(),
      token: word("form_token"),
      embed: posted.embed === "1",
      embedOrigins: site.embedOrigins,
      values: { ...values, products },
      from: cameFrom(posted),
      ...(policy &&
        asksItsOwn(policy.form) && {
          asked: { form: policy.form, attributes: policy.attributes, languages: policy.languages },
          typed: typedIn(posted),
        }),
      ...wrong,
    }),
  );
}

/** What was posted under the names of another form, under those of the facts that the policy says they mean. */
function renamed(posted: Posted, names: Policy["form"]["names"]): Posted {
  if (!names) return posted;
  return Object.fromEntries(
    Object.entries(posted).map(([name, value]) => {
      const fact = Object.hasOwn(names, name) ? names[name] : undefined;
      return fact === undefined || Object.hasOwn(posted, fact) ? [name, value] : [fact, value];
    }),
  );
}

/**
 * What the policy's form needs and was not given: fields of a form that we showed, and consents of whoever does not sign,
 * since a source that signs has asked for its own.
 */
function faultsOfForm(posted: Posted, { form, attributes }: Policy, isOurs: boolean): FormFault[] {
  const typed = typedIn(posted);
  const missing = missingIn({ form, attributes }, typed, (name) =>
    [typed[name] ?? []].flat().some((text) => text.trim() !== ""),
  );
  return missing
    .filter((field) => isOurs || field.startsWith("consents."))
    .map((field): FormFault => ({ field, fault: "missing" }));
}

/** The consents of the form in our own words; what is posted of them beside the ids counts for nothing. */
function withFormsOwnWords(
  read: ReadForm,
  posted: Posted,
  policy: Policy,
  { now, shownWith, version }: { now: string; shownWith: number | undefined; version: number },
): ReadForm {
  const { form, languages, name } = policy;
  const locale = read.facts.language;
  const said = (words: Words) => inLocale(words, locale, languages);
  const ticked = new Set([typedIn(posted).consents ?? []].flat());
  const consents = consentsOf(form.consents ?? [], ticked, { locale, said, now, policyVersion: shownWith ?? version });
  const isOwn = shownWith !== undefined && read.consentWording !== undefined;
  return {
    ...read,
    ...(isOwn && { consentWording: formTexts[locale].consent(name) }),
    ...(consents.length > 0 && { consents }),
  };
}

/** The texts and lists of texts that were posted; numbers and truths as texts. */
const typedIn = (posted: Posted): Typed =>
  Object.fromEntries(
    Object.entries(posted).flatMap(([name, value]): [string, string | string[]][] => {
      if (Array.isArray(value)) return [[name, value.filter((one) => typeof one === "string")]];
      return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? [[name, String(value)]]
        : [];
    }),
  );

const asAnswer = ({ html, ...answer }: ReturnType<typeof formPage>): APIGatewayProxyStructuredResultV2 => ({
  ...answer,
  body: html,
});

/** Nothing was kept: the sender, or the person, is told so and when to send it again. */
const tooMany = (retryAfterSeconds: number) => {
  const { headers, ...answer } = problem(
    429,
    "too-many",
    "Too many submissions came from this network within an hour, and this one was not kept. Send it again later, or sign your requests.",
  );
  return { ...answer, headers: { ...headers, "Retry-After": String(retryAfterSeconds) } };
};

const invalid = (faults: FormFault[]) =>
  problem(422, "invalid-lead", `Not accepted: ${faults.map(({ field }) => field).join(", ")}.`, {
    errors: faults.map(({ field, fault }) => ({ field, fault, detail: faultText(field, fault, "en") })),
  });
