import type { ServerResponse } from "node:http";
import { html, sendPage } from "../pages/page.ts";
import type { Candidate } from "./sign-in.ts";

interface Shown {
  readonly people: readonly Candidate[];
  /** Where the choice is sent. */
  readonly action: string;
  /** Why somebody was refused. */
  readonly refused?: string | undefined;
}

/** Sends the page of people to sign in as, in place of Cognito's own, which asks for an address and mails a code. */
export function peoplePage(response: ServerResponse, { people, action, refused }: Shown): void {
  const roles = [...new Set(people.map(({ role }) => role))].sort().toReversed();
  const choice = ({ name, email }: Candidate) =>
    html`<li><button name="email" value="${email}">${name}</button> <span class="quiet">${email}</span></li>`;
  sendPage(
    response,
    refused === undefined ? 200 : 403,
    "Sign in",
    html`<main>
<h1>Sign in as …</h1>
<p class="quiet">On this machine you choose who you are. Deployed, people get a code by mail or use a passkey.</p>
${refused === undefined ? "" : html`<p class="bad" role="alert">${refused}</p>`}
<form method="post" action="${action}">
${roles.map(
  (role) => html`<h2>${role}</h2><ul class="people">${people.filter((one) => one.role === role).map(choice)}</ul>`,
)}
<h2>nobody of the roster</h2>
<ul class="people"><li><button name="email" value="stranger@example.com">A stranger</button> <span class="quiet">stranger@example.com</span></li></ul>
</form>
</main>`,
  );
}
