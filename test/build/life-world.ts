import { createHmac } from "node:crypto";
import { actOnLead } from "../../adapters/claims/act-on-lead.ts";
import { type Asked, handleLead } from "../../adapters/claims/hands-on.ts";
import { handOverCustomers } from "../../adapters/customers/hand-over-customers.ts";
import type { Mail } from "../../adapters/mail/mailer.ts";
import { erasePerson } from "../../adapters/privacy/erase-person.ts";
import type { Installation } from "../../cli/installation.ts";
import { handOver } from "../../cli/ledger-commands.ts";
import { answerOffer } from "../../functions/answer-offer/answer-offer.ts";
import { chooseTime } from "../../functions/choose-time/choose-time.ts";
import { logMilestone } from "../../functions/log-milestone/log-milestone.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import { unsubscribe } from "../../functions/unsubscribe/unsubscribe.ts";
import { withdrawRequest } from "../../functions/withdraw-request/withdraw-request.ts";
import type { Act } from "../../routing/follow/acts.ts";
import { holdersOf, type Lead } from "../../routing/lead/lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";
import { LifeOrders } from "./life-orders.ts";

const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 0, end: 1440 }));
const sla = { answer: "15m", first_contact: "1h" };

/** A company of a pool for leads, one that is shown those that nobody took, and one for customers, whose people always work, so that working time is clock time. */
export const lifePolicy = aPolicy({
  accounts: { colleagues: "any-owner" },
  effort: { "high-touch": { points: 2 }, nurture: { points: 2 } },
  attempts: 3,
  max_wait: "4h",
  pause_after: 0,
  give_back: { within: "1d", per_week: 1 },
  sla: { hot: sla, warm: sla, cold: sla },
  follow: { nudges: { every: "1d", at_most: 1 }, breach: "hand-on" },
  after_attempts: { again: 1, pools: ["reserve"], wait: "30m" },
  pools: {
    "latam-smb": { manager: "marta", per_rep: { hour: 3, day: 6 } },
    reserve: { manager: "marta" },
    success: { manager: "vera" },
  },
  choose: { lanes: ["high-touch", "nurture"] },
  nurture: ["1h", "2d"].map((after) => ({ after, mail: { subject: "News", text: "There is news." } })),
  rules: [
    { rule: "Qualified", when: { stage: "qualified" }, pools: ["latam-smb"] },
    { rule: "Mexico", when: { territory: "mexico" }, pools: ["latam-smb"] },
  ],
  onboarding: { pool: "success", call: { within: "1h" }, steps: [{ name: "First invoice", after: "3h" }] },
});
const one = (id: string, of: Partial<RepState>) =>
  aRep({ id, email: `${id}@andina.example`, shifts: always, timeZone: "UTC", languages: [], ...of });
