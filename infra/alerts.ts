import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { Config } from "./stages.ts";

/** Where alarms go: an encrypted topic, and the mailbox of whoever answers for Turno. */
export class Alerts extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    // Alarms cannot use the key that SNS manages: its policy, which nobody can change, does not let them.
    const key = new Key(this, "Key", {
      description: `Turno (${config.stage}): alarms on their way to people`,
      enableKeyRotation: true,
    });
    this.topic = new Topic(this, "Topic", {
      displayName: `Turno ${config.stage}`,
      masterKey: key,
      enforceSSL: true,
    });
    const alarms = new ServicePrincipal("cloudwatch.amazonaws.com");
    const fromHere = { StringEquals: { "aws:SourceAccount": Stack.of(this).account } };
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [alarms],
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        conditions: fromHere,
      }),
    );
    // A topic with a policy of its own has lost the default one, which let the account's alarms in.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [alarms],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: fromHere,
      }),
    );
    if (config.alertEmail) this.topic.addSubscription(new EmailSubscription(config.alertEmail));
  }
}
