import { simulator, syntheticName } from "../lead/synthetic.ts";
import { weekdays } from "../time/office.ts";
import type { RepState } from "./rep.ts";

/** The only one who gets synthetic leads, at every hour, and who is in no roster. */
export const syntheticRep: RepState = {
  id: syntheticName,
  name: "Synthetic Rep",
  email: `${simulator.mailbox}@${simulator.domain}`,
  role: "rep",
  locale: "en",
  timeZone: "UTC",
  shifts: weekdays.map((_, n) => ({ weekday: n + 1, start: 0, end: 1440 })),
  daysOff: [],
  pools: { [syntheticName]: 1 },
  languages: [],
  products: [],
  industries: [],
  countries: [],
  useCases: [],
  capacity: 1000,
  won: 0,
  lost: 0,
  active: true,
  openLeads: 0,
};
