import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** How long a secret is used before it is read again, ms. */
const keptFor = 10 * 60_000;

/** Secrets of this stage whose names begin alike, each read once in a while and held in memory alone. */
export class Secrets {
  readonly #client: SecretsManagerClient;
  readonly #prefix: string;
  readonly #held = new Map<string, { value: string; until: number }>();

  /** `prefix` is what the names begin with: `turno/dev/` for the company services of that stage. */
  constructor(client: SecretsManagerClient, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  /** The secret of this name behind the prefix. @throws when there is none, or it is not text */
  async secretOf(name: string, now: number): Promise<string> {
    const held = this.#held.get(name);
    if (held && held.until > now) return held.value;
    const SecretId = `${this.#prefix}${name}`;
    const { SecretString } = await this.#client.send(new GetSecretValueCommand({ SecretId }));
    if (!SecretString) throw new Error(`the secret ${SecretId} holds no text`);
    const value = SecretString.trim();
    this.#held.set(name, { value, until: now + keptFor });
    return value;
  }

  /** Reads the secret again next time: the service refused it, so it may have been replaced. */
  forget(name: string): void {
    this.#held.delete(name);
  }
}
