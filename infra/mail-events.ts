import { Stack } from "aws-cdk-lib";
import { Match, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { type Config, configurationSetOf } from "./stages.ts";
import type { TurnoFunction } from "./turno-function.ts";

/** Types of SES events that the listening functions receive. */
const TOLD = ["BOUNCE", "COMPLAINT"];

/**
 * The SES configuration set of all mails (Turno's own unless the deployer names one) and the delivery of its events to
 * the listening functions. They go through EventBridge, which retries an event for a day.
 */
export class MailEvents extends Construct {
  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    const name = configurationSetOf(config);
    const own = config.mailConfigurationSet
      ? undefined
      : new CfnConfigurationSet(this, "Set", {
          name,
          // SES adds such addresses to the account's suppression list, so that no lead's mails are sent to them again.
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
        // SES can publish to the default event bus only.
        eventBridgeDestination: { eventBusArn: `arn:${partition}:events:${region}:${account}:event-bus/default` },
      },
    });
    if (own) destination.node.addDependency(own);
  }

  /** Invokes the listening functions for each event, at least once. */
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
