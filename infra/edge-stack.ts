import { ArnFormat, CfnOutput, Duration, Fn, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import * as cloudfront from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { Kept } from "./data-stack.ts";
import type { EdgeSettings } from "./edge-settings.ts";
import type { Config } from "./stages.ts";

/** The header by which a request proves that it came by the edge, and so whose address it forwards. */
const EDGE_HEADER = "x-turno-edge";
/** What the console's addresses begin with; its files have the same names in its bucket. */
export const CONSOLE_PATH = "app";

/** The name of the bucket of the console's files. It is built and not referred to: the bucket knows the distribution. */
export const consoleBucketName = (stack: Stack, { stage }: Config): string =>
  `turno-${stage}-console-${stack.account}-${stack.region}`;

/** Every path of the console but those of its files is its one page, also where an id ends like a file. Runs in CloudFront. */
const PAGE_FUNCTION = `function handler(event) {
  event.request.uri = "/${CONSOLE_PATH}/index.html";
  return event.request;
}`;

/** What the console's page may load and do: its own files and API, nothing inline and nothing of anybody else. */
const CONSOLE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types turno",
].join("; ");

/**
 * One address before form, offers, API and console, which stays when any of them is made anew. It holds no data; it is
 * retained because links in mails lead to it.
 */
export class EdgeStack extends Stack {
  /** The address without a slash at the end. */
  readonly url: string;
  /** The ARN of the distribution, which alone may read the console's files. */
  readonly distributionArn: string;
  /** What the edge shows to prove itself. */
  readonly key: Secret;

  constructor(scope: Construct, id: string, config: Config, { api }: Kept, edge: EdgeSettings) {
    super(scope, id, {
      env: config.env,
      description: `Turno (${config.stage}): the one address of form, offers, API and console`,
      terminationProtection: config.stage === "prod",
    });
    this.key = this.#key(config);
    const distribution = this.#distribution(config, api.apiEndpoint, edge);
    distribution.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Validations.of(distribution).acknowledge({
      id: "Annotation::@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac",
      reason: "The console stack, which has the bucket, lets this distribution read it and nobody else.",
    });
    this.url = `https://${edge.own?.domain ?? distribution.distributionDomainName}`;
    this.distributionArn = this.formatArn({
      service: "cloudfront",
      region: "",
      resource: "distribution",
      resourceName: distribution.distributionId,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    new CfnOutput(this, "Address", { value: this.url, description: "Where form, offers and console are" });
    new CfnOutput(this, "PointDomainTo", {
      value: distribution.distributionDomainName,
      description: "What the company's own domain has to point to (CNAME or alias)",
    });
  }

  #key({ stage }: Config): Secret {
    return new Secret(this, "EdgeKey", {
      secretName: `turno-${stage}/edge-key`,
      generateSecretString: { passwordLength: 40, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  #distribution(config: Config, apiEndpoint: string, edge: EdgeSettings): cloudfront.Distribution {
    const api = new HttpOrigin(Fn.select(2, Fn.split("/", apiEndpoint)), {
      customHeaders: { [EDGE_HEADER]: this.key.secretValue.unsafeUnwrap() },
    });
    const asked = {
      origin: api,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      // Without the viewer's Host, by which API Gateway finds the API.
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: this.#headers("Pages", config),
    };
    const webAcl = edge.webAclArn ?? (edge.mostRequests && this.#firewall(config, edge.mostRequests));
    return new cloudfront.Distribution(this, "Distribution", {
      comment: `Turno (${config.stage})`,
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      ...(edge.own && {
        minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
        domainNames: [edge.own.domain],
        certificate: Certificate.fromCertificateArn(this, "Certificate", edge.own.certificateArn),
      }),
      ...(webAcl && { webAclId: webAcl }),
      // What is for one person, or changes: never kept. Every answer of the functions says so itself, too.
      defaultBehavior: { ...asked, cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED },
      additionalBehaviors: {
        // The same for everybody, for as long as its own header says.
        "/embed.js": { ...asked, cachePolicy: cloudfront.CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS },
        ...(config.parts.console && this.#console(config)),
      },
    });
  }

  #console(config: Config): Record<string, cloudfront.BehaviorOptions> {
    const bucket = Bucket.fromBucketName(this, "ConsoleFiles", consoleBucketName(this, config));
    const files = {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: this.#headers("Console", config, CONSOLE_CSP),
      // The files say how long they last: those with a hash in their name for a year, the page not at all.
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
    };
    const page = new cloudfront.Function(this, "ConsolePage", {
      comment: "Every address of the console is its one page",
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromInline(PAGE_FUNCTION),
    });
    const toPage = { function: page, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST };
    return {
      [`/${CONSOLE_PATH}/assets/*`]: files,
      [`/${CONSOLE_PATH}/*`]: { ...files, functionAssociations: [toPage] },
    };
  }

  /** @param csp in place of the answer's own content security policy */
  #headers(id: string, { stage }: Config, csp?: string): cloudfront.ResponseHeadersPolicy {
    return new cloudfront.ResponseHeadersPolicy(this, `${id}Headers`, {
      responseHeadersPolicyName: `turno-${stage}-${id.toLowerCase()}`,
      securityHeadersBehavior: {
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true },
        contentTypeOptions: { override: true },
        ...(csp && {
          contentSecurityPolicy: { contentSecurityPolicy: csp, override: true },
          referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
        }),
      },
    });
  }

  /** A firewall that refuses an address for a while that asks too often; the address of whoever asks, not of a proxy. */
  #firewall({ stage }: Config, mostRequests: number): string {
    const visibility = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
      metricName,
    });
    const acl = new CfnWebACL(this, "Firewall", {
      name: `turno-${stage}`,
      description: `Refuses an address that sends more than ${mostRequests} requests in five minutes`,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: visibility(`turno-${stage}`),
      rules: [
        {
          name: "too-many-requests",
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: {
            rateBasedStatement: { limit: mostRequests, evaluationWindowSec: 300, aggregateKeyType: "IP" },
          },
          visibilityConfig: visibility("too-many-requests"),
        },
      ],
    });
    return acl.attrArn;
  }
}
