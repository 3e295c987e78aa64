import { channelId } from "../../adapters/channels/channel-receivers.ts";
import type { Message } from "../../adapters/channels/message.ts";
import type { Outbox } from "../../adapters/webhooks/outbox.ts";
import { isDue, receiptWeek } from "../../reports/receipt-week.ts";
import type { Weekly } from "../../reports/views/weekly.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { reportTexts } from "../../texts/by-language.ts";
import { dayOf } from "../../texts/when.ts";

interface Digests {
  policy: Policy;
  /** Whose clock says when the week is over: a channel has none. */
  manager: Pick<RepState, "timeZone">;
  now: string;
  baseUrl: string;
  isDone: (week: number, noted: string) => Promise<boolean>;
  note: (week: number, noted: string) => Promise<void>;
  weekly: (reader: { locale: Locale; timeZone: string }, period: { from: string; to: string }) => Promise<Weekly>;
  outbox: Pick<Outbox, "put">;
}

/**
 * Puts out for each channel that is told digests what the week came to, as the managers' mail has it: figures, and nothing of
 * people's. Each is of the channel and the ISO week, so it is told once, however often this runs. Answers how many were put out.
 */
export async function tellChannels({ policy, manager, now, baseUrl, ...deps }: Digests): Promise<number> {
  const week = receiptWeek(policy.receipts, manager.timeZone, now);
  if (!isDue(week, now)) return 0;
  let put = 0;
  for (const [name, channel] of Object.entries(policy.channels)) {
    const noted = `channel ${name}`;
    if (!channel.tell.includes("digests") || (await deps.isDone(week.number, noted))) continue;
    const reader = { locale: channel.language ?? policy.languages[0] ?? "en", timeZone: manager.timeZone };
    const digest = digestOf(await deps.weekly(reader, week), week, reader, baseUrl);
    const data = { lead: `digest-${week.number}`, revision: 1 };
    await deps.outbox.put(channelId(name), { id: `digest-${week.number}.1`, data, digest }, now);
    await deps.note(week.number, noted);
    put += 1;
  }
  return put;
}

function digestOf(
  weekly: Weekly,
  { from, to }: { from: string; to: string },
  reader: { locale: Locale; timeZone: string },
  baseUrl: string,
): Message {
  const texts = reportTexts[reader.locale].mail;
  return {
    title: texts.subject(dayOf(from, reader), dayOf(to, reader)),
    lines: [
      texts.intro(weekly.leads, weekly.leadsBefore),
      ...weekly.figures.map(({ label, now, before }) => `${label}: ${texts.figure(now, before)}`),
      ...weekly.reports.map(({ view }) => view.sentence),
    ],
    button: {
      text: texts.open,
      url: `${baseUrl}/app/reports/funnel?from=${from.slice(0, 16)}Z&to=${to.slice(0, 16)}Z&vs=before`,
    },
  };
}
