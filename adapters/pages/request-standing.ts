import type { Lead } from "../../routing/lead/lead.ts";
import type { requestStandingTexts } from "../../texts/by-language.ts";

export type Standing = keyof (typeof requestStandingTexts)["en"];

/** Where a request stands, as its person is told. */
export function standingOf({ status, ownerId, closed }: Lead, by: string | undefined, now: string): Standing {
  if (closed) return closed.outcome === "withdrawn" ? "withdrawn" : "done";
  if (status === "rejected") return "not-taken";
  if (status === "nurtured") return "by-mail";
  if (status === "contacted") return "in-touch";
  if (ownerId !== undefined) return by !== undefined && by <= now ? "late" : "coming";
  if (status === "waiting") return "waiting";
  return status === "escalated" ? "with-manager" : "searching";
}
