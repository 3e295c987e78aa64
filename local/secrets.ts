import { randomInt, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { listenForClients } from "./http/free-port.ts";
import { callerOf, readBody } from "./http/request.ts";
import { replaceFile } from "./replace-file.ts";
import { StartError } from "./start-error.ts";

/** A secret of the template, whose value is made at the first start. */
export interface Secret {
  readonly name: string;
  /** A fresh value. */
  readonly generate: () => string;
}

interface Generator {
  PasswordLength?: number;
  ExcludePunctuation?: boolean;
  SecretStringTemplate?: string;
  GenerateStringKey?: string;
}

/** Reads an `AWS::SecretsManager::Secret`: a password of letters and digits, alone or in a JSON object. */
export function secretOf(id: string, name: string, properties: Record<string, unknown>): Secret {
  const generator = properties.GenerateSecretString as Generator | undefined;
  if (!generator?.ExcludePunctuation) {
    throw new StartError(`The local run makes secrets of letters and digits only (${id}, ${name})`);
  }
  const { PasswordLength = 32, SecretStringTemplate: template, GenerateStringKey: key } = generator;
  const password = () =>
    Array.from({ length: PasswordLength }, () => characters[randomInt(characters.length)]).join("");
  return {
    name,
    generate: () => (template && key ? JSON.stringify({ ...JSON.parse(template), [key]: password() }) : password()),
  };
}

const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Writes the secrets that the file does not hold yet. */
export function makeSecrets(file: string, secrets: readonly Secret[]): void {
  const held = secretsIn(file);
  const missing = secrets.filter(({ name }) => !Object.hasOwn(held, name));
  if (missing.length === 0) return;
  const made = Object.fromEntries(missing.map(({ name, generate }) => [name, generate()]));
  replaceFile(file, `${JSON.stringify({ ...held, ...made }, null, 2)}\n`, 0o600);
}

export interface LocalSecrets {
  /** Endpoint of the Secrets Manager API. */
  readonly url: string;
  stop(): void;
}

/**
 * Implements Secrets Manager's GetSecretValue (AWS JSON 1.1) from a file of names and values,
 * `{"turno/local/my-service": "…"}`. The file is read at each request and may be missing.
 */
export async function startSecrets(file: string): Promise<LocalSecrets> {
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() };
      response.writeHead(status, headers).end(JSON.stringify(body));
    };
    const operation = String(request.headers["x-amz-target"]).replace("secretsmanager.", "");
    if (operation !== "GetSecretValue") {
      console.error(`${callerOf(request)}: The local run does not have ${operation} of Secrets Manager`);
      return answer(400, { __type: "InvalidRequestException", message: `The local run does not know ${operation}` });
    }
    try {
      const { SecretId: name } = JSON.parse(String(await readBody(request))) as { SecretId: string };
      const secrets = secretsIn(file);
      const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
      if (typeof value === "string") return answer(200, { Name: name, SecretString: value });
      // Receivers are a company's choice: most have none.
      if (!name.endsWith("/webhooks")) console.error(`${callerOf(request)}: ${file} holds no secret ${name}`);
      answer(400, { __type: "ResourceNotFoundException", message: `Secrets Manager can't find the secret ${name}.` });
    } catch (error) {
      answer(500, { __type: "InternalServiceError", message: String(error) });
    }
  });
  const port = await listenForClients(server);
  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function secretsIn(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
