import Table from "cli-table3";
import type { Command } from "commander";
import { LeadList } from "../adapters/leads/lead-list.ts";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import { allFacts } from "../routing/facts.ts";
import { holdersOf, type Lead, type TimelineEvent } from "../routing/lead/lead.ts";
import { legible, oneLine } from "../texts/legible.ts";
import { installation, Refused, type Where, where } from "./where.ts";

/** Shows one lead: who it is, where it stands, who was asked and what happened, the earliest first. */
async function showLead(id: string, options: Where & { json?: boolean }): Promise<void> {
  const place = await installation(options);
  const lead = await new LeadStore(place.client, place.tables.leads).get(id);
  if (!lead) throw new Refused(`There is no lead "${oneLine(id)}" in ${place.name}.`);
  const earlier = lead.timelineMoved ? await new LeadList(place.client, place.tables.leads).earlierEvents(id) : [];
  const timeline = [...earlier, ...lead.timeline];
  if (options.json) {
    // Whoever has the token can answer for the person who was asked.
    const { taskToken: _, follow, ...told } = lead;
    const { taskToken: __, ...followed } = follow ?? {};
    return console.log(JSON.stringify({ ...told, ...(follow && { follow: followed }), timeline }, null, 2));
  }
  const told = legible(lead);
  for (const line of standing(told)) console.log(oneLine(line));
  console.log(`\n${factsTable(told)}`);
  for (const line of [...consentsSaid(told), ...cameBy(told)]) console.log(oneLine(line));
  if (told.offers.length > 0) console.log(`\n${offersTable(told)}`);
  console.log("");
  for (const event of timeline) console.log(oneLine(storyOf(event)));
}

const minute = (at: string): string => `${at.slice(0, 16)}Z`;

function standing(lead: Lead): string[] {
  const { status, closed, priority, lane, rule, score, follow, meeting, dueAt } = lead;
  const has = holdersOf(lead).join(", ");
  const ended = closed && [
    `${closed.outcome} by ${closed.by} at ${minute(closed.at)}`,
    ...(closed.value === undefined ? [] : [`value ${closed.value}`]),
    ...(closed.reason ? [`reason ${closed.reason}`] : []),
    ...(closed.note ? [closed.note] : []),
  ];
  return [
    [`lead ${lead.id}: ${status}`, priority?.level, lane && `lane ${lane.lane}`].filter(Boolean).join(", "),
    ...(ended ? [`Outcome: ${ended.join("; ")}`] : []),
    ...(has ? [`With: ${has}${lead.acceptedAt && lead.ownerId ? `, since ${minute(lead.acceptedAt)}` : ""}`] : []),
    ...(rule ? [`Rule: ${rule.rule}, pools ${rule.pools.join(", ")}`] : []),
    ...(score ? [`Score: ${score.total} of ${score.max}`] : []),
    ...(follow?.contactedAt ? [`First contact: ${minute(follow.contactedAt)}, ${follow.how ?? ""}`] : []),
    ...(follow && !follow.contactedAt
      ? [`First contact promised by ${minute(follow.contactBy)}; tries: ${follow.tried}`]
      : []),
    ...(meeting ? [`Meeting: ${minute(meeting.at)}`] : []),
    ...(dueAt ? [`Next is due by ${minute(dueAt)}`] : []),
    ...(lead.unreachable ? [`Mails do not reach them: ${lead.unreachable.why}`] : []),
    `Received ${minute(lead.receivedAt)}, ${lead.submissions === 1 ? "1 submission" : `${lead.submissions} submissions`}`,
  ];
}

function factsTable({ facts, asWritten = [] }: Lead): string {
  const table = new Table({ style: { head: [], border: [] } });
  for (const { name, field } of allFacts) {
    const value = facts[field as keyof typeof facts];
    if (value === undefined) continue;
    table.push([name, oneLine(typeof value === "object" ? JSON.stringify(value) : String(value))]);
  }
  for (const { field, text } of asWritten) table.push([`${oneLine(field)}, as written`, oneLine(text)]);
  return table.toString();
}

const consentsSaid = ({ consent, consents = [] }: Lead): string[] => [
  ...(consent ? [`Agreed at ${minute(consent.at)} to: ${consent.wording}`] : []),
  ...consents.map(({ id, purpose, version, language, given, at, wording }) => {
    const what = [id, ...(purpose && purpose !== id ? [purpose] : []), `version ${version}`, language].join(", ");
    return `${given ? "Agreed" : "Did not agree"} at ${minute(at)} to ${what}: ${wording}`;
  }),
];

const cameBy = ({ from = {} }: Lead): string[] =>
  Object.entries(from).map(([name, text]) => `Came by ${name}: ${text}`);

function offersTable({ offers }: Lead): string {
  const table = new Table({
    head: ["offer", "rep", "pool", "offered", "until", "outcome", "reason"],
    style: { head: [], border: [] },
  });
  for (const { attempt, repId, pool, offeredAt, expiresAt, outcome = "open", declineReason = "" } of offers) {
    const cells = [attempt, repId, pool, minute(offeredAt), minute(expiresAt), outcome, declineReason];
    table.push(cells.map((cell) => oneLine(String(cell))));
  }
  return table.toString();
}

const storyOf = ({ at, event, attempt, repId, detail, by }: TimelineEvent): string =>
  [
    `${at.slice(0, 19)}Z ${event}`,
    ...(attempt === undefined ? [] : [`offer ${attempt}`]),
    ...(repId ? [repId] : []),
    ...(detail ? [detail] : []),
    ...(by ? [`by ${by}`] : []),
  ].join(", ");

/** `npm run turno -- leads show …` */
export function addShowCommand(leads: Command): void {
  where(leads.command("show").argument("<lead>"))
    .description("one lead: who it is, where it stands, who was asked, and what happened")
    .option("--json", "as JSON")
    .action(showLead);
}
