import { hash } from "node:crypto";
import type { Lead } from "../../routing/lead/lead.ts";
import { actBasis } from "../../routing/lead/turn.ts";
import type { Held } from "../intake/held-store.ts";

const digest = (text: string): string => hash("sha256", text, "base64url").slice(0, 16);

/** What somebody who acts on a lead must have seen, as it is sent in `If-Match`. */
export const turnOf = (lead: Lead): string => digest(actBasis(lead));

/** The same for a submission that is held, which never changes while it is. */
export const turnOfHeld = ({ leadId, heldAt }: Pick<Held, "leadId" | "heldAt">): string =>
  digest(`${leadId} ${heldAt}`);
