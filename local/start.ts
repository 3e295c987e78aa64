import { basename } from "node:path";
import { fillWithSamples } from "./first-start.ts";
import { readOptions } from "./options.ts";
import { type LocalRun, startLocal } from "./run.ts";
import { StartError } from "./start-error.ts";

// `npm start`: the local run, until Ctrl-C.

// Lambda's own time zone, so that no function can come to depend on this machine's.
process.env["TZ"] = "UTC";

let run: LocalRun | undefined;
let ending = false;

const end = async (code: number) => {
  if (ending) return;
  ending = true;
  await run?.stop();
  process.exit(code);
};

try {
  const options = readOptions(process.env);
  const began = performance.now();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
  run = await startLocal({
    ...options,
    fill: fillWithSamples,
    onLost: (reason) => {
      console.error(reason);
      void end(1);
    },
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const fast = options.speed === 1 ? "" : `, at ${options.speed} times the speed`;
  console.log(`Turno is ready (${seconds} s${fast}). Data in ${basename(options.dataDir)}; Ctrl-C stops it.`);
  console.log(`  Form     ${run.baseUrl}/form`);
  console.log(`  Mailbox  ${run.mailboxUrl}`);
  console.log(`  Start    ${run.baseUrl}/`);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  await end(1);
}
