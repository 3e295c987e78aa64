import type { Asked, Handled, Logged, Press, Said } from "./evidence.ts";
import type { Mail } from "./mailbox.ts";
import type { Sent } from "./senders.ts";

/** How often the same kind of thing is told. */
const timesEach = 2;

/** Names for the sentences. */
export interface Names {
  /** Of the person behind a lead, by the lead's id. */
  leadOf(id: string): string;
  /** Of a rep or manager, by their address. */
  personOf(address: string): string;
  /** Of a rep or manager, by their id. */
  repOf(id: string): string;
}

/**
 * Tells what happens during a demo in plain sentences: the first times that each kind of thing happens, since all of it
 * would be a thousand lines.
 */
export class Story {
  readonly #names: Names;
  readonly #told = new Map<string, number>();
  readonly #said = new Set<string>();

  constructor(names: Names) {
    this.#names = names;
  }

  /** @returns a sentence, or nothing when this kind of thing was told often enough */
  ofMail({ to, tags }: Mail): string | undefined {
    const { kind = "", lead = "", attempt = "1" } = tags;
    const who = this.#names.personOf(to[0] ?? "");
    const person = this.#names.leadOf(lead);
    switch (kind) {
      case "offer":
        return Number(attempt) > 1
          ? this.#once("next", `${who} is asked next about ${person}.`)
          : this.#once(kind, `${person} asked for a call. The policy picks ${who}, who gets a mail with two buttons.`);
      case "reminder":
        return this.#once(kind, `${who} has not answered about ${person} yet, and is reminded.`);
      case "lapsed":
        return this.#once(kind, `${who} let the time pass. ${person} goes to somebody else, and ${who} is told so.`);
      case "paused":
        return this.#once(kind, `${who} let two offers lapse and is paused until they press "I am back".`);
      case "escalation":
        return this.#once(kind, `No rep took ${person}: ${who}, the manager, is asked.`);
      case "contact-late":
        return this.#once(kind, `${person} has waited too long for a first contact: ${who}, the manager, is told.`);
      case "handed-on":
        return this.#once(kind, `${person} goes to somebody else, since ${who} did not call.`);
      case "welcome":
        return this.#once(kind, `${person} is a customer now, and is welcomed by who is there for them.`);
      case "nurture":
        return this.#once(kind, `${person} is not ready for a call, and gets the mail that fits instead.`);
      default:
        return undefined;
    }
  }

  /** @returns a sentence, or nothing when this kind of thing was told often enough */
  ofPress({ lead, by, decision, status }: Press): string | undefined {
    const [who, person] = [this.#names.personOf(by), this.#names.leadOf(lead)];
    if (status === 410)
      return this.#once("late", `${who} pressed too late for ${person}, and the page says who has it.`);
    if (decision === "decline") return this.#once("decline", `${who} says no to ${person}; the place is free again.`);
    return this.#once("accept", `${who} takes ${person}, who is told by mail who will call.`);
  }

  /** @returns a sentence, or nothing when this kind of thing was told often enough */
  ofSaid({ lead, by, act, status }: Said): string | undefined {
    const [who, person] = [this.#names.personOf(by), this.#names.leadOf(lead)];
    const sentences: Partial<Record<string, string>> = {
      contacted: `${who} has reached ${person}, and is reminded no more.`,
      "no-answer": `${who} tried ${person}, who did not answer. The next try is proposed for when both work.`,
      meeting: `${who} and ${person} have agreed on a meeting.`,
      won: `${who} has won ${person}, and their place is free again.`,
      lost: `${who} has lost ${person}, and says why.`,
      invalid: `${person} was no real lead, says ${who}, whose turn is given back.`,
      "give-back": `${who} gives ${person} back, who goes to the next rep.`,
    };
    return status === 200 ? this.#new(act, lead, sentences) : undefined;
  }

  /** @returns a sentence, or nothing when this kind of thing was told often enough */
  ofAsked({ lead, status, said = "", rep = "" }: Asked): string | undefined {
    const [person, who] = [this.#names.leadOf(lead), this.#names.repOf(rep)];
    const sentences: Partial<Record<string, string>> = {
      booked: `${person} chooses a time with ${who}, and both get an invitation.`,
      moved: `${person} moves the meeting with ${who} to another time.`,
      cancelled: `${person} cancels the meeting; the time is free again.`,
      saved: `${person} corrects on their own page what they had told.`,
      asked: `${person} asks that somebody looks at how it was decided: the manager gets a mail.`,
      withdrawn: `${person} withdraws. Nobody calls, and nobody writes any more.`,
      taken: `${person} wants a time that somebody else took a moment before, and sees what is free now.`,
    };
    return this.#new(status === 409 ? "taken" : said, lead, sentences);
  }

  /** @returns a sentence, or nothing when this kind of thing was told often enough */
  ofHandled({ lead, by, act, to = "", result }: Handled): string | undefined {
    const [who, person] = [this.#names.personOf(by), this.#names.leadOf(lead)];
    const sentences: Partial<Record<string, string>> = {
      give: `${who} gives ${person} to ${this.#names.repOf(to)}.`,
      "hand-on": `${who} passes ${person} on, to whoever is next by the rules.`,
      reject: `${who} turns ${person} away: no real lead.`,
    };
    return result === "done" ? this.#new(act, lead, sentences) : undefined;
  }

  /** @returns a sentence, or nothing when this kind of thing was told often enough */
  ofLogged({ lead, by, step, status }: Logged): string | undefined {
    const [who, person] = [this.#names.personOf(by), this.#names.leadOf(lead)];
    const logged =
      step === 0
        ? `${who} has made the first call to ${person}, a customer now.`
        : `${who} logs a milestone of ${person}.`;
    return status === 200
      ? this.#new(step === 0 ? "call" : "milestone", `${lead} ${step}`, { call: logged, milestone: logged })
      : undefined;
  }

  /** @returns a sentence, or nothing when this kind of thing was told often enough */
  ofSent({ sample: { form, expect } }: Sent): string | undefined {
    const person = String(form.name || "Somebody");
    switch (expect) {
      case "repeated":
        return this.#once(expect, `${person} pressed Send twice. It is still one lead.`);
      case "merged":
        return this.#once(expect, `${person} wrote again. It is added to the lead that is open.`);
      case "held":
        return this.#once(
          expect,
          `${person} looks like a program. It is held for the manager, and no rep is bothered.`,
        );
      case "rejected-by-form":
        return this.#once(expect, `${person} left out what a lead must have. The form says which field.`);
      default:
        return undefined;
    }
  }

  /** The sentence of a kind the first time that it is of this one: some press twice at once. */
  #new(kind: string, of: string, sentences: Partial<Record<string, string>>): string | undefined {
    const isNew = !this.#said.has(`${kind} ${of}`);
    this.#said.add(`${kind} ${of}`);
    const sentence = isNew ? sentences[kind] : undefined;
    return sentence && this.#once(kind, sentence);
  }

  #once(kind: string, sentence: string): string | undefined {
    const times = (this.#told.get(kind) ?? 0) + 1;
    this.#told.set(kind, times);
    return times <= timesEach ? sentence : undefined;
  }
}
