import { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Node } from "constructs";
import { readSender } from "../adapters/mail/sender.ts";
import { type OptionalParts, readParts } from "./edge-settings.ts";

const STAGES = ["local", "dev", "prod"] as const;
export type Stage = (typeof STAGES)[number];

/** What differs between stages and is the same for everybody who deploys Turno. */
interface StageChoices {
  /** Whether the account is in the SES sandbox, where sending also needs permission for each recipient's identity. */
  readonly sesSandbox: boolean;
  readonly logRetention: RetentionDays;
  /** Lambda gives processor time in proportion: 512 MB is about a third of a core. */
  readonly memoryMb: number;
  /** Throttling of the whole HTTP API, in requests. Beyond it the answer is 429. */
  readonly api: { readonly perSecond: number; readonly burst: number };
  /** Throttling of the form's submission, the likely target of a flood. */
  readonly form: { readonly perSecond: number; readonly burst: number };
  /**
   * Submissions in an hour: from one network of forms that people filled in, from one network of programs that do not
   * sign, and of all such programs together. Beyond the first two a sender is told when to come again; beyond the third
   * a submission is held.
   */
  readonly intake: { readonly form: number; readonly unsigned: number; readonly unsignedInAll: number };
}

/** The configuration of the stacks. */
export interface Config extends StageChoices {
  readonly stage: Stage;
  readonly env: { readonly account?: string; readonly region?: string };
  /** A verified SES sender: `Turno <sales@example.com>`. */
  readonly mailFrom: string;
  /** The identity verified in SES, where it is a parent domain instead of the sender's address or domain. */
  readonly mailIdentity?: string;
  /** A configuration set of the deployer's own that replaces Turno's. */
  readonly mailConfigurationSet?: string;
  /** Receiver of alarms. Only the local stage may omit it. */
  readonly alertEmail?: string;
  /** Origins of the sites that may embed the form and post to it. */
  readonly embedOrigins: readonly string[];
  /** Which stacks there are beside data and service. */
  readonly parts: OptionalParts;
  /** The CRMs that are told of leads, as `hubspot,pipedrive`; `none` where there are none. */
  readonly crm: string;
  /** Whether events on the bus say who the person is and how to reach them. */
  readonly busTellsPerson: boolean;
  /** Whether the rows of the reports are exported for Athena. */
  readonly exports: boolean;
  /** Whether a synthetic lead is sent each hour, to see whether the path of leads works. */
  readonly syntheticLead: boolean;
}

const CHOICES: Record<Stage, StageChoices> = {
  local: {
    sesSandbox: true,
    logRetention: RetentionDays.ONE_DAY,
    memoryMb: 512,
    api: { perSecond: 500, burst: 1000 },
    form: { perSecond: 200, burst: 400 },
    // Everybody comes from one address here.
    intake: { form: 50_000, unsigned: 50_000, unsignedInAll: 50_000 },
  },
  dev: {
    sesSandbox: true,
    logRetention: RetentionDays.ONE_WEEK,
    memoryMb: 512,
    api: { perSecond: 50, burst: 100 },
    form: { perSecond: 10, burst: 20 },
    intake: { form: 60, unsigned: 20, unsignedInAll: 200 },
  },
  prod: {
    sesSandbox: false,
    logRetention: RetentionDays.THREE_MONTHS,
    memoryMb: 1024,
    api: { perSecond: 200, burst: 400 },
    form: { perSecond: 50, burst: 100 },
    intake: { form: 60, unsigned: 20, unsignedInAll: 500 },
  },
};

/**
 * Reads the stage and the deployer's own values: `-c name=value` on the command line or in cdk.json's
 * context first, then the environment.
 * @throws naming the stages, or the variable that is missing or unusable
 */
