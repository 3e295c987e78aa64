import { oneLine, shortened } from "../../texts/legible.ts";

/** A message to a channel: a heading, what it is about, a line each, and a page to open. Plain words, nothing of a markup. */
export interface Message {
  title: string;
  lines: readonly string[];
  /** A link, and never an act. */
  button?: { text: string; url: string } | undefined;
}

/** Characters of a heading, a line and a button's text, as Slack takes them, which takes less than Teams. */
const most = { title: 140, line: 500, button: 70, lines: 40 };

/** Words of strangers as nothing but words: on one line, and no address that a chat would make a link of. */
const plain = (text: string, length: number): string =>
  shortened(oneLine(text).replaceAll("://", ": //").replaceAll(/www\./gi, "www ."), length);

/**
 * The body for an incoming webhook of Slack, in Block Kit. All of it is `plain_text`, in which nothing is markup, a mention or a link;
 * the fallback for notifications, which Slack reads as markup, is escaped.
 * Formats: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks,
 * https://docs.slack.dev/reference/block-kit/blocks, https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function slackBody({ title, lines, button }: Message): string {
  const text = (words: string, length: number) => ({ type: "plain_text", text: plain(words, length), emoji: false });
  const shown = lines.filter((line) => line !== "").slice(0, most.lines);
  return JSON.stringify({
    text: escaped(plain(title, most.title)),
    ...{ unfurl_links: false, unfurl_media: false },
    blocks: [
      { type: "header", text: text(title, most.title) },
      ...shown.map((line) => ({ type: "section", text: text(line, most.line) })),
      ...(button
        ? [{ type: "actions", elements: [{ type: "button", text: text(button.text, most.button), url: button.url }] }]
        : []),
    ],
  });
}

/** `text` of a message is markup whatever is set: what begins a mention or a link is escaped, what marks up is taken out. */
const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[*_~`]/g, " ");

/**
 * The body for a webhook of Teams' Workflows: an Adaptive Card, its text in runs, in which nothing is Markdown, as it would be in a
 * TextBlock. Formats: https://adaptivecards.io/explorer/RichTextBlock.html, https://adaptivecards.io/explorer/TextRun.html,
 * https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
 */
export function teamsBody({ title, lines, button }: Message): string {
  const block = (words: string, length: number, more: object = {}) => ({
    type: "RichTextBlock",
    inlines: [{ type: "TextRun", text: plain(words, length), ...more }],
  });
  const shown = lines.filter((line) => line !== "").slice(0, most.lines);
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    ...{ type: "AdaptiveCard", version: "1.4" },
    body: [
      block(title, most.title, { weight: "bolder", size: "medium" }),
      ...shown.map((line) => block(line, most.line)),
    ],
    ...(button && {
      actions: [{ type: "Action.OpenUrl", title: plain(button.text, most.button), url: button.url }],
    }),
  };
  const contentType = "application/vnd.microsoft.card.adaptive";
  return JSON.stringify({ type: "message", attachments: [{ contentType, contentUrl: null, content }] });
}
