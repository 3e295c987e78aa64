import { useState } from "preact/hooks";
import { turnoNow } from "../../api.ts";
import { addressAs } from "../../local.ts";
import { PriorityTag } from "../../parts/lead-words.tsx";
import { Deadline, Time } from "../../parts/time.tsx";
import { addressOf } from "../../place.ts";
import { clockTime, number } from "../../times.ts";
import { language } from "../../words.ts";
import { Card, placeFor } from "./card.tsx";
import { hurry, sendSample, type TourState, useTour } from "./local-state.ts";
import { sayTour } from "./tour-words.ts";

type Lead = NonNullable<TourState["lead"]>;

/** The cards that somebody went through by looking: names of roles, and nothing of anybody. */
const seenKey = "turno-tour";
const seen = (): string[] => (sessionStorage.getItem(seenKey) ?? "").split(" ");
const see = (role: string) => sessionStorage.setItem(seenKey, [...new Set([...seen(), role])].join(" ").trim());

const over: readonly Lead["status"][] = ["accepted", "introduced", "contacted", "closed"];
const undecided: readonly Lead["status"][] = ["new", "qualified", "ready"];

/** The tour on this machine: it follows the newest lead, and somebody can be everybody. */
export function LocalTour() {
  const words = sayTour();
  const { state, lost } = useTour();
  const [problem, setProblem] = useState<string>();
  const [said, setSaid] = useState("");
  const lead = state?.lead;
  const done = [
    lead !== undefined,
    lead !== undefined && !undecided.includes(lead.status),
    lead !== undefined && over.includes(lead.status),
    seen().includes("manager"),
    seen().includes("operator"),
  ];
  const now = done.indexOf(false);
  const card = (n: number) => ({ n: n + 1, isDone: done[n], isNow: now === n });
  const send = async () => setProblem((await sendSample()) ? undefined : words.send.failed);
  const pass = async () => {
    if (await hurry()) setSaid(words.answer.hurried);
  };
  const { rep, manager, operator } = state ?? {};
  const leadPlace = lead && addressOf(`/leads/${lead.id}`);
  return (
    <>
      {lost && (
        <p class="note" role="alert">
          {words.unreachable}
        </p>
      )}
      <ol class="tour local">
        <Card {...card(0)} title={words.send.title} body={words.send.body} filled={lead && <Arrived lead={lead} />}>
          <button type="button" class={now === 0 ? "button" : undefined} onClick={() => void send()}>
            {lead ? words.send.another : words.send.sample}
          </button>
          <a href="/form">{words.send.form}</a>
          {problem && <span role="alert">{problem}</span>}
        </Card>
        <Card {...card(1)} title={words.decide.title} body={words.decide.body} filled={lead && <Decided lead={lead} />}>
          {lead && leadPlace && operator && (
            <a href={addressAs(operator.id, leadPlace)}>{done[1] ? words.decide.why : words.decide.lead}</a>
          )}
        </Card>
        <Card {...card(2)} title={words.answer.title} body={words.answer.body} filled={lead && <Asked lead={lead} />}>
          {rep && lead && (
            <a
              class={now === 2 ? "button" : undefined}
              href={addressAs(rep.id, placeFor("rep", "desk") ?? leadPlace ?? "")}
            >
              {words.answer.be(rep.name)}
            </a>
          )}
          {lead?.offers.at(-1)?.mail !== undefined && (
            <a href={`/mailbox/mails/${lead.offers.at(-1)?.mail}`}>{words.answer.mail}</a>
          )}
          <a href="/mailbox">{words.answer.mails}</a>
          {lead && !over.includes(lead.status) && (
            <button type="button" onClick={() => void pass()}>
              {words.answer.hurry}
            </button>
          )}
          <span class="unseen" role="status">
            {said}
          </span>
        </Card>
        <Card
          {...card(3)}
          title={words.help.title}
          body={words.help.body}
          filled={lead?.status === "escalated" && lead.manager && <p>{words.help.escalated(lead.manager.name)}</p>}
        >
          {manager && (
            <a
              class={now === 3 ? "button" : undefined}
              href={addressAs(manager.id, placeFor("manager", "now", "leads") ?? "")}
              onClick={() => see("manager")}
            >
              {words.help.be(manager.name)}
            </a>
          )}
        </Card>
        <Card {...card(4)} title={words.look.title} body={words.look.body}>
          {operator && (
            <a
              class={now === 4 ? "button" : undefined}
              href={addressAs(operator.id, placeFor("operator", "policy", "leads") ?? "")}
              onClick={() => see("operator")}
            >
              {words.look.be(operator.name)}
            </a>
          )}
          {lead && <a href={`/told?lang=${language()}`}>{words.look.told}</a>}
        </Card>
      </ol>
      {state && (
        <p class="quiet">
          {words.clock(clockTime(state.now, turnoNow()))}
          {state.speed !== 1 && `, ${words.faster(number(state.speed))}`}
        </p>
      )}
    </>
  );
}

const Arrived = ({ lead }: { lead: Lead }) => (
  <p>
    <b>{lead.name}</b>
    {lead.company && `, ${lead.company}`} · {sayTour().send.arrived} <Time at={lead.receivedAt} />
  </p>
);

function Decided({ lead }: { lead: Lead }) {
  const { decide } = sayTour();
  const { status, priority, score, because } = lead;
  return (
    <>
      {(priority || score) && (
        <p>
          {priority && <PriorityTag level={priority} />}{" "}
          {score && decide.points(number(score.total), number(score.max))}
        </p>
      )}
      {because && <p>{because}</p>}
      {undecided.includes(status) && <p class="waiting">{decide.deciding}</p>}
      {(status === "nurtured" || status === "rejected" || status === "waiting") && <p>{decide[status]}</p>}
    </>
  );
}

function Asked({ lead: { offers, owner } }: { lead: Lead }) {
  const { answer } = sayTour();
  return (
    <>
      <ul>
        {offers.map(({ rep, outcome, expiresAt }, n) => (
          <li key={n}>
            <b>{rep.name}</b>{" "}
            {outcome ? (
              answer.outcomes[outcome]
            ) : (
              <>
                {answer.asked} <Deadline at={expiresAt} />
              </>
            )}
          </li>
        ))}
      </ul>
      {owner && <p>{answer.owner(owner.name)}</p>}
    </>
  );
}
