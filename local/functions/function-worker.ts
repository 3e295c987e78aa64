import { existsSync } from "node:fs";
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { meterDynamoDb } from "../dynamodb/meter.ts";
import { holdToRole } from "../permissions/hold-to-role.ts";
import { showTurnoTime } from "../step-functions/thread-time.ts";
import { keepOutgoing } from "../told/keep-outgoing.ts";
import type { LambdaError, WorkerMessage, WorkerRequest, WorkerStart } from "./function-workers.ts";

// A worker thread that is one Lambda instance: loads the bundle of one function, then takes invocations.

type Handler = (event: unknown, context: unknown) => unknown;

const { handler: handlerPath, codeDir, compiledDir, arn, grants, clock } = workerData as WorkerStart;
const tell = (message: WorkerMessage) => parentPort?.postMessage(message);

let databasePort: number | undefined;
showTurnoTime(clock);
keepOutgoing(process.env.TURNO_TOLD_THROUGH ?? "", process.env.AWS_LAMBDA_FUNCTION_NAME ?? "");
const usage = meterDynamoDb(() => databasePort);
const [, , , region = "", account = ""] = arn.split(":");
holdToRole(grants, { region, account }, (refused) => tell({ refused }));
enableCompileCache(compiledDir);
let isCompiled = false;
const handler = await loadHandler();
parentPort?.on("message", (request: WorkerRequest) => {
  void answer(request);
});
tell({ ready: true });

async function loadHandler(): Promise<Handler> {
  const dot = handlerPath.lastIndexOf(".");
  const [file, name] = [handlerPath.slice(0, dot), handlerPath.slice(dot + 1)];
  const path = [".mjs", ".js", ".cjs"].map((extension) => join(codeDir, file + extension)).find(existsSync);
  if (!path) throw new Error(`Cannot find ${file} in ${codeDir}`);
  const module = (await import(pathToFileURL(path).href)) as Record<string, Handler> & {
    default?: Record<string, Handler>;
  };
  const found = module[name] ?? module.default?.[name];
  if (typeof found !== "function") throw new Error(`${handlerPath} is undefined or not exported`);
  return found;
}

async function answer(request: WorkerRequest): Promise<void> {
  databasePort = request.databasePort;
  const deadline = performance.now() + request.timeoutMs;
  const context = {
    awsRequestId: request.requestId,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: "$LATEST",
    invokedFunctionArn: arn,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    /** Real ms, as the function's timeout is. */
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
  try {
    const running = Promise.resolve(handler(JSON.parse(request.event), context));
    if (request.crash) process.exit(1);
    const payload = JSON.stringify(await running) ?? "null";
    tell({ payload, usage: usage() });
    if (!isCompiled) flushCompileCache();
    isCompiled = true;
  } catch (error) {
    tell({ error: describe(error), usage: usage() });
  }
}

function describe(error: unknown): LambdaError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}
