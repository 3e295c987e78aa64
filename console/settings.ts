import { signal } from "@preact/signals";
import { type Locale, locales } from "../routing/lead/lead.ts";

// What somebody has chosen on this device. Nothing of it is about a person.

const languageKey = "turno-language";
const themeKey = "turno-theme";

/** The schemes of colours that one may choose, `system` being that of the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const theme = signal<Theme>(themes.find((one) => one === localStorage.getItem(themeKey)) ?? "system");

/** Takes a scheme of colours, also for the next visit. */
export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  if (chosen === "system") localStorage.removeItem(themeKey);
  else localStorage.setItem(themeKey, chosen);
  showTheme();
}

/** Shows the page in the scheme that was chosen: the variables follow `color-scheme`. */
export function showTheme(): void {
  document.documentElement.style.colorScheme = theme.value === "system" ? "" : theme.value;
}

const keysKey = "turno-keys";
/** Whether single keys do anything; some people type them by mistake, or speak to their device (WCAG 2.1.4). */
export const singleKeys = signal(localStorage.getItem(keysKey) !== "off");

/** Turns single keys on or off, also for the next visit. */
export function switchKeys(on: boolean): void {
  singleKeys.value = on;
  localStorage.setItem(keysKey, on ? "on" : "off");
}

/** The language that was chosen on this device, in place of that of the roster. */
export const chosenLanguage = (): Locale | undefined =>
  locales.find((locale) => locale === localStorage.getItem(languageKey));

/** Keeps a language for the next visit. */
export const keepLanguage = (locale: Locale): void => localStorage.setItem(languageKey, locale);

const tourKey = "turno-toured";
/** Whether nobody has seen the tour on this device yet. */
export const isNewHere = (): boolean => localStorage.getItem(tourKey) === null;
/** Does not show the tour by itself any more on this device. */
export const hasSeenTour = (): void => localStorage.setItem(tourKey, "yes");
