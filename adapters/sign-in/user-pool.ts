import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  type CognitoIdentityProviderClient,
  paginateListUsers,
  UserNotFoundException,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";

/** Somebody whom Cognito knows by their address. */
export interface User {
  /** What Cognito calls them. */
  username: string;
  email: string;
}

/** Cognito's users, of whom each has an address that Turno vouches for, and no password. */
export class UserPool {
  readonly #client: CognitoIdentityProviderClient;
  readonly #id: string;

  constructor(client: CognitoIdentityProviderClient, id: string) {
    this.#client = client;
    this.#id = id;
  }

  /** Everybody, but those who come from an identity provider of the company's own. */
  async users(): Promise<User[]> {
    const found: User[] = [];
    for await (const { Users = [] } of paginateListUsers({ client: this.#client }, { UserPoolId: this.#id })) {
      for (const { Username, UserStatus, Attributes = [] } of Users) {
        const email = Attributes.find(({ Name }) => Name === "email")?.Value;
        if (Username && email && UserStatus !== "EXTERNAL_PROVIDER") found.push({ username: Username, email });
      }
    }
    return found;
  }

  /** Makes a user who signs in by a code that is mailed to them; nobody is told. Harmless for one who is there. */
  async add(email: string): Promise<void> {
    const user = new AdminCreateUserCommand({
      UserPoolId: this.#id,
      Username: email,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ],
    });
    await this.#client.send(user).catch((error: unknown) => {
      if (!(error instanceof UsernameExistsException)) throw error;
    });
  }

  /** Takes a user away, with their passkeys and sessions. Harmless for one who is gone. */
  async remove({ username }: User): Promise<void> {
    const gone = new AdminDeleteUserCommand({ UserPoolId: this.#id, Username: username });
    await this.#client.send(gone).catch((error: unknown) => {
      if (!(error instanceof UserNotFoundException)) throw error;
    });
  }
}
