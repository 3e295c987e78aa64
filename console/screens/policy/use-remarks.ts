import { useEffect, useState } from "preact/hooks";
import { quick, Stopped } from "../../policy/ask-worker.ts";
import type { BoardNow } from "../../policy/live.ts";
import type { Remark } from "../../policy/work.ts";

/** What is known of a text. `isLinted`: warnings are known as well. */
export interface Known {
  source: string;
  rules: number;
  remarks: readonly Remark[];
  isLinted: boolean;
}

/** How long after the last key a text is checked, ms. */
const patience = 150;

/** Checks a text after each change, warnings last. What was known before stays until then. */
export function useRemarks(source: string, board: BoardNow): Known | undefined {
  const [known, setKnown] = useState<Known>();
  useEffect(() => {
    let isOver = false;
    const check = async () => {
      const { rules, remarks } = await quick.ask("check", { source, board });
      if (isOver) return;
      setKnown({ source, rules, remarks, isLinted: remarks.length > 0 });
      if (remarks.length > 0) return;
      const linted = await quick.ask("lint", { source, board });
      if (!isOver) setKnown({ source, rules, remarks: linted.remarks, isLinted: true });
    };
    const timer = setTimeout(() => {
      check().catch((error: unknown) => {
        if (!(error instanceof Stopped)) throw error;
      });
    }, patience);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [source, board]);
  return known;
}
