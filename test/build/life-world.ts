import { createHmac } from "node:crypto";
import { actOnLead } from "../../adapters/claims/act-on-lead.ts";
import { closeLead } from "../../adapters/claims/close-lead.ts";
import { type Asked, handleLead } from "../../adapters/claims/hands-on.ts";
import type { Delivery, Mail, Mailer } from "../../adapters/mail/mailer.ts";
import { answerOffer } from "../../functions/answer-offer/answer-offer.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { followUp } from "../../functions/follow-up/follow-up.ts";
import { holdLead } from "../../functions/hold-lead/hold-lead.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { remindOrExpire } from "../../functions/remind-or-expire/remind-or-expire.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import { sweepLeads } from "../../functions/sweep-leads/sweep-leads.ts";
import { wakeLeads } from "../../functions/wake-leads/wake-leads.ts";
import type { Act } from "../../routing/follow/acts.ts";
import type { FollowResult } from "../../routing/follow/follow-up.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";
import { LifeWorkflow } from "./life-workflow.ts";
import type { Tables } from "./open-tables.ts";

const minute = 60_000;
const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 0, end: 1440 }));
const sla = { answer: "15m", first_contact: "1h" };

/** A company of one pool whose people always work, so that working time is clock time. */
export const lifePolicy = aPolicy({
  accounts: { colleagues: "any-owner" },
  effort: { "high-touch": { points: 2, close: "5d" } },
  // Never reached, so that who is asked depends on places alone.
  in_flight: "100d",
  attempts: 3,
  max_wait: "4h",
  pause_after: 0,
  give_back: { within: "1d", per_week: 2 },
  sla: { hot: sla, warm: sla, cold: sla },
  follow: { nudges: { every: "1d", at_most: 1 }, breach: "hand-on" },
  pools: { "latam-smb": { manager: "marta" }, success: { manager: "vera" } },
});
export const lifeTeam = [
  aRep({ id: "ana", shifts: always, timeZone: "UTC", capacity: 1, languages: [] }),
  aRep({ id: "beto", email: "beto@andina.example", shifts: always, timeZone: "UTC", capacity: 2, languages: [] }),
  aRep({ id: "caro", email: "caro@andina.example", shifts: always, timeZone: "UTC", capacity: 3, languages: [] }),
  // Of another pool than leads go to: only by hand does anybody there get one.
  aRep({ id: "sol", email: "sol@andina.example", shifts: always, timeZone: "UTC", capacity: 2, pools: { success: 1 } }),
  aRep({ id: "marta", email: "marta@andina.example", shifts: always, timeZone: "UTC", role: "manager", pools: {} }),
  aRep({ id: "vera", email: "vera@andina.example", shifts: always, timeZone: "UTC", role: "manager", pools: {} }),
];

/** A link that somebody was mailed, with whom and for what it was. */
export interface Link {
  link: string;
  leadId: string;
  repId: string;
  /** The number of the offer or, for a manager, of the escalation. */
  attempt?: number;
  escalation?: number;
}
/** What a mail asks to be answered, if anything. */
function asksIn({ kind, attempt }: Mail): Pick<Link, "attempt" | "escalation"> | undefined {
  const nth = Math.floor(attempt / 10);
  switch (kind) {
    case "offer":
      return { attempt };
    case "reminder":
      return { attempt: nth };
    case "escalation":
      return { escalation: attempt };
    case "escalation-reminder":
      return { escalation: nth + 1 };
    default:
      return undefined;
  }
}

/** The real use cases on the real stores, with the workflows, the mails and the clock in memory. */
export class LifeWorld extends LifeWorkflow {
  readonly tables: Tables;
  readonly mails: (Mail & { at: number })[] = [];
  readonly links: Link[] = [];
  readonly #sent = new Set<string>();
  #team = lifeTeam;

  constructor(tables: Tables) {
    super();
    this.tables = tables;
  }

  readonly #mailer = {
    send: async (mail: Mail): Promise<Delivery> => {
      const name = `${mail.leadId} ${mail.kind} ${mail.attempt}`;
      if (this.#sent.has(name)) return "already-sent";
      this.#sent.add(name);
      this.mails.push({ ...mail, at: this.now });
      const link = /\/offers\/([\w.-]+)/.exec(mail.text)?.[1];
      const asks = asksIn(mail);
      if (link && asks) this.links.push({ link, leadId: mail.leadId, repId: mail.to.split("@")[0] ?? "", ...asks });
      return "sent";
    },
  } as unknown as Mailer;
  readonly #routes = this.executions((name, leadId) => this.#route(name, leadId));
  readonly #follows = this.executions((name, leadId, next) => this.#follow(name, { leadId, ...next } as FollowResult));

