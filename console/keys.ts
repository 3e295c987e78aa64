import { me } from "./me.ts";
import { commands, help } from "./overlays.ts";
import { addressOf, go, place } from "./place.ts";
import { sections, sectionsOf } from "./places.ts";
import { singleKeys } from "./settings.ts";

let chord = "";

/** Listens to keys wherever nobody types. */
export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    const { key } = event;
    // What is pressed in a shadow tree, as the editor of policies is, comes here as if in its host.
    const [target = event.target] = event.composedPath();
    if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && key.toLowerCase() === "k" && me.value) {
      event.preventDefault();
      commands.value = !commands.value;
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (key === "Escape") return goBack(target);
    if (!singleKeys.value || isTyping(target) || commands.value) return;
    if (document.querySelector("dialog[open]:not([data-help])")) return;
    const pressed = chord + key;
    chord = key === "g" ? "g" : "";
    const act = acts[pressed] ?? goTo(pressed) ?? acts[key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function goBack(target: EventTarget | null): void {
  if (help.value || commands.value || document.querySelector("dialog[open]")) return;
  if (isTyping(target)) (target as HTMLElement).blur();
  else if (place.value.path.split("/").length > 2) go(addressOf(`/${place.value.path.split("/")[1]}`));
}

const rows = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>("[data-row] a")].filter((link) => link.closest("th, [data-main]"));

/** Moves to the row so many below the one that has the focus. */
function move(by: number): void {
  const all = rows();
  const now = all.indexOf(document.activeElement as HTMLElement);
  all[Math.max(0, Math.min(all.length - 1, now < 0 ? 0 : now + by))]?.focus();
}

/** Goes to the section with this key, where there is one for who is signed in. */
function goTo(pressed: string): (() => void) | undefined {
  const name = me.value && sectionsOf(me.value.role).find((each) => pressed === `g${sections[each].key}`);
  return name && (() => go(addressOf(`/${name}`)));
}

/** Presses the button of what is shown that has this key. */
const press = (key: string): void => document.querySelector<HTMLElement>(`main [data-key=${key}]`)?.click();

const acts: Readonly<Record<string, () => void>> = {
  "/": () => document.getElementById("search")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  ...Object.fromEntries(["a", "t", "c", "w", "y"].map((key) => [key, () => press(key)])),
  "?": () => {
    help.value = !help.value;
  },
};
