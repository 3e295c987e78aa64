import type { Rep } from "../routing/reps/rep.ts";

let known: (role: Rep["role"]) => readonly string[] = () => [];

/** Tells what each role may open. Screens ask here, since the table of sections loads the screens. */
export const tellPlaces = (placesOf: typeof known): void => {
  known = placesOf;
};

/** The sections that a role may open, by their names. */
export const placesOf = (role: Rep["role"]): readonly string[] => known(role);
