import { describe, expect, it } from "vitest";
import { admitPerson } from "../../functions/admit-person/admit-person.ts";
import { aRep } from "../build/a-rep.ts";

const reps = {
  all: async () => [
    { ...aRep({ id: "ana-torres", email: "Ana.Torres@andina.example" }), openLeads: 0 },
    { ...aRep({ id: "left", email: "left@andina.example", active: false }), openLeads: 0 },
  ],
};
const ask = (triggerSource: string, userAttributes: Record<string, string>) =>
  admitPerson({ triggerSource, request: { userAttributes }, response: {} }, { reps });

describe("who may sign in to the console", () => {
  it("is who is in the roster, however their address is spelt", async () => {
    await expect(ask("PreSignUp_SignUp", { email: "ana.torres@andina.example" })).resolves.toMatchObject({
      response: {},
    });
  });

  it.each(["stranger@example.com", "left@andina.example", "ana.torres@evil.example", ""])(
    "is not %j, at sign-up or later",
    async (email) => {
      for (const trigger of ["PreSignUp_SignUp", "PreSignUp_ExternalProvider", "TokenGeneration_RefreshTokens"])
        await expect(ask(trigger, { email, email_verified: "true" })).rejects.toThrow("not in the roster");
    },
  );

  it("is told to the API by their id and address in the roster", async () => {
    const { response } = await ask("TokenGeneration_HostedAuth", {
      email: "ana.torres@andina.example",
      email_verified: "true",
    });
    expect(response).toEqual({
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { claimsToAddOrOverride: { rep: "ana-torres", email: "Ana.Torres@andina.example" } },
      },
    });
  });

  it("is nobody whose address is not proven", async () => {
    for (const verified of [{}, { email_verified: "false" }] as Record<string, string>[])
      await expect(
        ask("TokenGeneration_HostedAuth", { email: "ana.torres@andina.example", ...verified }),
      ).rejects.toThrow("not verified");
  });
});
