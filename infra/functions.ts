import { BACKGROUND } from "./entries/background.ts";
import { CONSOLE } from "./entries/console.ts";
import type { FunctionEntry } from "./entries/entry.ts";
import { PAGES } from "./entries/pages.ts";
import { TASKS } from "./entries/tasks.ts";

const SERVICE = { ...PAGES, ...TASKS, ...BACKGROUND };
/** The functions, by the name that folder, Lambda, construct and metric share. */
const ENTRIES = { ...SERVICE, ...CONSOLE };

export type FunctionName = keyof typeof ENTRIES;
/** The functions of the service stack. */
export type ServiceFunction = keyof typeof SERVICE;
/** The functions of the console stack. */
export type ConsoleFunction = keyof typeof CONSOLE;

export const FUNCTIONS: Readonly<Record<FunctionName, FunctionEntry>> = ENTRIES;
export const FUNCTION_NAMES = Object.keys(ENTRIES) as FunctionName[];
export const SERVICE_FUNCTIONS = Object.keys(SERVICE) as ServiceFunction[];
export const CONSOLE_FUNCTIONS = Object.keys(CONSOLE) as ConsoleFunction[];

/** A function's construct id and workflow placeholder: `SubmitLead` for `submit-lead`. */
export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
