import * as z from "zod/mini";
import { type Lead, locales, poolOf } from "../lead/lead.ts";

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "expected lower-case letters, digits and hyphens"));

const kinds = ["slack", "teams"] as const;
/** What a channel can be told: that somebody is asked, that something is late or nobody took a lead, and the week's figures. */
const news = ["offers", "breaches", "digests"] as const;
type News = (typeof news)[number];

/** A channel of a chat that is told what happens. Its address is in the secret `turno-STAGE/channels`, by its name. */
export const Channel = z.strictObject({
  kind: z.enum(kinds),
  tell: z._default(z.array(z.enum(news)).check(z.minLength(1)), [...news]),
  /** The pools whose leads it hears of; of all if absent. */
  pools: z.optional(z.array(id).check(z.minLength(1))),
  /** What it is written to in; the first language of the policy if absent. */
  language: z.optional(z.enum(locales)),
});
export type Channel = z.infer<typeof Channel>;
export const Channels = z.record(id, Channel);

/** The news that an event of a lead's timeline is; undefined for one that no channel is told. */
const newsOf: Readonly<Record<string, News>> = {
  offered: "offers",
  escalated: "breaches",
  "contact-late": "breaches",
};

/** Which channels are told of the latest event of a lead. */
export function channelsToldOf(lead: Lead, channels: z.infer<typeof Channels>): string[] {
  const said = newsOf[lead.timeline.at(-1)?.event ?? ""];
  if (said === undefined) return [];
  const pool = poolOf(lead);
  return Object.entries(channels).flatMap(([name, { tell, pools }]) =>
    tell.includes(said) && (!pools || (pool !== undefined && pools.includes(pool))) ? [name] : [],
  );
}
