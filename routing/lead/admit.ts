/** What a posted token proves of the form that a submission came from. */
export type FormProof =
  /** We showed the form, to be sent under this submission's id, and it was open for as long as a person needs. */
  | "proven"
  | "too-soon"
  /** We showed it, and too long ago. */
  | "expired"
  /** Not ours, or of another form. */
  | "forged"
  | "absent";

export const holdReasons = ["trap", "too-soon", "forged", "used-up", "flood", "crowded"] as const;
/**
 * Why a submission is held for a person to look at: a field was filled in that nobody sees, the form was sent sooner
 * than a person types, its token is not ours, it was sent with too many different contents, too many programs send, or
 * its sender's share of the lead's day was used up.
 */
export type HoldReason = (typeof holdReasons)[number];

/** By what a submission came: a source that signs, a form that we showed to a person, or a program that says nothing. */
export type Door = "signed" | "form" | "unsigned";

/** Who sent a submission, as far as that is known. `person`: its person, from their own page. */
export interface Sender {
  door: Door | "person";
  /** The source that signs, or what is the same for one network on one day. */
  source: string;
  /** The installation itself sent it, for the synthetic lead with this id. */
  synthetic?: string;
}

interface Arrival {
  signed: boolean;
  /** Whether the field is filled in that no person sees. */
  trapped: boolean;
  proof: FormProof;
}

/**
 * By which door a submission comes, and why it is held if it looks automatic. Leaving something out gains nothing: what
 * has neither signature nor token is a program's. A form that was open for too long is a person's who was called away,
 * so it counts as a program's as well, and is not held.
 */
export function doorOf({ signed, trapped, proof }: Arrival): { door: Door; hold?: HoldReason } {
  if (signed) return { door: "signed" };
  if (trapped) return { door: "unsigned", hold: "trap" };
  if (proof === "too-soon" || proof === "forged") return { door: "unsigned", hold: proof };
  return { door: proof === "proven" ? "form" : "unsigned" };
}
