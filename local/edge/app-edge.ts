import { StartError } from "../start-error.ts";

/** Files that a deployment puts into a bucket. */
export interface DeployedFiles {
  readonly bucket: string;
  /** What their names begin with in the bucket, without a slash at the end. */
  readonly prefix: string;
  readonly dir: string;
  readonly cacheControl: string;
}

/** What the edge does with the requests of one path. */
export interface Behavior {
  /** Matches the whole path; `*` stands for anything. */
  readonly pattern: string;
  /** The bucket that it asks; absent for the HTTP API. */
  readonly bucket?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The source of the function that may change a request first. */
  readonly viewerRequest?: string | undefined;
}

/** The edge of the template: the first behavior whose pattern matches counts. */
export interface Edge {
  readonly behaviors: readonly Behavior[];
  readonly files: readonly DeployedFiles[];
}

type Properties = Record<string, unknown>;

interface Resource {
  readonly type: string;
  readonly id: string;
  /** What `Ref` gives. */
  readonly name: string;
  readonly properties: () => Properties;
  /** Where an asset is, by the hash in its name. */
  readonly assetDirs: ReadonlyMap<string, string>;
}

interface TemplateBehavior {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly ResponseHeadersPolicyId?: string;
  readonly FunctionAssociations?: readonly { readonly EventType: string; readonly FunctionARN: string }[];
}

interface Distribution {
  readonly Origins: readonly { readonly Id: string; readonly DomainName: string }[];
  readonly CacheBehaviors?: readonly TemplateBehavior[];
  readonly DefaultCacheBehavior: TemplateBehavior;
}

/** Reads the edge out of the resources that it is shown. */
export class EdgeReader {
  #distribution: Distribution | undefined;
  readonly #headers = new Map<string, Record<string, string>>();
  readonly #functions = new Map<string, string>();
  readonly #files: DeployedFiles[] = [];

  /** Takes a resource that belongs to the edge; says whether it does. @throws StartError for what it does not know */
  take({ type, id, name, properties, assetDirs }: Resource): boolean {
    switch (type) {
      case "AWS::CloudFront::Distribution":
        this.#distribution = properties().DistributionConfig as Distribution;
        return true;
      case "AWS::CloudFront::ResponseHeadersPolicy":
        this.#headers.set(name, headersOf(properties().ResponseHeadersPolicyConfig as Properties));
        return true;
      case "AWS::CloudFront::Function":
        this.#functions.set(name, String(properties().FunctionCode));
        return true;
      case "Custom::CDKBucketDeployment":
        this.#files.push(...filesOf(id, properties(), assetDirs));
        return true;
      default:
        return false;
    }
  }

  /** The edge of what was taken; undefined without a distribution. */
  edge(): Edge | undefined {
    const distribution = this.#distribution;
    if (!distribution) return undefined;
    const { CacheBehaviors = [], DefaultCacheBehavior } = distribution;
    const all = [...CacheBehaviors, { ...DefaultCacheBehavior, PathPattern: "*" }];
    return { behaviors: all.map((each) => this.#behaviorOf(each, distribution)), files: this.#files };
  }

  #behaviorOf(behavior: TemplateBehavior, { Origins }: Distribution): Behavior {
    const { PathPattern = "*", TargetOriginId, ResponseHeadersPolicyId = "", FunctionAssociations = [] } = behavior;
    const domain = Origins.find(({ Id }) => Id === TargetOriginId)?.DomainName ?? "";
    const [, bucket] = /^(.+)\.s3\.[^.]+\.amazonaws\.com$/.exec(domain) ?? [];
    const [first, ...others] = FunctionAssociations;
    if (others.length > 0 || (first && first.EventType !== "viewer-request"))
      throw new StartError(`The local run knows one function of the edge, before a request (${PathPattern})`);
    // The name of a function is in its ARN.
    const code = [...this.#functions].find(([name]) => first?.FunctionARN.includes(`:${name}/`))?.[1];
    if (first && code === undefined) throw new StartError(`There is no function ${first.FunctionARN}`);
    return {
      pattern: PathPattern,
      bucket,
      headers: this.#headers.get(ResponseHeadersPolicyId) ?? {},
      viewerRequest: code,
    };
  }
}

/** The headers of a policy that replace those of an answer. @throws StartError for what it does not know */
function headersOf({ SecurityHeadersConfig, ...others }: Properties): Record<string, string> {
  const unknown = Object.keys(others).filter((key) => key !== "Name" && key !== "Comment");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries((SecurityHeadersConfig ?? {}) as Record<string, Properties>)) {
    if (value.Override !== true) unknown.push(name);
    else if (name === "ContentSecurityPolicy") headers["content-security-policy"] = String(value.ContentSecurityPolicy);
    else if (name === "ContentTypeOptions") headers["x-content-type-options"] = "nosniff";
    else if (name === "ReferrerPolicy") headers["referrer-policy"] = String(value.ReferrerPolicy);
    else if (name === "StrictTransportSecurity")
      headers["strict-transport-security"] = `max-age=${value.AccessControlMaxAgeSec}`;
    else unknown.push(name);
  }
  if (unknown.length > 0) throw new StartError(`The local run does not know ${unknown.join(", ")} of headers policies`);
  return headers;
}

function filesOf(id: string, properties: Properties, assetDirs: Resource["assetDirs"]): DeployedFiles[] {
  const metadata = (properties.SystemMetadata ?? {}) as Record<string, string>;
  return (properties.SourceObjectKeys as string[]).map((key) => {
    const dir = assetDirs.get(key.replace(/\.zip$/, ""));
    if (dir === undefined) throw new StartError(`The local run takes files from asset folders; ${id} has none`);
    return {
      bucket: String(properties.DestinationBucketName),
      prefix: String(properties.DestinationBucketKeyPrefix ?? ""),
      dir,
      cacheControl: metadata["cache-control"] ?? "",
    };
  });
}
