import { useEffect, useRef, useState } from "preact/hooks";
import { act as send, turnoNow } from "../../api.ts";
import { me } from "../../me.ts";
import { sayActs } from "../../parts/act-words.ts";
import { clockTime, dayOf } from "../../times.ts";
import { sayDesk } from "./desk-words.ts";
import type { Desk } from "./told.ts";

/** Whether one gets leads now and until when, to be changed in two taps; and time off. */
export function Availability({ desk, onDone }: { desk: Desk; onDone: () => void }) {
  const words = sayDesk();
  const [isOpen, setOpen] = useState(false);
  const { availability } = desk;
  const say = (act: string, body: object) => send(`/desk/${act}`, { body });
  const isOn = availability.works && !availability.paused;
  return (
    <header class="availability">
      <p>
        <span class={isOn ? "dot on" : "dot"} aria-hidden="true" /> <strong>{standingOf(availability)}</strong>
        {availability.paused?.because === "lapses" && <span class="quiet"> {words.available.lapses}</span>}
      </p>
      <button type="button" onClick={() => setOpen(true)}>
        {words.available.change}
      </button>
      {isOpen && (
        <Change
          availability={availability}
          say={say}
          onClose={() => {
            setOpen(false);
            onDone();
          }}
        />
      )}
    </header>
  );
}

function standingOf({ paused, works, until, from }: Desk["availability"]): string {
  const { available } = sayDesk();
  const time = (at: string) => clockTime(at, turnoNow());
  if (paused) return paused.until ? available.pausedUntil(time(paused.until)) : available.paused;
  if (works && until) return available.until(time(until));
  return from ? available.from(time(from)) : available.never;
}

interface Changing {
  availability: Desk["availability"];
  say: (act: string, body: object) => ReturnType<typeof send>;
  onClose: () => void;
}

function Change({ availability, say, onClose }: Changing) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOver = useRef(false);
  const { available, off, title } = sayDesk();
  const { cancel, failed } = sayActs();
  const [problem, setProblem] = useState("");
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      // What it tells of its own end comes late, and would close the one that was opened since.
      isOver.current = true;
      element?.close();
    };
  }, []);
  const done = async (act: string, body: object) => {
    const acted = await say(act, body);
    if (acted.kind === "done") return onClose();
    setProblem(acted.kind === "unusable" ? off.bad : failed);
  };
  return (
    <dialog ref={dialog} class="act" aria-label={title} onClose={() => !isOver.current && onClose()}>
      {availability.paused ? (
        <p class="buttons">
          <button type="button" class="button" onClick={() => void done("resume", {})}>
            {available.resume}
          </button>
        </p>
      ) : (
        <>
          <h2>{available.stop}</h2>
          <p class="quiet">
            {available.for} {available.keeps}
          </p>
          <p class="buttons">
            <button type="button" onClick={() => void done("pause", { until: localTime(turnoNow() + 3_600_000) })}>
              {available.hour}
            </button>
            <button
              type="button"
              onClick={() => void done("pause", { until: `${localTime(turnoNow()).slice(0, 10)}T24:00` })}
            >
              {available.today}
            </button>
            <button type="button" onClick={() => void done("pause", {})}>
              {available.open}
            </button>
          </p>
        </>
      )}
      <h2>{off.title}</h2>
      {availability.timeOff.length === 0 && <p class="quiet">{off.none}</p>}
      <ul class="rows">
        {availability.timeOff.map(({ from, to }) => (
          <li key={from + to} class="row">
            <span>{periodOf(from, to)}</span>
            <button type="button" onClick={() => void done("no-time-off", { from, to })}>
              {off.remove}
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const [from, to, part] = ["from", "to", "part"].map((name) => String(form.get(name)));
          void addTimeOff(from ?? "", to ?? "", part ?? "", done);
        }}
      >
        <h3>{off.add}</h3>
        <div class="fields">
          <label>
            {off.from}
            <input type="date" name="from" required />
          </label>
          <label>
            {off.to}
            <input type="date" name="to" required />
          </label>
          <label>
            {off.part}
            <select name="part">
              <option value="whole">{off.whole}</option>
              <option value="morning">{off.morning}</option>
              <option value="afternoon">{off.afternoon}</option>
            </select>
          </label>
        </div>
        {problem && <p role="alert">{problem}</p>}
        <p class="buttons">
          <button type="submit" class="button">
            {off.save}
          </button>
          <button type="button" onClick={onClose}>
            {cancel}
          </button>
        </p>
      </form>
    </dialog>
  );
}

/** Whole days, or with half of the first or the last one: half days split at noon. */
const addTimeOff = (from: string, to: string, part: string, done: (act: string, body: object) => Promise<void>) =>
  done(
    "time-off",
    part === "whole"
      ? { from, to }
      : part === "morning"
        ? { from: `${from}T00:00`, to: `${to}T12:00` }
        : { from: `${from}T12:00`, to: `${to}T24:00` },
  );

/** The clock of the reader's zone, as 2026-11-05T18:00. */
function localTime(at: number): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: me.value?.timeZone ?? "UTC",
    dateStyle: "short",
    timeStyle: "short",
  });
  return format.format(at).replace(" ", "T");
}

/** Days alone, or with their times. They are of the reader's own zone already. */
function periodOf(from: string, to: string): string {
  const day = (text: string) => dayOf(`${text.slice(0, 10)}T12:00:00Z`);
  const [start, end] = [day(from), day(to)];
  const times = from.length > 10 ? ` ${from.slice(11)}–${to.slice(11)}` : "";
  return (start === end ? start : `${start} – ${end}`) + times;
}
