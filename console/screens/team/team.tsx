import { useLoaded } from "../../load.ts";
import { me, poolName } from "../../me.ts";
import { FailureNote } from "../../parts/failure.tsx";
import { addressOf } from "../../place.ts";
import { number } from "../../times.ts";
import { say } from "../../words.ts";
import { Add } from "./add.tsx";
import { Changes } from "./changes.tsx";
import { Balance, Kept, Load, There } from "./figures.tsx";
import { Roster } from "./roster.tsx";
import { sayTeam } from "./team-words.ts";
import type { Told } from "./told.ts";

/** Who can take more, and whether it is fair: a row for each. */
export function Team() {
  const words = sayTeam();
  const loaded = useLoaded<{ days: number; team: Told[]; pools: string[] }>("/team");
  const team = loaded.value?.team.toSorted(
    (a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name),
  );
  return (
    <>
      <header class="bar">
        <h1>{words.title}</h1>
      </header>
      {loaded.failure && <FailureNote failure={loaded.failure} again={loaded.again} />}
      {!loaded.value && !loaded.failure && loaded.slow && (
        <div class="outline" role="status" aria-label={say().frame.loading} />
      )}
      {team?.length === 0 && <p class="note">{words.nobody}</p>}
      {team && team.length > 0 && loaded.value && (
        <>
          <TeamTable team={team} />
          <p class="end quiet">{words.figures(number(loaded.value.days))}</p>
          {me.value?.role !== "rep" && <Add pools={loaded.value.pools} />}
          <Changes />
          {team.some(({ may }) => may.includes("change reps")) && <Roster changed={loaded.again} />}
        </>
      )}
    </>
  );
}

function TeamTable({ team }: { team: readonly Told[] }) {
  const { columns } = sayTeam();
  const { roles } = say();
  const isMeasured = team.some(({ points }) => points.most !== undefined);
  const shown = (Object.keys(columns) as (keyof typeof columns)[]).filter((name) => name !== "points" || isMeasured);
  const cell = (name: keyof typeof columns, content: preact.ComponentChildren) => (
    <td data-name={columns[name]}>{content}</td>
  );
  return (
    <table class="team">
      <thead>
        <tr>
          {shown.map((name) => (
            <th key={name} scope="col">
              {columns[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {team.map((member) => {
          const works = member.role === "rep" && member.active;
          return (
            <tr key={member.id} data-row>
              <th scope="row">
                <a href={addressOf(`/team/${member.id}`)}>{member.name}</a>
                <span class="quiet">
                  {member.role === "rep"
                    ? Object.keys(member.pools).map(poolName).sort().join(", ")
                    : roles[member.role]}
                </span>
              </th>
              {cell("open", works && <Load used={member.open} />)}
              {isMeasured &&
                cell("points", works && member.points.most !== undefined && <Load used={member.points} points />)}
              {cell("day", works && <Load used={member.day} />)}
              {cell("answered", works && <Kept of={member.answered} />)}
              {cell("contacted", works && <Kept of={member.contacted} />)}
              {cell("owed", works && <Balance owed={member.owed} />)}
              {cell("shift", <There member={member} />)}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
