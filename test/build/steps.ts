import { SESClient } from "@aws-sdk/client-ses";
import { SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach } from "vitest";
import { type MailKind, mails } from "../../adapters/mail/mail.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { takePlace } from "../../adapters/reps/take-place.ts";
import { Executions, WaitingTasks } from "../../adapters/workflow.ts";
import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { anOfferedLead } from "./a-lead.ts";
import { aRep, officeHours } from "./a-rep.ts";
import type { Tables } from "./open-tables.ts";
import { keepMails, type SentMail } from "./sent-mails.ts";

/** What the functions of the workflow are given: real stores, and SES and Step Functions that keep what they are sent. */
export function useSteps(tables: Tables) {
  const ses = mockClient(SESClient);
  const sfn = mockClient(SFNClient);
  let sent: SentMail[] = [];
  const clock = { now: "2026-11-02T15:00:20.000Z" };
  beforeEach(() => {
    ses.reset();
    sfn.reset();
    sent = keepMails(ses);
    sfn.on(SendTaskSuccessCommand).resolves({});
    clock.now = "2026-11-02T15:00:20.000Z";
  });
  afterAll(() => {
    ses.restore();
    sfn.restore();
  });
  const arn = "arn:aws:states:us-east-1:123456789012:stateMachine:route-lead";
  return {
    ses,
    sfn,
    clock,
    deps: () => ({
      ...tables,
      repsTable: "reps",
      cursorsTable: "cursors",
      mailer: new Mailer(
        new SESClient({ region: "us-east-1" }),
        tables.client,
        "leads",
        "Turno <t@andina.example>",
        "",
        () => clock.now,
      ),
      executions: new Executions(new SFNClient({ region: "us-east-1" }), arn),
      follows: new Executions(new SFNClient({ region: "us-east-1" }), arn.replace("route", "follow")),
      tasks: new WaitingTasks(new SFNClient({ region: "us-east-1" })),
      baseUrl: "https://turno.example",
      now: () => clock.now,
      hasTime: () => true,
    }),
    /** The mails that SES took, and those of them that went to the team. */
    mails: (): SentMail[] => sent,
    toTeam: (): SentMail[] => sent.filter(({ kind }) => mails[kind as MailKind] === "team"),
    woken: () =>
      sfn.commandCalls(SendTaskSuccessCommand).map(({ args }) => JSON.parse(args[0].input.output ?? "{}") as object),
  };
}

/** Ana and Beto of one pool, and Marta, their manager. */
export const roster = [
  aRep({ capacity: 1000 }),
  aRep({ id: "beto", name: "Beto Ruiz", email: "beto@andina.example" }),
  aRep({
    id: "marta",
    name: "Marta Silva",
    email: "marta@andina.example",
    role: "manager",
    pools: {},
    shifts: officeHours,
  }),
];

/** Keeps a lead that is offered to Ana, with her place taken, as a claim would have left it. */
export async function offeredInTable(
  tables: Tables,
  id: string,
  overrides: Partial<Omit<Lead, "facts">> & { facts?: Partial<LeadFacts> } = {},
) {
  const lead = anOfferedLead({ id, facts: { email: `${id}@florarosa.example` }, ...overrides });
  await tables.leads.create(lead, undefined);
  await tables.leads.update(id, (lead) => ({ lead, also: [takePlace("reps", { repId: "ana" })] }));
  return lead;
}
