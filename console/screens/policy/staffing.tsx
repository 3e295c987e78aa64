import { useState } from "preact/hooks";
import type { Work } from "../../policy/draft.ts";
import type { Staffing } from "../../policy/work.ts";
import { number } from "../../times.ts";
import { sayPolicy } from "../policy-words.ts";
import { Counts, RepChanges, Waits } from "./replay-tables.tsx";
import { Replaying } from "./replaying.tsx";
import { WithDraft } from "./with-draft.tsx";

/** What the last leads would have met with people away, or with more of them. */
export default function StaffingView() {
  return <WithDraft>{(now) => <Planning now={now} />}</WithDraft>;
}

function Planning({ now }: { now: Work }) {
  const words = sayPolicy();
  const [staffing, setStaffing] = useState<Staffing>({ away: [], added: [] });
  const reps = now.board.reps.filter(({ role, active }) => role === "rep" && active);
  const { away, added } = staffing;
  const toggle = (id: string) =>
    setStaffing({ added, away: away.includes(id) ? away.filter((one) => one !== id) : [...away, id] });
  return (
    <>
      <p class="lead-in">{words.staffing.intro}</p>
      <fieldset>
        <legend>{words.staffing.away}</legend>
        <div class="people">
          {reps.map(({ id, name }) => (
            <label key={id}>
              <input type="checkbox" checked={away.includes(id)} onChange={() => toggle(id)} /> {name}
            </label>
          ))}
        </div>
      </fieldset>
      <p class="acts">
        <label>
          {words.staffing.add}{" "}
          <select
            value=""
            onChange={({ currentTarget }) => {
              if (currentTarget.value) setStaffing({ away, added: [...added, currentTarget.value] });
              currentTarget.value = "";
            }}
          >
            <option value="">–</option>
            {reps.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {added.map((id, n) => {
          const name = words.staffing.newcomer(reps.find((rep) => rep.id === id)?.name ?? id, "");
          return (
            <button
              key={`${id} ${n}`}
              type="button"
              class="chip"
              aria-label={words.staffing.remove(name)}
              onClick={() => setStaffing({ away, added: added.filter((_, other) => other !== n) })}
            >
              {name} <span aria-hidden="true">×</span>
            </button>
          );
        })}
      </p>
      <Replaying
        key={JSON.stringify(staffing)}
        now={now}
        after={now.live.source}
        staffing={staffing}
        canRun={away.length + added.length > 0}
        show={(result) => (
          <section aria-live="polite">
            <h2>
              {words.staffing.sentence(number(result.changed.leads), number(result.leads.count))}{" "}
              {words.replay.nobody(number(result.after.escalated), number(result.before.escalated))}
            </h2>
            <Waits result={result} />
            <Counts result={result} />
            <RepChanges result={result} reps={now.board.reps} />
          </section>
        )}
      />
    </>
  );
}
