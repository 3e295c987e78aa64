import { randomBytes } from "node:crypto";
import type { Secret } from "../secrets.ts";

/** A receiver of webhooks for a newcomer to look at: whoever wants none leaves an empty list in its place. */
export const sampleReceiver: Secret = {
  name: "turno-local/webhooks",
  generate() {
    const secret = `whsec_${randomBytes(32).toString("base64")}`;
    return JSON.stringify([{ id: "example", url: "https://receiver.example/turno", secret, person: true }]);
  },
};
