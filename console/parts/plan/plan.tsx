import { useState } from "preact/hooks";
import { number } from "../../times.ts";
import { type Sent, send } from "../send.ts";
import { sayPlan } from "./plan-words.ts";

/** A lead of a plan, and where it goes. */
interface Planned {
  id: string;
  name: string;
  from: string;
  kind: "rep" | "manager" | "waits" | "stays";
  to?: string;
  because?: string;
}
/** A plan, as the API tells of it. */
interface Told {
  plan: {
    id: string;
    kind: "leave" | "reassign" | "roster";
    leads: Planned[];
    roster?: { added: string[]; changed: { id: string; cells: [string, string, string][] }[]; deactivated: string[] };
    done: Record<string, string>;
    finished?: boolean;
  };
  names: Record<string, string>;
}

/** What went wrong with a plan, in words. */
function wrong(sent: Exclude<Sent<Told>, { kind: "done" }>): string {
  const words = sayPlan();
  if (sent.kind === "changed") return words.stale;
  if (sent.kind === "problems")
    return sent.problems
      .map(({ file, line, path, expected }) => words.line(file ?? "", number(line), path, expected))
      .join("\n");
  return { "not-found": words.notYours, offline: words.offline, failed: words.failed, taken: words.stale }[sent.kind];
}

/**
 * Makes a plan when asked for, shows every effect of it, and does it when that is agreed on.
 * @param asks what the plan is of; undefined while there is nothing to plan
 */
export function PlanFor({
  title,
  asks,
  finished,
}: {
  title: string;
  asks: () => Promise<object | undefined>;
  finished: () => void;
}) {
  const words = sayPlan();
  const [told, setTold] = useState<Told>();
  const [said, setSaid] = useState<string>();
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setSaid(words.planning);
    const body = await asks();
    if (!body) return setSaid(undefined);
    const sent = await send<Told>("POST", "/plans", body);
    setTold(sent.kind === "done" ? sent.value : undefined);
    setSaid(sent.kind === "done" ? undefined : wrong(sent));
  };
  const run = async (id: string) => {
    setBusy(true);
    for (;;) {
      const sent = await send<Told>("POST", `/plans/${id}/run`, {});
      if (sent.kind !== "done") {
        setSaid(wrong(sent));
        break;
      }
      const { plan } = sent.value;
      setTold(sent.value);
      setSaid(
        plan.finished
          ? words.finished
          : words.running(number(Object.keys(plan.done).length), number(plan.leads.length)),
      );
      if (plan.finished) {
        finished();
        break;
      }
      // What is being introduced can be handed on in a moment.
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    setBusy(false);
  };
  const isOver = told?.plan.finished === true;
  return (
    <div class="plan" aria-busy={busy}>
      {!told && (
        <button type="button" onClick={() => void make()}>
          {title}
        </button>
      )}
      {told && <Effects told={told} />}
      <p role="status" class="said">
        {said}
      </p>
      {told && !isOver && (
        <p>
          <button type="button" class="button" disabled={busy} onClick={() => void run(told.plan.id)}>
            {words.run}
          </button>{" "}
          <button type="button" disabled={busy} onClick={() => setTold(undefined)}>
            {words.discard}
          </button>
        </p>
      )}
    </div>
  );
}

/** Every effect of a plan, and what came of each. */
function Effects({ told: { plan, names } }: { told: Told }) {
  const words = sayPlan();
  const nameOf = (id: string) => names[id] ?? id;
  const { roster } = plan;
  if (roster) {
    const isSame = roster.added.length + roster.changed.length + roster.deactivated.length === 0;
    const all = (ids: readonly string[]) => ids.map(nameOf).join(", ");
    return (
      <ul class="effects">
        {isSame && <li>{words.same}</li>}
        {roster.added.length > 0 && <li>{words.added(all(roster.added))}</li>}
        {roster.changed.map(({ id, cells }) => (
          <li key={id}>
            {words.changed(nameOf(id))}{" "}
            {cells.map(([column, was, is]) => words.cell(column, was || words.nothing, is || words.nothing)).join("; ")}
          </li>
        ))}
        {roster.deactivated.length > 0 && <li>{words.deactivated(all(roster.deactivated))}</li>}
      </ul>
    );
  }
  if (plan.leads.length === 0) return <p>{words.noLeads}</p>;
  const goes = ({ kind, from, to }: Planned) =>
    kind === "rep" ? words.goes.rep(nameOf(from), nameOf(to ?? "")) : words.goes[kind](nameOf(from));
  return (
    <>
      <p>
        {words.sum(number(plan.leads.length))}. <span class="quiet">{words.effects}</span>
      </p>
      <ul class="effects">
        {plan.leads.map((lead) => {
          const outcome = plan.done[lead.id];
          const why = outcome !== undefined && outcome !== "done" ? outcome : lead.because;
          return (
            <li key={lead.id}>
              <strong>{lead.name}</strong> {goes(lead)}
              {why && <span class="quiet"> ({words.because[why] ?? why})</span>}
              {outcome === "done" && <span class="met"> ✓</span>}
            </li>
          );
        })}
      </ul>
    </>
  );
}
