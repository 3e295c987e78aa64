import { useState } from "preact/hooks";
import type { LeadAct } from "../../routing/acts/acts.ts";
import { post } from "../api.ts";
import { ActButton } from "./act-button.tsx";
import { ActDialog } from "./act-dialog.tsx";
import type { ActedLead } from "./act-fields.tsx";
import { sayActs } from "./act-words.ts";
import { Facts } from "./facts.tsx";

/** Who acts for others looks for these first; whoever has the lead for theirs, as they come. */
const foremost: readonly LeadAct[] = [
  ...(["accept", "claim", "decline", "assign", "transfer", "take", "reopen"] as const),
  ...(["contacted", "no-answer", "meeting"] as const),
];
/** How many acts are buttons; the others are in a menu. */
const shown = 3;

const keys: Partial<Record<LeadAct, string>> = { assign: "a", transfer: "t", contacted: "c" };

/** What can be done to the lead now, the likeliest first. */
export function LeadActs({
  lead,
  isOwn,
  onDone,
}: {
  lead: ActedLead;
  isOwn: boolean;
  onDone: (said?: string) => void;
}) {
  const words = sayActs();
  const [doing, setDoing] = useState<LeadAct>();
  const all = lead.acts.map(({ act }) => act);
  const ranked = isOwn
    ? all
    : [...foremost.filter((act) => all.includes(act)), ...all.filter((act) => !foremost.includes(act))];
  const [first, others] = [ranked.slice(0, shown), ranked.slice(shown)];
  if (ranked.length === 0) return null;
  const button = (act: LeadAct, n?: number) => (
    <ActButton key={act} class={n === 0 ? "button" : undefined} data-key={keys[act]} onClick={() => setDoing(act)}>
      {words.buttons[act]}
    </ActButton>
  );
  return (
    <div class="acts">
      {first.map(button)}
      {others.length > 0 && (
        <details class="menu">
          <summary class="more">{words.more}</summary>
          <div>{others.map((act) => button(act))}</div>
        </details>
      )}
      {doing && (
        <ActDialog
          id={lead.id}
          act={doing}
          lead={lead}
          onClose={() => setDoing(undefined)}
          onDone={(said) => {
            setDoing(undefined);
            onDone(said);
          }}
        />
      )}
    </div>
  );
}

/** How to reach the person, for whoever leads and asks; that they did is written down. */
export function Contact({ id }: { id: string }) {
  const words = sayActs();
  const [facts, setFacts] = useState<Record<string, string>>();
  const [failed, setFailed] = useState(false);
  const ask = async () => {
    const loaded = await post<{ facts: Record<string, string> }>(`/leads/${encodeURIComponent(id)}/contact`, {});
    if ("value" in loaded) setFacts(loaded.value.facts);
    setFailed(!("value" in loaded));
  };
  if (facts) return <Facts facts={facts} />;
  return (
    <p>
      <ActButton onClick={() => void ask()}>{words.contact.ask}</ActButton>{" "}
      <span class="quiet">{failed ? words.failed : words.contact.logged}</span>
    </p>
  );
}
