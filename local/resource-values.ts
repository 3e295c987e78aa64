import { StartError } from "./start-error.ts";
import type { Resource, Stack } from "./template.ts";

const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  "AWS::DynamoDB::Table": "TableName",
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::StepFunctions::StateMachine": "StateMachineName",
  "AWS::Events::EventBus": "Name",
  "AWS::Events::Rule": "Name",
  "AWS::Scheduler::Schedule": "Name",
  "AWS::SNS::Topic": "TopicName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SecretsManager::Secret": "Name",
};

/** A resource's name: from the template, otherwise built from the stack and the logical id. */
export function nameOf(stack: Stack, id: string, resource: Resource, resolve: (value: unknown) => unknown): string {
  const property = NAME_PROPERTIES[resource.Type];
  const given = property === undefined ? undefined : resource.Properties?.[property];
  return given === undefined ? `${stack.name}-${id}` : String(resolve(given));
}

/** Id of an integration, as used in a route's target. */
export function nameOfIntegration(logicalId: string): string {
  return `local-integration-${logicalId}`;
}

/** Where people sign in, on the public server. */
export const SIGN_IN_PATH = "/_turno/sign-in";

/** A distribution's domain. With `https://` before it, it stands for the local run's own address. */
const edgeDomain = (logicalId: string): string => `local-edge-${logicalId}.cloudfront.net`;

/** The local value of `Ref` (no attribute) or `Fn::GetAtt` of a resource, in the format of AWS. */
export function valueOfResource(
  stack: Stack,
  id: string,
  resource: Resource,
  attribute: string | undefined,
  resolve: (value: unknown) => unknown,
  baseUrl: string,
): unknown {
  const name = nameOf(stack, id, resource, resolve);
  const arn = (service: string, path: string) => `arn:aws:${service}:${stack.region}:${stack.account}:${path}`;
  switch (resource.Type) {
    case "AWS::DynamoDB::Table":
    case "AWS::DynamoDB::GlobalTable":
      if (attribute === undefined) return name;
      if (attribute === "Arn") return arn("dynamodb", `table/${name}`);
      if (attribute === "StreamArn") return arn("dynamodb", `table/${name}/stream/local`);
      break;
    case "AWS::Lambda::Function":
      if (attribute === undefined) return name;
      if (attribute === "Arn") return arn("lambda", `function:${name}`);
      break;
    case "AWS::Lambda::Version":
      if (attribute === "Version") return "1";
      return `${arn("lambda", `function:${nameInArn(String(resolve(resource.Properties?.FunctionName)))}`)}:1`;
    case "AWS::Lambda::Alias": {
      const target = nameInArn(String(resolve(resource.Properties?.FunctionName)));
      return `${arn("lambda", `function:${target}`)}:${String(resolve(resource.Properties?.Name))}`;
    }
    case "AWS::StepFunctions::StateMachine":
      if (attribute === undefined || attribute === "Arn") return arn("states", `stateMachine:${name}`);
      if (attribute === "Name") return name;
      break;
    case "AWS::ApiGatewayV2::Api":
      if (attribute === undefined || attribute === "ApiId") return `local-api-${id}`;
      if (attribute === "ApiEndpoint") return baseUrl;
      break;
    case "AWS::CloudFront::Distribution":
      if (attribute === "DomainName") return edgeDomain(id);
      if (attribute === undefined || attribute === "Id") return name;
      break;
    case "AWS::Cognito::UserPool":
      if (attribute === undefined) return name;
      if (attribute === "Arn") return arn("cognito-idp", `userpool/${name}`);
      if (attribute === "ProviderURL") return `${baseUrl}${SIGN_IN_PATH}`;
      break;
    case "AWS::Events::EventBus":
      if (attribute === undefined || attribute === "Name") return name;
      if (attribute === "Arn") return arn("events", `event-bus/${name}`);
      break;
    case "AWS::SecretsManager::Secret":
      // Six characters of its own, which nobody knows before.
      if (attribute === undefined) return arn("secretsmanager", `secret:${name}-local0`);
      break;
    case "AWS::IAM::Role":
      if (attribute === undefined) return name;
      if (attribute === "Arn") return `arn:aws:iam::${stack.account}:role/${name}`;
      break;
    case "AWS::ApiGatewayV2::Integration":
      return nameOfIntegration(id);
    case "AWS::SQS::Queue":
      if (attribute === undefined) return `https://sqs.${stack.region}.amazonaws.com/${stack.account}/${name}`;
      if (attribute === "Arn") return arn("sqs", name);
      if (attribute === "QueueName") return name;
      break;
    case "AWS::SNS::Topic":
      if (attribute === undefined || attribute === "TopicArn") return arn("sns", name);
      if (attribute === "TopicName") return name;
      break;
    default:
      return attribute === undefined ? name : arn("local", `${name}/${attribute}`);
  }
  throw new StartError(`The local run does not know ${resource.Type}.${attribute} (${id} in stack ${stack.name})`);
}

/** The name in the ARN of a function or state machine, without version or alias. A plain name is returned unchanged. */
export function nameInArn(arnOrName: string): string {
  const lambdaPath = /functions\/(arn:[^/]+)\/invocations$/.exec(arnOrName)?.[1];
  const parts = (lambdaPath ?? arnOrName).split(":");
  return (parts.length > 1 ? parts[6] : parts[0]) ?? "";
}
