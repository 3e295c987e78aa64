import { createHash } from "node:crypto";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, problem } from "../../adapters/api/problem.ts";
import { leadsIn, mappedBy } from "../../adapters/intake/source-mapping.ts";
import {
  challengeAnswer,
  isFrom,
  linkedinAnswer,
  type SourceSecret,
  secretIn,
} from "../../adapters/intake/source-signature.ts";
import type { Unread } from "../../adapters/intake/unread-store.ts";
import { count, logger } from "../../adapters/step.ts";
import type { Sender } from "../../routing/lead/admit.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { type Source, sourceOf } from "../../routing/policy/sources.ts";
import { type ReadForm, readForm } from "./lead-form.ts";
import { readBody } from "./read-body.ts";
import type { Submitted } from "./submit-lead.ts";

/** Bytes: form services send their questions with the answers. */
const bodyLimit = 128 * 1024;

export interface SourceSite {
  /** Where the site is, without a slash at the end. */
  baseUrl: string;
  policy: () => Promise<Policy | undefined>;
  /** The source's secret as it is stored. @throws where it cannot be read */
  secretOf: (name: string) => Promise<string>;
  submit: (form: ReadForm, key: string, sender: Sender) => Promise<Submitted>;
  hold: (form: ReadForm, key: string, reason: "crowded") => Promise<Submitted>;
  keepUnread: (unread: Unread) => Promise<void>;
  /** What Meta has of a lead that it only named. @throws where it does not answer, so that it is sent again */
  fetchLead: (leadgenId: string, token: string) => Promise<unknown>;
  /** ISO 8601 */
  now: () => string;
}

/** Answers what a source of the policy sends to its address, and Meta's question whether the address is ours. */
export async function answerSource(
  event: APIGatewayProxyEventV2,
  site: SourceSite,
): Promise<APIGatewayProxyStructuredResultV2> {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (body.byteLength > bodyLimit) return refused(413);
  const name = event.pathParameters?.source ?? "";
  const policy = await site.policy();
  const sources = policy?.sources ?? {};
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (!policy || !source) return refused(404);
  const stored = await site.secretOf(source.secret ?? name).catch(noSecret);
  if (stored === undefined) return refused(401);
  const secret = secretIn(stored);
  const { method } = event.requestContext.http;
  if (method !== "POST") {
    const asked = event.queryStringParameters ?? {};
    const theirs = sourceOf(source).signed === "linkedin" ? linkedinAnswer(asked, secret) : undefined;
    if (theirs !== undefined) {
      const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };
      return { statusCode: 200, headers, body: theirs };
    }
    const challenge = challengeAnswer(asked, secret);
    return challenge === undefined
      ? refused(401)
      : { statusCode: 200, headers: { "Content-Type": "text/plain", "Cache-Control": "no-store" }, body: challenge };
  }
  const url = `${site.baseUrl}${event.rawPath}${event.rawQueryString ? `?${event.rawQueryString}` : ""}`;
  const { signed, header } = sourceOf(source);
  const request = { method, url, headers: event.headers, body };
  const proof = isFrom(signed, secret, request, { now: Date.parse(site.now()), header });
  if (!proof) return refused(401);
  const sent = readBody(body, event.headers["content-type"] ?? "application/json", "any");
  if (sent === "unsupported" || sent === "malformed") return problem(400, "malformed", "The body is not JSON.");
  const leads: string[] = [];
  let unread = 0;
  for (const one of leadsIn(sent)) {
    const whole = await fetched(one, secret, site);
    const reference = await take({ name, source, policy, sent: whole, messageId: proof.id, at: leads.length }, site);
    if (reference === undefined) unread += 1;
    else leads.push(reference);
  }
  return json(leads.length > 0 ? 201 : 200, { leads, ...(unread > 0 && { unread }), status: "received" });
}

/** Without hints for who tries: no word of what was wrong, and counted. */
function refused(status: 401 | 404 | 413): APIGatewayProxyStructuredResultV2 {
  count("SourcesRefused");
  const titles = { 401: "unauthorized", 404: "not-found", 413: "too-large" } as const;
  return problem(status, titles[status], "Not accepted.");
}

/** A secret that does not exist refuses; anything else is a fault, after which the source sends again. */
function noSecret(error: Error): undefined {
  if (error.name !== "ResourceNotFoundException") throw error;
  logger.error("a source has no secret");
}

/** Meta's notification names a lead alone: with a token it is fetched, without one it is kept for a look as it came. */
async function fetched(
  { sent, leadgenId }: { sent: unknown; leadgenId?: string },
  { token }: SourceSecret,
  site: SourceSite,
): Promise<unknown> {
  return leadgenId === undefined || token === undefined ? sent : site.fetchLead(leadgenId, token);
}

interface Sent {
  name: string;
  source: Source;
  policy: Policy;
  sent: unknown;
  messageId: string | undefined;
  /** Its place among the leads of one message. */
  at: number;
}

/** Takes one lead; what it is called, or undefined where the mapping finds no address in it. */
async function take(
  { name, source, policy, sent, messageId, at }: Sent,
  site: SourceSite,
): Promise<string | undefined> {
  const { posted, id } = mappedBy(source, sent);
  const locale: Locale = policy.languages[0] ?? "en";
  const named = {
    ...posted,
    ...(posted.name === undefined && typeof posted.email === "string" && { name: posted.email }),
  };
  const read = readForm(named, locale, true, ownFacts(policy.attributes));
  const text = JSON.stringify(sent);
  if ("faults" in read) {
    count("SourcesUnread");
    const missing = read.faults.map(({ field }) => field);
    await site.keepUnread({ source: name, at: site.now(), missing, sent: text });
    logger.warn("no lead found in what a source sent", { source: name, missing });
    return undefined;
  }
  const own = id ?? (messageId === undefined ? createHash("sha256").update(text).digest("hex") : `${messageId}-${at}`);
  const key = `in/${name}/${own}`;
  const submitted = await site.submit(read, key, { door: "signed", source: `source ${name}` });
  return submitted.kind === "crowded" ? (await site.hold(read, key, "crowded")).reference : submitted.reference;
}
