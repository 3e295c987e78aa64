import { useState } from "preact/hooks";
import type { Lead as Stored, TimelineEvent } from "../../routing/lead/lead.ts";
import { turnoNow } from "../api.ts";
import { type Loading, useLoaded } from "../load.ts";
import { me } from "../me.ts";
import type { ActedLead } from "../parts/act-fields.tsx";
import { Brief } from "../parts/brief.tsx";
import { CameFrom, Consents } from "../parts/consents.tsx";
import { Facts } from "../parts/facts.tsx";
import { FailureNote } from "../parts/failure.tsx";
import { Contact, LeadActs } from "../parts/lead-acts.tsx";
import { PriorityTag, shortId, standing } from "../parts/lead-words.tsx";
import { Deadline, Time } from "../parts/time.tsx";
import { addressOf } from "../place.ts";
import { clockTime, lengthOf, number } from "../times.ts";
import { useTitle } from "../title.ts";
import { factName, language, say } from "../words.ts";
import { sayLeads } from "./leads-words.ts";

/** A lead as the API tells it. */
interface Told
  extends Pick<
    Stored,
    | "id"
    | "status"
    | "priority"
    | "lane"
    | "rule"
    | "score"
    | "offers"
    | "closed"
    | "timeline"
    | "asWritten"
    | "consent"
    | "consents"
    | "from"
    | "waitingSince"
  > {
  facts: Record<string, unknown>;
  holders: string[];
  pool?: string;
  by?: string;
  contact: boolean;
  turn: string;
  acts: ActedLead["acts"];
  mayAskForContact: boolean;
  creditable: number[];
  lostReasons: NonNullable<ActedLead["lostReasons"]>;
  currency: string;
  /** The chance of a win by the points, and what speaks for it and against it, in words; empty where the policy knows none. */
  outlook: string[];
  sent: { reference: string; at: string; facts: Record<string, unknown> }[];
  names: Record<string, string>;
}

interface Decisions {
  decisions: { trace: { at: string }; brief?: string[]; full?: string[] }[];
}

/** One lead: where it stands, its story, why it went where it did, and who it is. */
export function Lead({ id }: { id: string }) {
  useTitle(shortId(id));
  const lead = useLoaded<Told>(`/leads/${encodeURIComponent(id)}?lang=${language()}`);
  if (lead.failure) return <FailureNote failure={lead.failure} again={lead.again} />;
  if (!lead.value) return lead.slow ? <div class="outline" role="status" aria-label={say().frame.loading} /> : null;
  return <Shown lead={lead.value} again={lead.again} />;
}

function Shown({ lead, again }: { lead: Told; again: () => void }) {
  const [said, setSaid] = useState("");
  const words = sayLeads().lead;
  const { facts, names } = lead;
  return (
    <article>
      <header class="bar">
        <div>
          <a href={addressOf("/leads")} class="back">
            ‹ {words.back}
          </a>
          <h1>{[facts.name, facts.company].filter(Boolean).join(" · ")}</h1>
          <p class="standing">
            <strong>{standing(lead.status, lead.closed?.outcome)}</strong>
            {lead.priority && <PriorityTag level={lead.priority.level} />}
            {lead.holders.length > 0 && <span>{words.with(lead.holders.map((id) => names[id] ?? id).join(", "))}</span>}
            {lead.by && (
              <span>
                {lead.status === "offered" ? words.answerBy("") : words.contactBy("")} <Deadline at={lead.by} />
              </span>
            )}
            {lead.status === "waiting" && lead.waitingSince && (
              <span>{words.waitingSince(clockTime(lead.waitingSince, turnoNow()))}</span>
            )}
          </p>
        </div>
        <CopyLink id={lead.id} />
      </header>
      <LeadActs
        lead={lead}
        isOwn={lead.holders.includes(me.value?.id ?? "")}
        onDone={(what = "") => {
          setSaid(what);
          again();
        }}
      />
      <p role="status" class="said">
        {said}
      </p>
      <div class="columns">
        <section aria-labelledby="story">
          <h2 id="story">{words.story}</h2>
          <Story lead={lead} />
          <Why id={lead.id} />
        </section>
        <aside>
          <WhoItIs lead={lead} />
          <CameFrom from={lead.from} />
          <Consents lead={lead} />
          <Offers lead={lead} />
          <Sent lead={lead} />
        </aside>
      </div>
    </article>
  );
}

