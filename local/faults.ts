import { StartError } from "./start-error.ts";

/**
 * Faults to inject into the local run, so that tests can check how the workflow handles them. Handlers do not know of
 * them.
 *
 * Syntax: `target:what[:times[:error]]`, separated by commas. `times` defaults to always.
 * - target a function (`choose-rep`), or `*` for every function: - `throw` fails before the handler runs, `throw-after`
 *   after it has run; `error` is the error's name - `crash` ends the worker in the middle of the invocation - `twice`
 *   runs each invocation twice, and answers with the second
 * - target `ses`: `throttle` refuses a mail for now, `refuse` for good (MessageRejected, as of an address), `fail` answers 500 without keeping it, `drop-after` keeps
 *   it and answers 500
 * - target `dynamodb`, of the functions' transactions: `twice` sends each again as a new one, and returns the second
 *   response, so that the caller sees a conflict with its own write; `drop-after` answers 500 after it was written
 */
export interface Faults {
  /** Consumes one occurrence of the fault, if one is left. */
  take(target: string, what: FaultKind): Fault | undefined;
  /** Whether any is left for the target, by its own name. */
  has(target: string): boolean;
  /** Replaces all faults. */
  set(text: string): void;
}

export interface Fault {
  readonly target: string;
  readonly what: FaultKind;
  /** `name` of the error to fail with. */
  readonly error: string;
  times: number;
}

const FUNCTION_FAULTS = ["throw", "throw-after", "crash", "twice"] as const;
const MAIL_FAULTS = ["throttle", "refuse", "fail", "drop-after"] as const;
const DATABASE_FAULTS = ["twice", "drop-after"] as const;
type FaultKind = (typeof FUNCTION_FAULTS | typeof MAIL_FAULTS | typeof DATABASE_FAULTS)[number];

/** The faults of each service; every other target is a function. */
const SERVICE_FAULTS: Readonly<Record<string, readonly string[]>> = { ses: MAIL_FAULTS, dynamodb: DATABASE_FAULTS };

export function createFaults(text: string): Faults {
  let faults = parseFaults(text);
  return {
    take(target, what) {
      const fault = faults.find(
        (each) => each.what === what && each.times > 0 && (each.target === target || appliesToAny(each, target)),
      );
      if (fault) fault.times -= 1;
      return fault;
    },
    has: (target) => faults.some((each) => each.target === target && each.times > 0),
    set(next) {
      faults = parseFaults(next);
    },
  };
}

function appliesToAny(fault: Fault, target: string): boolean {
  return !Object.hasOwn(SERVICE_FAULTS, target) && (fault.target === "*" || target.endsWith(`-${fault.target}`));
}

/** Parses the text of faults; throws a StartError that shows the part that is not valid. */
export function parseFaults(text: string): Fault[] {
  const parts = text.split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "").map(parseFault);
}

function parseFault(part: string): Fault {
  const [target = "", what = "", times = "", error = "InjectedFault"] = part.split(":");
  const known = SERVICE_FAULTS[target] ?? FUNCTION_FAULTS;
  if (target === "" || !known.includes(what)) {
    throw new StartError(`TURNO_FAULTS: "${part}" is not <target>:<${known.join("|")}>[:<times>[:<error>]]`);
  }
  const count = times === "" ? Number.POSITIVE_INFINITY : Number(times);
  if (!(count >= 1)) throw new StartError(`TURNO_FAULTS: "${part}" must happen 1 time or more`);
  return { target, what: what as FaultKind, times: count, error };
}
