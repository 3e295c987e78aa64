import * as z from "zod/mini";
import { proofOf, versionIn } from "../../adapters/intake/form-token.ts";
import type { IntakeKeys } from "../../adapters/intake/intake-keys.ts";
import type { IntakeLimits, Taken } from "../../adapters/intake/intake-limits.ts";
import { type Callers, isSigned, type Signature, signatureOf } from "../../adapters/intake/signature.ts";
import { forwardedBy, isSame, networkOf, sourceHash } from "../../adapters/intake/source-network.ts";
import { syntheticSecret } from "../../adapters/intake/synthetic-secret.ts";
import { doorOf, type HoldReason, type Sender } from "../../routing/lead/admit.ts";
import { syntheticId, syntheticName } from "../../routing/lead/synthetic.ts";
import type { ReadForm } from "./lead-form.ts";
import { contentHash } from "./submit-lead.ts";

/** How many submissions are taken in an hour. */
const IntakeMost = z.object({
  /** From one network, of forms that a person filled in: offices share an address. */
  form: z.number(),
  /** From one network, of programs that do not sign. */
  unsigned: z.number(),
  /** Of all programs that do not sign; those beyond are held. */
  unsignedInAll: z.number(),
});
export type IntakeMost = z.infer<typeof IntakeMost>;

/** The limits of the stage, as JSON in the environment. @throws */
export const mostIn = (limits: string): IntakeMost => IntakeMost.parse(JSON.parse(limits));

interface Deps {
  keys: Pick<IntakeKeys, "form" | "callers" | "edge">;
  limits: Pick<IntakeLimits, "take" | "useForm">;
  most: IntakeMost;
  /** ISO 8601. */
  now: () => string;
}

/** Where a submission came from: what it is signed with, and the address that the connection had. */
export interface Origin {
  signature: Exclude<Signature, { kind: "refused" }>;
  /** As API Gateway or the edge saw it; what anybody else says of it counts for nothing. */
  address: string;
}

/** `clean`: so surely a person's that what was held of them before is released as well. */
export type Passage =
  | { kind: "admitted"; clean: boolean; sender: Sender }
  | { kind: "held"; reason: HoldReason }
  | Extract<Taken, { kind: "full" }>;

/** The doors by which submissions come in: who signed, who filled in our form, and how many of each are taken. */
export class Doors {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Who signed a request. The secrets are read for those alone that claim to be signed. */
  async signatureOf(headers: Readonly<Record<string, string | undefined>>, body: Uint8Array): Promise<Signature> {
    if (!isSigned(headers)) return { kind: "unsigned" };
    const now = Date.parse(this.#deps.now());
    const { keys } = this.#deps;
    const [callers, form] = await Promise.all([keys.callers(now), keys.form(now)]);
    const own: Callers = form === undefined ? {} : { [syntheticName]: [syntheticSecret(form)] };
    return signatureOf(headers, body, { ...callers, ...own }, now);
  }

  /** The version of the policy whose form was posted; undefined where it is no form of ours. */
  async versionOf(token: unknown, submissionId: unknown): Promise<number | undefined> {
    if (typeof token !== "string" || typeof submissionId !== "string") return undefined;
    const key = await this.#deps.keys.form(Date.parse(this.#deps.now()));
    return key === undefined ? undefined : versionIn(token, submissionId, key);
  }

  /**
   * The address that a request came from: of the connection or, where the edge proves to be that, what it forwards.
   * @param connection as API Gateway saw it
   */
  async addressOf(headers: Readonly<Record<string, string | undefined>>, connection: string): Promise<string> {
    const shown = headers["x-turno-edge"];
    if (shown === undefined) return connection;
    const key = await this.#deps.keys.edge(Date.parse(this.#deps.now()));
    return key !== undefined && isSame(shown, key) ? forwardedBy(connection, headers["x-forwarded-for"]) : connection;
  }

  /** Whether a submission that makes a lead may pass now. It counts towards the limits of where it came from. */
  async pass(form: ReadForm, { signature, address }: Origin): Promise<Passage> {
    if (signature.kind === "signed") {
      const sender: Sender = { door: "signed", source: `signed by ${signature.caller}` };
      const own = signature.caller === syntheticName && { synthetic: syntheticId(signature.id) };
      return { kind: "admitted", clean: true, sender: { ...sender, ...own } };
    }
    const { keys, limits, most } = this.#deps;
    const now = Date.parse(this.#deps.now());
    const key = await keys.form(now);
    const proof = key === undefined ? "absent" : proofOf(form.token, form.submissionId, { key, now });
    const { door, hold } = doorOf({ signed: false, trapped: form.trapped, proof });
    const network = networkOf(address);
    const who = key !== undefined && network !== undefined && sourceHash(key, network, this.#deps.now());
    if (who) {
      const taken = await limits.take(`${door}#${who}`, most[door === "form" ? "form" : "unsigned"], now);
      if (taken.kind === "full") return taken;
    }
    if (hold) return { kind: "held", reason: hold };
    const sender = { door, source: who ? who.slice(0, 8) : "unknown" };
    if (door === "form") {
      const use = await limits.useForm(form.submissionId ?? "", contentHash(form), now);
      return use === "used-up" ? { kind: "held", reason: use } : { kind: "admitted", clean: use === "first", sender };
    }
    const room = await limits.take("unsigned", most.unsignedInAll, now);
    return room.kind === "full" ? { kind: "held", reason: "flood" } : { kind: "admitted", clean: false, sender };
  }
}
