import type { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { type Resource, synthesise } from "./synthesised.ts";

const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/of-the-company";
const edgeOf = (environment: Record<string, string> = {}) =>
  Template.fromStack(synthesise("prod", environment).edge as Stack).toJSON().Resources as Record<string, Resource>;
const all = (resources: Record<string, Resource>, type: string) =>
  Object.values(resources).filter(({ Type }) => Type === type);
const one = (resources: Record<string, Resource>, type: string) => all(resources, type)[0]?.Properties;
const distributionOf = (environment?: Record<string, string>) =>
  one(edgeOf(environment), "AWS::CloudFront::Distribution").DistributionConfig;

let resources: Record<string, Resource>;
// biome-ignore lint/suspicious/noExplicitAny: a template is what CloudFormation says it is
let distribution: any;
beforeAll(() => {
  resources = edgeOf();
  distribution = distributionOf();
});
const behavior = (path: string) =>
  distribution.CacheBehaviors.find(({ PathPattern }: { PathPattern: string }) => PathPattern === path);
const headersOf = ({ ResponseHeadersPolicyId }: { ResponseHeadersPolicyId: { Ref: string } }) =>
  resources[ResponseHeadersPolicyId.Ref]?.Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig;
const originOf = ({ TargetOriginId }: { TargetOriginId: string }) =>
  distribution.Origins.find(({ Id }: { Id: string }) => Id === TargetOriginId);

// The ids of CloudFront's own policies.
const NEVER_KEPT = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const KEPT_AS_ITS_HEADERS_SAY = "83da9c7e-98b4-4e11-a168-04f0df8e2c65";
const KEPT = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

describe("edge", () => {
  it("hands everything but the console's files to the API, with all that the visitor sent, and keeps no answer", () => {
    const { DefaultCacheBehavior: rest } = distribution;
    expect(rest).toMatchObject({
      CachePolicyId: NEVER_KEPT,
      OriginRequestPolicyId: ALL_BUT_HOST,
      ViewerProtocolPolicy: "redirect-to-https",
    });
    expect(rest.AllowedMethods).toEqual(expect.arrayContaining(["GET", "POST", "DELETE", "PATCH", "PUT", "OPTIONS"]));
    expect(JSON.stringify(originOf(rest).DomainName)).toContain("ApiEndpoint");
    const paths = distribution.CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern);
    expect(paths).toEqual(["/embed.js", "/app/assets/*", "/app/*"]);
  });

  it("keeps the script that embeds the form as long as it says itself, and the console's files as they say", () => {
    expect(behavior("/embed.js").CachePolicyId).toBe(KEPT_AS_ITS_HEADERS_SAY);
    for (const path of ["/app/assets/*", "/app/*"]) {
      expect(behavior(path).CachePolicyId).toBe(KEPT);
      expect(originOf(behavior(path)).OriginAccessControlId).toBeDefined();
    }
  });

  it("makes every address of the console its one page, also where an id ends like a file, and leaves files alone", () => {
    const [{ FunctionARN }] = behavior("/app/*").FunctionAssociations;
    const code = resources[FunctionARN["Fn::GetAtt"][0]]?.Properties.FunctionCode;
    const handler = new Function(`${code}; return handler`)();
    const asked = (uri: string) => handler({ request: { uri } }).uri;
    expect(["/app/", "/app/leads", "/app/leads/0123abcd", "/app/team/ana.torres"].map(asked)).toEqual(
      Array(4).fill("/app/index.html"),
    );
    expect(behavior("/app/assets/*").FunctionAssociations).toBeUndefined();
  });

  it("tells browsers to come by TLS alone for a year, and to guess no types", () => {
    for (const each of [distribution.DefaultCacheBehavior, ...distribution.CacheBehaviors]) {
      expect(headersOf(each)).toMatchObject({
        StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: true },
        ContentTypeOptions: { Override: true },
      });
    }
  });

  it("lets the console run its own files alone, and nothing inline", () => {
    const { ContentSecurityPolicy } = headersOf(behavior("/app/*")).ContentSecurityPolicy;
    expect(ContentSecurityPolicy).toContain("default-src 'none'");
    expect(ContentSecurityPolicy).toContain("script-src 'self';");
    expect(ContentSecurityPolicy).toContain("frame-ancestors 'none'");
    expect(ContentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/);
  });

  it("leaves to each page of the API its own policy, since the form may be shown inside other sites", () => {
    expect(headersOf(distribution.DefaultCacheBehavior).ContentSecurityPolicy).toBeUndefined();
  });

  it("proves itself to the API by a key that submit-lead alone may read, so that it is believed whose address it forwards", () => {
    const [header] = originOf(distribution.DefaultCacheBehavior).OriginCustomHeaders;
    const [[keyId] = []] = Object.entries(resources).filter(([, { Type }]) => Type === "AWS::SecretsManager::Secret");
    expect(header.HeaderName).toBe("x-turno-edge");
    expect(JSON.stringify(header.HeaderValue)).toContain(`{{resolve:secretsmanager:",{"Ref":"${keyId}"}`);
    const policies = Object.entries(synthesise("prod").resources("AWS::IAM::Policy"));
    const readers = policies.filter(([, { Properties }]) => JSON.stringify(Properties).includes("EdgeKey"));
    expect(readers.map(([id]) => id)).toEqual([expect.stringMatching(/^SubmitLeadRole/)]);
  });

  it("outlives its stack, since links in mails lead to it, and its key with it", () => {
    for (const type of ["AWS::CloudFront::Distribution", "AWS::SecretsManager::Secret"]) {
      expect(all(resources, type).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(["Retain"]);
    }
    expect(synthesise("prod").edge?.terminationProtection).toBe(true);
  });

  it("knows the data stack alone, so that service and console come and go behind it", () => {
    expect(synthesise("prod").edge?.dependencies.map(({ stackName }) => stackName)).toEqual(["turno-prod-data"]);
  });

  it("has the company's own domain and certificate where they are named, and links go there", () => {
    const own = { TURNO_DOMAIN: "leads.example.com", TURNO_CERTIFICATE_ARN: certificate };
    expect(distributionOf(own)).toMatchObject({
      Aliases: ["leads.example.com"],
      ViewerCertificate: { AcmCertificateArn: certificate, MinimumProtocolVersion: "TLSv1.2_2021" },
    });
    const functions = Object.values(synthesise("prod", own).resources("AWS::Lambda::Function"));
    const told = functions.flatMap(({ Properties }) => Properties.Environment.Variables.BASE_URL ?? []);
    expect(new Set(told)).toEqual(new Set(["https://leads.example.com"]));
  });

  it("has a firewall that refuses whoever asks too often, where it is said how often that is", () => {
    const guarded = edgeOf({ TURNO_MOST_REQUESTS: "2000" });
    const { Rules, Scope } = one(guarded, "AWS::WAFv2::WebACL");
    expect(Scope).toBe("CLOUDFRONT");
    expect(Rules[0].Statement.RateBasedStatement).toMatchObject({ Limit: 2000, AggregateKeyType: "IP" });
    const [id] = Object.entries(guarded).find(([, { Type }]) => Type === "AWS::WAFv2::WebACL") ?? [];
    expect(one(guarded, "AWS::CloudFront::Distribution").DistributionConfig.WebACLId).toEqual({
      "Fn::GetAtt": [id, "Arn"],
    });
    expect(all(resources, "AWS::WAFv2::WebACL")).toEqual([]);
  });

  it("takes a firewall of the company's own", () => {
    const webAcl = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/own/1";
    expect(distributionOf({ TURNO_WEB_ACL_ARN: webAcl }).WebACLId).toBe(webAcl);
  });

  it.each([
    [{ TURNO_DOMAIN: "leads.example.com" }, "set both or none"],
    [{ TURNO_CERTIFICATE_ARN: certificate }, "set both or none"],
    [{ TURNO_DOMAIN: "https://leads.example.com", TURNO_CERTIFICATE_ARN: certificate }, "not a domain"],
    [
      { TURNO_DOMAIN: "a.example.com", TURNO_CERTIFICATE_ARN: certificate.replace("us-east-1", "eu-west-1") },
      "us-east-1",
    ],
    [{ TURNO_MOST_REQUESTS: "2" }, "a whole number from 10"],
    [{ TURNO_MOST_REQUESTS: "2000", CDK_DEFAULT_REGION: "eu-west-1" }, "TURNO_WEB_ACL_ARN"],
    [{ TURNO_MOST_REQUESTS: "2000", TURNO_WEB_ACL_ARN: "arn:aws:wafv2:us-east-1:1:global/webacl/a/1" }, "one of them"],
    [{ TURNO_PARTS: "all" }, "expected service, edge, console"],
  ])("refuses %o with what to do", (environment, said) => {
    expect(() => synthesise("prod", environment)).toThrow(said);
  });

  it("can be left out, and the console with it: form and workflow are a whole Turno", () => {
    const alone = synthesise("prod", { TURNO_PARTS: "service" });
    expect([alone.edge, alone.console]).toEqual([undefined, undefined]);
    expect(alone.service.dependencies.map(({ stackName }) => stackName)).toEqual(["turno-prod-data"]);
  });

  it("can stand before form and offers without a console, and has no path of it then", () => {
    const { edge, console } = synthesise("prod", { TURNO_PARTS: "edge" });
    expect(edge).toBeDefined();
    expect(console).toBeUndefined();
    expect(JSON.stringify(distributionOf({ TURNO_PARTS: "edge" }))).not.toContain("/app/");
  });
});
