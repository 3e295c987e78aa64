import { useEffect, useRef, useState } from "preact/hooks";
import { place } from "../../place.ts";
import { discard, edit, isChanged, settle, type Work } from "../../policy/draft.ts";
import { type Editor, makeEditor } from "../../policy/editor.ts";
import { number } from "../../times.ts";
import { sayPolicy } from "../policy-words.ts";
import { Activate } from "./activate.tsx";
import { DraftLine } from "./draft-line.tsx";
import { useRemarks } from "./use-remarks.ts";
import { WithDraft } from "./with-draft.tsx";
import { WrittenDraft } from "./written-draft.tsx";

/** The text of the draft, checked while it is typed, beside what it means. */
export default function TextView() {
  return <WithDraft>{(now) => <Editing now={now} />}</WithDraft>;
}

function Editing({ now }: { now: Work }) {
  const words = sayPolicy();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(null);
  const [isComparing, compare] = useState(false);
  const [isActivating, activate] = useState(false);
  const known = useRemarks(now.source, now.board);
  useEffect(() => {
    if (!host.current) return;
    const made = makeEditor(host.current, {
      text: now.source,
      label: words.text.label,
      isPolicy: true,
      phrases: words.text.phrases,
      change: (source) => edit({ source }),
    });
    editor.current = made;
    const line = Number(place.value.query.get("line"));
    if (line > 0) made.goTo(line);
    return () => made.end();
  }, []);
  useEffect(() => editor.current?.show(now.source), [now.renewed]);
  useEffect(() => {
    if (known?.source === now.source) editor.current?.remark(known.remarks);
  }, [known]);
  useEffect(() => editor.current?.compare(isComparing ? now.live.source : undefined), [isComparing, now.live.source]);
  const remarks = known?.remarks ?? [];
  const errors = remarks.filter(({ level }) => level === "error").length;
  return (
    <>
      <DraftLine now={now} />
      {now.keeping === "conflict" && <Conflict now={now} />}
      <p class="narrow-only note">{words.text.narrow}</p>
      <div class="editing wide-only">
        <section class="code" aria-label={words.text.label}>
          <div ref={host} class="editor" />
          <p class="acts">
            <button type="button" aria-pressed={isComparing} onClick={() => compare(!isComparing)}>
              {words.text.compare(number(now.live.version))}
            </button>
            <button type="button" disabled={!isChanged(now) && now.rev === 0} onClick={() => void discard()}>
              {words.text.discard}
            </button>
            <button
              type="button"
              class="button"
              disabled={!isChanged(now) || !now.mayActivate || errors > 0 || now.keeping === "conflict"}
              onClick={() => activate(true)}
            >
              {words.activate.open}
            </button>
          </p>
          {!now.mayActivate && <p class="quiet">{words.activate.mayNot}</p>}
        </section>
        <aside>
          <h2>{words.text.problems}</h2>
          <p class="quiet" role="status">
            {known === undefined || known.source !== now.source
              ? words.text.checking
              : errors > 0
                ? words.text.errors(errors, number(errors))
                : !known.isLinted
                  ? words.text.noErrors
                  : remarks.length === 0
                    ? words.text.good(number(known.rules))
                    : words.text.warnings(remarks.length, number(remarks.length))}
          </p>
          <ol class="remarks">
            {remarks.map(({ line, column, path, says, level }) => (
              <li key={`${line} ${column} ${path} ${says}`} class={level}>
                <button type="button" class="jump" onClick={() => editor.current?.goTo(line)}>
                  <strong>{level === "error" ? "✗" : "!"}</strong> {words.table.line(number(line))}
                </button>{" "}
                <span lang="en">{path ? `${path}: ${says}` : says}</span>
              </li>
            ))}
          </ol>
          <WrittenDraft source={now.source} board={now.board} />
        </aside>
      </div>
      {isActivating && <Activate now={now} close={() => activate(false)} />}
    </>
  );
}

/** Somebody else changed the draft: both texts are shown, and nothing is merged alone. */
function Conflict({ now }: { now: Work }) {
  const words = sayPolicy().conflict;
  const { theirs } = now;
  const name = now.board.reps.find(({ id }) => id === theirs?.author)?.name ?? theirs?.author ?? "";
  return (
    <section class="note conflict" role="alert">
      <h2>{words.title}</h2>
      <p>{theirs ? words.changed(name) : words.gone}</p>
      <div class="both">
        <label>
          {words.mine}
          <textarea readOnly rows={12} value={now.source} />
        </label>
        {theirs && (
          <label>
            {words.theirs(name)}
            <textarea readOnly rows={12} value={theirs.source} />
          </label>
        )}
      </div>
      <p class="acts">
        <button type="button" onClick={() => settle("theirs")}>
          {theirs ? words.takeTheirs : words.startAnew}
        </button>
        <button type="button" onClick={() => settle("mine")}>
          {words.keepMine}
        </button>
      </p>
    </section>
  );
}
