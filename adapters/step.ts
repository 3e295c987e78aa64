import { Logger } from "@aws-lambda-powertools/logger";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { logMetrics } from "@aws-lambda-powertools/metrics/middleware";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import * as z from "zod/mini";

export const logger = new Logger();
const metrics = new Metrics();

/** The input of every task of the workflow: ids and what a Choice needs, never facts about a person. */
export const StepInput = z.object({
  leadId: z.string(),
  token: z.optional(z.string()),
  /** The timeout of the task that waits with the token. */
  waitSeconds: z.optional(z.number()),
  /** What the step before said, whose `cause` an escalation keeps; other fields may be there and are ignored. */
  context: z.optional(z.object({ cause: z.optional(z.string()) })),
});
export type StepInput = z.infer<typeof StepInput>;

/** The result of every task; `kind` is for the next Choice, `waitSeconds` for the next wait. */
export interface StepResult {
  leadId: string;
  kind: string;
  waitSeconds?: number;
  cause?: string;
}

/** Counts something for an alarm, e.g. a mail that may not have gone out. */
export function count(metric: string, times = 1): void {
  metrics.addMetric(metric, MetricUnit.Count, times);
}

/** Records how long something took, in seconds, e.g. until a lead was with the next rep. */
export function measure(metric: string, seconds: number): void {
  metrics.addMetric(metric, MetricUnit.Seconds, seconds);
}

/** Whether a function may begin another piece of its work: until `reserveMs` milliseconds before its time limit. */
export const timeLeft = (context: Pick<Context, "getRemainingTimeInMillis">, reserveMs: number) => (): boolean =>
  context.getRemainingTimeInMillis() > reserveMs;

/** A Lambda handler with logs that carry the request's id and metrics that are flushed; errors go on by their name. */
export function observed<Event, Result>(run: (event: Event, context: Context) => Promise<Result>) {
  return middy(run)
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(logMetrics(metrics))
    .onError(({ error }) => {
      logger.error("failed", { errorName: error?.name, errorMessage: error?.message });
    });
}

/** The handler of one task of the workflow. */
export const step = (run: (input: StepInput, context: Context) => Promise<StepResult>) =>
  observed(async (event: unknown, context) => {
    const input = StepInput.parse(event);
    logger.appendKeys({ leadId: input.leadId });
    const result = await run(input, context);
    logger.info(result.kind);
    return result;
  });
