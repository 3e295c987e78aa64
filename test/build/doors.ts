import { IntakeLimits } from "../../adapters/intake/intake-limits.ts";
import { sign } from "../../adapters/intake/signature.ts";
import type { Executions } from "../../adapters/workflow.ts";
import { addEvents } from "../../functions/submit-lead/add-events.ts";
import { Doors, type IntakeMost } from "../../functions/submit-lead/doors.ts";
import { holdSubmission, releaseHeldOf } from "../../functions/submit-lead/hold-submission.ts";
import type { LeadSite } from "../../functions/submit-lead/lead-request.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import { aPolicy } from "./a-policy.ts";
import type { Tables } from "./open-tables.ts";

/** The key of the forms, and the secret by which the source `crm` signs. */
export const formKey = "a key of the form's own, in the tests";
export const crmSecret = `whsec_${Buffer.from("a secret of the crm, in the tests").toString("base64")}`;

/** What the edge proves itself with. */
export const edgeKey = "a key of the edge, in the tests";

const roomy: IntakeMost = { form: 1e6, unsigned: 1e6, unsignedInAll: 1e6 };

interface Site {
  most?: Partial<IntakeMost>;
  keys?: ConstructorParameters<typeof Doors>[0]["keys"];
  executions?: Pick<Executions, "start">;
}

/** A site that takes leads, on the real tables; unless said otherwise it starts no workflow. `now` gives ISO 8601. */
export function aSite(tables: Tables, now: () => string, { most, keys, executions }: Site = {}): LeadSite {
  const { held } = tables;
  const deps = { ...tables, executions: executions ?? { start: async () => {} }, now };
  return {
    embedOrigins: [],
    policy: async () => ({ policy: aPolicy(), version: 1 }),
    doors: new Doors({
      keys: keys ?? {
        form: async () => formKey,
        callers: async () => ({ crm: [crmSecret] }),
        edge: async () => edgeKey,
      },
      limits: new IntakeLimits(tables.client, "intake"),
      most: { ...roomy, ...most },
      now,
    }),
    submit: (form, key, sender) => submitLead(form, key, deps, sender),
    hold: (form, key, reason) => holdSubmission(form, key, reason, { held, now }),
    releaseHeldOf: (email) => releaseHeldOf(email, { held, now }),
    addEvents: (did) => addEvents(did, deps),
    newId: () => "fresh",
    now,
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