  #deps() {
    return {
      ...this.tables,
      ...{ repsTable: "reps", cursorsTable: "cursors", baseUrl: "https://turno.example" },
      tasks: this.tasks,
      executions: this.#routes,
      follows: this.#follows,
      mailer: this.#mailer,
      now: () => this.at,
      hasTime: () => true,
    };
  }

  /** The order of things in statemachines/route-lead.asl.yaml; there is no company to look up. */
  async #route(name: string, leadId: string): Promise<void> {
    const deps = this.#deps();
    await this.step("qualify", () => qualifyLead({ leadId }, deps));
    let result = await this.step("score", () => scoreLead({ leadId }, deps));
    for (;;) {
      const [context, seconds] = [result, result.waitSeconds ?? 0];
      switch (result.kind) {
        case "ready":
          result = await this.step("choose", () => chooseRep({ leadId }, deps));
          break;
        case "nobody-available":
          await this.wait(name, "hold", seconds, (token) => holdLead({ leadId, ...token }, deps));
          result = { leadId, kind: "ready" };
          break;
        case "offered":
        case "escalated": {
          const answer = await this.wait(name, "offer", seconds, (token) => offerLead({ leadId, ...token }, deps));
          result = answer === "timeout" ? await this.step("remind", () => remindOrExpire({ leadId }, deps)) : answer;
          break;
        }
        case "escalate":
          result = await this.step("escalate", () => escalateLead({ leadId, context }, deps));
          break;
        case "accepted":
          await this.step("introduce", () => introduceRep({ leadId }, deps));
          return;
        default:
          return;
      }
    }
  }

  /** The order of things in statemachines/follow-lead.asl.yaml. */
  async #follow(name: string, next: FollowResult): Promise<void> {
    const deps = this.#deps();
    const { leadId, ownedBefore } = next;
    for (let result = next; result.kind !== "over"; ) {
      if (result.kind === "wait") {
        const told = await this.wait(name, "follow", result.waitSeconds ?? 0, ({ token }) =>
          followUp({ leadId, ownedBefore, token }, deps),
        );
        if (told !== "timeout") {
          result = told;
          continue;
        }
      }
      result = await this.step("follow", () => followUp({ leadId, ownedBefore }, deps));
    }
  }

  /** A person asks something; `words` make one submission differ from another. */
  submit(person: string, words: string): Promise<unknown> {
    const facts = {
      ...{ name: person, email: `${person}@${person}.example`, company: `${person} Ltd`, size: 120, country: "MX" },
      ...{
        products: ["crm"],
        value: 24_000,
        urgency: "this-quarter" as const,
        message: words,
        language: "es" as const,
      },
    };
    return submitLead({ facts, asWritten: [] }, undefined, this.#deps());
  }
  answer({ link }: Link, decision: "accept" | "decline", reason: string): Promise<unknown> {
    // As a page that was opened three seconds ago carries it.
    const shownAt = (this.now - 3000).toString(36);
    const mac = createHmac("sha256", link).update(`page\n${shownAt}`).digest("base64url");
    return answerOffer(link, { decision, token: `${shownAt}.${mac}`, reason }, "en", this.#deps());
  }
  act = async (leadId: string, act: Act, repId: string): Promise<unknown> =>
    actOnLead(leadId, act, { repId, by: repId }, this.#deps());
  manage = (leadId: string, asked: Asked, by: string): Promise<unknown> => handleLead(leadId, asked, by, this.#deps());
  withdraw = async (leadId: string): Promise<unknown> =>
    closeLead(leadId, { outcome: "withdrawn", at: this.at, by: "person" }, this.#deps());
  pause = (id: string, paused: boolean): Promise<unknown> =>
    paused ? this.tables.reps.pause(id, { since: this.at, because: "asked" }) : this.tables.reps.resume(id);
  /** The roster is imported again, with this rep changed. */
  import(id: string, capacity: number, active: boolean): Promise<unknown> {
    this.#team = this.#team.map((rep) => (rep.id === id ? { ...rep, capacity, active } : rep));
    return this.tables.reps.importRoster(this.#team);
  }

  /** Time passes, with everything that falls due in it. @param dueAt when the sweeper has something to do, by the tables */
  async pass(ms: number, dueAt: () => Promise<number>): Promise<void> {
    const end = this.now + ms;
    for (let n = 0; n < 2000; n++) {
      const next = Math.max(this.now, Math.min(this.nextTimeout, (await dueAt()) + 1));
      if (next > end) break;
      this.now = next;
      this.timeOut();
      await this.idle();
      const { failed, overdue } = await this.do({ what: "sweep" }, () => sweepLeads(this.#deps()));
      if (failed > 0) throw new Error("an overdue lead was not handled");
      if (overdue > 0) this.now += minute;
      await this.#look();
    }
    this.now = Math.max(this.now, end);
    await this.#look();
  }
  /** The look at the backlog that each minute has. */
  async #look(): Promise<void> {
    const { failed } = await this.do({ what: "wake" }, () => wakeLeads(this.#deps()));
    if (failed > 0) throw new Error("a waiting lead was not looked at");
  }
}
