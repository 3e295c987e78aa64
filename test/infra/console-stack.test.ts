import type { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { SESSION_ROUTES, SIGNED_IN_ROUTES } from "../../infra/console-api.ts";
import { CONSOLE_FUNCTIONS } from "../../infra/functions.ts";
import { type Resource, type Synthesised, synthesise } from "./synthesised.ts";

let built: Synthesised;
let resources: Record<string, Resource>;
beforeAll(() => {
  built = synthesise("prod");
  resources = Template.fromStack(built.console as Stack).toJSON().Resources;
});
const all = (type: string) => Object.values(resources).filter((each) => each.Type === type);
const one = (type: string) => all(type)[0]?.Properties;
const idOf = (type: string) => Object.entries(resources).find(([, each]) => each.Type === type)?.[0];

describe("console stack", () => {
  it("is nobody's foundation: no other stack refers to it", () => {
    for (const stack of [built.service, built.edge]) {
      expect(stack?.dependencies.map(({ stackName }) => stackName)).not.toContain("turno-prod-console");
    }
    expect(JSON.stringify(built.data.toJSON())).not.toContain("turno-prod-console");
  });

  it("has the functions of the console, and the service stack none of them", () => {
    const named = (functions: readonly Resource[]) =>
      functions.map(({ Properties }) => String(Properties.FunctionName));
    const names = CONSOLE_FUNCTIONS.map((name) => `turno-prod-${name}`);
    expect(named(all("AWS::Lambda::Function"))).toEqual(expect.arrayContaining(names));
    const service = Template.fromStack(built.service).findResources("AWS::Lambda::Function");
    for (const name of named(Object.values(service) as Resource[])) expect(names).not.toContain(name);
  });

  it("lets nobody to the API without a token of the console's own people, but to the routes that give one", () => {
    const authorizer = { Ref: idOf("AWS::ApiGatewayV2::Authorizer") };
    const routes = all("AWS::ApiGatewayV2::Route").map(({ Properties }) => Properties);
    const open = routes.filter(({ AuthorizationType }) => AuthorizationType !== "JWT");
    expect(open.map(({ RouteKey }) => RouteKey).sort()).toEqual(Object.keys(SESSION_ROUTES).sort());
    const closed = routes.filter(({ AuthorizationType }) => AuthorizationType === "JWT");
    expect(closed.map(({ RouteKey }) => RouteKey).sort()).toEqual(Object.keys(SIGNED_IN_ROUTES).sort());
    for (const { AuthorizerId, AuthorizationScopes } of closed) {
      expect(AuthorizerId).toEqual(authorizer);
      expect(AuthorizationScopes).toEqual(["openid"]);
    }
    for (const { RouteKey } of routes) expect(RouteKey).toMatch(/^[A-Z]+ \/api\//);
  });

  it("believes tokens of its own user pool alone, made for its own client", () => {
    expect(one("AWS::ApiGatewayV2::Authorizer")).toMatchObject({
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: {
        Issuer: { "Fn::GetAtt": [idOf("AWS::Cognito::UserPool"), "ProviderURL"] },
        Audience: [{ Ref: idOf("AWS::Cognito::UserPoolClient") }],
      },
    });
  });

  it("asks the roster before somebody signs up, and before each token", () => {
    const admit = Object.keys(resources).find(
      (id) => id.startsWith("AdmitPerson") && resources[id]?.Type === "AWS::Lambda::Function",
    );
    const arn = { "Fn::GetAtt": [admit, "Arn"] };
    expect(one("AWS::Cognito::UserPool").LambdaConfig).toEqual({
      PreSignUp: arn,
      PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: "V2_0" },
    });
  });

  it("lets nobody sign up, since who types an address first would choose its password", () => {
    expect(one("AWS::Cognito::UserPool").AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true);
  });

  it("adds the people of the roster every five minutes, to its own user pool alone", () => {
    const rule = one("AWS::Events::Rule");
    expect(rule.ScheduleExpression).toBe("rate(5 minutes)");
    expect(rule.Targets.map(({ Arn }: { Arn: unknown }) => JSON.stringify(Arn)).join()).toContain("EnrollPeople");
    const pool = { "Fn::GetAtt": [idOf("AWS::Cognito::UserPool"), "Arn"] };
    const statements = all("AWS::IAM::Policy").flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const ofPeople = statements.filter(({ Action }) => JSON.stringify(Action).includes("cognito-idp:"));
    expect(ofPeople.map(({ Resource }) => Resource)).toEqual([pool]);
  });

  it("signs people in by a code in a mail of Turno's own sender, or a passkey", () => {
    const pool = one("AWS::Cognito::UserPool");
    expect(pool.Policies.SignInPolicy.AllowedFirstAuthFactors).toEqual(
      expect.arrayContaining(["EMAIL_OTP", "WEB_AUTHN"]),
    );
    expect(pool.UserPoolTier).toBe("ESSENTIALS");
    expect(pool.EmailConfiguration).toMatchObject({
      EmailSendingAccount: "DEVELOPER",
      From: "Turno <sales@mail.example.com>",
    });
    expect(JSON.stringify(pool.EmailConfiguration.SourceArn)).toContain(":identity/mail.example.com");
  });

  it("gives codes alone, at the edge's address alone, to a client whose tokens can be taken back", () => {
    const client = one("AWS::Cognito::UserPoolClient");
    const at = (path: string) => [{ "Fn::Join": ["", ["https://", expect.anything(), path]] }];
    expect(client).toMatchObject({
      AllowedOAuthFlows: ["code"],
      CallbackURLs: at("/api/session/back"),
      LogoutURLs: at("/app/"),
      GenerateSecret: false,
      EnableTokenRevocation: true,
      RefreshTokenRotation: { Feature: "ENABLED" },
    });
    expect(client.ExplicitAuthFlows).toEqual(["ALLOW_USER_AUTH"]);
  });

  it("lets a token for the API end after a quarter of an hour", () => {
    const { AccessTokenValidity, TokenValidityUnits } = one("AWS::Cognito::UserPoolClient");
    expect([AccessTokenValidity, TokenValidityUnits.AccessToken]).toEqual([15, "minutes"]);
  });

  it("has a page to sign in on, which Cognito shows only with a style", () => {
    expect(one("AWS::Cognito::UserPoolDomain").ManagedLoginVersion).toBe(2);
    expect(one("AWS::Cognito::ManagedLoginBranding").ClientId).toEqual({ Ref: idOf("AWS::Cognito::UserPoolClient") });
  });

  it("lets nobody read its files but the edge", () => {
    expect(one("AWS::S3::Bucket").PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const statements = one("AWS::S3::BucketPolicy").PolicyDocument.Statement as Record<string, unknown>[];
    const allowed = statements.filter(({ Effect }) => Effect === "Allow");
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({ Action: "s3:GetObject", Principal: { Service: "cloudfront.amazonaws.com" } });
    expect(JSON.stringify(allowed[0]?.Condition)).toMatch(/AWS:SourceArn.*ExportsOutputRefDistribution/);
  });

  it("puts its files where the edge looks for them", () => {
    const edge = JSON.stringify(Template.fromStack(built.edge as Stack).toJSON());
    const { BucketName } = one("AWS::S3::Bucket");
    const [, parts] = BucketName["Fn::Join"];
    expect(parts[0]).toBe("turno-prod-console-");
    expect(edge).toContain(JSON.stringify(parts).slice(1, -1));
  });

  it("lets browsers keep files for a year whose names change with them, and the page not at all", () => {
    const kept = all("Custom::CDKBucketDeployment").map(({ Properties }) => [
      Properties.DestinationBucketKeyPrefix,
      Properties.SystemMetadata["cache-control"],
      Properties.Prune,
    ]);
    expect(kept).toEqual([
      ["app/assets", "public, max-age=31536000, immutable", false],
      ["app", "no-cache", false],
    ]);
  });
});
