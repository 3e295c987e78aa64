import { StartError } from "./start-error.ts";

export interface Schedule {
  readonly name: string;
  /** Seconds of Turno's time between two invocations. */
  readonly everySeconds: number;
  readonly functionArn: string;
  /** The event to send; undefined stands for EventBridge's own "Scheduled Event". */
  readonly input?: unknown;
}

interface Target {
  readonly Arn: string;
  readonly Input?: string;
}

const SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** The functions that an `AWS::Events::Rule` calls for SES events about a mail; none for a rule on other events. */
export function mailListenersOf(type: string, properties: Record<string, unknown>): string[] {
  const { source } = (properties.EventPattern ?? {}) as { source?: unknown };
  if (type !== "AWS::Events::Rule" || !Array.isArray(source) || source.join() !== "aws.ses") return [];
  return ((properties.Targets ?? []) as Target[]).map(({ Arn }) => Arn).filter((arn) => arn.includes(":lambda:"));
}

/**
 * Reads an `AWS::Events::Rule` or `AWS::Scheduler::Schedule`. A rule on events is ignored if its targets are only
 * topics or queues.
 */
export function scheduleOf(id: string, name: string, type: string, properties: Record<string, unknown>): Schedule[] {
  const expression = properties.ScheduleExpression;
  const targets = (type === "AWS::Events::Rule" ? properties.Targets : [properties.Target]) as Target[] | undefined;
  if (properties.State === "DISABLED") return [];
  const functions = (targets ?? []).filter((target) => target.Arn.includes(":lambda:"));
  const others = (targets ?? []).filter((target) => !target.Arn.includes(":lambda:"));
  const stray = others.find((target) => expression !== undefined || !/^arn:aws:(sns|sqs):/.test(target.Arn));
  if (stray || (expression === undefined && functions.length > 0)) {
    throw new StartError(
      `The local run knows schedules of functions, and rules that only notify people; ${id} is neither`,
    );
  }
  if (expression === undefined) return [];
  const [, amount, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(expression)) ?? [];
  const seconds = SECONDS[unit ?? ""];
  if (!seconds) throw new StartError(`The local run knows rate(...) schedules, not ${String(expression)} (${id})`);
  return functions.map((target) => ({
    name,
    everySeconds: Number(amount) * seconds,
    functionArn: target.Arn,
    input: target.Input === undefined ? undefined : (JSON.parse(target.Input) as unknown),
  }));
}
