import { isDeepStrictEqual } from "node:util";
import { Lead, type LeadStatus, openOffers } from "../../routing/lead/lead.ts";
import { isFinal, isFollowed } from "../../routing/lead/lifecycle.ts";
import { isMeetingNews } from "../../routing/lead/meeting.ts";
import { toItem } from "../leads/lead-rows.ts";
import { mailsOfNoLead } from "../mail/mail.ts";

export type Item = Record<string, unknown>;

/** Something that does not agree with the rest: what is wrong, of which lead, rep or ledger. It names no person. */
export interface Finding {
  kind: string;
  of: string;
  detail: string;
}

/** How long an action may be overdue before that is a finding: the sweeper has tried and failed for as long. Milliseconds. */
const mostOverdue = 3_600_000;

/** What of a lead's item is made of the lead alone, and must say the same. */
const derived = [
  "standAt",
  "holders",
  "inPool",
  "listed",
  "keeper",
  "keptAt",
  "dueShard",
  "waitList",
  "turn",
  "waitKeyHash",
];

const isOfNoLead = (sk: string): boolean => mailsOfNoLead.some((kind) => sk.startsWith(`MAIL#${kind}#`));

/**
 * What does not agree within one lead and the rows beside it. `group` are all items of its partition, that of the lead
 * among them; without one, they are rows beside nothing.
 * @param now ISO 8601
 */
export function findingsOf(group: readonly Item[], now: string): Finding[] {
  const [first] = group;
  const id = String(first?.pk ?? "").slice("LEAD#".length);
  const item = group.find(({ sk }) => sk === "LEAD");
  if (!item) {
    const kept = group.filter(({ ttl, sk }) => ttl === undefined && !isOfNoLead(String(sk)));
    return kept.length === 0 ? [] : [{ kind: "no-lead", of: id, detail: `${kept.length} rows are beside no lead` }];
  }
  const read = Lead.safeParse(item);
  if (!read.success) return [{ kind: "unreadable", of: id, detail: "the lead cannot be read" }];
  const lead = read.data;
  if (lead.erased) return [];
  const found = (kind: string, detail: string): Finding => ({ kind, of: id, detail });
  return [
    ...standing(lead, now).map(([kind, detail]) => found(kind, detail)),
    ...indexed(item, lead).map((name) => found("index", `${name} is not what the lead says`)),
    ...besides(group, lead).map(([kind, detail]) => found(kind, detail)),
  ];
}

type Wrong = [kind: string, detail: string];

/** Whether where it stands, who has it and what is due agree. */
function standing(lead: Lead, now: string): Wrong[] {
  const { status, ownerId, offers, escalation, closed, dueAt, timeline, follow } = lead;
  const accepted = offers.filter(({ outcome }) => outcome === "accepted");
  const open = offers.filter(({ outcome }) => outcome === undefined);
  const owned = status === "accepted" || isFollowed(status);
  const restsWithManager = timeline.at(-1)?.event === "left-with-manager" || follow?.unresolvedAt !== undefined;
  const wrong: [boolean, Wrong][] = [
    [!isFinal(status) && !dueAt && !restsWithManager, ["not-due", `it is ${status}, and nothing is due`]],
    [
      dueAt !== undefined && Date.parse(now) - Date.parse(dueAt) > mostOverdue,
      ["overdue", `it is ${status}, and was due at ${dueAt}`],
    ],
    [accepted.length > 1, ["owners", `${accepted.length} offers of it are accepted`]],
    [owned && ownerId === undefined, ["owners", `it is ${status}, and nobody's`]],
    [
      owned && ownerId !== undefined && accepted[0]?.repId !== ownerId && escalation?.managerId !== ownerId,
      ["owners", `it is ${ownerId}'s, who never took it`],
    ],
    [status === "offered" && openOffers(lead).length === 0, ["offers", "it is offered to nobody"]],
    [status !== "offered" && open.length > 0, ["offers", `it is ${status}, and ${open.length} offers are open`]],
    [(closed !== undefined) !== (status === "closed"), ["outcome", `it is ${status}, closed as ${closed?.outcome}`]],
    [status === "escalated" && escalation === undefined, ["escalation", "it is with a manager, and none is named"]],
  ];
  return wrong.flatMap(([is, one]) => (is ? [one] : []));
}

/** The attributes of indexes that are not what they are made of. */
function indexed(item: Item, lead: Lead): string[] {
  const meant: Item = toItem(lead);
  const plain = (value: unknown) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
  return derived.filter((name) => !isDeepStrictEqual(plain(item[name]), plain(meant[name])));
}

/** Whether there are as many submissions and earlier events beside it as it says, and what is told of its meetings. */
function besides(group: readonly Item[], lead: Lead): Wrong[] {
  const rows = (prefix: string) => group.filter(({ sk }) => String(sk).startsWith(prefix));
  const submissions = rows("SUBMISSION#").length;
  const moved = rows("TIMELINE#").reduce((sum, { timeline }) => sum + (timeline as unknown[]).length, 0);
  const news = isMeetingNews(lead) && rows("MEETINGS").length === 0;
  return [
    ...(submissions > 0 && submissions !== lead.submissions
      ? [["submissions", `it counts ${lead.submissions}, and ${submissions} are kept`] as Wrong]
      : []),
    ...(moved === (lead.timelineMoved ?? 0)
      ? []
      : [["timeline", `it counts ${lead.timelineMoved ?? 0} earlier events, and ${moved} are kept`] as Wrong]),
    ...(news ? [["meeting", "nobody is to be told of its meeting"] as Wrong] : []),
  ];
}

/** What is counted of the leads: how many there are in each state, and of their mails. */
export interface Counts {
  leads: Partial<Record<LeadStatus | "erased", number>>;
  submissions: number;
  mails: { claimed: number; told: number; ended: number };
}

/** The counts with those of one lead and the rows beside it. Mails that SES refused may go out yet; others have ended. */
export function counted({ leads, submissions, mails }: Counts, group: readonly Item[]): Counts {
  const lead = group.find(({ sk }) => sk === "LEAD");
  const state = lead && ((lead.erased ? "erased" : lead.status) as LeadStatus | "erased");
  const of = (prefix: string) => group.filter(({ sk }) => String(sk).startsWith(prefix));
  const sent = of("MAIL#");
  const told = sent.filter(({ state }) => state === "sent").length;
  const ended = sent.filter(({ state }) => state !== "sent" && state !== "sending").length;
  return {
    leads: state ? { ...leads, [state]: (leads[state] ?? 0) + 1 } : leads,
    submissions: submissions + of("SUBMISSION#").length,
    mails: { claimed: mails.claimed + sent.length, told: mails.told + told, ended: mails.ended + ended },
  };
}

/** The mails of a group that were claimed, and of which it is not known whether they were told. */
export const uncertainIn = (group: readonly Item[]): { pk: string; sk: string }[] =>
  group
    .filter(({ sk, state }) => String(sk).startsWith("MAIL#") && state === "sending")
    .map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
