import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { sessionEnded } from "./api.ts";
import { asOf, offline } from "./connection.ts";
import { isLocal } from "./local.ts";
import { me } from "./me.ts";
import { commands, help } from "./overlays.ts";
import { lazyPart } from "./parts/lazy-part.tsx";
import { Mark } from "./parts/mark.tsx";
import { addressOf, place } from "./place.ts";
import { railOf, type SectionName, sections, sectionsOf } from "./places.ts";
import { signOut } from "./session.ts";
import { singleKeys, switchKeys } from "./settings.ts";
import { clockTime } from "./times.ts";
import { say } from "./words.ts";

const Commands = lazyPart(() => import("./commands/commands.tsx"));
const SignInAgain = lazyPart(() => import("./commands/sign-in-again.tsx"));

/** What is around every screen: where one can go, who one is, and how to leave. */
export function Frame({ children }: { children: ComponentChildren }) {
  const { frame, roles } = say();
  const person = me.value;
  const names = person ? railOf(person.role) : [];
  const main = useRef<HTMLElement>(null);
  const link = (name: SectionName) => (
    <a
      key={name}
      href={addressOf(`/${name}`)}
      aria-current={place.value.path.split("/")[1] === name ? "page" : undefined}
    >
      {frame.sections[name]}
    </a>
  );
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {frame.skip}
      </button>
      <nav class="rail" aria-label={frame.places}>
        <a class="brand" href={addressOf("/")}>
          <Mark /> Turno
        </a>
        {names.map(link)}
        <div class="own">
          {isLocal && link("tour")}
          {link("settings")}
        </div>
        <button type="button" class="more" onClick={open}>
          {frame.more}
        </button>
      </nav>
      <header class="top">
        <button type="button" class="find" onClick={open}>
          <span>{frame.find}</span> <kbd>{isMac ? "⌘ K" : "Ctrl K"}</kbd>
        </button>
        <span class="who">
          {person?.name} <span class="quiet">{person && roles[person.role]}</span>
        </span>
        <button type="button" onClick={() => void signOut()}>
          {frame.signOut}
        </button>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <p class="offline" role="status">
          {offline.value &&
            frame.offline(
              asOf.value === undefined ? undefined : clockTime(new Date(asOf.value).toISOString(), asOf.value),
            )}
        </p>
        {children}
      </main>
      {help.value && <Help />}
      {commands.value && <Commands />}
      {sessionEnded.value && <SignInAgain />}
    </>
  );
}

const open = () => {
  commands.value = true;
};
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The keys that do something, and the switch that turns them off. */
function Help() {
  const { frame, keyboard } = say();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => {
    help.value = false;
  };
  const moves = { "/": keyboard.search, j: keyboard.down, k: keyboard.up, Enter: keyboard.open, Esc: keyboard.back };
  const goes = me.value
    ? sectionsOf(me.value.role).map((name) => [`g ${sections[name].key}`, frame.sections[name]])
    : [];
  const onLead = { a: keyboard.assign, t: keyboard.transfer, c: keyboard.contacted, w: keyboard.why, y: keyboard.copy };
  const keys = [
    ...Object.entries(moves),
    [isMac ? "⌘ K" : "Ctrl K", keyboard.commands],
    ...goes,
    ...Object.entries(onLead),
    ["?", keyboard.help],
  ];
  return (
    <dialog ref={dialog} aria-labelledby="keys" data-help onClose={close}>
      <h2 id="keys">{frame.keys}</h2>
      <dl class="keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label>
        <input
          type="checkbox"
          checked={singleKeys.value}
          onChange={({ currentTarget }) => switchKeys(currentTarget.checked)}
        />{" "}
        {frame.keysOn}
      </label>
      <p>
        <button type="button" onClick={close}>
          {frame.close}
        </button>
      </p>
    </dialog>
  );
}
