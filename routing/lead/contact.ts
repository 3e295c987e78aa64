import type { CameFrom } from "./came-from.ts";

/** Facts by which a person can be reached, as parts of their names. */
const contactFacts = ["email", "phone"];

/** Whether a fact says how a person can be reached. */
export const isContact = (field: string): boolean => contactFacts.some((fact) => field.toLowerCase().includes(fact));

/** The facts without those by which the person can be reached. */
export const withoutContact = <Facts extends object>(facts: Facts) =>
  Object.fromEntries(Object.entries(facts).filter(([field]) => !isContact(field)));

/** The facts by which the person can be reached. */
export const contactOf = <Facts extends object>(facts: Facts) =>
  Object.fromEntries(Object.entries(facts).filter(([field]) => isContact(field)));

/** How a person came, without what pages are asked with and whatever has an address in it: forms of others put both there. */
export const fromWithoutContact = (from: CameFrom): CameFrom =>
  Object.fromEntries(
    Object.entries(from).flatMap(([name, text]) => {
      const bare = /^https?:/i.test(text) ? (text.split("?", 1)[0] ?? "") : text;
      return /@|%40/.test(bare) ? [] : [[name, bare]];
    }),
  );
