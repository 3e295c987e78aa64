import type { Uses } from "../permissions.ts";

export interface FunctionEntry {
  /** What it is for. */
  readonly description: string;
  /** Timeout of one invocation in seconds. The HTTP API gives up after 30. */
  readonly timeoutSeconds: number;
  /**
   * Failed invocations within five minutes that trigger the alarm. The workflow retries its tasks, so one alone means
   * little.
   */
  readonly errorsToAlarm: number;
  /** What those failures mean to a person. */
  readonly errorMeaning: string;
  /** Every permission that it has. A test compares them with the calls that its code makes. */
  readonly uses: Uses;
  /** `mail`: invoked with SES events about a mail after it was sent. `leads`: with what changed in the table of leads. */
  readonly hears?: "mail" | "leads";
  /** For functions that neither a route nor a state calls. */
  readonly schedule?: {
    readonly everyMinutes: number;
    /** Runs only where the configuration has this switched on. */
    readonly onlyWith?: "syntheticLead";
    /** Failed and undelivered events are kept in a dead-letter queue; an alarm is on until it is empty. */
    readonly keepsFailures?: true;
  };
}
