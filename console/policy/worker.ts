import * as z from "zod/mini";
import type { Answered, Asked, Doing, Work } from "./work.ts";

// zod would try whether it may make functions of texts, which the page's policy forbids.
z.config({ jitless: true });

/** Each piece of work is loaded when it is first asked for. */
const doing: { [Name in Work]: () => Promise<{ run: Doing<Name> }> } = {
  check: () => import("./check-text.ts"),
  lint: () => import("./lint-text.ts"),
  complete: () => import("./complete.ts"),
  table: () => import("./make-table.ts"),
  written: () => import("./write-policy.ts"),
  asks: () => import("./asked-facts.ts"),
  try: () => import("./try-lead.ts"),
  "as-test": () => import("./write-test.ts"),
  tests: () => import("./run-policy-tests.ts"),
  diff: () => import("./diff-texts.ts"),
  replay: () => import("./replay-leads.ts"),
  learn: () => import("./learn-score.ts"),
};

const answer = (answered: Answered): void => postMessage(answered);

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  const { id, work, takes } = data;
  const load = doing[work] as () => Promise<{ run: (takes: unknown, tell: (part: number) => void) => never }>;
  load()
    .then(({ run }) => answer({ id, gives: run(takes, (progress) => answer({ id, progress })) }))
    .catch((error: unknown) => answer({ id, failed: String(error) }));
});
