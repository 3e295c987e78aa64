import type { Secrets } from "../secrets.ts";
import { logger } from "../step.ts";
import { type Callers, callersIn } from "./signature.ts";

/** What the names of the intake's own secrets begin with. Not that of the company services, whom a policy may name. */
export const intakeSecrets = (stage: string): string => `turno-${stage}/`;

/** The keys of the doors by which leads come in. */
export class IntakeKeys {
  readonly #secrets: Pick<Secrets, "secretOf">;

  constructor(secrets: Pick<Secrets, "secretOf">) {
    this.#secrets = secrets;
  }

  /**
   * The key of the form's tokens and of the hashes of addresses; `now` is ms since 1970. Undefined when it cannot be
   * read: then the form is shown and taken without it, since a person matters more than a proof.
   */
  async form(now: number): Promise<string | undefined> {
    try {
      return await this.#secrets.secretOf("form-key", now);
    } catch (error) {
      logger.error("the form's key cannot be read", { errorName: (error as Error).name });
      return undefined;
    }
  }

  /** The sources that sign; none where their secret is gone. @throws when it cannot be read, so that they try again */
  async callers(now: number): Promise<Callers> {
    try {
      return callersIn(await this.#secrets.secretOf("callers", now));
    } catch (error) {
      if ((error as Error).name === "ResourceNotFoundException") return {};
      throw error;
    }
  }

  /** What the edge proves itself with; undefined where there is no edge, or it cannot be read. `now` is ms since 1970. */
  async edge(now: number): Promise<string | undefined> {
    try {
      return await this.#secrets.secretOf("edge-key", now);
    } catch (error) {
      logger.error("the edge's key cannot be read", { errorName: (error as Error).name });
      return undefined;
    }
  }
}
