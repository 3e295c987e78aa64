import { useEffect, useRef, useState } from "preact/hooks";
import type { LeadAct } from "../../routing/acts/acts.ts";
import { type Acted, type Lost, read, act as send, turnoNow } from "../api.ts";
import { ago } from "../times.ts";
import { say } from "../words.ts";
import { ActButton, OfflineNote } from "./act-button.tsx";
import { type ActedLead, ActFields } from "./act-fields.tsx";
import { sayActs } from "./act-words.ts";

interface Doing {
  id: string;
  act: LeadAct;
  onClose: () => void;
  /** After it was done, or somebody else was first. */
  onDone: (said?: string) => void;
}

/** Asks what is needed for an act, says what it brings about, and does it once. */
export function ActDialog(doing: Doing & { lead?: ActedLead | undefined }) {
  const { id, act, onClose } = doing;
  const dialog = useRef<HTMLDialogElement>(null);
  const [lead, setLead] = useState(doing.lead);
  const [gone, setGone] = useState(false);
  const { buttons } = sayActs();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const look = async () => {
    const loaded = await read<ActedLead>(`/leads/${encodeURIComponent(id)}`);
    if ("value" in loaded) setLead(loaded.value);
    else setGone(true);
    return "value" in loaded ? loaded.value : undefined;
  };
  useEffect(() => {
    if (!lead) void look();
  }, [id]);
  return (
    <dialog ref={dialog} class="act" aria-labelledby="act-title" onClose={onClose}>
      <h2 id="act-title">{buttons[act]}</h2>
      {gone ? <Gone onClose={onClose} /> : lead && <Form {...doing} lead={lead} look={look} />}
    </dialog>
  );
}

const Gone = ({ onClose }: Pick<Doing, "onClose">) => (
  <>
    <p>{sayActs().lost.gone}</p>
    <p class="buttons">
      <button type="button" onClick={onClose}>
        {say().frame.close}
      </button>
    </p>
  </>
);

/** What a form says, by the names of the API. */
function saidIn(form: HTMLFormElement): object {
  const fields = [...new FormData(form)].filter(([, value]) => value !== "");
  return Object.fromEntries(fields.map(([name, value]) => [name, name === "attempt" ? Number(value) : value]));
}

function Form({
  id,
  act,
  lead,
  look,
  onClose,
  onDone,
}: Doing & { lead: ActedLead; look: () => Promise<ActedLead | undefined> }) {
  const words = sayActs();
  const [isSending, setSending] = useState(false);
  const [came, setCame] = useState<Exclude<Acted, { kind: "done" }>>();
  // One for each time that somebody decides: whatever is sent again by it is done once.
  const key = useRef(crypto.randomUUID());
  const body = useRef<object>({});
  const can = lead.acts.find((one) => one.act === act);
  const doIt = async (turn: string) => {
    setSending(true);
    const acted = await send(`/leads/${encodeURIComponent(id)}/${act}`, { turn, key: key.current, body: body.current });
    setSending(false);
    if (acted.kind === "done") return onDone(words.saved(words.buttons[act]));
    setCame(acted);
  };
  const anyway = async () => {
    const now = await look();
    key.current = crypto.randomUUID();
    if (now) await doIt(now.turn);
  };
  const leave = () => {
    onDone();
    onClose();
  };
  if (came?.kind === "lost")
    return <First lost={came.lost} act={act} isSending={isSending} leave={leave} anyway={() => void anyway()} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        body.current = saidIn(event.currentTarget);
        void doIt(lead.turn);
      }}
    >
      <ActFields act={act} lead={lead} />
      <Effects effects={can?.effects ?? []} names={lead.names} />
      {came && <p role="alert">{problemOf(came)}</p>}
      <OfflineNote />
      <p class="buttons">
        <ActButton type="submit" class="button" disabled={isSending}>
          {came?.kind === "failed" ? words.again : words.buttons[act]}
        </ActButton>
        <button type="button" onClick={onClose}>
          {words.cancel}
        </button>
      </p>
    </form>
  );
}

function problemOf(came: Exclude<Acted, { kind: "done" | "lost" }>): string {
  const words = sayActs();
  if (came.kind === "refused") return words.refused[came.because] ?? words.failed;
  if (came.kind === "unusable") return words.unusable;
  if (came.failure.kind === "offline") return words.offline;
  return came.failure.kind === "not-found" ? words.lost.gone : words.failed;
}

/** What it brings about, one below the other. */
function Effects({ effects, names }: { effects: ActedLead["acts"][number]["effects"]; names: Record<string, string> }) {
  const words = sayActs();
  const said: Readonly<Record<string, (who: string) => string>> = words.effects;
  return (
    <section class="effects">
      <h3>{words.effectsTitle}</h3>
      <ul>
        {effects.map(({ kind, who = "" }) => (
          <li key={kind + who}>{said[kind]?.(names[who] ?? who)}</li>
        ))}
        {effects.length === 0 && <li>{words.noEffects}</li>}
      </ul>
    </section>
  );
}

/** That somebody was first: who did what how long ago, and what can be done about it. */
function First({
  lost,
  act,
  isSending,
  leave,
  anyway,
}: {
  lost: Lost;
  act: LeadAct;
  isSending: boolean;
  leave: () => void;
  anyway: () => void;
}) {
  const words = sayActs();
  return (
    <>
      <p role="alert">
        <strong>{words.lost.title}.</strong> {firstSentence(lost)}
      </p>
      <p class="buttons">
        <button type="button" class="button" onClick={leave}>
          {words.lost.leave}
        </button>
        {lost.lead.status !== undefined && (
          <ActButton onClick={anyway} disabled={isSending}>
            {words.lost.anyway(words.buttons[act])}
          </ActButton>
        )}
      </p>
    </>
  );
}

/** «Gustavo gave it to Camila 40 seconds ago.» */
export function firstSentence({ act, at, by = "", who = "", names }: Lost): string {
  const words = sayActs();
  const what = words.done[act]?.(names[by] ?? (by || words.turno), names[who] ?? who) ?? words.changed;
  return words.ago(what, ago(at, turnoNow()));
}
