import type { Locale } from "../../routing/lead/lead.ts";
import { messageTexts } from "../../texts/by-language.ts";
import template from "./message-page.hbs";
import { type Page, renderPage } from "./page.ts";

/** The status that says the same as what the page says. */
export const messageStates = {
  accepted: 200,
  "already-accepted": 200,
  declined: 200,
  "already-declined": 200,
  expired: 410,
  "already-taken": 410,
  paused: 409,
  full: 409,
  "given-back": 200,
  "give-back-too-late": 409,
  "give-back-too-many": 409,
  "not-found": 404,
  unavailable: 503,
} as const;

/** What a page without a question can say. */
export type MessageState = keyof typeof messageStates;

export interface MessagePage {
  locale: Locale;
  state: MessageState;
}

/** What happened, and nothing about anybody. */
export function messagePage({ locale, state }: MessagePage): Page {
  const words = messageTexts[locale].state[state];
  const page = renderPage(template, { locale, title: words.title, statusCode: messageStates[state] }, { state: words });
  if (state === "unavailable") page.headers["Retry-After"] = "60";
  return page;
}
