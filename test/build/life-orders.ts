import type { Delivery, Mail, Mailer } from "../../adapters/mail/mailer.ts";
import { erasePersonDeps } from "../../adapters/privacy/erase-deps.ts";
import { awaitMilestone } from "../../functions/await-milestone/await-milestone.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { chooseSuccessManager } from "../../functions/choose-success-manager/choose-success-manager.ts";
import { erasePeople } from "../../functions/erase-people/erase-people.ts";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { followNurtured } from "../../functions/follow-nurtured/follow-nurtured.ts";
import { followUp } from "../../functions/follow-up/follow-up.ts";
import { holdLead } from "../../functions/hold-lead/hold-lead.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { nurtureLead } from "../../functions/nurture-lead/nurture-lead.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { remindOrExpire } from "../../functions/remind-or-expire/remind-or-expire.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import { sendInvitations } from "../../functions/send-invitations/send-invitations.ts";
import { sweepLeads } from "../../functions/sweep-leads/sweep-leads.ts";
import { sweepOnboardings } from "../../functions/sweep-onboardings/sweep-onboardings.ts";
import { tendOnboarding } from "../../functions/tend-onboarding/tend-onboarding.ts";
import { wakeLeads } from "../../functions/wake-leads/wake-leads.ts";
import { welcomeCustomer } from "../../functions/welcome-customer/welcome-customer.ts";
import type { FollowResult } from "../../routing/follow/follow-up.ts";
import { LifeWorkflow } from "./life-workflow.ts";
import type { Tables } from "./open-tables.ts";

const minute = 60_000;
const erasedTables = {
  ...{ LEADS_TABLE: "leads", REPS_TABLE: "reps", CURSORS_TABLE: "cursors", POLICIES_TABLE: "policies" },
  ...{ REPORTS_TABLE: "reports", INTAKE_TABLE: "intake" },
};

/** The real steps on the real stores, in the order that the state machines say, with what comes by the clock. */
export abstract class LifeOrders extends LifeWorkflow {
  readonly tables: Tables;
  readonly mails: (Mail & { at: number })[] = [];
  readonly #sent = new Set<string>();

  constructor(tables: Tables) {
    super();
    this.tables = tables;
  }

  /** Called before each choice for a lead. */
  onChoose: (leadId: string) => void = () => {};
  /** Called with each mail, once. */
  protected abstract mailed(mail: Mail): void;

  readonly #mailer = {
    send: async (mail: Mail): Promise<Delivery> => {
      const name = `${mail.leadId} ${mail.kind} ${mail.attempt}`;
      if (this.#sent.has(name)) return "already-sent";
      this.#sent.add(name);
      this.mails.push({ ...mail, at: this.now });
      this.mailed(mail);
      return "sent";
    },
  } as unknown as Mailer;
  readonly #routes = this.executions((name, leadId) => this.#route(name, leadId));
  readonly #follows = this.executions((name, leadId, next) => this.#follow(name, { leadId, ...next } as FollowResult));
  readonly #customers = this.executions((name, leadId) => this.#onboard(name, leadId));

  protected deps() {
    return {
      ...this.tables,
      ...{ repsTable: "reps", cursorsTable: "cursors", baseUrl: "https://turno.example" },
      tasks: this.tasks,
      executions: this.#routes,
      follows: this.#follows,
      mailer: this.#mailer,
      sender: { name: "Turno", address: "turno@andina.example" },
      // Nobody here has a calendar.
      feed: async () => ({ kind: "failed" as const, because: "none" }) as never,
      now: () => this.at,
      hasTime: () => true,
    };
  }

  protected erasing = () => ({
    ...erasePersonDeps(this.tables.client, erasedTables, this.tasks, () => this.at),
    hasTime: () => true,
  });

  /** The order of things in statemachines/route-lead.asl.yaml; there is no company to look up. */
  async #route(name: string, leadId: string): Promise<void> {
    const deps = this.deps();
    await this.step("qualify", () => qualifyLead({ leadId }, deps));
    let result = await this.step("score", () => scoreLead({ leadId }, deps));
    for (;;) {
      const [context, seconds] = [result, result.waitSeconds ?? 0];
      switch (result.kind) {
        case "ready":
          this.onChoose(leadId);
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
        case "nurture":
          await this.step("nurture", () => nurtureLead({ leadId }, deps));
          return;
        default:
          return;
      }
    }
  }

  /** The order of things in statemachines/follow-lead.asl.yaml. */
  async #follow(name: string, next: FollowResult): Promise<void> {
    const deps = this.deps();
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

  /** The order of things in statemachines/onboard-customer.asl.yaml. */
  async #onboard(name: string, leadId: string): Promise<void> {
    const deps = this.deps();
    const choose = () => this.step("choose-manager", () => chooseSuccessManager({ leadId }, deps));
    const tend = () => this.step("tend", () => tendOnboarding({ leadId }, deps));
    for (let result = await tend(); ; ) {
      const seconds = result.waitSeconds ?? 0;
      switch (result.kind) {
        case "running":
          await this.wait(name, "await", seconds, ({ token }) => awaitMilestone({ leadId, token }, deps));
          result = await tend();
          break;
        case "choose":
          result = await choose();
          break;
        case "nobody-available":
          await this.wait(name, "pause", seconds, async () => ({}));
          result = await choose();
          break;
        case "welcome":
          result = await this.step("welcome", () => welcomeCustomer({ leadId }, deps));
          break;
        default:
          return;
      }
    }
  }

  /** Time passes, with everything that falls due in it. @param dueAt when something is due by the tables */
  async pass(ms: number, dueAt: () => Promise<number>): Promise<void> {
    const end = this.now + ms;
    for (let n = 0; n < 2000; n++) {
      const next = Math.max(this.now, Math.min(this.nextTimeout, (await dueAt()) + 1));
      if (next > end) break;
      this.now = next;
      this.timeOut();
      await this.idle();
      const { failed, overdue } = await this.do({ what: "sweep" }, () => sweepLeads(this.deps()));
      if (failed > 0) throw new Error("an overdue lead was not handled");
      const customers = { ...this.deps(), executions: this.#customers };
      const swept = await this.do({ what: "sweep-customers" }, () => sweepOnboardings(customers));
      if (swept.failed > 0) throw new Error("an overdue customer was not handled");
      const nurtured = await this.do({ what: "write" }, () => followNurtured(this.deps()));
      if (nurtured.failed > 0) throw new Error("a nurtured lead was not written to");
      const erased = await this.do({ what: "erase" }, () => erasePeople(this.erasing()));
      if (erased.failed > 0) throw new Error("an erasure did not go on");
      if (overdue + swept.overdue > 0) this.now += minute;
      await this.look();
    }
    this.now = Math.max(this.now, end);
    await this.look();
  }
  /** The looks that each minute has: at the backlog, and at what there is to tell of meetings. */
  async look(): Promise<void> {
    const { failed } = await this.do({ what: "wake" }, () => wakeLeads(this.deps()));
    if (failed > 0) throw new Error("a waiting lead was not looked at");
    const invited = await this.do({ what: "invite" }, () => sendInvitations(this.deps()));
    if (invited.failed > 0) throw new Error("a meeting was not told");
  }
}
