import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** How long a secret is used before it is read again, ms. */
const keptFor = 10 * 60_000;

/** The secrets of this stage's providers, each read once in a while and held in memory alone. */
export class Secrets {
  readonly #client: SecretsManagerClient;
  readonly #stage: string;
  readonly #held = new Map<string, { value: string; until: number }>();

  constructor(client: SecretsManagerClient, stage: string) {
    this.#client = client;
    this.#stage = stage;
  }

  /** The secret `turno/STAGE/NAME`. @throws when there is none, or it is not text */
  async secretOf(name: string, now: number): Promise<string> {
    const held = this.#held.get(name);
    if (held && held.until > now) return held.value;
    const SecretId = `turno/${this.#stage}/${name}`;
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
