import { createHmac } from "node:crypto";

/**
 * What the installation signs its synthetic leads with, by Standard Webhooks: made of the form's key, so that it is one secret
 * less to keep, and worth nothing to who has only this one.
 */
export const syntheticSecret = (formKey: string): string =>
  `whsec_${createHmac("sha256", formKey).update("synthetic lead").digest("base64")}`;
