import { useRef } from "preact/hooks";
import { read } from "../../api.ts";
import { PlanFor } from "../../parts/plan/plan.tsx";
import { sayPlan } from "../../parts/plan/plan-words.ts";
import { saveFile } from "../../parts/plan/save-file.ts";

/** The roster as a file, out and in; what comes in is a plan first. */
export function Roster({ changed }: { changed: () => void }) {
  const words = sayPlan();
  const field = useRef<HTMLInputElement>(null);
  const save = async () => {
    const loaded = await read<{ csv: string }>("/roster");
    if ("value" in loaded) saveFile("roster.csv", loaded.value.csv);
  };
  const asks = async () => {
    const file = field.current?.files?.[0];
    return file && { kind: "roster", csv: await file.text() };
  };
  return (
    <section class="stack">
      <p>
        <button type="button" onClick={() => void save()}>
          {words.rosterOut}
        </button>
      </p>
      <label>
        {words.rosterIn}
        <input ref={field} type="file" accept=".csv,text/csv" aria-describedby="roster-help" />
      </label>
      <p class="quiet" id="roster-help">
        {words.rosterHelp}
      </p>
      <PlanFor title={words.plan} asks={asks} finished={changed} />
    </section>
  );
}
