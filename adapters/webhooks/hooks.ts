import * as z from "zod/mini";
import type { Secrets } from "../secrets.ts";
import { count, logger } from "../step.ts";
import type { Outbox } from "./outbox.ts";

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

/** Thrown where the secret is no list of receivers; the message names fields and never what they hold. */
export class UnreadableReceivers extends Error {
  override readonly name = "UnreadableReceivers";
}

/** What a secret holds, as its shape says. @throws UnreadableReceivers */
export function readSecret<Read>(shape: z.ZodMiniType<Read>, text: string): Read {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UnreadableReceivers("it is not JSON");
  }
  const read = shape.safeParse(json);
  if (read.success) return read.data;
  const { path = [], message } = read.error.issues[0] ?? { message: "unusable" };
  throw new UnreadableReceivers([path.join("."), message].filter(Boolean).join(": "));
}

/** The receivers that a secret lists. @throws UnreadableReceivers */
export const readHooks = (text: string): Hook[] => readSecret(Hooks, text);

/** How long it is remembered that there are none. Milliseconds. */
const remembered = 10 * 60_000;

/** The receivers of a stage. */
export class HookList {
  readonly #secrets: Pick<Secrets, "secretOf">;
  readonly #outbox: Pick<Outbox, "known" | "know"> | undefined;
  #noneUntil = 0;
  #known = "";

  /** `outbox` where it is to remember who they are, for the time when the secret cannot be read. */
  constructor(secrets: Pick<Secrets, "secretOf">, outbox?: Pick<Outbox, "known" | "know">) {
    this.#secrets = secrets;
    this.#outbox = outbox;
  }

  /** All of them; none where there is no such secret. @param now ms since 1970 @throws UnreadableReceivers, and where AWS does not give it */
  async all(now: number): Promise<Hook[]> {
    if (now < this.#noneUntil) return [];
    try {
      const hooks = readHooks(await this.#secrets.secretOf("webhooks", now));
      const ids = hooks.map(({ id }) => id);
      if (this.#known !== ids.join()) await this.#outbox?.know(ids);
      this.#known = ids.join();
      return hooks;
    } catch (error) {
      if ((error as Error).name !== "ResourceNotFoundException") throw error;
      this.#noneUntil = now + remembered;
      return [];
    }
  }

  /**
   * What they are called; of a list that cannot be read, those who were in it the last time, so that what happens until it is mended
   * is told them later. Counted for an alarm, and no fault of whoever asks. @param now ms since 1970
   */
  async ids(now: number): Promise<string[]> {
    try {
      return (await this.all(now)).map(({ id }) => id);
    } catch (error) {
      noteUnreadable(error);
      return (await this.#outbox?.known()) ?? [];
    }
  }
}

/** Says that receivers could not be read, without a word of what their secret holds. */
export function noteUnreadable(error: unknown): void {
  const { name, message } = error as Error;
  logger.error("receivers cannot be read", {
    errorName: name,
    ...(error instanceof UnreadableReceivers && { because: message }),
  });
  count("ReceiversUnreadable");
}
