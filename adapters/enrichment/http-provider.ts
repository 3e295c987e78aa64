import { createHash } from "node:crypto";
import pRetry, { AbortError } from "p-retry";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import { fieldOf, type OwnFact } from "../../routing/facts.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { ownValue } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Secrets } from "../secrets.ts";
import type { AnswerCache } from "./answer-cache.ts";
import { mappedFacts } from "./mapped-facts.ts";
import { type Provider, TooLate } from "./provider.ts";

/** A provider as the policy describes it. */
export type HttpSpec = Exclude<Policy["enrichment"]["providers"][number], string>;

export interface HttpDeps {
  cache: AnswerCache;
  secrets: Secrets;
  fetch: typeof fetch;
  /** ms since 1970 */
  now: () => number;
}

/** Bytes of an answer that are read; more than any company needs. */
const answerLimit = 64 * 1024;

/** The service answered, and not with what was asked for. */
class Refused extends Error {
  override readonly name = "Refused";
}

/**
 * A company service on the web. Answers are kept for `spec.keep` minutes, "nothing" as well; a cache that fails is no
 * reason not to ask. Redirects are refused, so that what is asked goes to the named host alone.
 */
export function httpProvider(spec: HttpSpec, own: readonly OwnFact[], deps: HttpDeps): Provider {
  return {
    name: spec.http,
    async ask(known, signal) {
      const url = wantedFrom(spec, known);
      if (!url) return "skipped";
      const key = keyOf(spec, url);
      const kept = await deps.cache.answerOf(key, deps.now()).catch(() => undefined);
      const facts = kept ?? mappedFacts(spec.map, await answerTo(url, spec, deps, signal), own);
      const until = deps.now() + spec.keep * 60_000;
      if (!kept && spec.keep > 0) await deps.cache.keepAnswer(key, facts, until).catch(() => {});
      return Object.keys(facts).length > 0 ? facts : "nothing";
    },
  };
}

/**
 * What such a service said before and is still kept, for a preview: whoever only looks asks nobody, since services count
 * and charge. "skipped" where nothing is kept.
 */
export function keptAnswers(
  spec: HttpSpec,
  { cache, now }: { cache?: AnswerCache | undefined; now: () => number },
): Provider {
  return {
    name: spec.http,
    async ask(known) {
      const url = wantedFrom(spec, known);
      const kept = url && (await cache?.answerOf(keyOf(spec, url), now()));
      if (!kept) return "skipped";
      return Object.keys(kept).length > 0 ? kept : "nothing";
    },
  };
}

/** The address to ask, or undefined when all that the service could tell is known, or the lead does not tell what it is asked by. */
function wantedFrom({ url, map }: HttpSpec, known: LeadFacts): string | undefined {
  const wanted = Object.keys(map).some(
    (name) => known[fieldOf(name) as keyof LeadFacts] === undefined && ownValue(known, name) === undefined,
  );
  return wanted ? addressOf(url, known) : undefined;
}

/** The address to ask, or undefined when the lead does not tell what it is asked by. */
function addressOf(template: string, known: LeadFacts): string | undefined {
  const values: Record<string, string | undefined> = { domain: companyDomain(known.email), company: known.company };
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  // A name of dots alone would be read as a way up in the path, however it is encoded.
  if (names.some((name) => !values[name] || /^\.+$/.test(values[name]))) return undefined;
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name]?.toWellFormed() ?? ""));
}

/** Another address or mapping is another answer. A hash, since what people typed is in the address. */
const keyOf = ({ http, map }: HttpSpec, url: string): string =>
  `${http}#${createHash("sha256")
    .update(JSON.stringify([url, Object.entries(map).toSorted()]))
    .digest("base64url")}`;

/** What the service says of the company, as JSON; null when it knows none. @throws TooLate, Refused and network errors */
function answerTo(url: string, spec: HttpSpec, deps: HttpDeps, signal: AbortSignal): Promise<unknown> {
  return pRetry(() => once(url, spec, deps, signal), {
    retries: spec.retries,
    minTimeout: 100,
    factor: 3,
    randomize: true,
    signal,
  });
}

async function once(url: string, spec: HttpSpec, deps: HttpDeps, signal: AbortSignal): Promise<unknown> {
  const own = AbortSignal.timeout(spec.timeout);
  const headers: Record<string, string> = { accept: "application/json" };
  if (spec.header) headers[spec.header] = `${spec.prefix ?? ""}${await deps.secrets.secretOf(spec.http, deps.now())}`;
  try {
    const response = await deps.fetch(url, { headers, redirect: "manual", signal: AbortSignal.any([signal, own]) });
    if (response.status === 404 || response.status === 204) {
      await response.body?.cancel();
      return null;
    }
    if (response.ok) return JSON.parse(await bodyOf(response));
    await response.body?.cancel();
    const refused = new Refused(`status ${response.status}`);
    if (response.status === 401 || response.status === 403) deps.secrets.forget(spec.http);
    const passing = response.status === 429 || response.status >= 500;
    throw passing ? refused : new AbortError(refused);
  } catch (error) {
    if (own.aborted) throw new TooLate();
    // A redirect, or an answer that is no JSON or too long, is the same the next time.
    throw error instanceof SyntaxError ? new AbortError(error) : error;
  }
}

async function bodyOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > answerLimit) throw new AbortError(new Refused(`more than ${answerLimit} bytes`));
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
