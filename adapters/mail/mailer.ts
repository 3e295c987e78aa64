import { randomUUID } from "node:crypto";
import type { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { isConflict } from "../dynamo.ts";
import { MailRefused } from "../faults.ts";
import type { MailContent, MailKind } from "./mail.ts";

export interface Mail extends MailContent {
  leadId: string;
  kind: MailKind;
  /** With lead and kind, what makes this mail this mail. */
  attempt: number;
  to: string;
  /** Where an answer goes, when not to the sender. */
  replyTo?: string;
}

/**
 * - `sent`: SES has taken it.
 * - `already-sent`: an earlier run of this step sent it.
 * - `uncertain`: a run was cut off, now or earlier, between asking SES and hearing its answer. It may have gone out, so
 *   it is not sent again; the alarm on MailUncertain says so.
 */
export type Delivery = "sent" | "already-sent" | "uncertain";

const MailRecord = z.object({ state: z.optional(z.string()), claimedBy: z.optional(z.string()) });

/** Errors that say that the request never left this machine. */
const neverLeft = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "CredentialsProviderError"];

/** Sends each mail at most once per lead, kind and attempt, whatever is retried. */
export class Mailer {
  readonly #ses: SESClient;
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #from: string;

  /** `ses` must not retry by itself: it could not tell a lost answer from a lost request. */
  constructor(ses: SESClient, client: DynamoDBDocumentClient, leadsTable: string, from: string) {
    this.#ses = ses;
    this.#client = client;
    this.#table = leadsTable;
    this.#from = from;
  }

  /** @throws MailRefused when SES did not take it; the same call may be made again. */
  async send(mail: Mail): Promise<Delivery> {
    const state = await this.#claim(mail);
    if (state === "sent") return "already-sent";
    if (state === "sending") return "uncertain";
    try {
      await this.#ses.send(
        new SendEmailCommand({
          Source: this.#from,
          Destination: { ToAddresses: [mail.to] },
          ...(mail.replyTo && { ReplyToAddresses: [mail.replyTo] }),
          Message: {
            Subject: { Data: mail.subject.replace(/[\r\n]+/g, " "), Charset: "UTF-8" },
            Body: { Html: { Data: mail.html, Charset: "UTF-8" }, Text: { Data: mail.text, Charset: "UTF-8" } },
          },
          Tags: [
            { Name: "kind", Value: mail.kind },
            { Name: "lead", Value: mail.leadId },
            { Name: "attempt", Value: String(mail.attempt) },
          ],
        }),
      );
    } catch (error) {
      if (!wasRefused(error)) return "uncertain";
      await this.#mark(mail, "refused");
      throw new MailRefused(`${mail.kind} mail: ${(error as Error).name}`, { cause: error });
    }
    await this.#mark(mail, "sent");
    return "sent";
  }

  /** Takes the right to send, or tells what an earlier run came to. */
  async #claim(mail: Mail): Promise<"mine" | "sent" | "sending"> {
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
      return state === "sent" ? "sent" : "sending";
    }
  }

  async #mark(mail: Mail, state: "sent" | "refused"): Promise<void> {
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

/** A 4xx or 503 is SES's word that it did not take the mail; silence or another 5xx may mean anything. */
function wasRefused(error: unknown): boolean {
  const { $metadata, code, name } = error as { $metadata?: { httpStatusCode?: number }; code?: string; name?: string };
  const status = $metadata?.httpStatusCode ?? 0;
  return (status >= 400 && status < 500) || status === 503 || neverLeft.includes(code ?? name ?? "");
}
