import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { MeaningfulAlarm, type MeaningfulAlarmProps } from "./alarm.ts";
import type { Tables } from "./data-stack.ts";
import type { Machine } from "./definitions.ts";
import type { FormApi } from "./form-api.ts";
import { pascalCase, type ServiceFunction } from "./functions.ts";
import { FIVE_MINUTES, OWN_METRICS, own, reputation, sum, throttling } from "./metrics.ts";
import type { Schedules } from "./schedules.ts";
import type { Config, Stage } from "./stages.ts";
import type { TurnoFunction } from "./turno-function.ts";

export interface Watched {
  readonly functions: Readonly<Record<ServiceFunction, TurnoFunction>>;
  readonly stage: Stage;
  /** Submissions in an hour. */
  readonly intake: Config["intake"];
  readonly workflows: Readonly<Record<Machine, StateMachine>>;
  readonly form: FormApi;
  readonly schedules: Schedules;
  readonly tables: Tables;
  readonly tell: ITopic;
}

/** Every alarm, each with what it means to a person. */
export class Alarms extends Construct {
  readonly all: MeaningfulAlarm[] = [];

  constructor(scope: Construct, id: string, watched: Watched) {
    super(scope, id);
    const ring = (name: string, alarm: Omit<MeaningfulAlarmProps, "tell">) => {
      this.all.push(new MeaningfulAlarm(this, name, { ...alarm, tell: watched.tell }));
    };
    this.#leads(watched, ring);
    this.#mail(watched, ring);
    for (const [name, fn] of Object.entries(watched.functions)) {
      ring(`${pascalCase(name)}Errors`, errorsOf(name, fn));
    }
    ring("FormRefused", {
      metric: watched.form.throttled,
      atLeast: 10,
      meaning:
        "Requests are refused because too many came at once. It is a flood, or a campaign that does better than the limits in infra/stages.ts expect: people who want to be called back are turned away.",
    });
    ring("PagesBroken", {
      metric: watched.form.api.metricServerError(FIVE_MINUTES),
      atLeast: 1,
      meaning: "Somebody saw an error page in place of the form or of an offer.",
    });
    this.#tables(watched, ring);
  }

