/** How far a company goes: form and workflow alone, one address before them, or the console as well. */
const PARTS = ["service", "edge", "console"] as const;

/** What the deployer says of the edge. */
export interface EdgeSettings {
  /** The company's own domain and the ARN of its certificate, which has to be in us-east-1. */
  readonly own?: { readonly domain: string; readonly certificateArn: string };
  /** Requests of one address in five minutes before the firewall refuses it; absent without a firewall. */
  readonly mostRequests?: number;
  /** The ARN of a firewall of the deployer's own (web ACL of scope CLOUDFRONT). */
  readonly webAclArn?: string;
}

export interface OptionalParts {
  /** Absent where form and offers are reached at the HTTP API's own address. */
  readonly edge?: EdgeSettings;
  readonly console: boolean;
}

type Setting = (name: string, variable: string) => string | undefined;

/** The region of everything that CloudFront takes from elsewhere. */
const GLOBAL_REGION = "us-east-1";

/**
 * Reads which stacks are wanted and how the edge is set up.
 * @throws naming the variable that is missing or unusable
 */
export function readParts(setting: Setting, isLocal: boolean, region: string | undefined): OptionalParts {
  const wanted = setting("parts", "TURNO_PARTS") ?? "console";
  const parts = PARTS.find((known) => known === wanted);
  if (!parts) throw new Error(`TURNO_PARTS holds "${wanted}", expected ${PARTS.join(", ")}`);
  if (parts === "service") return { console: false };
  return { edge: readEdge(setting, isLocal, region), console: parts === "console" };
}

function readEdge(setting: Setting, isLocal: boolean, region: string | undefined): EdgeSettings {
  const domain = setting("domain", "TURNO_DOMAIN");
  const certificateArn = setting("certificateArn", "TURNO_CERTIFICATE_ARN");
  const webAclArn = setting("webAclArn", "TURNO_WEB_ACL_ARN");
  const most = setting("mostRequests", "TURNO_MOST_REQUESTS");
  if (isLocal) return {};
  if ((domain === undefined) !== (certificateArn === undefined))
    throw new Error("TURNO_DOMAIN and TURNO_CERTIFICATE_ARN go together: set both or none");
  if (domain !== undefined && !/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(domain))
    throw new Error(`TURNO_DOMAIN holds "${domain}", not a domain such as leads.example.com`);
  for (const [variable, arn] of Object.entries({
    TURNO_CERTIFICATE_ARN: certificateArn,
    TURNO_WEB_ACL_ARN: webAclArn,
  })) {
    if (arn !== undefined && !arn.startsWith(`arn:aws:`)) throw new Error(`${variable} holds "${arn}", not an ARN`);
    if (arn !== undefined && arn.split(":")[3] !== GLOBAL_REGION)
      throw new Error(`${variable} names something outside ${GLOBAL_REGION}, where CloudFront looks for it`);
  }
  const mostRequests = most === undefined ? undefined : Number(most);
  // WAF's own bounds of a rate rule.
  if (mostRequests !== undefined && !(Number.isInteger(mostRequests) && mostRequests >= 10 && mostRequests <= 2e9))
    throw new Error(`TURNO_MOST_REQUESTS holds "${most}", expected a whole number from 10`);
  if (mostRequests !== undefined && webAclArn !== undefined)
    throw new Error("TURNO_MOST_REQUESTS makes a firewall and TURNO_WEB_ACL_ARN names one: set one of them");
  if (mostRequests !== undefined && region !== undefined && region !== GLOBAL_REGION)
    throw new Error(
      `TURNO_MOST_REQUESTS makes a firewall, which CloudFront takes from ${GLOBAL_REGION} alone; this stage is in ${region}. Make one there and name it with TURNO_WEB_ACL_ARN`,
    );
  return {
    ...(domain && certificateArn && { own: { domain, certificateArn } }),
    ...(mostRequests !== undefined && { mostRequests }),
    ...(webAclArn && { webAclArn }),
  };
}
