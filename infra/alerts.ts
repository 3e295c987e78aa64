import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { Config } from "./stages.ts";

/** The encrypted topic that alarms notify, and its e-mail subscription. */
export class Alerts extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    // Alarms cannot publish with the SNS-managed key: its policy does not allow CloudWatch and cannot be changed.
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
    // A custom topic policy replaces the default one, which allowed the account's alarms to publish.
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