export const lifeTeam = [
  one("ana", { capacity: 1 }),
  one("beto", { capacity: 2 }),
  one("caro", { capacity: 3, perHour: 2 }),
  // Leads are shown to them after all attempts; these two have the customers as well.
  one("luz", { capacity: 1, pools: { success: 1, reserve: 1 } }),
  one("sol", { capacity: 2, pools: { success: 1, reserve: 1 } }),
  one("eva", { capacity: 2, pools: { reserve: 1 } }),
  one("marta", { role: "manager", pools: {} }),
  one("vera", { role: "manager", pools: {} }),
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

const tableNames: Installation["tables"] = {
  ...{ leads: "leads", reps: "reps", cursors: "cursors", policies: "policies", companies: "companies" },
  ...{ intake: "intake", reports: "reports" },
};

/** The real use cases on the real stores, with the workflows, the mails and the clock in memory. */
export class LifeWorld extends LifeOrders {
  /** What asks a rep or a manager to answer, the pages of customers, and the ways out of mails. */
  readonly links: Link[] = [];
  readonly customerLinks: { link: string; leadId: string }[] = [];
  readonly waysOut: { link: string; leadId: string; to: string }[] = [];
  /** The addresses of those who took it. */
  readonly unsubscribed = new Set<string>();
  /** The leads that were erased, as they were. */
  readonly erased: Lead[] = [];
  readonly #team = new Map(lifeTeam.map((rep) => [rep.id, rep]));
  /** Called with each mail. */
  onMail: (mail: Mail) => void = () => {};

  protected override mailed(mail: Mail): void {
    const { leadId, text, to } = mail;
    const found = (path: string) => new RegExp(`/${path}/([\\w.-]+)`).exec(text)?.[1];
    const [link, customer, out] = [found("offers"), found("customers"), found("unsubscribe")];
    const asks = asksIn(mail);
    if (link && asks) this.links.push({ link, leadId, repId: to.split("@")[0] ?? "", ...asks });
    if (customer) this.customerLinks.push({ link: customer, leadId });
    if (out) this.waysOut.push({ link: out, leadId, to });
    this.onMail(mail);
  }

  /** What a page of this link that was opened three seconds ago carries. */
  #token(link: string): string {
    const shownAt = (this.now - 3000).toString(36);
    return `${shownAt}.${createHmac("sha256", link).update(`page\n${shownAt}`).digest("base64url")}`;
  }

  /** A person asks something; `words` make one submission differ from another, and `big` a lead for reps from one for mails. */
  submit(person: string, words: string, big: boolean): Promise<unknown> {
    const facts = {
      ...{ name: person, email: `${person}@${person}.example`, company: `${person} Ltd`, products: ["crm"] },
      ...(big ? { size: 120, country: "MX", value: 24_000 } : { size: 5, country: "ES", value: 100 }),
      ...{ urgency: "this-quarter" as const, message: words, language: "es" as const },
    };
    return submitLead({ facts, asWritten: [] }, undefined, this.deps());
  }
  answer = ({ link }: Link, decision: "accept" | "decline", reason: string): Promise<unknown> =>
    answerOffer(link, { decision, token: this.#token(link), reason }, "en", this.deps());
  act = async (leadId: string, act: Act, repId: string): Promise<unknown> =>
    actOnLead(leadId, act, { repId, by: repId }, this.deps());
  manage = (leadId: string, asked: Asked, by: string): Promise<unknown> => handleLead(leadId, asked, by, this.deps());
  /** The person of a lead chooses a time with somebody, or cancels it where there is none. */
  async chooseTime(leadId: string, time: { rep: string; at: string } | undefined): Promise<unknown> {
    const link = await this.#personsLink(leadId);
    const token = this.#token(link);
    return chooseTime(link, time ? { token, ...time } : { token, cancel: true }, "en", this.deps());
  }
  async withdraw(leadId: string): Promise<unknown> {
    const link = await this.#personsLink(leadId);
    return withdrawRequest(link, this.#token(link), "en", this.deps());
  }
  #personsLink = async (leadId: string): Promise<string> =>
    (await this.tables.links.create(leadId, this.at)).split("/").at(-1) ?? "";
  /** Whoever asked for this lead is erased, as `leads erase` does it. */
  async erase({ id, facts }: Pick<Lead, "id" | "facts">): Promise<void> {
    const { erasures, ...deps } = this.erasing();
    const asked = { id: `${id}-${this.now}`, at: this.at, by: "marta", email: facts.email };
    await erasures.ask(asked);
    const first = await erasures.get(asked);
    if (first) await erasePerson(first, { ...deps, erasures });
  }
  async unsubscribe({ link, to }: LifeWorld["waysOut"][number]): Promise<void> {
    await unsubscribe(link, true, "en", this.deps());
    this.unsubscribed.add(to);
  }
  logStep = (link: string, step: number): Promise<unknown> =>
    logMilestone(link, { step, token: this.#token(link) }, "en", this.deps());

  pause = (id: string, paused: boolean): Promise<unknown> =>
    paused ? this.tables.reps.pause(id, { since: this.at, because: "asked" }) : this.tables.reps.resume(id);
  /** The roster is imported again, with this rep changed, or back in it. */
  import(id: string, capacity: number, active: boolean): Promise<unknown> {
    const rep = lifeTeam.find((one) => one.id === id);
    if (rep) this.#team.set(id, { ...rep, capacity, active });
    return this.tables.reps.importRoster([...this.#team.values()]);
  }
  /** Whether the policy still has somebody in each pool without this rep. */
  mayLeave(id: string): boolean {
    const pools = Object.keys(lifeTeam.find((rep) => rep.id === id)?.pools ?? {});
    const others = [...this.#team.values()].filter((rep) => rep.id !== id && rep.active);
    return pools.every((pool) => others.some((rep) => (rep.pools[pool] ?? 0) > 0));
  }
  /** What `reps leave` does, once: whoever is being introduced stays for the next time. @param leads all of them */
  async leave(id: string, leads: () => Promise<readonly Lead[]>): Promise<void> {
    const by = "marta";
    this.#team.delete(id);
    await this.tables.reps.leave(id);
    const { client } = this.tables;
    await handOver({ name: "the tables", client, tables: tableNames, tasks: this.tasks, now: this.at });
    const theirs = (await leads()).filter((lead) => holdersOf(lead).includes(id));
    await Promise.all(theirs.map((lead) => handleLead(lead.id, { kind: "hand-on", from: id }, by, this.deps())));
    await handOverCustomers(id, by, this.deps());
  }
}
