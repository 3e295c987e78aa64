import * as z from "zod/mini";
import { postedBy } from "../webhooks/call-out.ts";
import { type CallOut, type Crm, isFine, jsonOf, namesOf, type Stage, said } from "./crm-lead.ts";

/** The secret `turno-STAGE/crm-hubspot`: the token of a private app with the scopes of contacts and owners. */
export const HubSpotSecret = z.strictObject({
  token: z.string().check(z.minLength(1)),
  /** What `hs_lead_status` is called where the account has its own words, by stage. */
  statuses: z.optional(z.record(z.string(), z.string())),
});

/** The values that `hs_lead_status` has in a new account. */
const statuses: Record<Stage, string> = {
  ...{ new: "NEW", owned: "OPEN", contacted: "CONNECTED", won: "OPEN_DEAL" },
  ...{
    lost: "UNQUALIFIED",
    invalid: "UNQUALIFIED",
    withdrawn: "UNQUALIFIED",
    rejected: "UNQUALIFIED",
    nurtured: "BAD_TIMING",
  },
};

/**
 * HubSpot: a contact by its address, which HubSpot makes or updates in one request of its own, with its owner and lead status. A
 * conflict (409) of two that make the same contact is tried again, and finds it. Requests:
 * https://developers.hubspot.com/docs/api-reference/legacy/crm/objects/contacts/batch/upsert-contacts,
 * https://developers.hubspot.com/docs/api-reference/legacy/crm/owners/get-owners
 */
export function hubSpot(secret: z.infer<typeof HubSpotSecret>, call: CallOut): Crm {
  const headers = { authorization: `Bearer ${secret.token}`, "content-type": "application/json" };
  const ask = (method: "GET" | "POST", path: string, body?: object) =>
    call({ method, url: `https://api.hubapi.com${path}`, headers, ...(body && { body: JSON.stringify(body) }) });
  return async (lead, now) => {
    const owners = lead.owner && (await ask("GET", `/crm/v3/owners?email=${encodeURIComponent(lead.owner)}&limit=1`));
    if (owners && !isFine(owners)) return postedBy(owners, now);
    const [owner] = owners ? ((jsonOf(owners).results ?? []) as { id?: string }[]) : [];
    const { first, last } = namesOf(lead.name);
    const properties = said({
      ...{ email: lead.email, firstname: first, lastname: last, phone: lead.phone, company: lead.company },
      ...{ hs_lead_status: secret.statuses?.[lead.stage] ?? statuses[lead.stage], hubspot_owner_id: owner?.id },
      lifecyclestage: lead.stage === "won" ? "customer" : undefined,
    });
    const inputs = [{ id: lead.email, idProperty: "email", properties }];
    const answer = await ask("POST", "/crm/v3/objects/contacts/batch/upsert", { inputs });
    // A 207 says in its body that the one contact was not taken.
    const errors = (jsonOf(answer).errors ?? []) as { category?: string }[];
    if (isFine(answer) && errors.length > 0) return { kind: "failed", because: errors[0]?.category ?? "refused" };
    return postedBy(answer, now);
  };
}
