import { useEffect, useRef, useState } from "preact/hooks";
import { turnoNow } from "../../api.ts";
import { quick } from "../../policy/ask-worker.ts";
import { edit, type Work } from "../../policy/draft.ts";
import { type Editor, makeEditor } from "../../policy/editor.ts";
import type { Works } from "../../policy/work.ts";
import { number } from "../../times.ts";
import { sayPolicy } from "../policy-words.ts";
import { DraftLine } from "./draft-line.tsx";
import { WithDraft } from "./with-draft.tsx";

/** The tests of the draft, red and green. */
export default function TestsView() {
  return <WithDraft>{(now) => <Testing now={now} />}</WithDraft>;
}

function Testing({ now }: { now: Work }) {
  const words = sayPolicy();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(null);
  const [gives, setGives] = useState<Works["tests"]["gives"]>();
  const { source, tests, board } = now;
  useEffect(() => {
    if (!host.current) return;
    const made = makeEditor(host.current, {
      text: tests,
      label: words.tests.label,
      isPolicy: false,
      phrases: words.text.phrases,
      change: (changed) => edit({ tests: changed }),
    });
    editor.current = made;
    return () => made.end();
  }, []);
  useEffect(() => editor.current?.show(tests), [now.renewed]);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      void quick.ask("tests", { source, board, tests, at: new Date(turnoNow()).toISOString() }).then((made) => {
        if (isOver) return;
        setGives(made);
        if ("remarks" in made) editor.current?.remark(made.remarks);
      });
    }, 150);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [source, board, tests]);
  return (
    <>
      <DraftLine now={now} />
      <p class="lead-in">{words.tests.intro}</p>
      {gives && <Results gives={gives} goTo={(line) => editor.current?.goTo(line)} />}
      <p class="narrow-only note">{words.text.narrow}</p>
      <section class="code wide-only" aria-label={words.tests.label}>
        <div ref={host} class="editor" />
        {tests.trim() === "" && (
          <p class="acts">
            <button
              type="button"
              onClick={() => {
                editor.current?.show(words.tests.example);
                edit({ tests: words.tests.example });
              }}
            >
              {words.tests.begin}
            </button>
          </p>
        )}
      </section>
    </>
  );
}

function Results({ gives, goTo }: { gives: Works["tests"]["gives"]; goTo: (line: number) => void }) {
  const words = sayPolicy();
  if ("problems" in gives)
    return <p class="note">{words.broken(gives.problems.length, number(gives.problems.length))}</p>;
  const good = gives.tests.filter(({ differences }) => differences.length === 0).length;
  if (gives.tests.length === 0)
    return (
      <div class="note">
        <p>{gives.remarks.length === 0 ? words.tests.none : words.tests.unreadable}</p>
        <ul>
          {gives.remarks.map(({ line, path, says }) => (
            <li key={`${line} ${path} ${says}`}>
              {words.table.line(number(line))}: <span lang="en">{path ? `${path}: ${says}` : says}</span>
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <section aria-live="polite">
      <h2>{words.tests.passed(number(good), number(gives.tests.length))}</h2>
      <ul class="tests">
        {gives.tests.map(({ name, line, differences }) => (
          <li key={`${line} ${name}`} class={differences.length === 0 ? "good" : "bad"}>
            <strong>{differences.length === 0 ? `✓ ${words.tests.good}` : `✗ ${words.tests.bad}`}</strong>{" "}
            <button type="button" class="jump" onClick={() => goTo(line)}>
              {name}
            </button>
            {differences.map((said) => (
              <div key={said} lang="en" class="quiet">
                {said}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
