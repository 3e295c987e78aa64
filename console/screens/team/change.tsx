import { useState } from "preact/hooks";
import { ActButton } from "../../parts/act-button.tsx";
import { PlanFor } from "../../parts/plan/plan.tsx";
import { sayPlan } from "../../parts/plan/plan-words.ts";
import { send } from "../../parts/send.ts";
import { Cell, cellsIn, refusal } from "./cells.tsx";
import { sayTeam } from "./team-words.ts";
import type { ToldMember } from "./told.ts";

/** The columns of the roster, as they belong together. */
const columns = {
  limits: ["capacity", "per_hour", "per_day", "per_week", "per_month", "effort", "pools", "manager"],
  work: [
    ...["hours", "time_zone", "holidays", "place", "locale"],
    ...["languages", "products", "industries", "countries", "use_cases", "experience"],
  ],
  person: ["name", "title", "phone", "photo", "calendar", "email", "role", "activates_policies"],
} as const;

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
    setSaid(result.kind === "done" ? words.saved : refusal(result));
    if (result.kind === "done" || result.kind === "changed") changed();
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
        <Cells
          member={member}
          save={save}
          title={words.timeOff}
          names={["time_off", "days_off"]}
          help={words.timeOffHelp}
        />
      )}
      {may("change reps") && member.role === "rep" && (
        <Cells member={member} save={save} title={words.limits} names={columns.limits} />
      )}
      {may("change reps") && <Cells member={member} save={save} title={words.work} names={columns.work} />}
      {may("change reps") && <Cells member={member} save={save} title={words.person} names={columns.person} />}
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
        <ActButton onClick={() => void save({ pause: null })}>{words.resume}</ActButton>
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
        <ActButton type="submit">{words.pause}</ActButton>
      </form>
    </details>
  );
}

/** Cells of the roster, as its file has them, which whoever looks may change. */
function Cells({
  member,
  save,
  title,
  names,
  help,
}: Saving & { title: string; names: readonly string[]; help?: string }) {
  const words = sayTeam();
  const shown = names.filter((name) => name in member.cells);
  return (
    <details>
      <summary>{title}</summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const cells = Object.entries(cellsIn(event.currentTarget, shown));
          const other = cells.filter(([name, text]) => text !== (member.cells[name] ?? ""));
          if (other.length > 0) void save({ cells: Object.fromEntries(other) });
        }}
      >
        {shown.map((name) => (
          <Cell key={name} name={name} value={member.cells[name]} />
        ))}
        {help && <p class="quiet">{help}</p>}
        <ActButton type="submit">{words.save}</ActButton>
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
