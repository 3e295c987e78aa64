import { manageTexts } from "../../texts/by-language.ts";
import type { Handled, Press } from "./evidence.ts";
import type { Hands } from "./hands.ts";
import { linkIn, type Mail } from "./mailbox.ts";
import { filled, formFor, formTo, type OpenedPage, readPage } from "./page-forms.ts";
import { chance } from "./random.ts";

/** How managers behave: parts of the mails of a kind, from 0 to 1. */
export interface ManagerBehaviour {
  /** Who take an escalated lead at once, and who give it to somebody or turn it away. The others do when they are reminded. */
  take: number;
  give: number;
  reject: number;
  /** Who give a lead to somebody else when its first contact was late. */
  giveLate: number;
  seed: number;
}

export const defaultManagers: ManagerBehaviour = { take: 0.4, give: 0.25, reject: 0.1, giveLate: 0.35, seed: 1 };

/** What a manager does on the page of a lead; `accept` is the one button of an escalation. */
export type Decision = "accept" | "give" | "hand-on" | "reject";

/** What the manager decides after the mail of this kind; undefined where they leave it as it is. */
export function decisionAfter(
  { take, give, reject, giveLate, seed }: ManagerBehaviour,
  { kind, lead, attempt }: { kind: string; lead: string; attempt: string },
): Decision | undefined {
  const roll = chance(seed, "manage", kind, lead, attempt);
  switch (kind) {
    case "escalation":
      if (roll < take) return "accept";
      if (roll < take + give) return "give";
      return roll < take + give + reject ? "reject" : undefined;
    case "escalation-reminder":
      return "accept";
    case "contact-late":
      return roll < giveLate ? "give" : undefined;
    case "give-back":
      return roll < 0.6 ? "give" : "hand-on";
    default:
      return undefined;
  }
}

/** Simulates the managers: reads their mails, opens the page of the lead, and takes it, gives it, passes it on or turns it away. */
export class Managers {
  readonly handled: Handled[] = [];
  readonly #hands: Hands;
  readonly #behaviour: ManagerBehaviour;
  readonly #presses: Press[];

  /** @param presses where the answers to escalations are written */
  constructor(hands: Hands, behaviour: ManagerBehaviour, presses: Press[]) {
    this.#hands = hands;
    this.#presses = presses;
    this.#behaviour = behaviour;
  }

  /** Does what the manager does after a mail. */
  async react(mail: Mail): Promise<void> {
    const { kind = "", lead = "", attempt = "1" } = mail.tags;
    if (!["escalation", "escalation-reminder", "contact-late", "give-back"].includes(kind)) return;
    const link = linkIn(mail, "offers");
    if (!link) return void this.#hands.complaints.push(`the ${kind} mail for lead ${lead} has no link`);
    const page = await this.#hands.open(link, `the ${kind} link for lead ${lead}`);
    const decision = decisionAfter(this.#behaviour, { kind, lead, attempt });
    if (!decision) return;
    await this.#hands.wait([0.5, 5], chance(this.#behaviour.seed, "think", lead, mail.to.join(), kind) ** 2);
    if (decision === "accept") return this.#accept(link, page, mail);
    await this.#manage(decision, page, mail);
  }

  async #accept(link: string, page: OpenedPage, { to, tags: { lead = "", attempt = "1" } }: Mail): Promise<void> {
    const form = formTo(page, link.slice(link.lastIndexOf("/")));
    // Somebody has it already.
    if (!form) return;
    const body = new URLSearchParams({ shown: form.fields.get("shown") ?? "", decision: "accept" });
    const pressedAt = this.#hands.now();
    const { status } = await this.#hands.press(link, body, `accept for lead ${lead}`, [200, 410]);
    const about = { lead, by: to.join(), kind: "escalation" as const, attempt: Number(attempt) };
    this.#presses.push({ ...about, decision: "accept", status, pressedAt, answeredAt: this.#hands.now() });
  }

  async #manage(decision: Exclude<Decision, "accept">, page: OpenedPage, mail: Mail): Promise<void> {
    const { lead = "" } = mail.tags;
    const by = mail.to.join();
    const form = formFor(page, decision);
    const roll = chance(this.#behaviour.seed, "whom", lead, by);
    const people = form?.choices.to ?? [];
    // Those of the lead's own pools come first.
    const to = decision === "give" ? people[Math.floor(roll * Math.min(3, people.length))] : undefined;
    // It is over, or somebody else's turn.
    if (!form || (decision === "give" && !to)) return;
    const changes = { ...(to && { to }), ...(decision === "reject" && { reason: "not-a-lead", note: "A test" }) };
    const about = { lead, by, act: decision, to };
    const press = async () => {
      const answer = await this.#hands.press(form.action, filled(form, changes), `${decision} for lead ${lead}`, [200]);
      const result = answer.status === 200 ? resultIn(readPage(answer.text, form.action).notice) : "refused";
      this.handled.push({ ...about, status: answer.status, result });
    };
    // Managers press twice as well.
    await Promise.all(chance(this.#behaviour.seed, "twice", lead) < 0.3 ? [press(), press()] : [press()]);
  }
}

/** What came of it, by what the page says in any language. */
function resultIn(notice: string): Handled["result"] {
  const texts = Object.values(manageTexts);
  if (texts.some(({ refused }) => refused.before === notice)) return "before";
  return texts.some(({ refused }) => Object.values(refused).includes(notice)) ? "refused" : "done";
}
