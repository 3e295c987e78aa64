import { saveFile } from "../../parts/plan/save-file.ts";
import { Wide } from "../../parts/wide.tsx";
import { addressOf } from "../../place.ts";
import { isChanged, type Work } from "../../policy/draft.ts";
import { number } from "../../times.ts";
import { sayPolicy } from "../policy-words.ts";
import { DraftLine } from "./draft-line.tsx";
import { Counts, destinationWords, RepChanges, Waits } from "./replay-tables.tsx";
import { Replaying, type Result } from "./replaying.tsx";
import { WithDraft } from "./with-draft.tsx";

/** Who would have got the last leads by the draft. */
export default function ReplayView() {
  return <WithDraft>{(now) => <Comparing now={now} />}</WithDraft>;
}

function Comparing({ now }: { now: Work }) {
  const words = sayPolicy().replay;
  return (
    <>
      <DraftLine now={now} />
      <p class="lead-in">{words.intro}</p>
      {!isChanged(now) && <p class="note">{words.noDraft}</p>}
      <Replaying
        now={now}
        after={now.source}
        canRun={isChanged(now)}
        show={(result) => <Outcome result={result} now={now} />}
      />
    </>
  );
}

const mostShown = 50;

function Outcome({ result, now }: { result: Result; now: Work }) {
  const words = sayPolicy().replay;
  const { changed, leads, changes, before, after, recorded } = result;
  const where = destinationWords(now.board.reps, sayPolicy());
  const save = async () => {
    const { csvOf } = await import("../reports/csv.ts");
    const head = [words.lead, words.before, words.after, words.why];
    const cells = changes.map((moved) => [
      moved.lead,
      where(moved.before),
      where(moved.after),
      words.causes[moved.because],
    ]);
    saveFile("replay.csv", csvOf({ head, rows: cells.map((row) => row.map((text) => ({ text }))) }));
  };
  return (
    <section aria-live="polite">
      <h2>
        {words.sentence(number(changed.leads), number(leads.count))}{" "}
        {words.nobody(number(after.escalated), number(before.escalated))}
      </h2>
      <p>
        {words.direct(number(changed.direct), number(changed.cascading))}
        {recorded && ` ${words.recorded(number(recorded.same), number(recorded.leads))}`}
      </p>
      <Counts result={result} />
      <RepChanges result={result} reps={now.board.reps} />
      <Waits result={result} />
      <h2>{words.moved}</h2>
      {changes.length > 0 && (
        <p>
          <button type="button" onClick={() => void save()}>
            {words.csv}
          </button>
        </p>
      )}
      {changes.length === 0 && <p class="quiet">{words.noneMoved}</p>}
      {changes.length > 0 && (
        <Wide label={words.moved}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.lead}</th>
                <th scope="col">{words.before}</th>
                <th scope="col">{words.after}</th>
                <th scope="col">{words.why}</th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, mostShown).map((moved) => (
                <tr key={moved.lead}>
                  <th scope="row">
                    <a href={addressOf(`/leads/${moved.lead}`)}>{moved.lead.slice(0, 8)}</a>
                  </th>
                  <td>{where(moved.before)}</td>
                  <td>{where(moved.after)}</td>
                  <td>{words.causes[moved.because]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {changes.length > mostShown && <p class="quiet">{words.more(number(changes.length - mostShown))}</p>}
    </section>
  );
}
