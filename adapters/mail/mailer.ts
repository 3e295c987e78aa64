import { randomUUID } from "node:crypto";
import type { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { isConflict } from "../dynamo.ts";
import { MailRefused } from "../faults.ts";
import { AddressLimit } from "./address-limit.ts";
import { type MailContent, type MailKind, mails } from "./mail.ts";
import { rawMail, type Unsubscribe } from "./raw-mail.ts";
import { readSender, type Sender, withAsciiDomain } from "./sender.ts";
import { answerTo } from "./ses.ts";

export interface Mail extends MailContent {
  leadId: string;
  kind: MailKind;
  /** With lead and kind, what makes this mail this mail. */
  attempt: number;
  to: string;
  /** Where an answer goes, when not to the sender. */
  replyTo?: string;
  unsubscribe?: Unsubscribe;
}

/**
 * - `sent`: SES has taken it.
 * - `already-sent`: an earlier run of this step sent it.
 * - `uncertain`: a run was cut off, now or earlier, between asking SES and hearing its answer. It may have gone out, so
 *   it is not sent again; the alarm on MailUncertain says so.
 * - `undeliverable`: SES takes no mails to the lead's address, so this one is not tried again.
 * - `limited`: the lead's address had a mail of this kind within a day, so this one is not sent.
 */
export type Delivery = "sent" | "already-sent" | "uncertain" | "undeliverable" | "limited";

/** The state of a mail's record: it may be claimed again after `refused` alone. */
type State = "sending" | "sent" | "refused" | "undeliverable" | "limited";

const MailRecord = z.object({ state: z.optional(z.string()), claimedBy: z.optional(z.string()) });

/** Sends each mail at most once per lead, kind and attempt, whatever is retried. */
export class Mailer {
  readonly #ses: SESClient;
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #from: Sender;
  readonly #configurationSet: string;
  readonly #limit: AddressLimit;
  readonly #now: () => string;

  /**
   * `ses` must not retry by itself: it could not tell a lost answer from a lost request.
   * @param from as `readSender` reads it
   * @param configurationSet of SES, which says where bounces and complaints are told; may be empty
   * @param now ISO 8601
   */
  constructor(
    ses: SESClient,
    client: DynamoDBDocumentClient,
    leadsTable: string,
    from: string,
    configurationSet = "",
    now = () => new Date().toISOString(),
  ) {
    this.#limit = new AddressLimit(client, leadsTable);
    this.#now = now;
    this.#ses = ses;
    this.#client = client;
    this.#table = leadsTable;
    this.#from = readSender(from);
    this.#configurationSet = configurationSet;
  }

  /** @throws MailRefused when SES did not take it; the same call may be made again. */
  async send(mail: Mail): Promise<Delivery> {
    const state = await this.#claim(mail);
    if (state === "sent") return "already-sent";
    if (state === "undeliverable" || state === "limited") return state;
    if (state === "sending") return "uncertain";
    if (mails[mail.kind] === "lead" && !(await this.#limit.take(mail, Date.parse(this.#now())))) {
      await this.#mark(mail, "limited");
      return "limited";
    }
    const { to, replyTo, unsubscribe } = mail;
    const from = this.#from;
    const data = await rawMail(mail, { from, to, replyTo, unsubscribe });
    try {
      await this.#ses.send(
        new SendRawEmailCommand({
          Source: from.address,
          Destinations: [withAsciiDomain(to)],
          RawMessage: { Data: data },
          ...(this.#configurationSet && { ConfigurationSetName: this.#configurationSet }),
          Tags: [
            { Name: "kind", Value: mail.kind },
            { Name: "lead", Value: mail.leadId },
            { Name: "attempt", Value: String(mail.attempt) },
          ],
        }),
      );
    } catch (error) {
      const answer = answerTo(error, from.address, mails[mail.kind]);
      if (answer === "unknown") return "uncertain";
      await this.#mark(mail, answer);
      if (answer === "undeliverable") return answer;
      throw new MailRefused(`${mail.kind} mail: ${(error as Error).name}`, { cause: error });
    }
    await this.#mark(mail, "sent");
    return "sent";
  }

  /** Takes the right to send, or tells what an earlier run came to. */
  async #claim(mail: Mail): Promise<"mine" | State> {
    const run = randomUUID();
    try {
      await this.#client.send(
        new UpdateCommand({
          ...this.#record(mail),
          UpdateExpression: "SET #state = :sending, claimedBy = :run",
          ConditionExpression: "attribute_not_exists(#state) OR #state = :refused",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: { ":sending": "sending", ":refused": "refused", ":run": run },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return "mine";
    } catch (error) {
      if (!isConflict(error)) throw error;
      const { state, claimedBy } = MailRecord.parse(unmarshall((error as ConditionalCheckFailedException).Item ?? {}));
      if (claimedBy === run) return "mine";
      return state === "sent" || state === "undeliverable" || state === "limited" ? state : "sending";
    }
  }

  async #mark(mail: Mail, state: State): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        ...this.#record(mail),
        UpdateExpression: "SET #state = :state",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":state": state },
      }),
    );
  }

  #record(mail: Mail) {
    return {
      TableName: this.#table,
      Key: { pk: `LEAD#${mail.leadId}`, sk: `MAIL#${mail.kind}#${String(mail.attempt).padStart(4, "0")}` },
    };
  }
}
