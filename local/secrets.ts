import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { listenForClients } from "./http/free-port.ts";
import { callerOf, readBody } from "./http/request.ts";

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
      console.error(`${callerOf(request)}: ${file} holds no secret ${name}`);
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
