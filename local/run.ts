import { createWriteStream, mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type App, readApp } from "./app.ts";
import { openClock } from "./clock.ts";
import { startDynoxide } from "./dynamodb/dynoxide.ts";
import { startFaultProxy } from "./dynamodb/fault-proxy.ts";
import { startStreams } from "./dynamodb/streams.ts";
import { createTables, localDynamoDb } from "./dynamodb/tables.ts";
import { createEdge } from "./edge/edge.ts";
import { createFaults } from "./faults.ts";
import { createFunctions, type FunctionSurroundings, type Functions } from "./functions/functions.ts";
import { listen } from "./http/free-port.ts";
import { createHttpApi } from "./http/http-api.ts";
import { createPublicServer } from "./http/public-server.ts";
import { takeLock } from "./lock.ts";
import { startMailSink } from "./mail/mail-sink.ts";
import { openMailStore } from "./mail/mail-store.ts";
import type { LocalOptions } from "./options.ts";
import { createLocalPages } from "./pages/local-pages.ts";
import { type LocalStatus, statusOf } from "./pages/status.ts";
import { startSchedules } from "./schedules.ts";
import { makeSecrets, startSecrets } from "./secrets.ts";
import { candidatesIn } from "./sign-in/candidates.ts";
import { createSignIn } from "./sign-in/sign-in.ts";
import { StartError } from "./start-error.ts";
import { startWorkflows } from "./step-functions/workflows.ts";
import { synthesise } from "./synth.ts";
import { readAssembly } from "./template.ts";
import { sampleReceiver } from "./told/sample-receiver.ts";
import { startTold } from "./told/told-server.ts";
import { openToldStore } from "./told/told-store.ts";
import { createTour } from "./tour/tour.ts";
import { tourState } from "./tour/tour-state.ts";

export interface RunOptions extends Partial<LocalOptions> {
  /** Folder of a cloud assembly to run instead of synthesising the app, whose state machines are known to be valid. */
  readonly assembly?: string;
  /** Tells a receiver that this machine answers itself of each change, where the secrets name none. */
  readonly sampleReceiver?: boolean;
  /** Fills empty tables; called at every start when the tables exist. */
  readonly fill?: (app: App, dynamoDbUrl: string) => Promise<void>;
  /** Called when a part of the run ended by itself and could not be restarted. The caller must then stop the run. */
  readonly onLost?: (reason: string) => void;
  /** Aborts the start and stops what was started already. */
  readonly signal?: AbortSignal;
}

/** A running local run. */
export interface LocalRun {
  /** Address of the public pages, without a slash at the end. */
  readonly baseUrl: string;
  readonly mailboxUrl: string;
  /** Endpoints of the local AWS services. */
  readonly endpoints: FunctionSurroundings["endpoints"];
  readonly app: App;
  /** Turno's time, ms since 1970. */
  now(): number;
  /** Puts Turno's clock forward once nothing runs, and begins what is due then. */
  putForward(ms: number): Promise<void>;
  status(): Promise<LocalStatus>;
  invoke: Functions["invoke"];
  /** Replaces the injected faults, see faults.ts. */
  setFaults(text: string): void;
  /** Stops everything that was started, in order; keeps the data. */
  stop(): Promise<void>;
}

/** @throws StartError where there is a file, or a folder cannot be made */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new StartError(`TURNO_DATA=${path}: cannot be a folder (${(error as NodeJS.ErrnoException).code})`);
  }
}

const LOG_LIMIT_BYTES = 20_000_000;

