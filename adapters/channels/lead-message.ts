import { type Lead, type Locale, openOffers, poolOf } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { channelTexts, leadTexts, offerTexts } from "../../texts/by-language.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { when } from "../../texts/when.ts";
import { poolNamesOf } from "../../texts/why-words.ts";
import type { Message } from "./message.ts";

interface About {
  lead: Lead;
  /** The event that it is told of, by its name in the timeline. */
  event: string;
  policy: Policy;
  reps: readonly Pick<Rep, "id" | "name" | "timeZone">[];
  locale: Locale;
  /** The address of the pages; the console is at `/app`. */
  baseUrl: string;
}

/**
 * What a channel is told of a lead as it is now: who is asked, whom nobody took, whose first contact is late, with no more of the
 * person than the subject of the mail to the rep has, and no means of contact. Undefined where it is over meanwhile.
 */
export function leadMessage({ lead: stored, event, policy, reps, locale, baseUrl }: About): Message | undefined {
  const lead = legible(stored);
  const texts = channelTexts[locale];
  const repOf = (id: string | undefined) => reps.find((rep) => rep.id === id);
  const nameOf = (id: string | undefined) => repOf(id)?.name ?? id ?? "";
  const pool = poolOf(lead);
  const about = [
    whoIs(lead, 60),
    ...(lead.priority ? [leadTexts[locale].priority[lead.priority.level]] : []),
    ...(pool === undefined ? [] : [texts.pool(poolNamesOf(policy)[locale][pool] ?? pool)]),
  ];
  const button = { text: texts.open, url: `${baseUrl}/app/leads/${encodeURIComponent(lead.id)}` };
  switch (event) {
    case "offered": {
      const open = openOffers(lead);
      const [first] = open;
      if (!first) return undefined;
      const reader = { locale, timeZone: repOf(first.repId)?.timeZone ?? "UTC" };
      const until = texts.until(when(first.expiresAt, first.offeredAt, reader));
      return {
        title: texts.offered(open.map(({ repId }) => nameOf(repId)).join(", ")),
        lines: [...about, until],
        button,
      };
    }
    case "escalated": {
      if (lead.status !== "escalated" || !lead.escalation) return undefined;
      const { managerId, cause } = lead.escalation;
      return { title: texts.escalated(nameOf(managerId)), lines: [...about, offerTexts[locale].cause[cause]], button };
    }
    case "contact-late":
      if (lead.status !== "introduced" || lead.ownerId === undefined) return undefined;
      return { title: texts.late(nameOf(lead.ownerId)), lines: about, button };
    default:
      return undefined;
  }
}
