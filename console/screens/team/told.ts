import type { TeamRow } from "../../../reports/team.ts";
import type { Rep } from "../../../routing/reps/rep.ts";
import type { Day } from "../../../routing/time/next-days.ts";

/** What may be done to somebody, as the API says. */
type May = "change availability" | "change reps" | "give roles";

/** One of the team, as the API tells of them. */
export type Told = Pick<Rep, "id" | "name" | "role" | "active" | "pools" | "managerId" | "timeZone"> &
  TeamRow & { may: May[] };

/** The same with what is on their own page. */
export type ToldMember = Told & {
  days: Day[];
  /** Cells of their row in the roster, by the names of its columns. */
  cells: Record<string, string>;
  version: string;
  names: Record<string, string>;
};
