import { mayChoose } from "../../routing/choice/choose-time.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { choosingTexts, mailFrameTexts } from "../../texts/by-language.ts";
import type { Block } from "./block.ts";

/** The way to the person's own page, of which this is the address. */
export function requestBlock(href: string, locale: Locale): Block {
  const { hint, label } = mailFrameTexts[locale].request;
  return { hint, page: { label, href } };
}

/**
 * The way to the free times for a person who may choose one, or move or cancel what they or a customer chose; undefined for others. The
 * way back to their request is on that page.
 * @param request the address of the person's own page
 */
export function timesLink(lead: Lead, policy: Policy, request: string): { label: string; href: string } | undefined {
  if (mayChoose(lead, policy) !== "yes" && !meetingOf(lead)?.ofCustomer) return undefined;
  const { link, linkMeeting } = choosingTexts[lead.facts.language];
  return { label: meetingOf(lead) ? linkMeeting : link, href: `${request}/times` };
}
