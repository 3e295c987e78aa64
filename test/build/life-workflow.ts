import { AsyncLocalStorage } from "node:async_hooks";
import type { StepInput } from "../../adapters/step.ts";
import type { Doing } from "./life-after.ts";

/** What a step that waits is given, and what ends it. */
type Token = Pick<StepInput, "token" | "waitSeconds">;
export type Ended<Result> = Result | "timeout";
type Ends = (result: Ended<never>) => void;

/**
 * The engine of the workflows, in memory and with a clock of its own: executions by name, steps of which now and then one
 * runs twice at once, and tasks that wait for a token or until their time is up.
 */
export class LifeWorkflow {
  now = Date.parse("2026-11-02T15:00:00.000Z");
  /** As what everything is done that is done now. */
  readonly doing = new AsyncLocalStorage<Doing>();
  /** Whether the next step runs twice. */
  twice: () => boolean = () => false;
  readonly faults: unknown[] = [];
  readonly #tasks = new Map<string, { until: number; ends: Ends }>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #names = new Set<string>();
  /** The token with which each execution waited last. */
  readonly #waitsWith = new Map<string, string>();
  #busy = 0;
  #idle: (() => void)[] = [];
  #count = 0;

  get at(): string {
    return new Date(this.now).toISOString();
  }

  readonly tasks = {
    wake: async (token: string, result: object): Promise<boolean> => {
      const waits = this.#tasks.get(token);
      if (waits && this.#tasks.delete(token)) waits.ends(result as never);
      return waits !== undefined;
    },
    mayReplace: async (kept: string | undefined, token: string): Promise<boolean> =>
      kept === undefined || kept === token || this.#tasks.has(token),
  };

  /** The executions of one state machine. */
  executions = (order: (name: string, leadId: string, more: object) => Promise<void>) => ({
    start: async (leadId: string, name: string, more: object = {}): Promise<void> => {
      if (this.#names.has(name)) return;
      this.#names.add(name);
      this.#busy += 1;
      const ends = this.doing
        .run({ what: "workflow" }, () => order(name, leadId, more))
        .catch((fault) => void this.faults.push(fault));
      const running = ends.then(() => {
        if (this.#running.get(name) === running) this.#running.delete(name);
        this.#rest();
      });
      this.#running.set(name, running);
    },
    isRunning: async (name: string): Promise<boolean> => this.#running.has(name),
  });

  /** Does it as this, and what it started goes on until nothing more happens by itself. */
  async do<T>(doing: Doing, work: () => Promise<T>): Promise<T> {
    const done = await this.doing.run(doing, work);
    await this.idle();
    return done;
  }
  async idle(): Promise<void> {
    while (this.#busy > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
    const [fault] = this.faults;
    if (fault) throw fault;
  }
  #rest(): void {
    this.#busy -= 1;
    if (this.#busy === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** One step, again when too many wrote at once, as the workflows do it. */
  async step<Result>(what: string, run: () => Promise<Result>): Promise<Result> {
    const once = async (): Promise<Result> => {
      for (let attempt = 0; ; attempt++) {
        try {
          return await this.doing.run({ what }, run);
        } catch (fault) {
          if ((fault as Error).name !== "Contention" || attempt > 20) throw fault;
        }
      }
    };
    if (!this.twice()) return once();
    const [, second] = await Promise.all([once(), once()]);
    return second;
  }

  /** A step of an execution that waits with a token, until it is woken or its time is up. */
  async wait<Result>(
    name: string,
    what: string,
    seconds: number,
    run: (token: Token) => Promise<Result>,
  ): Promise<Ended<Result>> {
    const token = `token-${this.#count++}`;
    this.#waitsWith.set(name, token);
    const ended = new Promise<Ended<Result>>((resolve) => {
      const ends: Ends = (result) => {
        this.#busy += 1;
        resolve(result);
      };
      this.#tasks.set(token, { until: this.now + seconds * 1000, ends });
    });
    await this.step(what, () => run({ token, waitSeconds: seconds }));
    this.#rest();
    return ended;
  }

  /** When the next task times out, epoch milliseconds. */
  get nextTimeout(): number {
    return Math.min(...[...this.#tasks.values()].map(({ until }) => until));
  }
  /** Ends the tasks whose time is up. */
  timeOut(): void {
    for (const [token, { until, ends }] of [...this.#tasks])
      if (until <= this.now && this.#tasks.delete(token)) ends("timeout");
  }

  /** One of the executions that wait is gone, and its token with it. */
  kill(n: number): void {
    const tokens = [...this.#tasks.keys()];
    const token = tokens[n % Math.max(1, tokens.length)];
    if (token === undefined) return;
    this.#tasks.delete(token);
    for (const [name, waits] of this.#waitsWith) if (waits === token) this.#running.delete(name);
  }
}
