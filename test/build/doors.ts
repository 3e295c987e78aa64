import { IntakeLimits } from "../../adapters/intake/intake-limits.ts";
import { sign } from "../../adapters/intake/signature.ts";
import { Doors, type IntakeMost } from "../../functions/submit-lead/doors.ts";
import { holdSubmission, releaseHeldOf } from "../../functions/submit-lead/hold-submission.ts";
import type { LeadSite } from "../../functions/submit-lead/lead-request.ts";
import type { Tables } from "./open-tables.ts";

/** The key of the forms, and the secret by which the source `crm` signs. */
export const formKey = "a key of the form's own, in the tests";
export const crmSecret = `whsec_${Buffer.from("a secret of the crm, in the tests").toString("base64")}`;

const roomy: IntakeMost = { form: 1e6, unsigned: 1e6, unsignedInAll: 1e6 };

/** The doors of a site that takes leads, on the real tables. `now` gives ISO 8601. */
export function openDoors(
  tables: Tables,
  now: () => string,
  most: Partial<IntakeMost> = {},
): Pick<LeadSite, "doors" | "hold" | "releaseHeldOf"> {
  const { held } = tables;
  return {
    doors: new Doors({
      keys: { form: async () => formKey, callers: async () => ({ crm: [crmSecret] }) },
      limits: new IntakeLimits(tables.client, "intake"),
      most: { ...roomy, ...most },
      now,
    }),
    hold: (form, key, reason) => holdSubmission(form, key, reason, { held, now }),
    releaseHeldOf: (email) => releaseHeldOf(email, { held, now }),
  };
}

/** The headers by which a source signs a body at `now` (ISO 8601). */
export function signedHeaders(body: string | Uint8Array, id: string, now: string, secret = crmSecret) {
  const timestamp = String(Math.floor(Date.parse(now) / 1000));
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": sign(secret, { id, timestamp, body }),
  };
}

/** Where a request came from, as API Gateway says it. */
export const from = (sourceIp: string) => ({ requestContext: { http: { sourceIp } } });
