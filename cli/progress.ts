import { SingleBar } from "cli-progress";

/** A progress bar on the terminal; none if standard error is not a terminal. */
export const progress = (total: number, what: string): SingleBar => {
  const bar = new SingleBar({ format: `${what} {bar} {value}/{total}`, hideCursor: true, clearOnComplete: true });
  bar.start(total, 0);
  return bar;
};
