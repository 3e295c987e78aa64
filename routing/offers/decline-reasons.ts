/** The reasons for which a rep can decline a lead. */
export const declineReasons = ["wrong-fit", "no-time", "not-a-lead", "conflict", "other"] as const;
export type DeclineReason = (typeof declineReasons)[number];
