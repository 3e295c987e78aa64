import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PastLead } from "../../../policy/replay/leads.ts";
import type { Failure } from "../../api.ts";
import { FailureNote } from "../../parts/failure.tsx";
import { Stopped, slow } from "../../policy/ask-worker.ts";
import type { Work } from "../../policy/draft.ts";
import { pastLeads } from "../../policy/past-leads.ts";
import type { Staffing, Works } from "../../policy/work.ts";
import { number } from "../../times.ts";
import { sayPolicy } from "../policy-words.ts";

/** What the worker does with past leads. */
type OfLeads = "replay" | "learn";
type Given<Name extends OfLeads> = Exclude<Works[Name]["gives"], { problems: unknown }>;
export type Result = Given<"replay">;

/** How many of the last leads can be replayed. */
const counts = [100, 1000, 5000, 10_000] as const;

type State<Name extends OfLeads> =
  | { kind: "nothing" }
  | { kind: "reading"; leads: number }
  | { kind: "working"; part: number }
  | { kind: "done"; result: Given<Name> }
  | { kind: "broken"; problems: number }
  | { kind: "none" }
  | { kind: "failed"; failure: Failure };

interface Props {
  now: Work;
  /** The text that is tried. */
  after: string;
  staffing?: Staffing;
  canRun: boolean;
  show: (result: Result) => ComponentChildren;
}

/** Runs a replay of the last leads. */
export function Replaying({ now, after, staffing, canRun, show }: Props) {
  const words = sayPolicy().replay;
  const { live, board } = now;
  return (
    <OfPastLeads
      work="replay"
      takes={(leads) => ({ before: live.source, after, board, leads, ...(staffing && { staffing }) })}
      words={words}
      canRun={canRun}
      show={show}
    />
  );
}

interface OfPastLeadsProps<Name extends OfLeads> {
  work: Name;
  takes: (leads: readonly PastLead[]) => Works[Name]["takes"];
  words: { run: string; working: string };
  canRun: boolean;
  show: (result: Given<Name>) => ComponentChildren;
}

/** Does something with the last leads in a thread of its own, with how far it is; it can be stopped. */
export function OfPastLeads<Name extends OfLeads>({ work, takes, words: own, canRun, show }: OfPastLeadsProps<Name>) {
  const words = sayPolicy();
  const [count, setCount] = useState<number>(1000);
  const [state, setState] = useState<State<Name>>({ kind: "nothing" });
  useEffect(() => () => slow.stop(), []);
  const run = async () => {
    setState({ kind: "reading", leads: 0 });
    const loaded = await pastLeads(count, (leads) => setState({ kind: "reading", leads }));
    if ("failure" in loaded) return setState({ kind: "failed", failure: loaded.failure });
    if (loaded.leads.length === 0) return setState({ kind: "none" });
    setState({ kind: "working", part: 0 });
    try {
      const gives = await slow.ask(work, takes(loaded.leads), (part) => setState({ kind: "working", part }));
      setState(
        "problems" in gives
          ? { kind: "broken", problems: gives.problems.length }
          : { kind: "done", result: gives as Given<Name> },
      );
    } catch (error) {
      if (!(error instanceof Stopped)) return setState({ kind: "failed", failure: { kind: "failed" } });
      setState({ kind: "nothing" });
    }
  };
  const isBusy = state.kind === "reading" || state.kind === "working";
  return (
    <>
      <p class="acts">
        <label>
          {words.replay.last}{" "}
          <select
            value={count}
            disabled={isBusy}
            onChange={({ currentTarget }) => setCount(Number(currentTarget.value))}
          >
            {counts.map((one) => (
              <option key={one} value={one}>
                {number(one)}
              </option>
            ))}
          </select>
        </label>
        {isBusy ? (
          <button type="button" onClick={() => slow.stop()} disabled={state.kind === "reading"}>
            {words.replay.stop}
          </button>
        ) : (
          <button type="button" class="button" disabled={!canRun} onClick={() => void run()}>
            {own.run}
          </button>
        )}
      </p>
      {state.kind === "reading" && <p role="status">{words.replay.reading(number(state.leads))}</p>}
      {state.kind === "working" && (
        <p>
          <label>
            {own.working} <progress max={1} value={state.part} />
          </label>
        </p>
      )}
      {state.kind === "none" && <p class="note">{words.replay.noLeads}</p>}
      {state.kind === "broken" && <p class="note">{words.broken(state.problems, number(state.problems))}</p>}
      {state.kind === "failed" && <FailureNote failure={state.failure} again={() => void run()} />}
      {state.kind === "done" && show(state.result)}
    </>
  );
}
