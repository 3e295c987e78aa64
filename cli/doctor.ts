/** What a check found: fine, to be looked at, or wrong; with the command that mends it. */
export interface Diagnosis {
  what: string;
  state: "fine" | "look" | "wrong" | "unknown";
  detail: string;
  mend?: string;
}

/** What is known of a stage, as AWS told it; what could not be asked is an `Error`. */
export interface StageFacts {
  stage: string;
  region: string | Error;
  /** By the stacks' names: their status, or undefined where there is none. */
  stacks: Readonly<Record<string, string | undefined>> | Error;
  bootstrap: number | undefined | Error;
  /** The sender, and which of the identities that may stand for them are verified. */
  sender: { address: string; verified: readonly string[] } | Error;
  /** Mails in 24 hours and in a second; SES gives 200 and 1 in its sandbox. */
  quota: { perDay: number; perSecond: number; sent: number } | Error;
  sending: boolean | Error;
  policy: { version: number; secrets: readonly string[] } | undefined | Error;
  /** How many people the roster has who take leads. */
  reps: number | Error;
  missingSecrets: readonly string[] | Error;
  /** Secrets that are there and hold something else than they have to, with what is wrong. */
  malformedSecrets: readonly { name: string; because: string }[] | Error;
  /** Addresses that hear alarms, and those that have not confirmed yet. */
  alarms: { confirmed: number; pending: readonly string[] } | Error;
}

/** The least version of the bootstrap stack that these templates need. */
const leastBootstrap = 6;
const sandbox = 200;

/** What a doctor says of a stage, each finding with the command that mends it. */
export function diagnose(facts: StageFacts): Diagnosis[] {
  const { stage } = facts;
  const deploy = `npx cdk deploy --all -c stage=${stage}`;
  return [
    of("region", facts.region, (region) => fine(region)),
    of("bootstrap", facts.bootstrap, (version) =>
      version !== undefined && version >= leastBootstrap
        ? fine(`version ${version}`)
        : wrong(version === undefined ? "not bootstrapped" : `version ${version} is too old`, "npx cdk bootstrap"),
    ),
    of("stacks", facts.stacks, (stacks) => {
      const broken = Object.entries(stacks).filter(
        ([, status]) => !/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status ?? ""),
      );
      if (broken.length === 0) return fine(`${Object.keys(stacks).length} deployed`);
      return wrong(broken.map(([name, status = "not deployed"]) => `${name}: ${status}`).join(", "), deploy);
    }),
    of("sender", facts.sender, ({ address, verified }) =>
      verified.length > 0
        ? fine(`${address}, by ${verified.join(", ")}`)
        : wrong(`${address} is not verified in SES`, `aws ses verify-email-identity --email-address ${address}`),
    ),
    of("sandbox", facts.quota, ({ perDay }) =>
      perDay > sandbox
        ? fine("left")
        : wrong(
            `SES lets ${perDay} mails a day out, to verified addresses alone`,
            "aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --website-url https://YOUR.SITE",
          ),
    ),
    of("quota", facts.quota, ({ perDay, perSecond, sent }) =>
      sent > perDay * 0.8
        ? {
            state: "look",
            detail: `${sent} of ${perDay} mails of the day are sent`,
            mend: "aws service-quotas list-service-quotas --service-code ses",
          }
        : fine(`${sent} of ${perDay} a day, ${perSecond} a second`),
    ),
    of("sending", facts.sending, (enabled) =>
      enabled
        ? fine("enabled")
        : wrong("SES has stopped sending for this account", "aws ses update-account-sending-enabled --enabled"),
    ),
    of("policy", facts.policy, (policy) =>
      policy
        ? fine(`version ${policy.version} is active`)
        : wrong("none is active", `npm run turno -- apply policy.yaml reps.csv --stage ${stage}`),
    ),
    of("roster", facts.reps, (count) =>
      count > 0
        ? fine(`${count} take leads`)
        : wrong("nobody takes leads", `npm run turno -- reps import reps.csv --stage ${stage}`),
    ),
    of("secrets", facts.missingSecrets, (missing) =>
      missing.length === 0
        ? fine("all that the policy names")
        : wrong(
            `missing: ${missing.join(", ")}`,
            missing.map((name) => `aws secretsmanager create-secret --name ${name} --secret-string KEY`).join(" && "),
          ),
    ),
    of("receivers", facts.malformedSecrets, (malformed) =>
      malformed.length === 0
        ? fine("their secrets can be read")
        : wrong(
            malformed.map(({ name, because }) => `${name}: ${because}`).join("; "),
            malformed
              .map(({ name }) => `aws secretsmanager put-secret-value --secret-id ${name} --secret-string file://FILE`)
              .join(" && "),
          ),
    ),
    of("alarms", facts.alarms, ({ confirmed, pending }) =>
      confirmed > 0 && pending.length === 0
        ? fine(`${confirmed} hear them`)
        : wrong(
            pending.length > 0 ? `not confirmed: ${pending.join(", ")}` : "nobody hears them",
            pending.length > 0 ? "open the mail of AWS Notifications and confirm; it expires after three days" : deploy,
          ),
    ),
  ];
}

type Said = Omit<Diagnosis, "what">;
const fine = (detail: string): Said => ({ state: "fine", detail });
const wrong = (detail: string, mend: string): Said => ({ state: "wrong", detail, mend });

function of<Fact>(what: string, fact: Fact | Error, say: (fact: Fact) => Said): Diagnosis {
  if (!(fact instanceof Error)) return { what, ...say(fact) };
  return {
    what,
    state: "unknown",
    detail: `could not be asked: ${fact.name}`,
    mend: "set AWS_PROFILE and AWS_REGION to somebody who may read it",
  };
}