  #tables({ tables }: Watched, ring: Ring): void {
    for (const [variable, table] of Object.entries(tables)) {
      const name = pascalCase(variable.replace("_TABLE", "").toLowerCase());
      for (const [part, metric] of throttling(table).entries()) {
        ring(`${name}Throttled${part === 0 ? "" : part + 1}`, {
          metric,
          atLeast: 10,
          meaning: `The table of ${name.toLowerCase()} or one of its indexes refuses reads or writes${part === 0 ? "" : ` (part ${part + 1})`}. Leads are slowed down, not lost: steps are repeated. It lasts longer only if one key takes all the load.`,
        });
      }
    }
  }

  #leads({ stage, intake, workflows, schedules, functions }: Watched, ring: Ring): void {
    ring("WorkflowFailed", {
      metric: failures(workflows["route-lead"]),
      atLeast: 1,
      meaning:
        "The workflow of a lead broke off. The sweeper starts it again within minutes; if this keeps ringing, it breaks at the same step each time and the lead gets no further. Open the failed execution in the Step Functions console.",
    });
    ring("FollowingFailed", {
      metric: failures(workflows["follow-lead"]),
      atLeast: 1,
      meaning:
        "The workflow that follows the owner of a lead broke off: no reminder, and nobody hears of a first contact that is late. The sweeper starts it again within minutes; if this keeps ringing, open the failed execution in the Step Functions console.",
    });
    ring("OnboardingFailed", {
      metric: failures(workflows["onboard-customer"]),
      atLeast: 1,
      meaning:
        "The workflow of a customer broke off: nobody is told of the steps that they reach, nor reminded of those that are due. The sweeper starts it again within minutes; if this keeps ringing, open the failed execution in the Step Functions console.",
    });
    ring("LeadsUnresolved", {
      metric: own(stage, OWN_METRICS.leadsUnresolved, "Sum"),
      atLeast: 10,
      meaning:
        "Owners were asked for the last time how it goes with many leads, and said nothing. Their managers have a mail for each; the leads stay open and hold their places until somebody closes them.",
    });
    ring("LeadsOverdue", {
      metric: own(stage, OWN_METRICS.leadsOverdue, "Maximum"),
      atLeast: 1,
      periods: 3,
      meaning:
        "Leads have waited for their next step for a quarter of an hour although the sweeper tried to move them on. People wait for a call that nobody is making.",
    });
    ring("LeadsWaitLong", {
      metric: own(stage, OWN_METRICS.longestWait, "Maximum"),
      // Longer than from one evening to the next morning.
      atLeast: 18 * 3600,
      periods: 3,
      meaning:
        "A lead has waited longer than a night for somebody to be available. Reps are full or away: see who waits for whom with `npm run turno -- leads waiting`, and give them room or help. Past the policy's longest wait the pools of after_max_wait are asked too, and then the manager gets it.",
    });
    ring("LeadsHeld", {
      metric: own(stage, OWN_METRICS.leadsHeld, "Sum"),
      // As many as all programs together may send in that time: of fewer the daily mail tells the manager.
      atLeast: Math.ceil(intake.unsignedInAll / 12),
      meaning:
        "Programs flood the intake: so many submissions look automatic and are held that the manager cannot go through them one by one. Leads go on. See `npm run turno -- leads held`, and lower the limits of intake in infra/stages.ts if it lasts.",
    });
    ring("LeadsLeftWithManager", {
      metric: own(stage, OWN_METRICS.leadsLeftWithManager, "Sum"),
      atLeast: 1,
      meaning:
        "A manager was reminded of a lead for the last time and has not taken it. Nobody is asked again: somebody has to call that lead, and talk to the manager.",
    });
    ring("LookupsFailing", {
      metric: own(stage, OWN_METRICS.lookupsFailed, "Sum"),
      atLeast: 10,
      periods: 3,
      meaning:
        "A company service, or our own table of companies, fails or is too slow, again and again. Leads go on with what they told of themselves, so sizes and customers are missed. The log of enrich-lead names the provider.",
    });
    ring("CalendarsStale", {
      metric: own(stage, OWN_METRICS.calendarsStale, "Maximum"),
      atLeast: 1,
      meaning:
        "A rep's calendar could not be read for six hours, or never yet. Appointments that were entered since are not known, so leads are offered during them. `turno reps list` says whose it is and why; usually the address was made invalid and needs to be entered again.",
    });
    ring("WebhooksGivenUp", {
      metric: own(stage, OWN_METRICS.webhooksGivenUp, "Sum"),
      atLeast: 1,
      meaning:
        "A receiver of webhooks was not reached for a day, or said that it is gone, so events were given up. They are kept for 30 days: once it is mended, `npm run turno -- webhooks replay` tells them again.",
    });
    ring("BusRefused", {
      metric: own(stage, OWN_METRICS.busRefused, "Sum"),
      atLeast: 10,
      periods: 3,
      meaning:
        "The event bus refuses changes of leads again and again, so who listens to it hears of them late. They wait in the outbox and are tried for a day; leads go on.",
    });
    ring("ReceiversUnreadable", {
      metric: own(stage, OWN_METRICS.receiversUnreadable, "Sum"),
      atLeast: 1,
      periods: 2,
      meaning:
        "The secret with the receivers of changes cannot be read, so nobody in it is told anything. What happens meanwhile is kept for them, and leads, reports and search go on. `npm run turno -- doctor` says what is wrong with it.",
    });
    ring("SourcesRefused", {
      metric: own(stage, OWN_METRICS.sourcesRefused, "Sum"),
      atLeast: 20,
      meaning:
        "What comes in through the doors of sources is refused again and again: unknown, unsigned or wrongly signed. Either somebody tries, or the secret of a source was changed on one side alone and its leads do not arrive.",
    });
    ring("SourcesUnread", {
      metric: own(stage, OWN_METRICS.sourcesUnread, "Sum"),
      atLeast: 3,
      meaning:
        "A source sends what its mapping finds no person in, so people who asked for something become no leads. What was sent is kept for a look for a month: mend the mapping of the source in the policy.",
    });
    ring("NotAccountedFor", {
      metric: own(stage, OWN_METRICS.auditFindings, "Sum"),
      atLeast: 1,
      meaning:
        "The nightly certificate found something that does not agree: a lead without a next step, a place that nobody holds, a ledger that is off, a mail that was claimed and not told. `npm run turno -- audit --last` says what; it changed nothing.",
    });
    ring("SweepFailed", {
      metric: schedules.deadLetters.metricApproximateNumberOfMessagesVisible({ ...FIVE_MINUTES, statistic: "Maximum" }),
      atLeast: 1,
      meaning:
        "A look for stuck or waiting leads failed or was not delivered; its event is in the dead-letter queue. Read it, then purge the queue, or this keeps ringing.",
    });
    ring("SweepSilent", {
      metric: functions["sweep-leads"].metricInvocations(FIVE_MINUTES),
      atLeast: 1,
      periods: 2,
      ringsOnSilence: true,
      meaning: "Nobody has looked for stuck leads for ten minutes. Is the schedule switched off?",
    });
  }

  #mail({ stage }: Watched, ring: Ring): void {
    ring("MailUncertain", {
      metric: own(stage, OWN_METRICS.mailUncertain, "Sum"),
      atLeast: 1,
      meaning:
        "It is not known whether a mail went out, and it was not sent again lest somebody gets it twice. A rep or a lead may not have been told; the log names the lead and the kind of mail.",
    });
    ring("PersonNotTold", {
      metric: own(stage, OWN_METRICS.personNotTold, "Sum"),
      atLeast: 5,
      meaning:
        "People who sent a request were not told by mail that it arrived or what became of it, although reps work on it. A later step of each lead tries again; the log says what failed.",
    });
    ring("MailBounces", {
      metric: reputation("Reputation.BounceRate"),
      atLeast: 0.05,
      meaning:
        "One in twenty mails comes back. At one in ten SES may stop all sending. Look for invented addresses in the form, or for a rep whose mailbox is gone.",
    });
    ring("MailComplaints", {
      metric: reputation("Reputation.ComplaintRate"),
      atLeast: 0.001,
      meaning:
        "People mark our mails as spam, one in a thousand of them. SES may stop all sending at five in a thousand.",
    });
  }
}

/** When failures of a function ring, and what they mean. */
export const errorsOf = (name: string, { entry, errors }: TurnoFunction): Omit<MeaningfulAlarmProps, "tell"> => ({
  metric: errors,
  atLeast: entry.errorsToAlarm,
  meaning: `${entry.errorMeaning} Look at the log group /turno/…/${name}.`,
});

/** Executions that did not end well. */
const failures = (workflow: StateMachine) =>
  sum("Workflows that did not end well", [
    workflow.metricFailed(FIVE_MINUTES),
    workflow.metricTimedOut(FIVE_MINUTES),
    workflow.metricAborted(FIVE_MINUTES),
  ]);

type Ring = (name: string, alarm: Omit<MeaningfulAlarmProps, "tell">) => void;
