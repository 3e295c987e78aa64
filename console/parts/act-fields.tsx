import type { LeadAct } from "../../routing/acts/acts.ts";
import { inLocale, type Words } from "../../routing/lead/lead.ts";
import { turnoNow } from "../api.ts";
import { useLoaded } from "../load.ts";
import { me } from "../me.ts";
import { clockTime, number } from "../times.ts";
import { language } from "../words.ts";
import { sayActs } from "./act-words.ts";

/** What a dialog knows of the lead. */
export interface ActedLead {
  id: string;
  turn: string;
  acts: { act: LeadAct; effects: { kind: string; who?: string }[] }[];
  names: Record<string, string>;
  offers?: { attempt: number; repId: string }[];
  creditable?: number[];
  lostReasons?: { id: string; name: Words }[];
  currency?: string;
}

interface People {
  people: {
    id: string;
    name: string;
    openLeads: number;
    capacity: number;
    because?: "paused" | "full";
    worksFrom?: string;
  }[];
  managers: { id: string; name: string }[];
}

/** What is asked with an act: names are those of the API. */
export function ActFields({ act, lead }: { act: LeadAct; lead: ActedLead }) {
  const { owner, manage, decline, creditReasons, ...words } = sayActs();
  switch (act) {
    case "contacted":
      return <Choices name="how" title={owner.how} of={owner.ways} first="phone" />;
    case "meeting":
      return (
        <label>
          {owner.at(me.value?.timeZone ?? "UTC")}
          <input type="datetime-local" name="at" required />
        </label>
      );
    case "won":
      return (
        <>
          <label>
            {owner.value(lead.currency ?? "")}
            <input name="value" inputMode="decimal" autocomplete="off" />
          </label>
          <Note />
        </>
      );
    case "lost":
      return (
        <>
          <Choices name="reason" title={owner.why} of={reasonsOf(lead)} />
          <Note />
        </>
      );
    case "invalid":
    case "pass-on":
      return <Note />;
    case "decline":
    case "give-back":
      return (
        <>
          <Choices name="reason" title={owner.why} of={decline.reasons} />
          <Note />
        </>
      );
    case "assign":
    case "transfer":
      return <Whom lead={lead} of="people" />;
    case "take":
      return me.value?.role === "manager" ? null : <Whom lead={lead} of="managers" />;
    case "reject":
      return (
        <>
          <Choices name="reason" title={manage.why} of={manage.reasons} />
          <Note />
        </>
      );
    case "credit-back":
      return (
        <>
          <Choices name="attempt" title={words.attempt} of={offersOf(lead)} />
          <Choices name="reason" title={owner.why} of={creditReasons} />
        </>
      );
    case "erase":
      return (
        <label>
          <input type="checkbox" required /> {words.sureErase}
        </label>
      );
    default:
      return null;
  }
}

const reasonsOf = ({ lostReasons = [] }: ActedLead): Record<string, string> =>
  Object.fromEntries(lostReasons.map(({ id, name }) => [id, inLocale(name, language(), [])]));

function offersOf({ offers = [], creditable = [], names }: ActedLead): Record<string, string> {
  const { attemptOf } = sayActs();
  const some = offers.filter(({ attempt }) => creditable.includes(attempt));
  return Object.fromEntries(
    some.map(({ attempt, repId }) => [attempt, attemptOf(number(attempt), names[repId] ?? repId)]),
  );
}

const Note = () => (
  <label>
    {sayActs().owner.note}
    <textarea name="note" rows={2} maxLength={500} />
  </label>
);

/** One of several, all of them in sight. */
function Choices({
  name,
  title,
  of,
  first,
}: {
  name: string;
  title: string;
  of: Record<string, string>;
  first?: string;
}) {
  return (
    <fieldset class="choices">
      <legend>{title}</legend>
      {Object.entries(of).map(([value, text]) => (
        <label key={value}>
          <input type="radio" name={name} value={value} required defaultChecked={value === first} /> {text}
        </label>
      ))}
    </fieldset>
  );
}

/** To whom it goes: who has room and is at work first, and how each stands. */
function Whom({ lead, of }: { lead: ActedLead; of: "people" | "managers" }) {
  const { manage, loadingPeople, nobody } = sayActs();
  const { value } = useLoaded<People>(`/leads/${encodeURIComponent(lead.id)}/people`);
  if (!value) return <p class="quiet">{loadingPeople}</p>;
  const some: People["people"] | People["managers"] = value[of];
  if (some.length === 0) return <p>{nobody}</p>;
  return (
    <fieldset class="choices people">
      <legend>{manage.whom}</legend>
      {some.map((one) => (
        <label key={one.id}>
          <input type="radio" name="to" value={one.id} required disabled={"because" in one} /> {one.name}
          {"openLeads" in one && <span class="quiet">{standingOf(one)}</span>}
        </label>
      ))}
    </fieldset>
  );
}

function standingOf({ openLeads, capacity, because, worksFrom }: People["people"][number]): string {
  const { manage } = sayActs();
  const now = turnoNow();
  const works =
    worksFrom === undefined
      ? manage.noHours
      : Date.parse(worksFrom) <= now
        ? manage.atWork
        : manage.away(clockTime(worksFrom, now));
  return [manage.leads(openLeads, capacity), because ? manage[because] : works].join(", ");
}
