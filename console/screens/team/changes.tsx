import { useLoaded } from "../../load.ts";
import { FailureNote } from "../../parts/failure.tsx";
import { Time } from "../../parts/time.tsx";
import { sayTeam } from "./team-words.ts";

interface Told {
  changes: { at: string; by: string; act: string; who: string; detail?: string }[];
  names: Record<string, string>;
}

/** Who changed what of the team, or of one of it, the latest first. */
export function Changes({ of }: { of?: string }) {
  const words = sayTeam();
  const loaded = useLoaded<Told>("/roster/changes");
  // Who may change nobody is told of no changes.
  if (loaded.failure?.kind === "not-found") return null;
  if (loaded.failure) return <FailureNote failure={loaded.failure} again={loaded.again} />;
  if (!loaded.value) return null;
  const { changes, names } = loaded.value;
  const some = of === undefined ? changes : changes.filter(({ who }) => who === of);
  return (
    <section>
      <h2>{words.changes}</h2>
      {some.length === 0 && <p class="quiet">{words.noChanges}</p>}
      <ul class="changes">
        {some.map(({ at, by, act, who, detail }) => (
          <li key={at + act + who}>
            <Time at={at} /> {names[by] ?? by} {words.did[act] ?? act} {names[who] ?? who}
            {detail && <span class="quiet"> {detail}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
