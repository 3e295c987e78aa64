import { signal } from "@preact/signals";

/** Whether the list of keys lies over the page. */
export const help = signal(false);
/** Whether the menu of commands does. */
export const commands = signal(false);
