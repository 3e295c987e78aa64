import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
  UserNotFoundException,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { UserPool } from "../../adapters/sign-in/user-pool.ts";
import { enrollPeople } from "../../functions/enroll-people/enroll-people.ts";

const cognito = mockClient(CognitoIdentityProviderClient);
beforeEach(() => {
  cognito.reset();
  cognito.on(AdminCreateUserCommand).resolves({});
  cognito.on(AdminDeleteUserCommand).resolves({});
});

const $metadata = {};
const user = (email: string, UserStatus: "CONFIRMED" | "EXTERNAL_PROVIDER" = "CONFIRMED") => ({
  Username: `id of ${email}`,
  UserStatus,
  Attributes: [{ Name: "email", Value: email }],
});
const enroll = (...roster: { email: string; active: boolean }[]) =>
  enrollPeople({
    reps: { all: async () => roster },
    pool: new UserPool(new CognitoIdentityProviderClient({}), "people"),
  });
const added = () => cognito.commandCalls(AdminCreateUserCommand).map(({ args: [{ input }] }) => input);
const removed = () => cognito.commandCalls(AdminDeleteUserCommand).map(({ args: [{ input }] }) => input.Username);

const ana = { email: "Ana@andina.example", active: true };

describe("who can sign in", () => {
  it("is everybody of the roster, by an address that counts as proven and without a password, and nobody is told", async () => {
    cognito.on(ListUsersCommand).resolves({ Users: [] });
    expect(await enroll(ana)).toEqual({ added: 1, removed: 0 });
    expect(added()).toEqual([
      {
        UserPoolId: "people",
        Username: ana.email,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: ana.email },
          { Name: "email_verified", Value: "true" },
        ],
      },
    ]);
  });

  it("is nobody who left, or who has another address now", async () => {
    cognito
      .on(ListUsersCommand)
      .resolvesOnce({ Users: [user("ana@andina.example"), user("left@andina.example")], PaginationToken: "more" })
      .resolves({ Users: [user("ana.torres@andina.example")] });
    expect(await enroll(ana, { email: "left@andina.example", active: false })).toEqual({ added: 0, removed: 2 });
    expect(added()).toEqual([]);
    expect(removed()).toEqual(["id of left@andina.example", "id of ana.torres@andina.example"]);
  });

  it("is left alone where a company's own provider says who they are", async () => {
    cognito.on(ListUsersCommand).resolves({ Users: [user("boss@andina.example", "EXTERNAL_PROVIDER")] });
    await enroll(ana);
    expect(removed()).toEqual([]);
  });

  it("is the same when two runs meet", async () => {
    cognito.on(ListUsersCommand).resolves({ Users: [user("left@andina.example")] });
    cognito.on(AdminCreateUserCommand).rejects(new UsernameExistsException({ $metadata, message: "there" }));
    cognito.on(AdminDeleteUserCommand).rejects(new UserNotFoundException({ $metadata, message: "gone" }));
    await expect(enroll(ana)).resolves.toEqual({ added: 1, removed: 1 });
  });

  it("fails aloud when Cognito refuses for another reason", async () => {
    cognito.on(ListUsersCommand).resolves({ Users: [] });
    cognito.on(AdminCreateUserCommand).rejects(new Error("not allowed"));
    await expect(enroll(ana)).rejects.toThrow("not allowed");
  });
});
