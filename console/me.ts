import { signal } from "@preact/signals";
import type { Locale } from "../routing/lead/lead.ts";
import type { Rep } from "../routing/reps/rep.ts";
import type { OwnWords } from "../texts/own-words.ts";
import { type Failure, read, sessionEnded } from "./api.ts";
import { isLocal } from "./local.ts";
import { chosenLanguage } from "./settings.ts";
import { browserLocale, language, ownWords, speak } from "./words.ts";

/** Who is signed in, as the API says. */
export interface Me {
  id: string;
  name: string;
  role: Rep["role"];
  locale: Locale;
  timeZone: string;
  pools: string[];
  /** By language, pool ids with what the active policy calls them. */
  poolNames: Record<Locale, Record<string, string>>;
  /** By language, what the active policy calls its own attributes. */
  ownWords: Record<Locale, Record<string, OwnWords>>;
}

/** Who is signed in; undefined until it is known. */
export const me = signal<Me | undefined>();
/** What a pool is called in the language that is spoken; its id where the active policy has it no more. */
export const poolName = (id: string): string => me.value?.poolNames[language()]?.[id] ?? id;
/** Why it is not known who is signed in. */
export const unknown = signal<Failure | undefined>();

/**
 * Asks who is signed in, after they signed in again over a page that they had. Somebody else gets a page of their own.
 */
export async function meetAgain(): Promise<void> {
  const loaded = await read<Me>("/me");
  if ("failure" in loaded) return;
  if (loaded.value.id !== me.value?.id) location.reload();
  sessionEnded.value = false;
}

/** Asks who is signed in, and speaks their language. */
export async function meet(): Promise<void> {
  unknown.value = undefined;
  const loaded = await read<Me>("/me");
  if ("failure" in loaded) {
    unknown.value = loaded.failure;
    return;
  }
  // Who tries Turno on this machine is one person, whoever they are signed in as.
  ownWords.value = loaded.value.ownWords;
  await speak(chosenLanguage() ?? (isLocal ? browserLocale() : undefined) ?? loaded.value.locale);
  me.value = loaded.value;
}
