import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SendTaskSuccessCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { StateMachine } from "aws-local-stepfunctions";
import { beforeAll, beforeEach } from "vitest";
import { parse } from "yaml";
import { AnswerCache } from "../../adapters/enrichment/answer-cache.ts";
import { Secrets } from "../../adapters/secrets.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { readCompaniesFile, readReviewsFile } from "../../cli/files.ts";
import { actOnOwnedLead } from "../../functions/act-on-lead/act-on-lead.ts";
import { answerOffer } from "../../functions/answer-offer/answer-offer.ts";
import { awaitMilestone } from "../../functions/await-milestone/await-milestone.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { chooseSuccessManager } from "../../functions/choose-success-manager/choose-success-manager.ts";
import { enrichLead } from "../../functions/enrich-lead/enrich-lead.ts";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { followUp } from "../../functions/follow-up/follow-up.ts";
import { holdLead } from "../../functions/hold-lead/hold-lead.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { logMilestone } from "../../functions/log-milestone/log-milestone.ts";
import { nurtureLead } from "../../functions/nurture-lead/nurture-lead.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { remindOrExpire } from "../../functions/remind-or-expire/remind-or-expire.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import { answerPost, type LeadSite } from "../../functions/submit-lead/lead-request.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import { tendOnboarding } from "../../functions/tend-onboarding/tend-onboarding.ts";
import { welcomeCustomer } from "../../functions/welcome-customer/welcome-customer.ts";
import { prepareDefinition, TIMEOUT_KEY } from "../../local/step-functions/definition.ts";
import { TaskError } from "../../local/step-functions/task-tokens.ts";
import type { ActFields } from "../../routing/follow/read-act.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Onboarding } from "../../routing/onboarding/onboarding.ts";
import { useActing } from "../build/acting.ts";
import { choose, offeredOn, openedTimes } from "../build/choosing.ts";
import { aSite, from, signedHeaders } from "../build/doors.ts";
import { press, tokenIn } from "../build/press.ts";
import type { SentMail } from "../build/sent-mails.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";
import { policy, roster, tuesday } from "./a-sample-company.ts";

type Workflow = "route-lead" | "follow-lead" | "onboard-customer";
const machineOf = (workflow: Workflow): Record<string, unknown> =>
  parse(readFileSync(`statemachines/${workflow}.asl.yaml`, "utf8"), { merge: true });
const machines = {
  "route-lead": machineOf("route-lead"),
  "follow-lead": machineOf("follow-lead"),
  "onboard-customer": machineOf("onboard-customer"),
};
const companies = readCompaniesFile("samples/companies.csv");
const reviewsFile = readReviewsFile("samples/reviews.csv", "2026-11-24");
/** What people said of the sample's reps. */
export const reviews = reviewsFile.kind === "reviews" ? reviewsFile.reviews : [];

/** What somebody does with a mail in which they are asked to take a lead; nothing at all when undefined. */
type Decision = "accept" | "decline" | undefined;
type Answer = (mail: SentMail) => Decision | Promise<Decision>;
export const everybodyAccepts: Answer = () => "accept";
export const nobodyAnswers: Answer = () => undefined;

interface Arrival {
  as?: "application/json" | "application/x-www-form-urlencoded";
  answers?: Answer;
}

interface TaskCall {
  FunctionName: string;
  Payload: StepInput & { ownedBefore: number };
  [TIMEOUT_KEY]?: number;
}

/**
 * The sample company at work: what is posted to its form goes through the real state machine, whose tasks are the real
 * functions on the real stores, with the sample policy, roster and companies. It is Tuesday morning; while nobody
 * answers, the clock goes on to the end of the wait.
 */
