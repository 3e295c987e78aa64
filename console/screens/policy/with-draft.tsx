import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { FailureNote } from "../../parts/failure.tsx";
import { Outline } from "../../parts/outline.tsx";
import { failure, openDraft, type Work, work } from "../../policy/draft.ts";

/** Shows something of the draft once it is loaded. */
export function WithDraft({ children }: { children: (now: Work) => VNode }) {
  useEffect(() => void openDraft(), []);
  if (failure.value) return <FailureNote failure={failure.value} again={() => void openDraft({ anew: true })} />;
  return work.value ? children(work.value) : <Outline />;
}
