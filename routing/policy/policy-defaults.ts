import { seniorityWords } from "../lead/seniority.ts";

/**
 * What the sections mean that a policy may leave out and that the first versions of Turno did not have. Apart from the
 * schema, so that reading a kept policy, which was checked when it was written, needs no schema.
 */
export const laterSections: {
  enrichment: { providers: ("companies" | "places")[]; limit: number };
  accounts: { match_name_at: number; colleagues: "same-owner" | "any-owner" };
  seniority: typeof seniorityWords;
  expectations: { also: never[] };
  effort: Record<string, never>;
  after_max_wait: never[];
  pause_after: number;
} = {
  enrichment: { providers: ["companies", "places"], limit: 4000 },
  accounts: { match_name_at: 0.9, colleagues: "same-owner" },
  seniority: seniorityWords,
  expectations: { also: [] },
  effort: {},
  after_max_wait: [],
  pause_after: 2,
};
