/** Why a rep may turn a lead down. */
export const declineReasons = ["wrong-fit", "no-time", "not-a-lead", "conflict", "other"] as const;
export type DeclineReason = (typeof declineReasons)[number];
