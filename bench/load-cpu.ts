import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks per second in which Linux reports CPU time. */
const ticksASecond = 100;

/**
 * CPU seconds of a process's threads and of its child processes, by name. Threads of the same name, such as the two
 * workers of a function, are added up. Empty where there is no `/proc`.
 */
export function cpuByThread(pid: number): Map<string, number> {
  const seconds = new Map<string, number>();
  const add = (name: string, file: string) => {
    const fields = statOf(file);
    if (fields) seconds.set(name, (seconds.get(name) ?? 0) + fields.cpu);
  };
  for (const thread of listed(`/proc/${pid}/task`)) {
    const fields = statOf(`/proc/${pid}/task/${thread}/stat`);
    if (fields) add(thread === String(pid) ? "main thread" : fields.name, `/proc/${pid}/task/${thread}/stat`);
  }
  for (const child of listed("/proc").filter((name) => /^\d+$/.test(name))) {
    const fields = statOf(`/proc/${child}/stat`);
    if (fields?.parent === pid) add(`process ${fields.name}`, `/proc/${child}/stat`);
  }
  return seconds;
}

const listed = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Parses proc_pid_stat(5): the name in brackets, and after it parent (field 4), utime and stime (14 and 15). */
function statOf(file: string): { name: string; parent: number; cpu: number } | undefined {
  try {
    const text = readFileSync(file, "utf8");
    const end = text.lastIndexOf(")");
    const rest = text.slice(end + 2).split(" ");
    const cpu = (Number(rest[11]) + Number(rest[12])) / ticksASecond;
    return { name: text.slice(text.indexOf("(") + 1, end), parent: Number(rest[1]), cpu };
  } catch {
    // The process has ended meanwhile.
    return undefined;
  }
}
