import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as cognito from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { readSender } from "../adapters/mail/sender.ts";
import { CONSOLE_PATH } from "./edge-stack.ts";
import type { Config } from "./stages.ts";
import type { TurnoFunction } from "./turno-function.ts";

/** Where Cognito sends people back to, below the address of the console. */
export const SIGN_IN_RETURN = "/api/session/back";

interface SignInProps {
  readonly config: Config;
  /** The address of the console, without a slash at the end. */
  readonly url: string;
  /** Lets in who is in the roster. */
  readonly admit: TurnoFunction;
}

/**
 * Where people say who they are: by a code that is mailed to them, or a passkey. Nobody signs up: Cognito's page would ask
 * for a password then, and somebody who gave a colleague's address could wait with theirs until the colleague proves it.
 * `enroll-people` adds those of the roster, without any password; `admit` refuses whoever is not in it at each token, and
 * says who of it they are.
 */
export class SignIn extends Construct {
  readonly issuer: string;
  readonly client: string;
  readonly pool: cognito.UserPool;

  constructor(scope: Construct, id: string, { config, url, admit }: SignInProps) {
    super(scope, id);
    const pool = this.#pool(config, admit);
    const client = this.#client(pool, url);
    const domain = pool.addDomain("Domain", {
      cognitoDomain: { domainPrefix: `turno-${config.stage}-${pool.stack.account}` },
      managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without a style, Cognito shows no page at all.
    const style = new cognito.CfnManagedLoginBranding(this, "Style", {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    style.node.addDependency(domain);
    this.pool = pool;
    this.issuer = pool.userPoolProviderUrl;
    this.client = client.userPoolClientId;
  }

  #pool(config: Config, admit: TurnoFunction): cognito.UserPool {
    const { address, name } = readSender(config.mailFrom);
    const { region } = Stack.of(this);
    const identity = Stack.of(this).formatArn({
      service: "ses",
      resource: "identity",
      resourceName: config.mailIdentity ?? address.slice(address.indexOf("@") + 1),
    });
    const pool = new cognito.UserPool(this, "People", {
      userPoolName: `turno-${config.stage}`,
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      // Cognito insists on the password among the ways; nobody is asked for one, since a code or a passkey comes first.
      signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp: true, passkey: true } },
      passkeyUserVerification: cognito.PasskeyUserVerification.REQUIRED,
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 16,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
        tempPasswordValidity: Duration.days(1),
      },
      // From Turno's own sender: Cognito's own mails are few a day, and never hold codes to sign in with.
      email: cognito.UserPoolEmail.withSES({ fromEmail: address, ...(name && { fromName: name }), sesRegion: region }),
      deletionProtection: config.stage === "prod",
      // It knows addresses that the roster knows as well, and is filled again from there; passkeys are set up again.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // The CDK knows no sender with the identity of a domain above its own.
    (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride("EmailConfiguration.SourceArn", identity);
    pool.addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, admit);
    pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, admit, cognito.LambdaVersion.V2_0);
    return pool;
  }

  #client(pool: cognito.UserPool, url: string): cognito.UserPoolClient {
    return pool.addClient("Console", {
      userPoolClientName: "console",
      generateSecret: false,
      authFlows: { user: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
        callbackUrls: [`${url}${SIGN_IN_RETURN}`],
        logoutUrls: [`${url}/${CONSOLE_PATH}/`],
      },
      supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.days(14),
      // Two tabs may renew at the same moment.
      refreshTokenRotationGracePeriod: Duration.seconds(60),
    });
  }
}
