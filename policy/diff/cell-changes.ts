import type { Rep } from "../../routing/reps/rep.ts";
import { oneLine } from "../../texts/legible.ts";
import { columns } from "../read/roster-columns.ts";

/** The cells of somebody's row that are other ones after a change: column, before, after. Secrets are not told. */
export const cellChanges = (before: Rep, after: Rep): [string, string, string][] =>
  columns
    .map(({ name, secret, write }) => ({ name, secret, was: oneLine(write(before)), is: oneLine(write(after)) }))
    .filter(({ was, is }) => was !== is)
    .map(({ name, secret, was, is }) => [name, secret && was ? "a secret" : was, secret && is ? "a secret" : is]);
