import type { DynamoDBStreamEvent } from "aws-lambda";
import { syntheticKey } from "../routing/lead/synthetic.ts";

/** The changes that a batch of the leads' stream tells of, without those of synthetic leads, of which nobody is told. */
export const ofRealLeads = ({ Records }: DynamoDBStreamEvent): DynamoDBStreamEvent => ({
  Records: Records.filter(({ dynamodb }) => !dynamodb?.Keys?.pk?.S?.startsWith(syntheticKey)),
});
