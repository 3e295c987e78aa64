import { fillWithSamples } from "./first-start.ts";
import { readOptions } from "./options.ts";
import { type LocalRun, startLocal } from "./run.ts";
import { StartError } from "./start-error.ts";

// `npm start`: the local run, until Ctrl-C.

// Lambda's time zone, so that no function depends on this machine's zone.
process.env.TZ = "UTC";

let run: LocalRun | undefined;
let ending: { readonly code: number } | undefined;
const starting = new AbortController();

const end = async (code: number) => {
  if (ending) return;
  ending = { code };
  starting.abort();
  // While starting, the abort signal already stops what was started.
  if (!run) return;
  await run.stop();
  process.exit(code);
};

try {
  const options = readOptions(process.env);
  const began = performance.now();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
  run = await startLocal({
    ...options,
    signal: starting.signal,
    sampleReceiver: true,
    fill: (app, url) => fillWithSamples(app, url, { pastUntil: options.past ? options.startAt : undefined }),
    onLost: (reason) => {
      console.error(reason);
      void end(1);
    },
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`Turno is ready after ${seconds} s. Its data is in ${options.dataDir}; Ctrl-C stops it.`);
  console.log(`\n  ${run.baseUrl}/\n`);
  const now = new Date(run.now());
  if (options.speed !== 1 || now.getTime() - Date.now() > 1000) {
    const pace = options.speed === 1 ? "runs at the real pace" : `runs ${options.speed} times as fast as the real one`;
    console.log(`  Clock    shows ${now.toISOString().slice(0, 16).replace("T", " ")} UTC and ${pace}`);
    if (now.getTime() - Date.now() > 60_000)
      console.log("           ahead of yours, so that the sample's reps are at work");
  }
} catch (error) {
  if (ending) process.exit(ending.code);
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
if (ending) {
  await run.stop();
  process.exit(ending.code);
}
