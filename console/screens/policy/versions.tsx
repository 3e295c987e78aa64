import { useEffect, useRef, useState } from "preact/hooks";
import { type Failure, read, turnoNow } from "../../api.ts";
import { useLoaded } from "../../load.ts";
import { FailureNote } from "../../parts/failure.tsx";
import { Outline } from "../../parts/outline.tsx";
import { Wide } from "../../parts/wide.tsx";
import { addressOf } from "../../place.ts";
import { quick } from "../../policy/ask-worker.ts";
import { change } from "../../policy/change.ts";
import { openDraft, work } from "../../policy/draft.ts";
import type { LivePolicy } from "../../policy/live.ts";
import { clockTime, number } from "../../times.ts";
import { sayPolicy } from "../policy-words.ts";
import { refusedWith, WithNote } from "./with-note.tsx";

interface Version {
  version: number;
  author: string;
  note: string;
  at: string;
  status: "draft" | "checked" | "active" | "retired";
  activations: { activation: number; at: string; until?: string; author: string; note: string }[];
}
interface Page {
  versions: Version[];
  next?: number;
}

/** Every version of the policy, the newest first: what changed, who changed it, and when it was live. */
export default function Versions() {
  const words = sayPolicy().versions;
  const first = useLoaded<Page>("/policy/versions");
  const [older, setOlder] = useState<Page[]>([]);
  const [failure, setFailure] = useState<Failure>();
  const [back, rollBackTo] = useState<number>();
  useEffect(() => void openDraft(), []);
  if (first.failure) return <FailureNote failure={first.failure} again={first.again} />;
  if (!first.value) return first.slow ? <Outline /> : null;
  const pages = [first.value, ...older];
  const versions = pages.flatMap((page) => page.versions);
  const next = pages.at(-1)?.next;
  if (versions.length === 0) return <p class="note">{words.none}</p>;
  const more = async () => {
    const loaded = await read<Page>(`/policy/versions?before=${next}`);
    if ("failure" in loaded) return setFailure(loaded.failure);
    setFailure(undefined);
    setOlder([...older, loaded.value]);
  };
  const close = (isDone: boolean) => {
    rollBackTo(undefined);
    if (!isDone) return;
    setOlder([]);
    first.again();
    void openDraft({ anew: true });
  };
  return (
    <>
      <Wide label={sayPolicy().parts.versions}>
        <table class="versions">
          <thead>
            <tr>
              <th scope="col">{words.columns.version}</th>
              <th scope="col">{words.columns.note}</th>
              <th scope="col">{words.columns.author}</th>
              <th scope="col">{words.columns.live}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version, n) => (
              <Row
                key={version.version}
                version={version}
                before={versions[n + 1]?.version}
                back={() => rollBackTo(version.version)}
              />
            ))}
          </tbody>
        </table>
      </Wide>
      {failure && <FailureNote failure={failure} again={() => void more()} />}
      {next !== undefined && (
        <p class="end">
          <button type="button" onClick={() => void more()}>
            {words.older}
          </button>
        </p>
      )}
      {back !== undefined && <RollBack version={back} close={close} />}
    </>
  );
}

interface RowProps {
  version: Version;
  before: number | undefined;
  back: () => void;
}

function Row({ version: { version, note, author, status, activations }, before, back }: RowProps) {
  const words = sayPolicy().versions;
  const time = (at: string) => clockTime(at, turnoNow());
  return (
    <tr>
      <th scope="row">
        {number(version)} <span class={status === "active" ? "tag met" : "quiet"}>{words.status[status]}</span>
      </th>
      <td>
        {note}
        {activations.length > 0 && (
          <div>
            <a href={addressOf("/reports/funnel", { version: String(version), since: "90d" })}>{words.decided}</a>
          </div>
        )}
        {before !== undefined && <Changes from={before} to={version} />}
      </td>
      <td>{author}</td>
      <td>
        {activations.map(({ activation, at, until, ...by }) => (
          <div key={activation}>
            {until === undefined ? words.from(time(at)) : words.span(time(at), time(until))}
            {by.note !== note && <span class="quiet"> {by.note}</span>}
          </div>
        ))}
        {status === "retired" && work.value?.mayActivate && (
          <button type="button" onClick={back}>
            {words.rollBack}
          </button>
        )}
      </td>
    </tr>
  );
}

/** What a version says otherwise than the one before it, once it is asked for. */
function Changes({ from, to }: { from: number; to: number }) {
  const words = sayPolicy();
  const [said, say] = useState<string>();
  const load = async () => {
    const [one, other] = await Promise.all([from, to].map((version) => read<LivePolicy>(`/policy?version=${version}`)));
    if (!one || !other || "failure" in one || "failure" in other) return say(words.shadow.failed);
    const made = await quick.ask("diff", { before: one.value.source ?? "", after: other.value.source ?? "" });
    say("words" in made ? made.words || words.activate.noDifference : words.tests.unreadable);
  };
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && said === undefined && void load()}>
      <summary>{words.versions.compare}</summary>
      <pre lang="en">{said ?? words.working}</pre>
    </details>
  );
}

function RollBack({ version, close }: { version: number; close: (isDone: boolean) => void }) {
  const words = sayPolicy();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const act = async (note: string) => {
    const { status } = await change("POST", "/policy/rollback", { note, version });
    if (status !== 200) return refusedWith(status);
    close(true);
    return undefined;
  };
  return (
    <dialog ref={dialog} aria-labelledby="roll-back" onClose={() => close(false)}>
      <h2 id="roll-back">{words.versions.rollBackTitle(number(version))}</h2>
      <p>{words.activate.effect}</p>
      <WithNote label={words.versions.rollBackAct} act={act} close={() => close(false)} />
    </dialog>
  );
}
