import { SESClient } from "@aws-sdk/client-ses";

/** SES without the SDK's own retries: sent again after a lost answer, a mail would arrive twice. */
export const sesClient = (): SESClient => new SESClient({ maxAttempts: 1 });

/** Errors that say that the request never left this machine. */
const neverLeft = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "CredentialsProviderError"];

/** What SES says of an address in a `MessageRejected`: unverified while the account is in its sandbox, or suppressed. */
const ofAddress = /not verified|suppress|blacklist|invalid|illegal|address/i;

/**
 * What an error of SES means for the mail.
 * - `undeliverable`: it takes no mails to this address, which a lead typed; those of the team can be made to work.
 * - `refused`: it did not take the mail now, and may later.
 * - `unknown`: it may have taken it. A 4xx or 503 is its word that it did not; silence or another 5xx may mean anything.
 */
export function answerTo(error: unknown, from: string, to: "team" | "lead"): "undeliverable" | "refused" | "unknown" {
  const { $metadata, code, name = "", message = "" } = error as SesError;
  const status = $metadata?.httpStatusCode ?? 0;
  const told = (status >= 400 && status < 500) || status === 503 || neverLeft.includes(code ?? name);
  if (!told) return "unknown";
  // In the sandbox SES names all addresses that are not verified: with ours among them, it is the installation's fault.
  const rejected = name === "MessageRejected" && ofAddress.test(message) && !message.includes(from);
  return to === "lead" && (rejected || name === "InvalidParameterValue") ? "undeliverable" : "refused";
}

interface SesError {
  $metadata?: { httpStatusCode?: number };
  code?: string;
  name?: string;
  message?: string;
}
