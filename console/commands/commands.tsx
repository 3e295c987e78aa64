import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../api.ts";
import { me } from "../me.ts";
import { commands, help } from "../overlays.ts";
import { shortId } from "../parts/lead-words.tsx";
import { addressOf, go } from "../place.ts";
import { sections, sectionsOf } from "../places.ts";
import { signOut } from "../session.ts";
import { chooseTheme, theme, themes } from "../settings.ts";
import { say } from "../words.ts";

interface Command {
  name: string;
  /** What else is told of it: a key, or a company. */
  note?: string | undefined;
  run: () => void;
}
interface Found {
  leads: { id: string; name: string; company?: string }[];
}

/** How long nothing is typed before leads are looked for, ms. */
const patience = 150;
const fewestLetters = 3;

/** The menu of commands: goes to sections, finds leads, and does what has no place of its own. */
export default function Commands() {
  const { frame, keyboard } = say();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = useFound(typed);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => {
    commands.value = false;
  };
  const all = [...found, ...ownCommands().filter(({ name }) => folded(name).includes(folded(typed)))];
  const at = Math.min(chosen, all.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) setChosen((at + by + all.length) % Math.max(1, all.length));
    else if (event.key === "Enter") run(all[at]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} class="commands" aria-label={keyboard.commands} onClose={close} {...{ closedby: "any" }}>
      <input
        role="combobox"
        autocomplete="off"
        aria-expanded="true"
        aria-controls="commands"
        aria-activedescendant={all.length > 0 ? `command-${at}` : undefined}
        aria-label={frame.find}
        placeholder={frame.find}
        value={typed}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="commands" role="listbox" aria-label={keyboard.commands}>
        {all.map((command, n) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, and names the option that is chosen
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
          <div
            key={`${command.name} ${command.note}`}
            id={`command-${n}`}
            role="option"
            aria-selected={n === at}
            onClick={() => run(command)}
          >
            <span>{command.name}</span> <span class="quiet">{command.note}</span>
          </div>
        ))}
      </div>
      <p class="quiet" role="status">
        {all.length === 0 && frame.noCommand}
      </p>
    </dialog>
  );
}

/** What there is to do whatever is typed. */
function ownCommands(): Command[] {
  const { frame, keyboard } = say();
  const names = me.value ? sectionsOf(me.value.role) : [];
  return [
    ...names.map((name) => ({
      name: frame.sections[name],
      note: `g ${sections[name].key}`,
      run: () => go(addressOf(`/${name}`)),
    })),
    ...themes
      .filter((one) => one !== theme.value)
      .map((one) => ({ name: frame.themes[one], run: () => chooseTheme(one) })),
    {
      name: keyboard.help,
      note: "?",
      run: () => {
        help.value = true;
      },
    },
    { name: frame.signOut, run: () => void signOut() },
  ];
}

/** The leads that are found by what is typed, which goes in a body and stays in memory. */
function useFound(typed: string): Command[] {
  const [found, setFound] = useState<Command[]>([]);
  const sought = typed.trim();
  useEffect(() => {
    if (sought.length < fewestLetters) return setFound([]);
    let isOver = false;
    const timer = setTimeout(async () => {
      const loaded = await post<Found>("/leads/search", { words: sought });
      if (isOver || "failure" in loaded) return;
      const hits = loaded.value.leads.slice(0, 6).map(({ id, name, company }) => ({
        ...{ name, note: [company, shortId(id)].filter(Boolean).join(" · ") },
        run: () => go(addressOf(`/leads/${id}`)),
      }));
      setFound(hits);
    }, patience);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [sought]);
  return found;
}

const folded = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
