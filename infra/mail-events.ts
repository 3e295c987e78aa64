import { Stack } from "aws-cdk-lib";
import { Match, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { type Config, configurationSetOf } from "./stages.ts";
import type { TurnoFunction } from "./turno-function.ts";

/** What became of mails that SES took: those that came back, and those that were marked as unwanted. */
const TOLD = ["BOUNCE", "COMPLAINT"];

/**
 * The configuration set that all mails are sent with, Turno's own unless the deployer names one, and the way by which
 * SES tells the functions that listen what became of a mail: by EventBridge, so that an event is tried again for a day.
 */
export class MailEvents extends Construct {
  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    const name = configurationSetOf(config);
    const own = config.mailConfigurationSet
      ? undefined
      : new CfnConfigurationSet(this, "Set", {
          name,
          // SES itself keeps what came back from being mailed again, by this account and whatever lead it is.
          suppressionOptions: { suppressedReasons: TOLD },
          reputationOptions: { reputationMetricsEnabled: true },
        });
    const { region, account, partition } = Stack.of(this);
    const destination = new CfnConfigurationSetEventDestination(this, "Destination", {
      configurationSetName: name,
      eventDestination: {
        name: `turno-${config.stage}`,
        enabled: true,
        matchingEventTypes: TOLD,
        // SES reaches no other bus than the default one.
        eventBridgeDestination: { eventBusArn: `arn:${partition}:events:${region}:${account}:event-bus/default` },
      },
    });
    if (own) destination.node.addDependency(own);
  }

  /** Calls the functions that listen, each event as often as EventBridge needs. */
  tell(functions: readonly TurnoFunction[], config: Config): void {
    const listeners = functions.filter(({ entry }) => entry.hears === "mail");
    new Rule(this, "Rule", {
      description: "What became of Turno's mails",
      eventPattern: {
        source: ["aws.ses"],
        detail: {
          eventType: Match.anyOf("Bounce", "Complaint"),
          mail: { tags: { "ses:configuration-set": [configurationSetOf(config)] } },
        },
      },
      targets: listeners.map((fn) => new LambdaFunction(fn, { retryAttempts: 10 })),
    });
  }
}
