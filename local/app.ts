import { type ChangeListener, changeListenerOf, mailListenersOf, type Schedule, scheduleOf } from "./app-schedules.ts";
import { type Edge, EdgeReader } from "./edge/app-edge.ts";
import { type Api, routeOf, throttlesOf } from "./http/app-routes.ts";
import { type Grant, Roles } from "./permissions/role.ts";
import { nameOf, nameOfIntegration, valueOfResource } from "./resource-values.ts";
import { type Secret, secretOf } from "./secrets.ts";
import { type SignIn, SignInReader } from "./sign-in/app-sign-in.ts";
import { StartError } from "./start-error.ts";
import { createResolver, type Resource, type Stack } from "./template.ts";

export interface Table {
  readonly name: string;
  /** Properties that DynamoDB's CreateTable accepts unchanged. */
  readonly definition: Record<string, unknown>;
  readonly ttlAttribute?: string | undefined;
}

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly codeDir: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** What its role allows. */
  readonly grants: readonly Grant[];
}

export interface Machine {
  readonly name: string;
  readonly arn: string;
  readonly definition: Record<string, unknown>;
}

/** The part of the synthesised stacks that the local run implements, with all references resolved. */
export interface App {
  readonly region: string;
  readonly account: string;
  readonly tables: readonly Table[];
  readonly functions: readonly LambdaFunction[];
  readonly machines: readonly Machine[];
  readonly schedules: readonly Schedule[];
  /** ARNs of the functions that receive SES events about a mail. */
  readonly mailListeners: readonly string[];
  readonly changeListeners: readonly ChangeListener[];
  readonly secrets: readonly Secret[];
  readonly api: Api;
  /** What is before the API; absent where the template has no distribution. */
  readonly edge?: Edge | undefined;
  /** Where people sign in; absent where the template has no user pool. */
  readonly signIn?: SignIn | undefined;
}

type Properties = Record<string, unknown>;

/** Resource types that a deployment needs and the local run ignores. */
const WITHOUT_LOCAL_EFFECT: ReadonlySet<string> = new Set([
  "AWS::ApiGatewayV2::Authorizer",
  "AWS::ApiGatewayV2::Integration",
  "AWS::CDK::Metadata",
  "AWS::CloudFront::OriginAccessControl",
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::CompositeAlarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::Cognito::ManagedLoginBranding",
  "AWS::Cognito::UserPoolDomain",
  // Its endpoint is there without it.
  "AWS::Events::EventBus",
  "AWS::IAM::Role",
  "AWS::KMS::Alias",
  "AWS::KMS::Key",
  "AWS::Lambda::Alias",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::LayerVersion",
  "AWS::Lambda::Permission",
  "AWS::Lambda::Version",
  "AWS::Logs::LogGroup",
  "AWS::Logs::MetricFilter",
  "AWS::Logs::QueryDefinition",
  "AWS::Logs::ResourcePolicy",
  "AWS::S3::Bucket",
  "AWS::S3::BucketPolicy",
  "AWS::SES::ConfigurationSet",
  "AWS::SES::ConfigurationSetEventDestination",
  "AWS::SES::EmailIdentity",
  "AWS::SNS::Subscription",
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
  "AWS::SQS::Queue",
  "AWS::SQS::QueuePolicy",
  "AWS::Scheduler::ScheduleGroup",
]);

/**
 * Reads from the stacks what the local run has to start. References to the HTTP API's address become `baseUrl`. Throws
 * a StartError for a resource type that is neither implemented nor listed as without effect.
 */
export function readApp(stacks: readonly Stack[], baseUrl: string): App {
  const plain = createResolver(stacks, (stack, id, resource, attribute) =>
    valueOfResource(stack, id, resource, attribute, (value) => plain(value, stack), baseUrl),
  );
  const tables: Table[] = [];
  const functions: (Omit<LambdaFunction, "grants"> & { role: string })[] = [];
  const roles = new Roles();
  const machines: Machine[] = [];
  const schedules: Schedule[] = [];
  const mailListeners: string[] = [];
  const changeListeners: ChangeListener[] = [];
  const secrets: Secret[] = [];
  const api: Api = { routes: [], throttles: { routes: {} } };
  const edge = new EdgeReader();
  const signIn = new SignInReader();

  for (const stack of stacks) {
    for (const [id, resource] of Object.entries(stack.template.Resources ?? {})) {
      const properties = () => withBaseUrl(plain(resource.Properties ?? {}, stack), baseUrl) as Properties;
      const name = () => nameOf(stack, id, resource, (value) => plain(value, stack));
      const arn = () => String(plain({ "Fn::GetAtt": [id, "Arn"] }, stack));
      switch (resource.Type) {
        case "AWS::DynamoDB::Table":
        case "AWS::DynamoDB::GlobalTable":
          tables.push(tableOf(name(), properties()));
          break;
        case "AWS::Lambda::Function":
          // The CDK's own, which brings files into a bucket.
          if (id.startsWith("CustomCDKBucketDeployment")) break;
          functions.push(functionOf(stack, id, name(), arn(), properties()));
          break;
        case "AWS::IAM::Policy":
          roles.add(id, properties());
          break;
        case "AWS::StepFunctions::StateMachine":
          machines.push({ name: name(), arn: arn(), definition: definitionOf(id, properties()) });
          break;
        case "AWS::ApiGatewayV2::Api":
          api.cors = properties().CorsConfiguration as Api["cors"];
          break;
        case "AWS::ApiGatewayV2::Route":
          api.routes.push(
            routeOf(id, properties(), {
              functionOf: (target) => functionOfIntegration(stack, target, plain),
              authorizerOf: (name) => authorizerNamed(stack, name, plain),
            }),
          );
          break;
        case "AWS::ApiGatewayV2::Stage":
          api.throttles = throttlesOf(properties());
          break;
        case "AWS::SecretsManager::Secret":
          secrets.push(secretOf(id, name(), properties()));
          break;
        case "AWS::Lambda::EventSourceMapping":
          changeListeners.push(changeListenerOf(id, properties()));
          break;
        case "AWS::Events::Rule":
        case "AWS::Scheduler::Schedule": {
          const listeners = mailListenersOf(resource.Type, properties());
          mailListeners.push(...listeners);
          if (listeners.length > 0) break;
          schedules.push(...scheduleOf(id, name(), resource.Type, properties()));
          break;
        }
        case "AWS::Cognito::UserPool":
          signIn.pool(String(plain({ "Fn::GetAtt": [id, "ProviderURL"] }, stack)), properties());
          break;
        case "AWS::Cognito::UserPoolClient":
          signIn.client(name(), properties());
          break;
        default:
          if (edge.take({ type: resource.Type, id, name: name(), properties, assetDirs: stack.assetDirs })) break;
          if (!WITHOUT_LOCAL_EFFECT.has(resource.Type)) {
            throw new StartError(`The local run does not know ${resource.Type} (${id} in stack ${stack.name})`);
          }
      }
    }
  }
  const { region, account } = stacks[0] ?? { region: "us-east-1", account: "000000000000" };
  const beside = { changeListeners, edge: edge.edge(), signIn: signIn.signIn() };
  const held = functions.map(({ role, ...one }) => ({ ...one, grants: roles.of(role) }));
  return { region, account, tables, functions: held, machines, schedules, mailListeners, secrets, api, ...beside };
}

