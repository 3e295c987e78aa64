import type { Asked } from "./role.ts";

/** An HTTP request to AWS, as the SDK signed it. */
export interface AwsRequest {
  /** The service for which it is signed: `dynamodb`. */
  readonly service: string;
  /** The operation of a service that speaks JSON: `DynamoDB_20120810.GetItem`. */
  readonly target: string;
  readonly body: string;
}

/** Where a function runs. */
export interface Place {
  readonly region: string;
  readonly account: string;
}

type Json = Record<string, unknown>;
type Reader = (operation: string, input: Json, arn: (resource: string) => string) => Asked[];

/** The permission of each part of a transaction. Its reads need that of a read alone. */
const PARTS: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};

/** How the requests of each service say what they ask. */
const READERS: Readonly<Record<string, Reader>> = {
  dynamodb(operation, input, arn) {
    const on = (table: unknown, action = operation) => ({
      action: `dynamodb:${action}`,
      resources: [arn(`table/${table}`)],
    });
    if (input.TransactItems)
      return (input.TransactItems as Record<string, { TableName: string }>[]).flatMap((item) =>
        Object.entries(item).map(([part, { TableName }]) => on(TableName, PARTS[part] ?? part)),
      );
    if (input.RequestItems) return Object.keys(input.RequestItems as Json).map((table) => on(table));
    const index = input.IndexName === undefined ? "" : `/index/${input.IndexName}`;
    return [on(`${input.TableName}${index}`)];
  },
  states(operation, input) {
    const named = [input.stateMachineArn, input.executionArn].flatMap((one) => (typeof one === "string" ? [one] : []));
    return [{ action: `states:${operation}`, resources: named }];
  },
  secretsmanager(operation, { SecretId }, arn) {
    // Six characters of its own, which nobody knows before.
    return [{ action: `secretsmanager:${operation}`, resources: [arn(`secret:${SecretId}-local0`)] }];
  },
  events(operation, { Entries = [] }, arn) {
    const buses = new Set((Entries as { EventBusName?: string }[]).map(({ EventBusName = "default" }) => EventBusName));
    return [...buses].map((bus) => ({ action: `events:${operation}`, resources: [arn(`event-bus/${bus}`)] }));
  },
  "cognito-idp": (operation, { UserPoolId }, arn) => [
    { action: `cognito-idp:${operation}`, resources: [arn(`userpool/${UserPoolId}`)] },
  ],
  ses(operation, form, arn) {
    const from = String(form.Source ?? "");
    const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
    const set = form.ConfigurationSetName;
    const asks = (resources: string[]): Asked => ({
      action: `ses:${operation}`,
      resources: resources.map(arn),
      context: { "ses:FromAddress": address },
    });
    return [asks(identitiesOf(address)), ...(set ? [asks([`configuration-set/${set}`])] : [])];
  },
};

/** What a request asks of AWS, and of which resources; of none where only AWS knows which, as with a task's token. */
export function askedBy({ service, target, body }: AwsRequest, { region, account }: Place): Asked[] {
  const isForm = target === "";
  const input = (isForm ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body || "{}")) as Json;
  const operation = isForm ? String(input.Action) : target.slice(target.indexOf(".") + 1);
  const arn = (resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  const read = READERS[service];
  return read ? read(operation, input, arn) : [{ action: `${service}:${operation}`, resources: [arn("unknown")] }];
}

/** The identities with which SES takes a mail from this address: itself, its domain, and the domains above that. */
function identitiesOf(address: string): string[] {
  const labels = address.slice(address.indexOf("@") + 1).split(".");
  const domains = labels.slice(0, -1).map((_, from) => labels.slice(from).join("."));
  return [address, ...domains].map((name) => `identity/${name}`);
}