/** Starts what the synthesised stacks describe. Throws a StartError if that is not possible. */
export async function startLocal(options: RunOptions = {}): Promise<LocalRun> {
  const { port = 3000, speed = 1, dynamoDbUrl, onLost = console.error } = options;
  const dataDir = resolve(options.dataDir ?? ".turno");
  makeFolder(dataDir);
  const stops: (() => unknown)[] = [];
  let stopped: Promise<void> | undefined;
  const stopAll = async () => {
    const failed: unknown[] = [];
    // One that fails keeps none of the others from ending, above all not the database, which is a process of its own.
    for (const each of stops.reverse()) {
      try {
        await each();
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0) throw failed[0];
  };
  const stop = () => {
    stopped ??= stopAll();
    return stopped;
  };
  try {
    return await bringUp();
  } catch (error) {
    await stop();
    throw error;
  }

  async function bringUp(): Promise<LocalRun> {
    const lock = takeLock(dataDir, `http://localhost:${port}`);
    stops.push(() => lock.release());
    const { server, serve } = createPublicServer();
    const baseUrl = `http://localhost:${await listenPublicly(server, port)}`;
    lock.update({ url: baseUrl });
    stops.push(() => server.closeAllConnections());
    stops.push(() => server.close());

    const assembly = options.assembly ?? join(dataDir, "cdk.out");
    const synthesis = options.assembly ? Promise.resolve() : synthesise(assembly, options.signal);
    // Awaited below; until then a failure must not count as an unhandled rejection.
    synthesis.catch(() => {});
    const database = dynamoDbUrl
      ? { url: dynamoDbUrl, stop: async () => {} }
      : await startDynoxide(dataDir, (databasePid) => lock.update({ databasePid }), onLost);
    stops.push(() => database.stop());
    const faults = createFaults(options.faults ?? "");
    const faultProxy = await startFaultProxy(database.url, faults);
    stops.push(() => faultProxy.stop());

    await synthesis;
    options.signal?.throwIfAborted();
    const app = readApp(readAssembly(assembly), baseUrl);
    const dynamoDb = localDynamoDb(database.url, app.region);
    stops.push(() => dynamoDb.destroy());
    await createTables(dynamoDb, app.tables, dataDir);
    await options.fill?.(app, database.url);

    // Opened late, so that a fast clock does not advance by hours during the start.
    const clock = openClock(join(dataDir, "clock.json"), speed, { startAt: options.startAt });
    stops.push(() => clock.close());
    const mails = openMailStore(join(dataDir, "mails.ndjson"));
    stops.push(() => mails.close());
    let functions: Functions | undefined;
    const sink = await startMailSink(mails, clock.now, faults, (event) => {
      for (const arn of app.mailListeners) void functions?.invoke(arn, event);
    });
    stops.push(() => sink.stop());
    const secretsFile = join(dataDir, "secrets.json");
    makeSecrets(secretsFile, options.sampleReceiver ? [...app.secrets, sampleReceiver] : app.secrets);
    const secrets = await startSecrets(secretsFile);
    stops.push(() => secrets.stop());
    const tolds = openToldStore(join(dataDir, "told.ndjson"));
    const told = await startTold(tolds, clock.now);
    stops.push(() => told.stop());
    const log = openLog(join(dataDir, "functions.log"));
    stops.push(() => log.end());
    const invoke: Functions["invoke"] = (arnOrName, event) => (functions as Functions).invoke(arnOrName, event);
    const workflows = await startWorkflows(app.machines, {
      clock: clock.anchor,
      checked: options.assembly !== undefined,
      invoke,
      onLost,
      onFailure: ({ machine, name, error, cause }) => console.error(`${machine} ${name} failed: ${error}: ${cause}`),
    });
    const endpoints = {
      dynamoDb: database.url,
      stepFunctions: workflows.url,
      ses: sink.url,
      secretsManager: secrets.url,
      told: told.url,
    };
    const compiledDir = join(assembly, "compiled");
    const around = { ...app, endpoints, clock: clock.anchor, compiledDir, faults, faultProxy, log };
    functions = createFunctions(app.functions, around);
    stops.push(() => functions?.stop());
    stops.push(() => workflows.stop());

    const variables = app.functions.flatMap(({ environment }) => Object.entries(environment));
    const tables = Object.fromEntries(variables.filter(([name]) => name.endsWith("_TABLE")));
    const counters = {
      clock,
      workflows,
      mails,
      sink,
      told,
      functions,
      scheduled: app.functions.flatMap(({ arn, name }) =>
        app.schedules.some(({ functionArn }) => functionArn === arn) ? [name] : [],
      ),
      database: {
        dynamoDbUrl: database.url,
        secretsUrl: secrets.url,
        stepFunctionsUrl: workflows.url,
        tables,
      },
    };
    const api = createHttpApi(app.api, { invoke, now: clock.now });
    const signIn =
      app.signIn &&
      createSignIn(app.signIn, {
        clock: clock.anchor,
        people: () => candidatesIn(dynamoDb, tables.REPS_TABLE ?? ""),
        invoke,
      });
    stops.push(() => signIn?.stop());
    const schedules = startSchedules(app.schedules, {
      ...{ invoke, now: clock.now, speed, region: app.region, atOnce: clock.resumed },
    });
    const putForward = async (ms: number) => {
      await workflows.putForward(ms, clock);
      schedules.runAll();
    };
    const tour =
      signIn &&
      createTour({
        state: tourState({ dynamoDb, tables, mails, since: new Date(clock.now()).toISOString() }),
        send: (submission) =>
          fetch(`${baseUrl}/leads`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(submission),
          }),
        ...{ putForward, now: clock.now, speed },
      });
    serve(
      createLocalPages({
        ...{ counters, workflows, mails, tolds, tour },
        api: app.edge ? createEdge(app.edge, api) : api,
        signIn: signIn?.answer,
      }),
    );
    stops.push(() => schedules.stop());
    const file = join(dataDir, "streams.json");
    const streams = startStreams(app.changeListeners, { dynamoDbUrl: database.url, region: app.region, invoke, file });
    stops.push(() => streams.stop());
    stops.push(() => server.close());
    return {
      baseUrl,
      mailboxUrl: `${baseUrl}/mailbox`,
      endpoints,
      app,
      now: clock.now,
      putForward,
      status: () => statusOf(counters),
      invoke,
      setFaults: faults.set,
      stop,
    };
  }
}

async function listenPublicly(server: Parameters<typeof listen>[0], port: number): Promise<number> {
  try {
    return await listen(server, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new StartError(`Port ${port} is in use. Set TURNO_PORT to another one.`);
  }
}

function openLog(file: string) {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return createWriteStream(file, { flags: size > LOG_LIMIT_BYTES ? "w" : "a" });
}
