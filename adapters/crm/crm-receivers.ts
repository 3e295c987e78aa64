import type { RepStore } from "../reps/rep-store.ts";
import type { Secrets } from "../secrets.ts";
import { callOut } from "../webhooks/call-out.ts";
import { readSecret } from "../webhooks/hooks.ts";
import type { Receiver } from "../webhooks/receivers.ts";
import { type CrmKind, crmId } from "./crm-id.ts";
import { type CallOut, type Crm, crmLeadOf } from "./crm-lead.ts";
import { HubSpotSecret, hubSpot } from "./hubspot.ts";
import type { PersonClaims } from "./person-claims.ts";
import { PipedriveSecret, pipedrive } from "./pipedrive.ts";
import { SalesforceSecret, salesforce } from "./salesforce.ts";

interface Deps {
  secrets: Pick<Secrets, "secretOf">;
  reps: Pick<RepStore, "get">;
  claims: PersonClaims;
  call?: CallOut;
}

/** What the secret of each has to hold. */
export const crmSecrets = {
  hubspot: (text: string) => readSecret(HubSpotSecret, text),
  salesforce: (text: string) => readSecret(SalesforceSecret, text),
  pipedrive: (text: string) => readSecret(PipedriveSecret, text),
} as const satisfies Record<CrmKind, (text: string) => unknown>;

/** The CRMs that there are recipes for, each made of its secret. @throws UnreadableReceivers */
const recipes: Record<CrmKind, (text: string, deps: Deps) => Crm> = {
  hubspot: (text, { call = callOut }) => hubSpot(crmSecrets.hubspot(text), call),
  salesforce: (text, { call = callOut }) => salesforce(crmSecrets.salesforce(text), call),
  pipedrive: (text, { call = callOut, claims }) => pipedrive(crmSecrets.pipedrive(text), claims, call),
};

/**
 * A CRM as a receiver: it is told how a lead stands as the CRM is asked, so that an event that comes twice or late changes nothing;
 * of several that wait the last one is told. Whom somebody erased is not told of.
 */
export function crmReceiver(kind: CrmKind, deps: Deps): (now: number) => Promise<readonly Receiver[]> {
  return async (now) => {
    const crm = recipes[kind](await deps.secrets.secretOf(`crm-${kind}`, now), deps);
    return [
      {
        id: crmId(kind),
        async tell(event, read, at) {
          if ("digest" in event) return { kind: "told" };
          const lead = await read();
          // The event of the later change tells of this one as well.
          if (!lead || lead.erased || lead.rev > event.data.revision) return { kind: "told" };
          // A reading that is behind is none to tell of.
          if (lead.rev < event.data.revision) return { kind: "failed", because: "stale" };
          const owner = lead.ownerId === undefined ? undefined : await deps.reps.get(lead.ownerId);
          return crm(crmLeadOf(lead, owner?.email), at);
        },
      },
    ];
  };
}
