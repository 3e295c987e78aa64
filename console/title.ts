import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** What of a screen is shown, before the name of the screen. Never a person: titles are kept in the browser's history. */
const part = signal<string | undefined>();
const screen = signal<string | undefined>();

/** Names the page by its screen, as long as that is shown. */
export const nameScreen = (name: string | undefined): void => {
  screen.value = name;
};

/** Names what of the screen is shown, as long as it is. */
export function useTitle(name: string): void {
  useEffect(() => {
    part.value = name;
    return () => {
      part.value = undefined;
    };
  }, [name]);
}

/** Keeps the document's title as what is shown is called. */
export const keepTitle = (): void =>
  void effect(() => {
    document.title = [part.value, screen.value, "Turno"].filter(Boolean).join(" · ");
  });
