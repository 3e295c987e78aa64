import { BACKGROUND } from "./entries/background.ts";
import type { FunctionEntry } from "./entries/entry.ts";
import { PAGES } from "./entries/pages.ts";
import { TASKS } from "./entries/tasks.ts";

/** The functions, by the name that folder, Lambda, construct and metric share. */
const ENTRIES = { ...PAGES, ...TASKS, ...BACKGROUND };

export type FunctionName = keyof typeof ENTRIES;
export const FUNCTIONS: Readonly<Record<FunctionName, FunctionEntry>> = ENTRIES;
export const FUNCTION_NAMES = Object.keys(ENTRIES) as FunctionName[];

/** A function's construct id and workflow placeholder: `SubmitLead` for `submit-lead`. */
export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
