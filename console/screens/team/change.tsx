import { useState } from "preact/hooks";
import { turnoNow } from "../../api.ts";
import { PlanFor } from "../../parts/plan/plan.tsx";
import { sayPlan } from "../../parts/plan/plan-words.ts";
import { send } from "../../parts/send.ts";
import { clockTime } from "../../times.ts";
import { sayTeam } from "./team-words.ts";
import type { ToldMember } from "./told.ts";

interface Props {
  member: ToldMember;
  /** Called when it is done, or when somebody else was faster. */
  changed: () => void;
}

/** What can be changed of somebody, by whoever may: each part is saved by itself, on condition that they are as shown. */
export function Change({ member, changed }: Props) {
  const words = sayTeam();
  const [said, setSaid] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async (body: object) => {
    setBusy(true);
    const result = await send("PATCH", `/team/${encodeURIComponent(member.id)}`, body, member.version);
    setBusy(false);
    if (result.kind === "changed") {
      const { by, at } = result;
      setSaid(by && at ? words.changed(by, clockTime(at, turnoNow())) : words.changedByNobody);
      return changed();
    }
    if (result.kind === "problems")
      return setSaid(
        result.problems.map(({ path, expected }) => words.problem(words.cells[path] ?? path, expected)).join("\n"),
      );
    if (result.kind !== "done")
      return setSaid({ offline: words.offline, "not-found": words.notTheirs, failed: words.failed }[result.kind]);
    setSaid(words.saved);
    changed();
  };
  const may = (act: (typeof member.may)[number]) => member.may.includes(act);
  return (
    <section aria-busy={busy}>
      <h2>{words.change}</h2>
      <p role="status" class="said">
        {said}
      </p>
      {may("change availability") && <Availability member={member} save={save} />}
      {may("change availability") && (
        <Cells member={member} save={save} title={words.timeOff} names={["time_off"]} help={words.timeOffHelp} />
      )}
      {may("change reps") && member.role === "rep" && (
        <Cells
          member={member}
          save={save}
          title={words.limits}
          names={["capacity", "per_day", "per_week", "per_month", "effort", "pools"]}
        />
      )}
      {may("change reps") && member.role === "rep" && (
        <details>
          <summary>{sayPlan().leave(member.name)}</summary>
          <p>{sayPlan().leaveEffect(member.name)}</p>
          <PlanFor title={sayPlan().plan} asks={async () => ({ kind: "leave", who: member.id })} finished={changed} />
        </details>
      )}
    </section>
  );
}

type Saving = { member: ToldMember; save: (body: object) => Promise<void> };

function Availability({ member: { name, paused, timeZone }, save }: Saving) {
  const words = sayTeam();
  if (paused)
    return (
      <p>
        <button type="button" onClick={() => void save({ pause: null })}>
          {words.resume}
        </button>
      </p>
    );
  return (
    <details>
      <summary>{words.pause}</summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const [until, note] = [String(form.get("until")), String(form.get("note")).trim()];
          void save({ pause: { ...(until && { until: instantIn(timeZone, until) }), ...(note && { note }) } });
        }}
      >
        <p>{words.pauseEffect(name)}</p>
        <label>
          {words.pauseUntil}
          <input type="datetime-local" name="until" />
        </label>
        <label>
          {words.note}
          <input name="note" maxLength={200} autocomplete="off" />
        </label>
        <button type="submit">{words.pause}</button>
      </form>
    </details>
  );
}

/** Cells of the roster, as its file has them. */
function Cells({
  member,
  save,
  title,
  names,
  help,
}: Saving & { title: string; names: readonly string[]; help?: string }) {
  const words = sayTeam();
  return (
    <details>
      <summary>{title}</summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const cells = names.map((name) => [name, String(form.get(name)).trim()] as const);
          const other = cells.filter(([name, text]) => text !== (member.cells[name] ?? ""));
          if (other.length > 0) void save({ cells: Object.fromEntries(other) });
        }}
      >
        {names.map((name) => (
          <label key={name}>
            {words.cells[name]}
            <input name={name} defaultValue={member.cells[name]} autocomplete="off" spellcheck={false} />
          </label>
        ))}
        {help && <p class="quiet">{help}</p>}
        <button type="submit">{words.save}</button>
      </form>
    </details>
  );
}

/** The instant of a time by clocks in a zone, as `2026-12-24T13:00`. ISO 8601. */
function instantIn(timeZone: string, local: string): string {
  const asUtc = Date.parse(`${local}Z`);
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(asUtc);
  return new Date(asUtc - (Date.parse(`${parts.replace(" ", "T")}Z`) - asUtc)).toISOString();
}
