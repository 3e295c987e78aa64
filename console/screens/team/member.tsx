import { useState } from "preact/hooks";
import type { Day } from "../../../routing/time/next-days.ts";
import { turnoNow } from "../../api.ts";
import { useLoaded } from "../../load.ts";
import { me, poolName } from "../../me.ts";
import { FailureNote } from "../../parts/failure.tsx";
import { addressOf } from "../../place.ts";
import { language, say } from "../../words.ts";
import { Change } from "./change.tsx";
import { Changes } from "./changes.tsx";
import { Balance, Kept, Load, There } from "./figures.tsx";
import { Receipt } from "./receipt.tsx";
import { sayTeam } from "./team-words.ts";
import type { ToldMember } from "./told.ts";

/** One of the team: how they stand, when they are there, what they were given and owed, and what can be changed. */
export function Member({ id }: { id: string }) {
  const loaded = useLoaded<ToldMember>(`/team/${encodeURIComponent(id)}`);
  const [told, setTold] = useState(0);
  if (loaded.failure) return <FailureNote failure={loaded.failure} again={loaded.again} />;
  if (!loaded.value) return loaded.slow ? <div class="outline" role="status" aria-label={say().frame.loading} /> : null;
  const member = loaded.value;
  const changed = () => {
    loaded.again();
    setTold(told + 1);
  };
  return <Page member={member} changed={changed} told={told} />;
}

function Page({ member, changed, told }: { member: ToldMember; changed: () => void; told: number }) {
  const words = sayTeam();
  const isSelf = member.id === me.value?.id;
  const works = member.role === "rep";
  return (
    <article>
      {me.value?.role !== "rep" && (
        <a class="back" href={addressOf("/team")}>
          ‹ {words.back}
        </a>
      )}
      <header class="bar">
        <div>
          <h1>{member.name}</h1>
          <p class="standing">
            <strong>{isSelf ? words.mine : say().roles[member.role]}</strong>
            <There member={member} />
          </p>
        </div>
      </header>
      <div class="columns">
        <div>
          {works && <Standing member={member} />}
          <Days days={member.days} timeZone={member.timeZone} />
          {works && <Receipt id={member.id} name={isSelf ? undefined : member.name} />}
        </div>
        <aside>
          {member.active && member.may.length > 0 && <Change key={member.version} member={member} changed={changed} />}
          <Changes key={told} of={member.id} />
        </aside>
      </div>
    </article>
  );
}

function Standing({ member }: { member: ToldMember }) {
  const { columns, leads, seeLeads, lastHour, spans } = sayTeam();
  return (
    <section>
      <dl class="facts">
        <div>
          <dt>{columns.open}</dt>
          <dd>
            <Load used={member.open} />
          </dd>
        </div>
        {member.points.most !== undefined && (
          <div>
            <dt>{columns.points}</dt>
            <dd>
              <Load used={member.points} points />
            </dd>
          </div>
        )}
        <div>
          <dt>{columns.day}</dt>
          <dd>
            <Load used={member.day} />
          </dd>
        </div>
        {member.hour && (
          <div>
            <dt>{lastHour}</dt>
            <dd>
              <Load used={member.hour} />
            </dd>
          </div>
        )}
        {member.ofPools?.map((used) => (
          <div key={`${used.pool} ${used.kind}`}>
            <dt>
              {poolName(used.pool)}, {spans[used.kind]}
            </dt>
            <dd>
              <Load used={used} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{columns.answered}</dt>
          <dd>
            <Kept of={member.answered} />
          </dd>
        </div>
        <div>
          <dt>{columns.contacted}</dt>
          <dd>
            <Kept of={member.contacted} />
          </dd>
        </div>
        <div>
          <dt>{columns.owed}</dt>
          <dd class="owed">
            <Balance owed={member.owed} />
          </dd>
        </div>
        <div>
          <dt>{leads}</dt>
          <dd>
            <a href={addressOf("/leads", { holder: member.id })}>{seeLeads}</a>
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** A row for each day: when they work, in their own zone, and what keeps them from it. */
function Days({ days, timeZone }: { days: readonly Day[]; timeZone: string }) {
  const words = sayTeam();
  const day = new Intl.DateTimeFormat(language(), {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const clock = new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(turnoNow());
  return (
    <section>
      <h2>{words.days}</h2>
      <p class="quiet">{timeZone.replaceAll("_", " ")}</p>
      <ul class="days">
        {days.map(({ date, work, away }) => (
          <li
            key={date}
            class={work.length === 0 ? "none" : undefined}
            aria-current={date === today ? "date" : undefined}
          >
            <span>{day.format(new Date(`${date}T12:00:00Z`))}</span>
            <span>
              {work.map(({ from, to }) => clock.formatRange(new Date(from), new Date(to))).join(", ") || words.free}
              {away.length > 0 && <span class="quiet"> {away.map((why) => words.away[why]).join(", ")}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
