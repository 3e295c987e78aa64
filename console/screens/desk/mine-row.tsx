import { useState } from "preact/hooks";
import type { LeadStatus } from "../../../routing/lead/lead.ts";
import { read } from "../../api.ts";
import { sayActs } from "../../parts/act-words.ts";
import { LeadRow, type RowLead } from "../../parts/lead-row.tsx";
import { standing } from "../../parts/lead-words.tsx";
import { reaching } from "../../parts/reaching.tsx";
import { Deadline } from "../../parts/time.tsx";
import { sayDesk } from "./desk-words.ts";
import type { Doing } from "./told.ts";

const others = ["meeting", "won", "lost", "invalid", "give-back"] as const;

interface Row {
  lead: RowLead;
  open: (doing: Doing) => void;
  /** Whether the menu of further acts is open, also when the lead moves to another list while somebody looks. */
  unfolded: boolean;
  unfold: (to: boolean) => void;
}

/** A lead of one's own: what is next, how to reach its person, and what came of it in two taps. */
export function MineRow({ lead, open, unfolded, unfold }: Row) {
  const words = sayDesk();
  const { buttons, more } = sayActs();
  const { next, id } = lead;
  const isFollowed = lead.status === "introduced" || lead.status === "contacted";
  const button = (act: Doing["act"]) => (
    <button key={act} type="button" onClick={() => open({ id, act })}>
      {buttons[act]}
    </button>
  );
  return (
    <LeadRow
      lead={lead}
      acts={
        isFollowed && (
          <>
            <Reach id={id} />
            {button(lead.status === "introduced" ? "contacted" : "meeting")}
            {button("no-answer")}
            <details class="menu" open={unfolded} onToggle={({ currentTarget }) => unfold(currentTarget.open)}>
              <summary class="more">{more}</summary>
              <div>{others.map(button)}</div>
            </details>
          </>
        )
      }
    >
      {next ? (
        <>
          {words.do[next.do]} · <Deadline at={next.at} />
        </>
      ) : (
        standing(lead.status as LeadStatus)
      )}
    </LeadRow>
  );
}

/** How to reach the person of one's own lead, asked for when it is needed. */
function Reach({ id }: { id: string }) {
  const words = sayDesk();
  const [facts, setFacts] = useState<[string, string][]>();
  const ask = async () => {
    const loaded = await read<{ facts: Record<string, unknown> }>(`/leads/${encodeURIComponent(id)}`);
    if (!("value" in loaded)) return;
    const all = Object.entries(loaded.value.facts).map(([field, value]) => [field, String(value)] as [string, string]);
    setFacts(all.filter(([field]) => /phone|email/i.test(field)));
  };
  if (!facts)
    return (
      <button type="button" onClick={() => void ask()}>
        {words.call}
      </button>
    );
  return (
    <span class="reach" role="status">
      {facts.map(([field, value]) => (
        <span key={field}>{reaching(field, value)}</span>
      ))}
    </span>
  );
}
