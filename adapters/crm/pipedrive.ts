import * as z from "zod/mini";
import { type Answer, type Posted, postedBy } from "../webhooks/call-out.ts";
import { type CallOut, type Crm, isFine, jsonOf, type Stage, said } from "./crm-lead.ts";
import type { PersonClaims } from "./person-claims.ts";

/** The secret `turno-STAGE/crm-pipedrive`. */
export const PipedriveSecret = z.strictObject({
  /** The company's own address: https://acme.pipedrive.com */
  url: z.url({ protocol: /^https$/ }),
  token: z.string().check(z.minLength(1)),
  /** The ids of the pipeline's stages, by stage; where there is none the deal stays where it is. */
  stages: z.optional(z.record(z.string(), z.int())),
});

const over: Partial<Record<Stage, "won" | "lost">> = {
  ...{ won: "won", lost: "lost", invalid: "lost", withdrawn: "lost", rejected: "lost" },
};

/** Not as it should be: the answer that says so. */
class Failed extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super("refused");
    this.answer = answer;
  }
}

/**
 * Pipedrive: a person by their address and a deal of theirs for each lead, with owner, stage and outcome. Pipedrive cannot make or
 * update in one request, and its search sees a new person only after a while, so the address is claimed first: of two leads of one
 * person one makes them, and the other finds whom it made. The deal is found among the person's by the lead in its title. Requests:
 * https://developers.pipedrive.com/docs/api/v1/Persons, https://developers.pipedrive.com/docs/api/v1/Deals,
 * https://developers.pipedrive.com/docs/api/v1/Users (the pages hold both versions)
 */
export function pipedrive(secret: z.infer<typeof PipedriveSecret>, claims: PersonClaims, call: CallOut): Crm {
  const base = new URL(secret.url).origin;
  const headers = { "x-api-token": secret.token, "content-type": "application/json" };
  /** The data of a fine answer. @throws Failed */
  const ask = async (method: "GET" | "POST" | "PATCH", path: string, body?: object): Promise<unknown> => {
    const answer = await call({ method, url: `${base}${path}`, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!isFine(answer)) throw new Failed(answer);
    return jsonOf(answer).data;
  };
  const idIn = (data: unknown): number | undefined => (data as { id?: number } | undefined)?.id;

  const personOf = async (email: string, person: object): Promise<number | "claimed"> => {
    const term = encodeURIComponent(email);
    const claimed = await claims.claim(email);
    if (claimed === "claimed") return "claimed";
    if (claimed !== undefined) return claimed;
    const found = (await ask("GET", `/api/v2/persons/search?term=${term}&fields=email&exact_match=true`)) as Found;
    const id = found?.items?.[0]?.item.id ?? idIn(await ask("POST", "/api/v2/persons", person));
    if (id === undefined) throw new Failed({ because: "unreachable" });
    await claims.found(email, id);
    return id;
  };

  const bring: Crm = async (lead) => {
    const users =
      lead.owner && (await ask("GET", `/v1/users/find?term=${encodeURIComponent(lead.owner)}&search_by_email=1`));
    const owner_id = Array.isArray(users) ? idIn(users[0]) : undefined;
    const { name, email, phone } = lead;
    const emails = [{ value: email, primary: true }];
    const person = said({ name, emails, phones: phone ? [{ value: phone, primary: true }] : undefined, owner_id });
    const person_id = await personOf(email, person);
    if (person_id === "claimed") return { kind: "failed", because: "claimed" };
    const deals = (await ask("GET", `/api/v2/deals?person_id=${person_id}&limit=500`)) as {
      id: number;
      title: string;
    }[];
    const title = `${lead.company ?? name} · ${lead.id}`;
    const known = deals?.find((deal) => deal.title.endsWith(lead.id));
    const deal = said({
      ...{ owner_id, stage_id: secret.stages?.[lead.stage], status: over[lead.stage] ?? "open" },
      ...{ value: lead.value, lost_reason: over[lead.stage] === "lost" ? (lead.reason ?? lead.stage) : undefined },
    });
    if (known) await ask("PATCH", `/api/v2/deals/${known.id}`, deal);
    else await ask("POST", "/api/v2/deals", { title, person_id, ...deal });
    return { kind: "told" };
  };
  return async (lead, now): Promise<Posted> => {
    try {
      return await bring(lead, now);
    } catch (error) {
      if (error instanceof Failed) return postedBy(error.answer, now);
      throw error;
    }
  };
}

type Found = { items?: { item: { id: number } }[] } | undefined;
