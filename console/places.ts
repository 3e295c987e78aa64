import type { ComponentType } from "preact";
import type { Rep } from "../routing/reps/rep.ts";

/** A screen; what is below its section in the address comes in parts: `/leads/7f3a` has `["7f3a"]`. */
export type Screen = ComponentType<{ below: readonly string[] }>;

/** A section of the console, the first part of the addresses below /app. */
export interface Section {
  /** Whom it is for. Others are told that there is nothing there. */
  roles: readonly Rep["role"][];
  /** Goes there, after `g`. */
  key: string;
  /** It is not in the rail, but among the commands and where something leads to it. */
  isAside?: boolean;
  /** What its screen asks the API first, where the address alone says it. */
  reads?: string;
  /** Loads its screen, with the screen's words. */
  load: () => Promise<{ default: Screen }>;
}

/** All sections, in the order in which they are offered; what they are called is `frame.sections` in the words. */
export const sections = {
  desk: { roles: ["rep"], key: "d", reads: "/desk", load: () => import("./screens/desk.tsx") },
  now: { roles: ["manager", "operator"], key: "n", reads: "/now", load: () => import("./screens/now.tsx") },
  leads: {
    roles: ["rep", "manager", "operator"],
    key: "l",
    load: () => import("./screens/leads-section.tsx"),
  },
  policy: {
    roles: ["rep", "manager", "operator"],
    key: "p",
    load: () => import("./screens/policy-section.tsx"),
  },
  team: {
    roles: ["rep", "manager", "operator"],
    key: "t",
    load: () => import("./screens/team/team-section.tsx"),
  },
  reports: {
    roles: ["manager", "operator"],
    key: "r",
    load: () => import("./screens/reports/reports.tsx"),
  },
  tour: {
    roles: ["rep", "manager", "operator"],
    key: "h",
    isAside: true,
    load: () => import("./screens/tour/tour.tsx"),
  },
  settings: {
    roles: ["rep", "manager", "operator"],
    key: "s",
    isAside: true,
    load: () => import("./screens/settings/settings.tsx"),
  },
} as const satisfies Record<string, Section>;
export type SectionName = keyof typeof sections;

/** The sections that a role may open. */
export const sectionsOf = (role: Rep["role"]): SectionName[] =>
  (Object.keys(sections) as SectionName[]).filter((name) =>
    (sections[name].roles as readonly Rep["role"][]).includes(role),
  );

/** The sections that stand in the rail for a role. */
export const railOf = (role: Rep["role"]): SectionName[] =>
  sectionsOf(role).filter((name) => !(sections[name] as Section).isAside);

/** Where each role begins. */
export const first: Readonly<Record<Rep["role"], SectionName>> = { rep: "desk", manager: "now", operator: "now" };
