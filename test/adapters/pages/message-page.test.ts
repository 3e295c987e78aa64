import { describe, expect, it } from "vitest";
import { type MessageState, messagePage, messageStates } from "../../../adapters/pages/message-page.ts";
import { locales } from "../../../routing/lead/lead.ts";
import { read, visibleText } from "./reading.ts";

const states = Object.keys(messageStates) as MessageState[];
describe("message page", () => {
  it.each(states.flatMap((state) => locales.map((locale) => [state, locale] as const)))(
    "says what happened: %s, in %s",
    (state, locale) => {
      const page = messagePage({ locale, state });
      expect(page.statusCode).toBe(messageStates[state]);
      expect(read(page)("h1").length).toBe(1);
      expect(visibleText(page)).not.toMatch(/undefined|null|\[object/);
    },
  );

  it("tells programs when to come back", () => {
    expect(messagePage({ locale: "en", state: "unavailable" }).headers["Retry-After"]).toBe("60");
  });
});
