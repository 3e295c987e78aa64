import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { markDots } from "../look/tokens.ts";
import { type Locale, locales } from "../routing/lead/lead.ts";
import { help, singleKeys, switchKeys } from "./keys.ts";
import { me } from "./me.ts";
import { addressOf, place } from "./place.ts";
import { sections, sectionsOf } from "./places.ts";
import { signOut } from "./session.ts";
import { language, say, speak } from "./words.ts";

const nativeNames: Record<Locale, string> = { en: "English", es: "Español", pt: "Português" };

/** What is around every screen: where one can go, who one is, and how to leave. */
export function Frame({ children }: { children: ComponentChildren }) {
  const { frame, roles } = say();
  const person = me.value;
  const names = person ? sectionsOf(person.role) : [];
  const main = useRef<HTMLElement>(null);
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {frame.skip}
      </button>
      <nav class="rail" aria-label={frame.places}>
        <a class="brand" href={addressOf("/")}>
          <Mark /> Turno
        </a>
        {names.map((name) => (
          <a
            key={name}
            href={addressOf(`/${name}`)}
            aria-current={place.value.path.split("/")[1] === name ? "page" : undefined}
          >
            {frame.sections[name]}
          </a>
        ))}
      </nav>
      <header class="top">
        <span>
          {person?.name} <span class="quiet">{person && roles[person.role]}</span>
        </span>
        <select
          aria-label={frame.language}
          value={language()}
          onChange={({ currentTarget }) => void speak(currentTarget.value as Locale)}
        >
          {locales.map((locale) => (
            <option key={locale} value={locale} lang={locale}>
              {nativeNames[locale]}
            </option>
          ))}
        </select>
        <button type="button" onClick={() => void signOut()}>
          {frame.signOut}
        </button>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
      {help.value && <Help />}
    </>
  );
}

/** Turno's mark, of which the top dot has the turn. */
export const Mark = () => (
  <svg class="mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
    {markDots.map(({ x, y, r, hasTurn }) => (
      <circle key={x} cx={x} cy={y} r={r} class={hasTurn ? "turn" : undefined} />
    ))}
  </svg>
);

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
  const keys = [...Object.entries(moves), ...goes, ["?", keyboard.help]];
  return (
    <dialog ref={dialog} aria-labelledby="keys" onClose={close}>
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
