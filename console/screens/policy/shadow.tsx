import { useState } from "preact/hooks";
import type { Plan } from "../../../policy/shadow/compare-plans.ts";
import { turnoNow } from "../../api.ts";
import { useLoaded } from "../../load.ts";
import { poolName } from "../../me.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { FailureNote } from "../../parts/failure.tsx";
import { Outline } from "../../parts/outline.tsx";
import { Wide } from "../../parts/wide.tsx";
import { addressOf } from "../../place.ts";
import { change } from "../../policy/change.ts";
import { edit, isChanged, keep, type Work, work } from "../../policy/draft.ts";
import { clockTime, number } from "../../times.ts";
import { sayPolicy } from "../policy-words.ts";
import { DraftLine } from "./draft-line.tsx";
import { WithDraft } from "./with-draft.tsx";

interface Difference {
  lead: string;
  at: string;
  live: Plan;
  shadow: Plan;
}
interface Answer {
  shadow: {
    id: string;
    source: string;
    author: string;
    at: string;
    seen: number;
    agreed: number;
    endedAt?: string;
  } | null;
  differences: Difference[];
}

/** How many leads one shadow decides. */
const mostSeen = 2000;

/** What a copy of the draft would have done with the leads that came since. */
export default function ShadowView() {
  return <WithDraft>{(now) => <Shadowing now={now} />}</WithDraft>;
}

function Shadowing({ now }: { now: Work }) {
  const words = sayPolicy();
  const loaded = useLoaded<Answer>("/policy/shadow");
  const [said, say] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const act = async (doing: () => Promise<boolean>, done?: string) => {
    setBusy(true);
    const isDone = await doing();
    setBusy(false);
    say(isDone ? done : words.shadow.failed);
    loaded.again();
  };
  const start = () =>
    act(async () => {
      if (!(await keep())) return false;
      const { status } = await change("POST", "/policy/shadow", { id: crypto.randomUUID() }, work.value?.rev);
      return status === 200;
    });
  const end = (id: string) => act(async () => (await change("POST", "/policy/shadow/end", { id })).status === 200);
  if (loaded.failure) return <FailureNote failure={loaded.failure} again={loaded.again} />;
  if (!loaded.value) return loaded.slow ? <Outline /> : null;
  const { shadow, differences } = loaded.value;
  const isOn = shadow !== null && shadow.endedAt === undefined;
  return (
    <>
      <DraftLine now={now} />
      <p class="lead-in">{words.shadow.intro}</p>
      <p class="acts">
        {isOn ? (
          <ActButton disabled={isBusy} onClick={() => void end(shadow.id)}>
            {words.shadow.end}
          </ActButton>
        ) : (
          <ActButton class="button" disabled={isBusy || !isChanged(now)} onClick={() => void start()}>
            {words.shadow.start}
          </ActButton>
        )}
        {shadow && (
          <button
            type="button"
            onClick={() => {
              edit({ source: shadow.source });
              say(words.shadow.promoted);
            }}
          >
            {words.shadow.promote}
          </button>
        )}
        <button type="button" onClick={() => loaded.again()}>
          {words.shadow.refresh}
        </button>
      </p>
      {!isOn && !isChanged(now) && <p class="quiet">{words.shadow.noDraft}</p>}
      {said && <p role="status">{said}</p>}
      {shadow ? <Found shadow={shadow} differences={differences} now={now} /> : <p class="note">{words.shadow.none}</p>}
    </>
  );
}

function Found({
  shadow,
  differences,
  now,
}: {
  shadow: NonNullable<Answer["shadow"]>;
  differences: Difference[];
  now: Work;
}) {
  const words = sayPolicy().shadow;
  const time = (at: string) => clockTime(at, turnoNow());
  const name = now.board.reps.find(({ id }) => id === shadow.author)?.name ?? shadow.author;
  const byRule = new Map<string, number>();
  for (const { live } of differences) {
    const rule = live.rule === "otherwise" ? words.otherwise : (live.rule ?? words.kinds[live.kind]);
    byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  }
  return (
    <section>
      <h2>{shadow.seen === 0 ? words.nothing : words.agreed(number(shadow.agreed), number(shadow.seen))}</h2>
      <p class="quiet">
        {words.since(time(shadow.at), name)} {shadow.endedAt && words.ended(time(shadow.endedAt))}{" "}
        {shadow.seen >= mostSeen && words.full(number(mostSeen))}
      </p>
      {shadow.seen > 0 && differences.length === 0 && <p class="quiet">{words.noDifferences}</p>}
      {differences.length > 0 && (
        <>
          <h3>{words.byRule}</h3>
          <Wide label={words.byRule}>
            <table class="figures">
              <thead>
                <tr>
                  <th scope="col">{words.live}</th>
                  <th scope="col">{words.count}</th>
                </tr>
              </thead>
              <tbody>
                {[...byRule].map(([rule, count]) => (
                  <tr key={rule}>
                    <th scope="row">{rule}</th>
                    <td>{number(count)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
          <h3>{words.differences}</h3>
          <Wide label={words.differences}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.lead}</th>
                  <th scope="col">{words.at}</th>
                  <th scope="col">{words.live}</th>
                  <th scope="col">{words.shadow}</th>
                </tr>
              </thead>
              <tbody>
                {differences.map(({ lead, at, live, shadow: other }) => (
                  <tr key={lead}>
                    <th scope="row">
                      <a href={addressOf(`/leads/${lead}`)}>{lead.slice(0, 8)}</a>
                    </th>
                    <td>{time(at)}</td>
                    <td>
                      <Meant plan={live} />
                    </td>
                    <td>
                      <Meant plan={other} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </>
      )}
    </section>
  );
}

function Meant({ plan: { kind, lane, rule, pools = [] } }: { plan: Plan }) {
  const words = sayPolicy().shadow;
  const named = rule === "otherwise" ? words.otherwise : rule;
  return (
    <>
      {[words.kinds[kind], named, lane].filter(Boolean).join(" · ")}
      {pools.length > 0 && <span class="quiet">{pools.map(poolName).join(", ")}</span>}
    </>
  );
}
