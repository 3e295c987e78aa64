import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type LocalSecrets, startSecrets } from "../../local/secrets.ts";
import { freshFolder } from "./fixtures/toy-assembly.ts";

let file: string;
let secrets: LocalSecrets;
let client: SecretsManagerClient;
beforeEach(async () => {
  file = join(freshFolder(), "secrets.json");
  secrets = await startSecrets(file);
  const credentials = { accessKeyId: "enrich-lead", secretAccessKey: "x" };
  client = new SecretsManagerClient({ endpoint: secrets.url, region: "us-east-1", credentials, maxAttempts: 1 });
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  client.destroy();
  secrets.stop();
});
const read = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));

describe("secrets of the local run", () => {
  it("are those of the file as it is now", async () => {
    writeFileSync(file, JSON.stringify({ "turno/local/firms": "first" }));
    expect(await read("turno/local/firms")).toMatchObject({ Name: "turno/local/firms", SecretString: "first" });
    writeFileSync(file, JSON.stringify({ "turno/local/firms": "second" }));
    expect((await read("turno/local/firms")).SecretString).toBe("second");
  });

  it("are not found without the file or without an entry, as on AWS", async () => {
    await expect(read("turno/local/firms")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    writeFileSync(file, "{}");
    await expect(read("toString")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("say that a file which is no JSON is a fault, and know no other operation", async () => {
    writeFileSync(file, "{");
    await expect(read("turno/local/firms")).rejects.toMatchObject({ name: "InternalServiceError" });
    await expect(client.send(new ListSecretsCommand({}))).rejects.toThrow("does not know ListSecrets");
  });
});