export function useCompany() {
  const tables = useTables();
  const steps = useSteps(tables);
  const { sfn, clock } = steps;
  beforeAll(async () => {
    await tables.open([], policy);
    if (companies.kind === "companies") await tables.companies.importAccounts(companies.accounts);
  });
  beforeEach(async () => {
    clock.now = tuesday;
    for (const [TableName, ...key] of [
      ["leads", "pk", "sk"],
      ["reps", "pk", "sk"],
      ["cursors", "pk"],
    ] as const)
      for (const item of await tables.items(TableName)) {
        const Key = Object.fromEntries(key.map((name) => [name, item[name]]));
        await tables.client.send(new DeleteCommand({ TableName, Key }));
      }
    await tables.reps.importRoster([...roster]);
    await tables.reviews.add(reviews);
    sfn.on(StartExecutionCommand).resolves({ executionArn: "arn", startDate: new Date(0) });
  });
  const deps = () => ({
    ...steps.deps(),
    cache: new AnswerCache(tables.client, "companies"),
    secrets: new Secrets(new SecretsManagerClient({ region: "us-east-1" }), "turno/dev/"),
    fetch,
  });
  const functions: Record<string, (input: TaskCall["Payload"]) => Promise<StepResult>> = {
    EnrichLead: (input) => enrichLead(input, deps()),
    QualifyLead: (input) => qualifyLead(input, deps()),
    ScoreLead: (input) => scoreLead(input, deps()),
    NurtureLead: (input) => nurtureLead(input, deps()),
    ChooseRep: (input) => chooseRep(input, deps()),
    HoldLead: (input) => holdLead(input, deps()),
    OfferLead: (input) => offerLead(input, deps()),
    RemindOrExpire: (input) => remindOrExpire(input, deps()),
    EscalateLead: (input) => escalateLead(input, deps()),
    IntroduceRep: (input) => introduceRep(input, deps()),
    FollowUp: (input) => followUp(input, deps()),
    ChooseSuccessManager: (input) => chooseSuccessManager(input, deps()),
    WelcomeCustomer: (input) => welcomeCustomer(input, deps()),
    AwaitMilestone: (input) => awaitMilestone(input, deps()),
    TendOnboarding: (input) => tendOnboarding(input, deps()),
  };
  const outputFor = (token: string): unknown =>
    sfn
      .commandCalls(SendTaskSuccessCommand)
      .filter(({ args }) => args[0].input.taskToken === token)
      .map(({ args }) => JSON.parse(args[0].input.output ?? "{}"))[0];

  /** Runs the workflow of a lead to its end. Throws what a function threw, which the state machine would have repeated. */
  async function runWorkflow(
    workflow: Workflow,
    input: { leadId: string },
    reacts: (mail: SentMail) => Promise<unknown>,
  ): Promise<void> {
    const { definition, tasks } = prepareDefinition(workflow, structuredClone(machines[workflow]), 1);
    const faults: unknown[] = [];
    let tokens = 0;
    let read = steps.mails().length;
    const answer = async () => {
      const unread = steps.mails().slice(read);
      read += unread.length;
      for (const mail of unread) await reacts(mail);
    };
    const run = async ({ FunctionName, Payload, [TIMEOUT_KEY]: seconds }: TaskCall): Promise<unknown> => {
      const step = functions[FunctionName.slice(2, -1)];
      if (!step) throw new Error(`no function ${FunctionName}`);
      const result = await step(Payload);
      if (seconds === undefined) return { Payload: result };
      await answer();
      const output = outputFor(Payload.token ?? "");
      if (output) return output;
      clock.now = new Date(Date.parse(clock.now) + seconds * 1000).toISOString();
      throw Object.assign(new TaskError("States.Timeout", ""), { isRetryable: false });
    };
    const handler = async (call: TaskCall) => {
      try {
        return await run(call);
      } catch (fault) {
        if ((fault as Error).name !== "States.Timeout") faults.push(fault);
        throw fault;
      }
    };
    const names = [...tasks.keys()];
    const engine = new StateMachine(definition as never, { validationOptions: { noValidate: true } });
    await engine.run(input, {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(names.map((name) => [name, handler as never])),
        retryIntervalOverrides: Object.fromEntries(names.map((name) => [name, 0])),
      },
      context: {
        Task: {
          get Token() {
            tokens += 1;
            return `${workflow} ${input.leadId} ${tokens}`;
          },
        },
      },
    }).result;
    if (faults.length > 0) throw faults[0];
  }

  /** Posts the form, and starts nothing yet. */
  async function posts(fields: Record<string, string>, as: Arrival["as"] = "application/json") {
    const body = as === "application/json" ? JSON.stringify(fields) : String(new URLSearchParams(fields));
    // What a server of the company's own posts is signed, so that what it says of the account counts.
    const signed =
      as === "application/json" && signedHeaders(body, createHash("sha256").update(body).digest("hex"), clock.now);
    const event = { ...from("192.0.2.1"), headers: { "content-type": as, ...signed }, body, isBase64Encoded: false };
    // The answer does not say which lead a submission became part of.
    let leadId = "";
    const site: LeadSite = {
      ...aSite(tables, () => clock.now),
      policy: async () => ({ policy, version: 1 }),
      submit: async (form, key, sender) => {
        const submitted = await submitLead(form, key, deps(), sender);
        leadId = submitted.leadId;
        return submitted;
      },
    };
    const answer = await answerPost(event as unknown as APIGatewayProxyEventV2, site);
    return { status: answer.statusCode, leadId };
  }

  /** Posts the form and follows the lead to the end of its workflow; the mails are those of its way, in order. */
  async function receives(
    fields: Record<string, string>,
    { as, answers = everybodyAccepts }: Arrival = {},
  ): Promise<{ status: number | undefined; lead: Lead; mails: SentMail[] }> {
    const sent = steps.mails().length;
    const started = sfn.commandCalls(StartExecutionCommand).length;
    const { status, leadId } = await posts(fields, as);
    const answered = async (mail: SentMail) => {
      const decision = mail.offer && (await answers(mail));
      if (decision) await press(mail.offer, { decision, reason: "no-time" }, "en", deps());
    };
    for (const input of startedSince(started, "route-lead")) await runWorkflow("route-lead", input, answered);
    return { status, lead: await tables.leads.load(leadId), mails: steps.mails().slice(sent) };
  }

  /** The inputs of the executions of a workflow that were started after the first so many of all. */
  const startedSince = (first: number, workflow: Workflow): { leadId: string }[] =>
    sfn
      .commandCalls(StartExecutionCommand)
      .slice(first)
      .filter(({ args }) => args[0].input.stateMachineArn?.endsWith(workflow))
      .map(({ args }) => JSON.parse(args[0].input.input ?? "{}"));

  /**
   * Follows the owner of a lead to the end of that workflow. With each mail, they say on the lead's page what `says` tells,
   * or nothing. The mails are those since the introduction, in order.
   */
  async function follows(
    { id }: Lead,
    says: (mail: SentMail) => ActFields | undefined,
  ): Promise<{ lead: Lead; mails: SentMail[] }> {
    const sent = steps.mails().length;
    const said = async (mail: SentMail) => {
      const fields = says(mail);
      const page = mail.offer && fields && (await readPage(mail.offer));
      if (page && fields) await actOnOwnedLead(mail.offer, { fields, token: tokenIn(page.html) }, "en", deps());
    };
    const readPage = (link: string) => {
      const earlier = new Date(Date.parse(clock.now) - 3000).toISOString();
      return answerOffer(link, { decision: "look" }, "en", { ...deps(), now: () => earlier });
    };
    const input = startedSince(0, "follow-lead").findLast(({ leadId }) => leadId === id);
    if (!input) throw new Error(`lead ${id} is not followed`);
    await runWorkflow("follow-lead", input, said);
    return { lead: await tables.leads.load(id), mails: steps.mails().slice(sent) };
  }

  /** A lead's person opens their page of times and takes the first of these reps. */
  async function chooses({ id }: Pick<Lead, "id">, which: (reps: readonly string[]) => string | undefined) {
    const link = (await tables.links.create(id, clock.now)).split("/you/")[1] ?? "";
    const own = { ...deps(), feed: async () => ({ kind: "failed" as const, because: "too-slow" as const }) };
    const shown = offeredOn(await openedTimes(link, own));
    const rep = which(shown.map((one) => one.rep)) ?? "";
    const at = shown.find((one) => one.rep === rep)?.times[0] ?? "";
    await choose(link, rep, at, own);
    return { rep, at, lead: await tables.leads.load(id) };
  }

  /**
   * Goes with a customer who was won to the end of their first steps. With each mail, the success manager logs on the
   * customer's page the steps that `logs` tells. The mails are those since the win, in order.
   */
  async function onboards(
    { id }: Lead,
    logs: (mail: SentMail) => readonly number[],
  ): Promise<{ customer: Onboarding; mails: SentMail[] }> {
    const sent = steps.mails().length;
    const logged = async (mail: SentMail) => {
      const link = /\/customers\/([\w.-]+)/.exec(mail.text)?.[1] ?? "";
      for (const step of logs(mail)) {
        const earlier = new Date(Date.parse(clock.now) - 3000).toISOString();
        const { html } = await logMilestone(link, undefined, "en", { ...deps(), now: () => earlier });
        await logMilestone(link, { step, token: tokenIn(html) }, "en", deps());
      }
    };
    await runWorkflow("onboard-customer", { leadId: id }, logged);
    return { customer: await tables.onboardings.load(id), mails: steps.mails().slice(sent) };
  }

  const { ask, act } = useActing(tables, steps, (who) => roster.find(({ id }) => id === who)?.email ?? "");
  /** The offers that somebody finds on their desk in the console: of which lead, and what they can do with each. */
  const offersOn = async (who: string): Promise<{ id: string; acts: { act: string }[] }[]> =>
    (await ask("GET /api/desk", who)).said.offers;

  return { posts, receives, follows, chooses, onboards, offersOn, act, clock };
}

/** The mails of one kind. */
export const ofKind = (mails: readonly SentMail[], kind: string): SentMail[] =>
  mails.filter((mail) => mail.kind === kind);
