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
