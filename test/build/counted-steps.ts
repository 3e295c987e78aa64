import { type Profiler, Session } from "node:inspector";
import { setFlagsFromString } from "node:v8";

/**
 * How many blocks of JavaScript ran while `work` did, every function and every turn of a loop counted: the same on every
 * machine. What the engine itself does, as searching a text, is not in it.
 */
export function stepsOf(work: () => unknown): number {
  const session = new Session();
  session.connect();
  const post = <Result>(method: string, parameters?: object): Result => {
    let answer: Result | undefined;
    session.post(method, parameters, (error, result) => {
      if (error) throw error;
      answer = result as Result;
    });
    return answer as Result;
  };
  // Optimised code does not count all that it runs.
  setFlagsFromString("--no-opt");
  setFlagsFromString("--no-maglev");
  try {
    post("Profiler.enable");
    post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    work();
    const { result } = post<Profiler.TakePreciseCoverageReturnType>("Profiler.takePreciseCoverage");
    const ranges = result.flatMap(({ functions }) => functions.flatMap((each) => each.ranges));
    return ranges.reduce((sum, { count }) => sum + count, 0);
  } finally {
    post("Profiler.stopPreciseCoverage");
    session.disconnect();
    setFlagsFromString("--opt");
    setFlagsFromString("--maglev");
  }
}
