import type { Onboarding } from "./onboarding.ts";
import { reminders } from "./plan.ts";

/** How long after the last step was due it is given up, in days. */
const giveUpAfterDays = 30;

/** What is due now: steps that others are to be told of, steps to remind of, and whether it ends. */
export interface Due {
  tell: number[];
  remind: number[];
  end?: "completed" | "unfinished";
}

/** What is due of a running onboarding at `now` (ISO 8601). It ends once everybody was told of the last step. */
export function dueNow(onboarding: Onboarding, now: string): Due {
  const { status, steps } = onboarding;
  if (status !== "running") return { tell: [], remind: [] };
  const which = (holds: (step: Onboarding["steps"][number]) => boolean) =>
    steps.flatMap((step, n) => (holds(step) ? [n] : []));
  const tell = which(({ doneAt, told }) => doneAt !== undefined && !told);
  if (steps.every(({ doneAt }) => doneAt !== undefined)) return { tell, remind: [], end: "completed" };
  if (givenUpAt(onboarding) <= now) return { tell, remind: [], end: "unfinished" };
  return { tell, remind: which((step) => (remindAt(step) ?? later) <= now) };
}

/** When the next thing is due of a running onboarding, ISO 8601; `now` where something is due already. */
export function nextLook(onboarding: Onboarding, now: string): string {
  const { tell, end } = dueNow(onboarding, now);
  if (tell.length > 0 || end) return now;
  const times = onboarding.steps.flatMap((step) => remindAt(step) ?? []);
  return [...times, givenUpAt(onboarding)].toSorted()[0] as string;
}

/** After everything that can be due. */
const later = "9999";

/** When to remind of a step next; undefined if it is done, or was reminded of often enough. */
function remindAt({ dueAt, doneAt, reminded }: Onboarding["steps"][number]): string | undefined {
  return doneAt === undefined ? reminders(dueAt)[reminded] : undefined;
}

const givenUpAt = ({ steps }: Onboarding): string =>
  daysAfter(
    steps
      .map(({ dueAt }) => dueAt)
      .toSorted()
      .at(-1) ?? "",
    giveUpAfterDays,
  );

const daysAfter = (at: string, days: number): string => new Date(Date.parse(at) + days * 86_400_000).toISOString();
