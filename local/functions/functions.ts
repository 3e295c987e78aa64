import { randomUUID } from "node:crypto";
import { devNull } from "node:os";
import type { LambdaFunction } from "../app.ts";
import type { ClockAnchor } from "../clock.ts";
import { addUsage, type UsageByOperation } from "../dynamodb/meter.ts";
import type { Faults } from "../faults.ts";
import { nameInArn } from "../resource-values.ts";
import { createFunctionWorkers, type FunctionWorkers, type LambdaError, type Outcome } from "./function-workers.ts";

export interface Figures {
  invocations: number;
  errors: number;
  /** Total duration of the invocations in real ms, without starts of workers. */
  milliseconds: number;
}

export interface Functions {
  /** Runs a function by name or ARN, with an event that is sent as JSON. Never rejects. */
  invoke(arnOrName: string, event: unknown): Promise<Outcome>;
  readonly figures: Readonly<Record<string, Figures>>;
  /** DynamoDB consumption by function since the start, such as `usage["choose-rep"].GetItem`. */
  readonly usage: Readonly<Record<string, UsageByOperation>>;
  /** What functions asked of AWS that their roles do not allow, such as `choose-rep: dynamodb:Scan on arn:…`. */
  readonly refused: readonly string[];
  stop(): Promise<void>;
}

/** Endpoints of the local AWS services, and everything else that the functions' environment needs. */
export interface FunctionSurroundings {
  readonly region: string;
  readonly account: string;
  readonly endpoints: {
    readonly dynamoDb: string;
    readonly stepFunctions: string;
    readonly ses: string;
    readonly secretsManager: string;
    /** EventBridge, and what requests of functions to other servers go through. */
    readonly told: string;
  };
  readonly clock: ClockAnchor;
  /** Folder of what V8 compiled. */
  readonly compiledDir: string;
  readonly faults: Faults;
  /** Where requests to DynamoDB go while there are faults to inject into them. */
  readonly faultProxy: { readonly port: number };
  /** Receives the functions' standard output and error. */
  readonly log: NodeJS.WritableStream;
}

/** The functions of the template, each run from its bundle in workers of its own. */
export function createFunctions(functions: readonly LambdaFunction[], around: FunctionSurroundings): Functions {
  const workers = new Map<string, FunctionWorkers>();
  const figures: Record<string, Figures> = {};
  const usage: Record<string, UsageByOperation> = {};
  const refused: string[] = [];
  for (const each of functions) {
    const onUsage = (used: UsageByOperation) => {
      usage[each.name] ??= {};
      addUsage(usage[each.name] as UsageByOperation, used);
    };
    const onRefused = (what: string) => {
      refused.push(`${each.name}: ${what}`);
      console.error(`${each.name}: its role does not allow ${what}`);
    };
    const environment = environmentOf(each, around);
    workers.set(each.name, createFunctionWorkers(each, environment, around, around.log, onUsage, onRefused));
    figures[each.name] = { invocations: 0, errors: 0, milliseconds: 0 };
  }

  const run = async (pool: FunctionWorkers, name: string, event: string): Promise<Outcome> => {
    const databasePort = around.faults.has("dynamodb") ? around.faultProxy.port : undefined;
    const outcome = await pool.invoke(event, randomUUID(), databasePort);
    const sum = figures[name] as Figures;
    sum.invocations += 1;
    sum.milliseconds += outcome.milliseconds;
    if (!outcome.ok) {
      sum.errors += 1;
      around.log.write(`${JSON.stringify({ level: "ERROR", function: name, ...outcome.error })}\n`);
    }
    return outcome;
  };

  return {
    figures,
    usage,
    refused,
    async invoke(arnOrName, event) {
      const name = nameInArn(arnOrName);
      const pool = workers.get(name);
      if (!pool) return failure("Lambda.ResourceNotFoundException", `Function not found: ${arnOrName}`);
      const { faults } = around;
      const before = faults.take(name, "throw");
      if (before) return failure(before.error, "Made to fail before it ran");
      if (faults.take(name, "crash")) pool.crashNext();
      const json = JSON.stringify(event) ?? "null";
      if (faults.take(name, "twice")) await run(pool, name, json);
      const outcome = await run(pool, name, json);
      const after = faults.take(name, "throw-after");
      return after ? failure(after.error, "Made to fail after it ran") : outcome;
    },
    async stop() {
      await Promise.all([...workers.values()].map((each) => each.stop()));
    },
  };
}

function failure(errorType: string, errorMessage: string): Outcome {
  const error: LambdaError = { errorType, errorMessage };
  return { ok: false, error, milliseconds: 0 };
}

function environmentOf(each: LambdaFunction, around: FunctionSurroundings): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    AWS_REGION: around.region,
    AWS_DEFAULT_REGION: around.region,
    // The services tell the functions apart by this key; nothing checks the secret.
    AWS_ACCESS_KEY_ID: each.name,
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL_DYNAMODB: around.endpoints.dynamoDb,
    AWS_ENDPOINT_URL_SFN: around.endpoints.stepFunctions,
    AWS_ENDPOINT_URL_SES: around.endpoints.ses,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: around.endpoints.secretsManager,
    AWS_ENDPOINT_URL_EVENTBRIDGE: around.endpoints.told,
    TURNO_TOLD_THROUGH: around.endpoints.told,
    // So that no request to another service reaches the real AWS: the mail sink answers with an error.
    AWS_ENDPOINT_URL: around.endpoints.ses,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: each.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(each.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${each.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    AWS_XRAY_CONTEXT_MISSING: "IGNORE_ERROR",
    LAMBDA_TASK_ROOT: each.codeDir,
    _HANDLER: each.handler,
    ...each.environment,
  };
}
