import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  GetAccountSendingEnabledCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SESClient,
} from "@aws-sdk/client-ses";
import { ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { type Command, Option } from "commander";
import { readAddresses } from "../adapters/channels/channel-receivers.ts";
import { crmKinds } from "../adapters/crm/crm-id.ts";
import { crmSecrets } from "../adapters/crm/crm-receivers.ts";
import { readSender } from "../adapters/mail/sender.ts";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { readHooks, UnreadableReceivers } from "../adapters/webhooks/hooks.ts";
import { oneLine } from "../texts/legible.ts";
import { type Diagnosis, diagnose, type StageFacts } from "./doctor.ts";
import { deployedInstallation } from "./installation.ts";
import { Refused } from "./where.ts";

interface Options {
  stage: string;
  from?: string;
  json?: boolean;
}

const asked = async <Fact>(ask: () => Promise<Fact>): Promise<Fact | Error> => {
  try {
    return await ask();
  } catch (error) {
    return error as Error;
  }
};

/** Asks AWS for all that is to be known of a stage. It reads alone. */
async function factsOf({ stage, from }: Pick<Options, "stage" | "from">): Promise<StageFacts> {
  const [formation, ses, secrets] = [new CloudFormationClient({}), new SESClient({}), new SecretsManagerClient({})];
  const stackOf = async (name: string) => {
    try {
      return (await formation.send(new DescribeStacksCommand({ StackName: name }))).Stacks?.[0];
    } catch (error) {
      if ((error as Error).name === "ValidationError") return undefined;
      throw error;
    }
  };
  const outputOf = async (name: string, key: string) =>
    (await stackOf(name))?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
  const policy = await asked(async () => {
    const { client, tables } = await deployedInstallation(stage);
    try {
      const { version, policy } = await new PolicyStore(client, tables.policies).active();
      const named = policy.enrichment.providers.flatMap((one) =>
        typeof one === "object" && one.header !== undefined ? [`turno/${stage}/${one.http}`] : [],
      );
      const chat = Object.keys(policy.channels).length > 0 ? [`turno-${stage}/channels`] : [];
      return { version, secrets: [...named, ...chat] };
    } catch (error) {
      if ((error as Error).name === "NoActivePolicy") return undefined;
      throw error;
    }
  });
  return {
    stage,
    policy,
    region: await asked(() => formation.config.region()),
    stacks: await asked(async () => {
      const names = [`turno-${stage}-data`, `turno-${stage}-service`];
      return Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, (await stackOf(name))?.StackStatus])),
      );
    }),
    bootstrap: await asked(async () => {
      const version = await outputOf("CDKToolkit", "BootstrapVersion");
      return version === undefined ? undefined : Number(version);
    }),
    sender: await asked(async () => {
      if (!from) throw new Refused("the sender is not named");
      const { address } = readSender(from);
      const domain = address.slice(address.indexOf("@") + 1).split(".");
      const Identities = [address, ...domain.slice(0, -1).map((_, n) => domain.slice(n).join("."))];
      const { VerificationAttributes = {} } = await ses.send(
        new GetIdentityVerificationAttributesCommand({ Identities }),
      );
      const verified = Identities.filter((one) => VerificationAttributes[one]?.VerificationStatus === "Success");
      return { address, verified };
    }),
    quota: await asked(async () => {
      const { Max24HourSend = 0, MaxSendRate = 0, SentLast24Hours = 0 } = await ses.send(new GetSendQuotaCommand({}));
      return { perDay: Max24HourSend, perSecond: MaxSendRate, sent: SentLast24Hours };
    }),
    sending: await asked(async () => (await ses.send(new GetAccountSendingEnabledCommand({}))).Enabled === true),
    reps: await asked(async () => {
      const { client, tables } = await deployedInstallation(stage);
      const reps = await new RepStore(client, tables.reps).all();
      return reps.filter(({ role, active }) => role === "rep" && active).length;
    }),
    missingSecrets: await asked(async () => {
      if (policy instanceof Error) throw policy;
      const names = policy?.secrets ?? [];
      const missing = names.map(async (SecretId) => {
        try {
          await secrets.send(new DescribeSecretCommand({ SecretId }));
          return [];
        } catch (error) {
          if ((error as Error).name === "ResourceNotFoundException") return [SecretId];
          throw error;
        }
      });
      return (await Promise.all(missing)).flat();
    }),
    malformedSecrets: await asked(async () => {
      const all = [
        ["webhooks", readHooks],
        ["channels", readAddresses],
        ...crmKinds.map((kind) => [`crm-${kind}`, crmSecrets[kind]] as const),
      ] as const;
      const read = all.map(async ([last, readOne]) => {
        const name = `turno-${stage}/${last}`;
        try {
          readOne((await secrets.send(new GetSecretValueCommand({ SecretId: name }))).SecretString ?? "");
          return [];
        } catch (error) {
          if ((error as Error).name === "ResourceNotFoundException") return [];
          if (error instanceof UnreadableReceivers) return [{ name, because: error.message }];
          throw error;
        }
      });
      return (await Promise.all(read)).flat();
    }),
    alarms: await asked(async () => {
      const TopicArn = await outputOf(`turno-${stage}-service`, "AlertsTopic");
      if (!TopicArn) return { confirmed: 0, pending: [] };
      const { Subscriptions = [] } = await new SNSClient({}).send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      const pending = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === "PendingConfirmation");
      return {
        confirmed: Subscriptions.length - pending.length,
        pending: pending.map(({ Endpoint = "" }) => Endpoint),
      };
    }),
  };
}

async function doctor({ stage, from = process.env.TURNO_MAIL_FROM, json }: Options): Promise<void> {
  const found = diagnose(await factsOf({ stage, ...(from && { from }) }));
  if (found.some(({ state }) => state === "wrong" || state === "unknown")) process.exitCode = 1;
  if (json) return console.log(JSON.stringify(found, null, 2));
  for (const line of found.flatMap(linesOf)) console.log(oneLine(line));
}

const marks = { fine: "ok", look: "look", wrong: "WRONG", unknown: "?" } as const;
const linesOf = ({ what, state, detail, mend }: Diagnosis): string[] => [
  `${marks[state].padEnd(6)}${what.padEnd(10)} ${detail}`,
  ...(mend ? [`${" ".repeat(17)}${mend}`] : []),
];

/** `npm run turno -- doctor` */
export function addDoctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("whether a deployed stage can work: mail, stacks, policy, roster, secrets, alarms; reads alone")
    .addOption(new Option("--stage <stage>", "a deployed stage, such as dev").makeOptionMandatory())
    .option("--from <sender>", "the sender of the mails; that of TURNO_MAIL_FROM when not given")
    .option("--json", "as JSON")
    .action(doctor);
}
