import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { beforeEach, describe, expect, it } from "vitest";
import { formToken } from "../../adapters/intake/form-token.ts";
import { IntakeKeys } from "../../adapters/intake/intake-keys.ts";
import { Secrets } from "../../adapters/secrets.ts";
import { answerPost } from "../../functions/submit-lead/lead-request.ts";
import { aSite, formKey, from } from "../build/doors.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const clock = { now: "2026-11-02T15:00:00.000Z" };
const now = () => clock.now;
/** What Secrets Manager answers when it is asked for the form's key. */
let secret: () => Promise<{ SecretString?: string }>;
let person = 0;
let hour = 0;
beforeEach(() => {
  person += 1;
  // Each test counts in an hour of its own.
  hour += 2;
  clock.now = new Date(Date.UTC(2026, 10, 2, hour)).toISOString();
});

const secrets = () => new Secrets({ send: () => secret() } as unknown as SecretsManagerClient, "turno-test/");
const ana = (fields: object = {}) => ({ name: "Ana Prueba", email: `ana${person}@clave.example`, ...fields });
const post = (fields: object, unsignedInAll = 100) =>
  answerPost(
    {
      ...from("192.0.2.1"),
      headers: { "content-type": "application/json" },
      body: JSON.stringify(ana(fields)),
    } as unknown as APIGatewayProxyEventV2,
    aSite(tables, now, { most: { form: 1, unsigned: 1, unsignedInAll }, keys: new IntakeKeys(secrets()) }),
  );
const ofAna = (facts: unknown) => (facts as { email?: string }).email === ana().email;
const kept = async () => ({
  leads: (await tables.items("leads")).filter(({ sk, facts }) => sk === "LEAD" && ofAna(facts)).length,
  held: (await tables.held.all(now())).filter(({ facts }) => ofAna(facts)).map(({ reason }) => reason),
});

describe.each([
  ["cannot be reached", () => Promise.reject(Object.assign(new Error("no answer"), { name: "TimeoutError" }))],
  ["may not be read", () => Promise.reject(Object.assign(new Error("no"), { name: "AccessDeniedException" }))],
  ["is gone", () => Promise.reject(Object.assign(new Error("gone"), { name: "ResourceNotFoundException" }))],
  ["is empty", async () => ({ SecretString: "" })],
])("while the form's key %s", (_, answer) => {
  beforeEach(() => {
    secret = answer;
  });

  it("a form shown before is a lead, however many its network sends", async () => {
    const shown = { submission_id: `f-${person}`, form_token: formToken(formKey, `f-${person}`, Date.parse(now())) };
    clock.now = new Date(Date.parse(now()) + 30_000).toISOString();
    for (const message of ["one", "two", "three"])
      expect((await post({ ...shown, submission_id: `f-${person}-${message}`, message })).statusCode).toBe(201);
    expect(await kept()).toEqual({ leads: 1, held: [] });
  });

  it("a form shown without a token is a lead", async () => {
    expect((await post({ submission_id: `f-${person}`, form_token: "" })).statusCode).toBe(201);
    expect(await kept()).toEqual({ leads: 1, held: [] });
  });

  it("what fills in the trap is held, and what comes beyond the limit of all programs", async () => {
    expect((await post({ website: "https://spam.example" })).statusCode).toBe(201);
    for (const message of ["the last", "one more"]) expect((await post({ message }, 1)).statusCode).toBe(201);
    expect(await kept()).toEqual({ leads: 1, held: ["trap", "flood"] });
  });
});
