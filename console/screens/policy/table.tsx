import { useEffect, useState } from "preact/hooks";
import type { TableCell, Taker, WhoGetsWhat } from "../../../policy/table/who-gets-what.ts";
import { isOwnerName } from "../../../routing/lead/owners.ts";
import { useLoaded } from "../../load.ts";
import { poolName } from "../../me.ts";
import { FailureNote } from "../../parts/failure.tsx";
import { Outline } from "../../parts/outline.tsx";
import { Wide } from "../../parts/wide.tsx";
import { addressOf } from "../../place.ts";
import { Stopped, slow as worker } from "../../policy/ask-worker.ts";
import { type BoardNow, type LivePolicy, livePath } from "../../policy/live.ts";
import type { Works } from "../../policy/work.ts";
import { number } from "../../times.ts";
import { language } from "../../words.ts";
import { sayPolicy } from "../policy-words.ts";
import { LiveLine } from "./live-line.tsx";

type Made = Works["table"]["gives"];

/** Who gets what, as a table of lanes by territories, of the active policy. */
export default function TableView() {
  const words = sayPolicy();
  const policy = useLoaded<LivePolicy>(livePath(language()));
  const board = useLoaded<BoardNow>("/board");
  const failed = policy.failure ?? board.failure;
  const again = () => {
    policy.again();
    board.again();
  };
  if (failed) return <FailureNote failure={failed} again={again} />;
  if (!policy.value || !board.value) return policy.slow ? <Outline /> : null;
  if (policy.value.version === 0) return <p class="note">{words.none}</p>;
  return (
    <>
      <LiveLine policy={policy.value} />
      <p class="lead-in">{words.table.intro}</p>
      <Worked source={policy.value.source ?? ""} board={board.value} />
    </>
  );
}

function Worked({ source, board }: { source: string; board: BoardNow }) {
  const words = sayPolicy().table;
  const [made, setMade] = useState<Made>();
  const [failed, setFailed] = useState<string>();
  useEffect(() => {
    setMade(undefined);
    setFailed(undefined);
    worker.ask("table", { source, board }).then(setMade, (error: Error) => {
      if (!(error instanceof Stopped)) setFailed(error.message);
    });
    return () => worker.stop();
  }, [source, board]);
  if (failed !== undefined)
    return (
      <p class="note" role="alert">
        {words.failed} <span class="quiet">{failed}</span>
      </p>
    );
  if (!made)
    return (
      <p role="status" class="quiet">
        {words.working}…
      </p>
    );
  if ("problems" in made) return <p class="note">{words.broken(made.problems.length, number(made.problems.length))}</p>;
  return (
    <>
      <Lanes {...made} />
      <Gaps table={made.table} />
      <Doubles doubles={made.doubles} />
    </>
  );
}

const isGap = ({ name, reps }: Taker): boolean => name === undefined || reps === 0;

function Lanes({ table: { lanes, rows }, lines }: { table: WhoGetsWhat; lines: readonly number[] }) {
  const words = sayPolicy().table;
  return (
    <Wide label={words.intro}>
      <table class="lanes">
        <thead>
          <tr>
            <th scope="col">{words.territory}</th>
            {lanes.map(({ lane }) => (
              <th key={lane} scope="col">
                {lane}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ territory, cells }) => (
            <tr key={territory ?? ""}>
              <th scope="row">{territory ?? words.elsewhere}</th>
              {cells.map((cell, n) => {
                const { lane = "", action = "route" } = lanes[n] ?? {};
                if (action !== "route")
                  return (
                    <td key={lane} class="quiet">
                      {action === "nurture" ? words.byMail : words.selfService}
                    </td>
                  );
                return <Cell key={lane} cell={cell} lines={lines} />;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** The rule that takes the most of a cell's leads is the last one; those before it are special cases. */
function Cell({ cell: { takers, isComplete }, lines }: { cell: TableCell; lines: readonly number[] }) {
  const words = sayPolicy().table;
  const last = takers.at(-1);
  const before = takers.slice(0, -1);
  if (!last) return <td class="quiet">{words.noLead}</td>;
  return (
    <td class={takers.some(isGap) ? "gap-cell" : undefined}>
      <Rule taker={last} line={lines[last.rule]} />
      {before.length > 0 && (
        <details>
          <summary>{words.before(before.length, number(before.length))}</summary>
          <ol>
            {before.map((taker) => (
              <li key={taker.rule}>
                <Rule taker={taker} line={lines[taker.rule]} />
              </li>
            ))}
          </ol>
          {!isComplete && <p class="quiet">{words.more}</p>}
        </details>
      )}
    </td>
  );
}

function Rule({ taker, line }: { taker: Taker; line: number | undefined }) {
  const words = sayPolicy().table;
  const { name, rep, pools, reps, example } = taker;
  return (
    <div class="taker" title={words.example(example)}>
      <strong>{name ?? words.noRule}</strong>
      {line !== undefined && (
        <>
          {" "}
          <a href={addressOf("/policy", { line: String(line) })}>{words.line(number(line))}</a>
        </>
      )}
      <div>
        {rep !== undefined && `${words.firstAsked(isOwnerName(rep) ? words.owners[rep] : rep)}, `}
        {pools.map(poolName).join(", ")}
      </div>
      <div class={reps === 0 ? "late" : "quiet"}>
        {reps === 0 ? `${words.nobody}: ${words.nobodyMay}` : words.reps(reps, number(reps))}
      </div>
    </div>
  );
}

/** Every cell in which some leads match no rule, or find nobody. */
function Gaps({ table: { lanes, rows } }: { table: WhoGetsWhat }) {
  const words = sayPolicy().table;
  const gaps = rows.flatMap(({ territory, cells }) =>
    cells.flatMap(({ takers }, n) =>
      takers
        .filter(isGap)
        .map((taker) => ({ where: words.gap(territory ?? words.elsewhere, lanes[n]?.lane ?? ""), taker })),
    ),
  );
  return (
    <section>
      <h2>{words.gaps}</h2>
      {gaps.length === 0 && <p class="quiet">{words.noGaps}</p>}
      <ul>
        {gaps.map(({ where, taker }) => (
          <li key={`${where} ${taker.rule}`}>
            <strong>{where}</strong>: {taker.name ?? words.noRule}
            {taker.reps === 0 && `, ${words.nobody}`} <span class="quiet">{words.example(taker.example)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Doubles({ doubles }: { doubles: Extract<Made, { doubles: unknown }>["doubles"] }) {
  const words = sayPolicy().table;
  return (
    <section>
      <h2>{words.doubles}</h2>
      {doubles.length === 0 && <p class="quiet">{words.noDoubles}</p>}
      <ul>
        {doubles.map((double) => {
          const said =
            "rules" in double
              ? words.twoRules(double.territory, double.rules[0], double.rules[1])
              : words.twoTerritories(double.territories[0], double.territories[1]);
          return <li key={said}>{said}</li>;
        })}
      </ul>
    </section>
  );
}
