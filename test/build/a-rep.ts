import type { RepState } from "../../routing/reps/rep.ts";
import type { Shift } from "../../routing/time/schedule.ts";

/** Monday to Friday, 09:00 to 18:00 in the rep's own zone. */
export const officeHours: Shift[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: 9 * 60, end: 18 * 60 }));

export function aRep(overrides: Partial<RepState> = {}): RepState {
  return {
    id: "ana",
    name: "Ana Morales",
    email: "ana@andina.example",
    role: "rep",
    title: "Account executive",
    locale: "es",
    timeZone: "America/Mexico_City",
    shifts: officeHours,
    daysOff: [],
    pools: { "latam-smb": 1 },
    managerId: "marta",
    languages: ["es", "en"],
    products: [],
    industries: [],
    countries: [],
    useCases: [],
    won: 0,
    lost: 0,
    capacity: 10,
    phone: "+52 55 5555 0000",
    photoUrl: "https://andina.example/ana.jpg",
    calendarUrl: "https://calendar.example/ana",
    active: true,
    openLeads: 0,
    ...overrides,
  };
}
