import { useEffect, useState } from "preact/hooks";
import { Markdown } from "../../parts/markdown.tsx";
import { quick } from "../../policy/ask-worker.ts";
import type { BoardNow } from "../../policy/live.ts";
import { language } from "../../words.ts";
import { sayPolicy } from "../policy-words.ts";

/** The draft as people read it, renewed a moment after the last change; the last one that was a policy stays. */
export function WrittenDraft({ source, board }: { source: string; board: BoardNow }) {
  const words = sayPolicy();
  const [written, setWritten] = useState("");
  const locale = language();
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      void quick.ask("written", { source, board, locale }).then((made) => {
        if (!isOver && "written" in made) setWritten(made.written);
      });
    }, 800);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [source, board, locale]);
  return (
    <details class="read">
      <summary>{words.parts.written}</summary>
      <Markdown text={written} />
    </details>
  );
}
