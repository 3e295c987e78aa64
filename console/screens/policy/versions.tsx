import { useState } from "preact/hooks";
import { type Failure, read, turnoNow } from "../../api.ts";
import { useLoaded } from "../../load.ts";
import { FailureNote } from "../../parts/failure.tsx";
import { Outline } from "../../parts/outline.tsx";
import { clockTime, number } from "../../times.ts";
import { sayPolicy } from "../policy-words.ts";

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
  return (
    <>
      <div class="wide">
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
            {versions.map((version) => (
              <Row key={version.version} version={version} />
            ))}
          </tbody>
        </table>
      </div>
      {failure && <FailureNote failure={failure} again={() => void more()} />}
      {next !== undefined && (
        <p class="end">
          <button type="button" onClick={() => void more()}>
            {words.older}
          </button>
        </p>
      )}
    </>
  );
}

function Row({ version: { version, note, author, status, activations } }: { version: Version }) {
  const words = sayPolicy().versions;
  const time = (at: string) => clockTime(at, turnoNow());
  return (
    <tr>
      <th scope="row">
        {number(version)} <span class={status === "active" ? "tag met" : "quiet"}>{words.status[status]}</span>
      </th>
      <td>{note}</td>
      <td>{author}</td>
      <td>
        {activations.map(({ activation, at, until, ...by }) => (
          <div key={activation}>
            {until === undefined ? words.from(time(at)) : words.span(time(at), time(until))}
            {by.note !== note && <span class="quiet"> {by.note}</span>}
          </div>
        ))}
      </td>
    </tr>
  );
}
