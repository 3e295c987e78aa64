import { useRef } from "preact/hooks";
import { useLoaded } from "../../load.ts";
import { FailureNote } from "../../parts/failure.tsx";
import { Markdown, sectionsIn } from "../../parts/markdown.tsx";
import { Outline } from "../../parts/outline.tsx";
import { type LivePolicy, livePath } from "../../policy/live.ts";
import { language } from "../../words.ts";
import { sayPolicy } from "../policy-words.ts";
import { LiveLine } from "./live-line.tsx";

/** The active policy as people read it. */
export default function Written() {
  const words = sayPolicy();
  const { value, failure, slow, again } = useLoaded<LivePolicy>(livePath(language()));
  const body = useRef<HTMLElement>(null);
  if (failure) return <FailureNote failure={failure} again={again} />;
  if (!value) return slow ? <Outline /> : null;
  if (value.version === 0) return <p class="note">{words.none}</p>;
  const goTo = (n: number) => {
    const heading = body.current?.querySelectorAll<HTMLElement>("h3")[n];
    heading?.scrollIntoView({ block: "start" });
    heading?.focus();
  };
  return (
    <>
      <LiveLine policy={value} />
      <div class="written">
        <nav aria-label={words.contents}>
          <ul>
            {sectionsIn(value.written).map((name, n) => (
              <li key={name}>
                <button type="button" class="jump" onClick={() => goTo(n)}>
                  {name}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        <article ref={body} class="read">
          <Markdown text={value.written} />
        </article>
      </div>
    </>
  );
}
