import { StartError } from "../start-error.ts";

/** How a Task state calls its function. */
export interface TaskCall {
  readonly kind: "invoke" | "invoke-and-wait-for-token" | "function";
  /** The state's resource, which is the function itself for `function`. */
  readonly resource: string;
}

export interface PreparedDefinition {
  readonly definition: State;
  readonly tasks: ReadonlyMap<string, TaskCall>;
}

type State = Record<string, unknown>;

/** The key under which a task's timeout is passed in `Parameters`. */
export const TIMEOUT_KEY = "TurnoTimeoutSeconds";
/** Step Functions' default timeout of a task. */
const NO_TIMEOUT_SECONDS = 99_999_999;

const KINDS: Readonly<Record<string, TaskCall["kind"]>> = {
  "arn:aws:states:::lambda:invoke": "invoke",
  "arn:aws:states:::lambda:invoke.waitForTaskToken": "invoke-and-wait-for-token",
};

const UNKNOWN_FIELDS = ["Assign", "HeartbeatSeconds", "HeartbeatSecondsPath", "Credentials", "ItemReader"];

/**
 * Rewrites a definition where the interpreter differs from Step Functions:
 * - it ends tasks without a timeout after 60 seconds;
 * - it reads `TimeoutSecondsPath` from the parameters, not from the state's input;
 * - it would measure a plain invocation's timeout in Turno's time, but functions run in real time;
 * - it handles `ResultPath: "$"` (the default) and `Pass` with a falsy `Result` incorrectly.
 *
 * Throws a StartError for features that it cannot run.
 */
export function prepareDefinition(machine: string, definition: State, speed: number): PreparedDefinition {
  const tasks = new Map<string, TaskCall>();
  const unknown = (what: string) => new StartError(`The local run does not know ${what} (state machine ${machine})`);
  if (JSON.stringify(definition).includes("$$.State")) throw unknown("$$.State");
  if (JSON.stringify(definition).includes('"QueryLanguage":"JSONata"')) throw unknown("JSONata");

  const prepareStates = (container: State): State => {
    const states = Object.entries(container.States as Record<string, State>);
    return {
      ...container,
      States: Object.fromEntries(states.map(([name, state]) => [name, prepareState(name, state)])),
    };
  };

  const prepareState = (name: string, original: State): State => {
    const { ...state } = original;
    const field = UNKNOWN_FIELDS.find((each) => each in state);
    if (field) throw unknown(`${field} in "${name}"`);
    if (state.ResultPath === "$") delete state.ResultPath;
    if (state.Type === "Pass" && "Result" in state && !state.Result) throw unknown(`a falsy Result in "${name}"`);
    if (Array.isArray(state.Branches)) state.Branches = state.Branches.map(prepareStates);
    for (const key of ["ItemProcessor", "Iterator"]) if (state[key]) state[key] = prepareStates(state[key] as State);
    return state.Type === "Task" ? prepareTask(name, state) : state;
  };

  const prepareTask = (name: string, state: State): State => {
    const resource = String(state.Resource);
    const kind = KINDS[resource] ?? (resource.includes(":function:") ? "function" : undefined);
    if (!kind) throw unknown(`the resource ${resource} in "${name}"`);
    if (tasks.has(name)) throw unknown(`two states called "${name}"`);
    tasks.set(name, { kind, resource });
    if (kind !== "invoke-and-wait-for-token") {
      if (state.TimeoutSecondsPath) throw unknown(`TimeoutSecondsPath without a task token in "${name}"`);
      return { ...state, TimeoutSeconds: Number(state.TimeoutSeconds ?? NO_TIMEOUT_SECONDS) * speed };
    }
    const { TimeoutSecondsPath: path, TimeoutSeconds: seconds, ...rest } = state;
    const timeout = path ? { [`${TIMEOUT_KEY}.$`]: path } : { [TIMEOUT_KEY]: seconds ?? NO_TIMEOUT_SECONDS };
    const parameters = { ...(state.Parameters as State), ...timeout };
    return { ...rest, Parameters: parameters, TimeoutSecondsPath: `$.${TIMEOUT_KEY}` };
  };

  return { definition: prepareStates(definition), tasks };
}
