import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import type { Lead } from "../routing/lead/lead.ts";
import type { ExplainTexts } from "../texts/en/explain.ts";
import { localUrl } from "./installation.ts";
import type { Where } from "./where.ts";

/** Lines with the console addresses of a lead's executions; empty when the stack's outputs do not name the workflow. */
export async function executionLines(lead: Lead, where: Where, texts: ExplainTexts): Promise<string[]> {
  if (!where.stage) return [texts.statusPage(new URL("/", where.url ?? localUrl(process.env)).href)];
  const arn = await workflowOf(where.stage);
  return arn
    ? [
        texts.executions(
          executionNames(lead)
            .map((name) => consoleUrl(arn, name))
            .join(" "),
        ),
      ]
    : [];
}

/** Names of a lead's executions: the first is the lead's id, each restart by the sweeper appends its number. */
const executionNames = ({ id, restarts }: Lead): string[] => [
  id,
  ...Array.from({ length: restarts }, (_, n) => `${id}-r${n + 1}`),
];

/** The page of an execution in the Step Functions console. @param arn of the state machine */
export function consoleUrl(arn: string, execution: string): string {
  const region = arn.split(":")[3] ?? "";
  const executionArn = `${arn.replace(":stateMachine:", ":execution:")}:${execution}`;
  return `https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/${executionArn}`;
}

/** The state machine's ARN from the outputs of the stage's service stack; undefined without permission to read them. */
async function workflowOf(stage: string): Promise<string | undefined> {
  const request = new DescribeStacksCommand({ StackName: `turno-${stage}-service` });
  const { Stacks } = await new CloudFormationClient({}).send(request).catch(() => ({ Stacks: undefined }));
  return Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === "RouteLeadArn")?.OutputValue;
}