export function readConfig(context: Node, environment: Readonly<Record<string, string | undefined>>): Config {
  const stage = readStage(context.tryGetContext("stage") ?? "dev");
  const setting = (name: string, variable: string) => {
    const value: unknown = context.tryGetContext(name) ?? environment[variable];
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  const required = (name: string, variable: string, what: string) => {
    const value = setting(name, variable);
    if (!value) throw new Error(`Stage ${stage} needs ${what}: set ${variable}, or pass -c ${name}="…"`);
    return value;
  };
  const deployed = stage !== "local";
  return {
    ...CHOICES[stage],
    stage,
    env: { account: environment.CDK_DEFAULT_ACCOUNT, region: environment.CDK_DEFAULT_REGION },
    mailFrom: deployed
      ? sender(required("mailFrom", "TURNO_MAIL_FROM", "the sender that you verified in SES"))
      : sender(setting("mailFrom", "TURNO_MAIL_FROM") ?? "Turno <turno@example.com>"),
    mailIdentity: setting("mailIdentity", "TURNO_MAIL_IDENTITY"),
    mailConfigurationSet: setting("mailConfigurationSet", "TURNO_MAIL_CONFIGURATION_SET"),
    alertEmail: deployed
      ? required("alertEmail", "TURNO_ALERT_EMAIL", "an address for alarms")
      : setting("alertEmail", "TURNO_ALERT_EMAIL"),
    embedOrigins: origins(setting("embedOrigins", "TURNO_EMBED_ORIGINS") ?? "", stage),
    parts: readParts(setting, !deployed, environment.CDK_DEFAULT_REGION),
    crm: readCrm(setting("crm", "TURNO_CRM")),
    busTellsPerson: readSwitch("TURNO_EVENTS_PERSON", setting("eventsPerson", "TURNO_EVENTS_PERSON"), "yes"),
    exports: readSwitch("TURNO_EXPORT", setting("export", "TURNO_EXPORT"), "athena"),
    syntheticLead: readSwitch("TURNO_SYNTHETIC_LEAD", setting("syntheticLead", "TURNO_SYNTHETIC_LEAD"), "hourly"),
  };
}

const CRMS = ["hubspot", "salesforce", "pipedrive"];

function readCrm(value = "none"): string {
  const named = value.split(",").map((one) => one.trim());
  const unknown = value === "none" ? undefined : named.find((one) => !CRMS.includes(one));
  if (unknown === undefined) return [...new Set(named)].join(",");
  throw new Error(`TURNO_CRM holds "${unknown}": expected some of ${CRMS.join(", ")}, with commas between, or nothing`);
}

/** Whether something is switched on, by the one word that does so. */
function readSwitch(variable: string, value: string | undefined, on: string): boolean {
  if (value !== undefined && value !== on) throw new Error(`${variable} is "${value}": expected ${on}, or nothing`);
  return value === on;
}

/** The bare address of a sender: `sales@example.com` of `Turno <sales@example.com>`. */
export const addressOf = (mailFrom: string): string => readSender(mailFrom).address;

/** The name of the configuration set that mails are sent with. */
export const configurationSetOf = ({ stage, mailConfigurationSet }: Config): string =>
  mailConfigurationSet ?? `turno-${stage}`;

function readStage(value: unknown): Stage {
  const stage = STAGES.find((known) => known === value);
  if (!stage) throw new Error(`There is no stage "${value}". The stages are ${STAGES.join(", ")}: -c stage=dev`);
  return stage;
}

function sender(value: string): string {
  try {
    readSender(value);
    return value;
  } catch (error) {
    throw new Error(`TURNO_MAIL_FROM: ${(error as Error).message}`);
  }
}

function origins(value: string, stage: Stage): string[] {
  const listed = value.split(",").map((origin) => origin.trim());
  return listed.filter(Boolean).map((origin) => {
    const url = URL.canParse(origin) ? new URL(origin) : undefined;
    const allowed = url?.protocol === "https:" || (stage === "local" && url?.protocol === "http:");
    if (allowed && url.origin === origin) return origin;
    throw new Error(`TURNO_EMBED_ORIGINS holds "${origin}", not an origin such as https://www.example.com`);
  });
}
