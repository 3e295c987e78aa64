import type { Answered, Work, Works } from "./work.ts";

/** The address of the worker's script, which is known when the console is built. */
declare const POLICY_WORKER: string;

/** What Chromium asks of whoever names a script, by the page's policy; other browsers do not know it. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): {
    createScriptURL(address: string): string;
  };
}

let scripts: { createScriptURL(address: string): string } | undefined;
function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return address;
  scripts ??= trustedTypes.createPolicy("turno", {
    createScriptURL: (wanted) => {
      if (wanted !== POLICY_WORKER) throw new TypeError("the console has no other script");
      return wanted;
    },
  });
  return scripts.createScriptURL(address);
}

interface Waiting {
  resolve: (gives: never) => void;
  reject: (error: Error) => void;
  progress: (part: number) => void;
}

/** A worker that has been asked to stop. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** A thread that reads, checks and tries policies, so that the page goes on answering keys. */
class PolicyWorker {
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  /** @throws Error with what went wrong, Stopped when it was stopped meanwhile */
  ask<Name extends Work>(
    work: Name,
    takes: Works[Name]["takes"],
    progress: (part: number) => void = () => {},
  ): Promise<Works[Name]["gives"]> {
    const worker = this.#worker ?? this.#start();
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, progress });
      worker.postMessage({ id, work, takes });
    });
  }

  /** Ends what it is doing; it can be asked again. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#failAll(new Stopped());
  }

  #start(): Worker {
    const worker = new Worker(trusted(POLICY_WORKER), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => this.#take(data));
    worker.addEventListener("error", ({ message }) => {
      this.#worker = undefined;
      this.#failAll(new Error(message || "the worker's script could not be loaded"));
    });
    this.#worker = worker;
    return worker;
  }

  #take(answered: Answered): void {
    const waiting = this.#waiting.get(answered.id);
    if (!waiting) return;
    if ("progress" in answered) {
      waiting.progress(answered.progress);
      return;
    }
    this.#waiting.delete(answered.id);
    if ("failed" in answered) waiting.reject(new Error(answered.failed));
    else waiting.resolve(answered.gives as never);
  }

  #failAll(error: Error): void {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of all) reject(error);
  }
}

/** What answers quickly, and what takes its time and can be stopped. */
export const quick = new PolicyWorker();
export const slow = new PolicyWorker();
