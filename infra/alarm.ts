import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

export interface MeaningfulAlarmProps {
  readonly metric: IMetric;
  /** The alarm goes off when the metric reaches this value. */
  readonly atLeast: number;
  /** What the alarm means to a person, and what to look at: the text of the notification. */
  readonly meaning: string;
  /** The topic that is notified. */
  readonly tell: ITopic;
  /** Periods in a row that must breach; 1 by default. */
  readonly periods?: number;
  /** Inverts the alarm: it goes off when the metric is below `atLeast` or is not reported at all. */
  readonly ringsOnSilence?: boolean;
}

/** An alarm that does not compile without saying what it means to a person. */
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
