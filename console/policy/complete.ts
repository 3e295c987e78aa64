import { completionsAt } from "../../policy/read/completions.ts";
import type { Doing } from "./work.ts";

/** What may stand where somebody types. */
export const run: Doing<"complete"> = ({ source, offset }) => completionsAt(source, offset);
