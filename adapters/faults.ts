// Errors that the workflow handles by name: `Retry` and `Catch` in the ASL match these strings.

/** Other writers were faster in every try. Worth a retry. */
export class Contention extends Error {
  override readonly name = "Contention";
}

/** SES answered that it will not take this mail now. Nothing was sent, so a retry is safe. */
export class MailRefused extends Error {
  override readonly name = "MailRefused";
}

/** No lead has this id. */
export class LeadNotFound extends Error {
  override readonly name = "LeadNotFound";
}

/** Nobody has activated a policy in this stage yet. */
export class NoActivePolicy extends Error {
  override readonly name = "NoActivePolicy";
}
