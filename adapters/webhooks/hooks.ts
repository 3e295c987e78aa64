import * as z from "zod/mini";
import type { Secrets } from "../secrets.ts";

/** A receiver of events, as the secret `turno-STAGE/webhooks` lists it. */
const Hook = z.object({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,30}$/, "expected lower-case letters, digits and hyphens")),
  /** https, to a public server, without a name and password. */
  url: z.url({ protocol: /^https$/ }),
  /** By the scheme of Standard Webhooks: `whsec_` and at least 24 bytes in base64. */
  secret: z
    .string()
    .check(z.regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, "expected whsec_ and 24 bytes or more in base64")),
  /** Whether events say how to reach the person. */
  person: z._default(z.boolean(), false),
});
export type Hook = z.infer<typeof Hook>;
const Hooks = z.array(Hook).check(z.maxLength(10));

/** How long it is remembered that there are none. Milliseconds. */
const remembered = 10 * 60_000;

/** The receivers of a stage. */
export class HookList {
  readonly #secrets: Pick<Secrets, "secretOf">;
  #noneUntil = 0;

  constructor(secrets: Pick<Secrets, "secretOf">) {
    this.#secrets = secrets;
  }

  /** All of them; none where there is no such secret. @param now ms since 1970 @throws where it cannot be read */
  async all(now: number): Promise<Hook[]> {
    if (now < this.#noneUntil) return [];
    try {
      return Hooks.parse(JSON.parse(await this.#secrets.secretOf("webhooks", now)));
    } catch (error) {
      if ((error as Error).name !== "ResourceNotFoundException") throw error;
      this.#noneUntil = now + remembered;
      return [];
    }
  }
}