/**
 * The CDK's `HttpApi.url` joins the address from the API's id, and that of a distribution from its domain, so neither is a
 * single reference that can be resolved.
 */
function withBaseUrl(value: unknown, baseUrl: string): unknown {
  if (typeof value === "string") {
    return value.replaceAll(
      /https:\/\/(local-api-[^./]+\.execute-api\.[^/]+|local-edge-[^./]+\.cloudfront\.net)/g,
      baseUrl,
    );
  }
  if (Array.isArray(value)) return value.map((each) => withBaseUrl(each, baseUrl));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withBaseUrl(each, baseUrl)]));
}

function tableOf(name: string, properties: Properties): Table {
  const stream = properties.StreamSpecification as { StreamViewType?: string } | undefined;
  const ttl = properties.TimeToLiveSpecification as { AttributeName: string; Enabled: unknown } | undefined;
  const indexes = properties.GlobalSecondaryIndexes as Properties[] | undefined;
  return {
    name,
    definition: {
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: properties.KeySchema,
      AttributeDefinitions: properties.AttributeDefinitions,
      GlobalSecondaryIndexes: indexes?.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
      StreamSpecification: stream ? { StreamEnabled: true, StreamViewType: stream.StreamViewType } : undefined,
    },
    ttlAttribute: ttl && String(ttl.Enabled) === "true" ? ttl.AttributeName : undefined,
  };
}

function functionOf(stack: Stack, id: string, name: string, arn: string, properties: Properties) {
  const code = properties.Code as { S3Key?: string };
  const codeDir = stack.assetDirs.get(String(code.S3Key).replace(/\.zip$/, ""));
  if (!codeDir || properties.Layers) {
    throw new StartError(`The local run takes functions from an asset folder without layers; ${id} is none`);
  }
  const environment = (properties.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {};
  return {
    name,
    arn,
    codeDir,
    handler: String(properties.Handler),
    timeoutSeconds: Number(properties.Timeout ?? 3),
    memoryMb: Number(properties.MemorySize ?? 128),
    environment: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)])),
    role: String(properties.Role),
  };
}

function definitionOf(id: string, properties: Properties): Machine["definition"] {
  const text = properties.DefinitionString;
  if (properties.StateMachineType === "EXPRESS") throw new StartError(`The local run has no Express workflows (${id})`);
  if (typeof text !== "string") throw new StartError(`The local run needs the definition of ${id} in the template`);
  const substitutions = (properties.DefinitionSubstitutions ?? {}) as Record<string, unknown>;
  const filled = text.replaceAll(/\$\{([^}]+)\}/g, (placeholder, name: string) =>
    name in substitutions ? String(substitutions[name]) : placeholder,
  );
  return JSON.parse(filled) as Machine["definition"];
}

function functionOfIntegration(stack: Stack, target: string, plain: ReturnType<typeof createResolver>): string {
  const integrations = Object.entries(stack.template.Resources ?? {}).filter(
    ([, resource]: [string, Resource]) => resource.Type === "AWS::ApiGatewayV2::Integration",
  );
  const found = integrations.find(([id]) => target === `integrations/${nameOfIntegration(id)}`);
  const properties = plain(found?.[1].Properties ?? {}, stack) as Properties;
  if (properties.IntegrationType !== "AWS_PROXY" || properties.PayloadFormatVersion !== "2.0") {
    throw new StartError(`The local run takes Lambda integrations of payload format 2.0; ${target} is none`);
  }
  return String(properties.IntegrationUri);
}

/** The properties of the authorizer that a route names. */
function authorizerNamed(stack: Stack, name: string, plain: ReturnType<typeof createResolver>): Properties {
  const found = Object.entries(stack.template.Resources ?? {}).find(
    ([id, { Type }]) => Type === "AWS::ApiGatewayV2::Authorizer" && plain({ Ref: id }, stack) === name,
  );
  if (!found) throw new StartError(`A route of stack ${stack.name} names the authorizer ${name}, which it has not`);
  return plain(found[1].Properties ?? {}, stack) as Properties;
}
