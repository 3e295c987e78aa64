import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

export interface MeaningfulAlarmProps {
  readonly metric: IMetric;
  /** Rings when the metric reaches this. */
  readonly atLeast: number;
  /** What has happened to somebody when this rings, and what to look at. It is the text of the message. */
  readonly meaning: string;
  /** Where the message goes. */
  readonly tell: ITopic;
  /** How many periods in a row, when one alone means nothing. */
  readonly periods?: number;
  /** Silence itself is the fault: rings when the metric is below `atLeast`, or is not reported at all. */
  readonly ringsOnSilence?: boolean;
}

/** An alarm that cannot be made without saying what it means to a person. */
export class MeaningfulAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: MeaningfulAlarmProps) {
    super(scope, id, {
      metric: props.metric,
      threshold: props.atLeast,
      alarmDescription: props.meaning,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.ringsOnSilence
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.ringsOnSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    this.addAlarmAction(new SnsAction(props.tell));
  }
}
