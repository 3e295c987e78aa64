import { SESClient } from "@aws-sdk/client-ses";

/** SES without the SDK's own retries: sent again after a lost answer, a mail would arrive twice. */
export const sesClient = (): SESClient => new SESClient({ maxAttempts: 1 });
