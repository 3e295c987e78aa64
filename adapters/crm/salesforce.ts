import * as z from "zod/mini";
import { type Answer, postedBy } from "../webhooks/call-out.ts";
import { type CallOut, type Crm, isFine, jsonOf, namesOf, type Stage, said } from "./crm-lead.ts";

const https = z.url({ protocol: /^https$/ });
/** The secret `turno-STAGE/crm-salesforce`: a connected app with the client credentials flow, and who it runs as. */
export const SalesforceSecret = z.strictObject({
  /** The company's own address: https://acme.my.salesforce.com */
  url: https,
  client_id: z.string().check(z.minLength(1)),
  client_secret: z.string().check(z.minLength(1)),
  /** A text field of leads that is an external id and unique. */
  external_id: z._default(
    z.string().check(z.regex(/^\w+__c$/, "expected a field of your own, as Turno_Id__c")),
    "Turno_Id__c",
  ),
  /** What the lead status is called where the company has its own words, by stage. */
  statuses: z.optional(z.record(z.string(), z.string())),
});

const version = "v62.0";
/** The values of the lead status in a new company. A lead that is won is converted by a person, who says into what. */
const statuses: Record<Stage, string> = {
  ...{ new: "Open - Not Contacted", owned: "Open - Not Contacted", contacted: "Working - Contacted" },
  ...{ won: "Working - Contacted", nurtured: "Open - Not Contacted", lost: "Closed - Not Converted" },
  ...{ invalid: "Closed - Not Converted", withdrawn: "Closed - Not Converted", rejected: "Closed - Not Converted" },
};

/** Tokens by their app, kept for as long as Salesforce takes them. */
const tokens = new Map<string, string>();

/**
 * Salesforce: a lead by an external id that is Turno's own, which Salesforce makes or updates in one request, with its owner and
 * status. A token that has expired (401) is asked for anew, once. Who was converted meanwhile is a contact, and left alone. Requests:
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm,
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm,
 * https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_client_credentials_flow.htm
 */
export function salesforce(secret: z.infer<typeof SalesforceSecret>, call: CallOut): Crm {
  const base = new URL(secret.url).origin;
  const key = `${base} ${secret.client_id}`;
  const logIn = async (): Promise<Answer | undefined> => {
    const { client_id, client_secret } = secret;
    const body = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await call({ method: "POST", url: `${base}/services/oauth2/token`, headers, body });
    const token = jsonOf(answer).access_token;
    if (!isFine(answer)) return answer;
    if (typeof token !== "string") return { because: "unreachable" };
    tokens.set(key, token);
    return undefined;
  };
  const ask = async (method: "GET" | "PATCH", path: string, body?: object): Promise<Answer> => {
    const once = () =>
      call({
        ...{ method, url: `${base}/services/data/${version}${path}` },
        headers: { authorization: `Bearer ${tokens.get(key)}`, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      });
    const refused = tokens.has(key) ? undefined : await logIn();
    if (refused) return refused;
    const answer = await once();
    if (!("status" in answer) || answer.status !== 401) return answer;
    return (await logIn()) ?? once();
  };
  return async (lead, now) => {
    const users = lead.owner && (await ask("GET", `/query?q=${encodeURIComponent(userQuery(lead.owner))}`));
    if (users && !isFine(users)) return postedBy(users, now);
    const [user] = users ? ((jsonOf(users).records ?? []) as { Id?: string }[]) : [];
    const { first, last } = namesOf(lead.name);
    const fields = said({
      ...{ FirstName: first, LastName: last, Email: lead.email, Phone: lead.phone, OwnerId: user?.Id },
      // Salesforce takes no lead without a company.
      Company: lead.company ?? lead.name,
      Status: secret.statuses?.[lead.stage] ?? statuses[lead.stage],
    });
    const answer = await ask("PATCH", `/sobjects/Lead/${secret.external_id}/${encodeURIComponent(lead.id)}`, fields);
    if ("body" in answer && answer.body.includes("CANNOT_UPDATE_CONVERTED_LEAD")) return { kind: "told" };
    return postedBy(answer, now);
  };
}

/** Quotes and backslashes are all that ends a string of SOQL. */
const userQuery = (email: string): string =>
  `SELECT Id FROM User WHERE IsActive = true AND Email = '${email.replace(/[\\']/g, "\\$&")}' LIMIT 1`;
