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

/** A function that is invoked with the changes of a table, read from an `AWS::Lambda::EventSourceMapping`. */
export interface ChangeListener {
  readonly table: string;
  readonly functionArn: string;
  /** The sort key of the items whose changes it is told of; all if absent. */
  readonly sortKey?: string | undefined;
}

/** @throws StartError for a filter that the local run does not know */
export function changeListenerOf(id: string, properties: Record<string, unknown>): ChangeListener {
  const table = /:table\/([^/]+)\/stream\//.exec(String(properties.EventSourceArn))?.[1];
  const { Filters = [] } = (properties.FilterCriteria ?? {}) as { Filters?: { Pattern: string }[] };
  const keys = Filters.map(({ Pattern }) => (JSON.parse(Pattern) as KeyFilter).dynamodb?.Keys?.sk?.S?.[0]);
  if (!table || keys.length > 1 || keys.some((key) => key === undefined)) {
    throw new StartError(`The local run tells functions of a table's changes by sort key alone; ${id} asks for more`);
  }
  return { table, functionArn: String(properties.FunctionName), sortKey: keys[0] };
}

interface KeyFilter {
  dynamodb?: { Keys?: { sk?: { S?: string[] } } };
}