function CopyLink({ id }: { id: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(location.origin + location.pathname);
    setCopied(true);
  };
  return (
    <p class="id">
      <code>{shortId(id)}</code>{" "}
      <button type="button" data-key="y" onClick={() => void copy()}>
        {copied ? sayLeads().lead.copied : sayLeads().lead.copy}
      </button>
    </p>
  );
}

/** What happened, one below the other, with how long nothing did in between. */
function Story({ lead: { timeline, names } }: { lead: Told }) {
  return (
    <ol class="story">
      {timeline.map((event, n) => {
        const before = timeline[n - 1];
        const gap = before && lengthOf(Date.parse(event.at) - Date.parse(before.at));
        return (
          <li key={`${event.at} ${event.event} ${event.attempt ?? ""}`} class={event.event}>
            {gap && <span class="gap">{sayLeads().lead.later(gap)}</span>}
            <Time at={event.at} /> <span>{sentence(event, names)}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** What an event says: what happened, to whom, with what, and who did it. */
function sentence({ event, repId, detail, by }: TimelineEvent, names: Record<string, string>): string {
  const { events, lead } = sayLeads();
  const what = [events[event] ?? event, repId && (names[repId] ?? repId)].filter(Boolean).join(" ");
  return [what, detail, by && lead.by(names[by] ?? by)].filter(Boolean).join(" · ");
}

/** Every decision, in a few lines and in full. */
function Why({ id }: { id: string }) {
  const words = sayLeads().lead;
  const loaded: Loading<Decisions> = useLoaded<Decisions>(
    `/leads/${encodeURIComponent(id)}/decisions?lang=${language()}`,
  );
  return (
    <>
      <h2 id="why">
        <button
          type="button"
          class="plain"
          data-key="w"
          onClick={({ currentTarget }) => currentTarget.scrollIntoView()}
        >
          {words.why}
        </button>
      </h2>
      {loaded.failure && <FailureNote failure={loaded.failure} again={loaded.again} />}
      {loaded.value?.decisions.length === 0 && <p class="quiet">{words.noDecisions}</p>}
      {loaded.value?.decisions.map(({ trace, brief = [], full = [] }, n, all) => (
        <details key={trace.at} open={n === all.length - 1}>
          <summary>{words.decision(clockTime(trace.at, turnoNow()))}</summary>
          <Brief lines={brief} />
          <details>
            <summary>{words.inFull}</summary>
            <pre>{full.join("\n")}</pre>
          </details>
        </details>
      ))}
    </>
  );
}

function WhoItIs({ lead }: { lead: Told }) {
  const { facts, asWritten = [], score, rule, lane, contact } = lead;
  const words = sayLeads().lead;
  return (
    <section>
      <h2 id="who">{words.who}</h2>
      <Facts facts={facts} />
      {!contact && (lead.mayAskForContact ? <Contact id={lead.id} /> : <p class="quiet">{words.noContact}</p>)}
      {asWritten.map(({ field, text }) => (
        <p key={field} class="quiet">
          {words.asWritten}, {factName(field)}: {text}
        </p>
      ))}
      <p>
        {[
          score && words.score(number(score.total), number(score.max)),
          lane && words.lane(lane.lane),
          rule && words.rule(rule.rule),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Outlook lines={lead.outlook} />
    </section>
  );
}

/** The chance of a win beside the points, and what speaks most for it and against it. */
function Outlook({ lines: [chance, ...speaking] }: { lines: Told["outlook"] }) {
  if (chance === undefined) return null;
  return (
    <details>
      <summary>{chance}</summary>
      <ul>
        {speaking.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}

function Offers({ lead: { offers, names } }: { lead: Told }) {
  const { lead: words, offerOutcomes } = sayLeads();
  if (offers.length === 0) return null;
  return (
    <section>
      <h2>{words.offers}</h2>
      <ol class="offers">
        {offers.map(({ attempt, repId, offeredAt, expiresAt, outcome }) => (
          <li key={attempt} id={`offer-${attempt}`}>
            {words.offerTo(names[repId] ?? repId)} <Time at={offeredAt} />,{" "}
            {words.until(clockTime(expiresAt, turnoNow()))}: <strong>{offerOutcomes[outcome ?? "open"]}</strong>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Sent({ lead: { sent } }: { lead: Told }) {
  const words = sayLeads().lead;
  return (
    <section>
      <h2>{words.sent}</h2>
      {sent.map(({ reference, at, facts }, n) => (
        <details key={reference + at} open={sent.length === 1}>
          <summary>
            {words.submission(number(n + 1))}, <Time at={at} />
          </summary>
          <Facts facts={facts} />
        </details>
      ))}
    </section>
  );
}
