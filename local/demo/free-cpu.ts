import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

/** Wants a core for itself for half a second. */
const spin = "const end = performance.now() + 500; while (performance.now() < end);";

/** The part of this machine's cores that a program gets that wants them all, above 0 and at most 1. Takes half a second. */
export async function freeCpu(): Promise<number> {
  const cores = availableParallelism();
  const [began, before] = [performance.now(), process.cpuUsage()];
  await Promise.all(Array.from({ length: cores }, () => once(new Worker(spin, { eval: true }), "exit")));
  const { user, system } = process.cpuUsage(before);
  return Math.min(1, (user + system) / 1000 / ((performance.now() - began) * cores));
}
