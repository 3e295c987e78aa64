import { load } from "cheerio";
import type { Page } from "../../adapters/pages/page.ts";
import { requestNotice } from "../../adapters/pages/request-page.ts";
import { askForLook } from "../../functions/ask-for-look/ask-for-look.ts";
import { type Deps, showRequest } from "../../functions/show-request/show-request.ts";
import { withdrawRequest } from "../../functions/withdraw-request/withdraw-request.ts";

type AllDeps = Deps & Parameters<typeof askForLook>[3] & Parameters<typeof withdrawRequest>[3];

/** The forms of a person's own page, by the end of the address that they are posted to. */
const acts = { change: "", look: "/look", withdraw: "/withdraw" } as const;
type Act = keyof typeof acts;

/** What their browser would send of this page's form, with what they typed. */
export function formOf(
  { html }: Page,
  link: string,
  act: Act,
  typed: Readonly<Record<string, string | readonly string[]>> = {},
): URLSearchParams {
  const form = new URLSearchParams(load(html)(`form[action="${link}${acts[act]}"]`).serialize());
  for (const [name, value] of Object.entries(typed)) {
    form.delete(name);
    for (const one of [value].flat()) form.append(name, one);
  }
  return form;
}

/** The page as it was opened three seconds ago. */
export const opened = (link: string, deps: AllDeps): Promise<Page> =>
  showRequest(link, {}, "en", { ...deps, now: () => new Date(Date.parse(deps.now()) - 3000).toISOString() });

/** Sends a form, and follows where that leads. */
export async function send(link: string, act: Act, form: URLSearchParams, deps: AllDeps): Promise<Page> {
  const pressed = { token: form.get("shown") ?? "", note: form.get("note") ?? "" };
  const page = await (act === "change"
    ? showRequest(link, { form }, "en", deps)
    : act === "look"
      ? askForLook(link, pressed, "en", deps)
      : withdrawRequest(link, pressed.token, "en", deps));
  if (page.statusCode !== 303) return page;
  const base = `https://turno.example/you/${link}${acts[act]}`;
  const to = new URL(page.headers.Location ?? "", base);
  if (to.pathname !== `/you/${link}`) throw new Error(`led to ${to.pathname}`);
  return showRequest(link, { notice: requestNotice(to.searchParams.get("said") ?? "") }, "en", deps);
}

/** What a person does on their own page: opens it, reads for three seconds, and sends one of its forms. */
export async function act(
  link: string,
  act: Act,
  typed: Readonly<Record<string, string | readonly string[]>>,
  deps: AllDeps,
): Promise<Page> {
  return send(link, act, formOf(await opened(link, deps), link, act, typed), deps);
}
