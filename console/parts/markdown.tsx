import { lexer, type Token, type Tokens } from "marked";
import type { ComponentChild } from "preact";
import { Wide } from "./wide.tsx";

/** The names of the sections of a document, those of its second level. */
export const sectionsIn = (text: string): string[] =>
  lexer(text).flatMap((token) => (token.type === "heading" && token.depth === 2 ? [plain(token.tokens ?? [])] : []));

/** A Markdown document of our own, below the heading of a screen: without HTML, and without links to anywhere. */
export const Markdown = ({ text }: { text: string }) => <>{lexer(text).map(block)}</>;

const headings = ["h2", "h2", "h3", "h4", "h5", "h6"] as const;

function block(token: Token, key: number): ComponentChild {
  switch (token.type) {
    case "heading": {
      const Heading = headings[token.depth] ?? "h6";
      return (
        <Heading key={key} tabIndex={-1}>
          {inline(token.tokens)}
        </Heading>
      );
    }
    case "paragraph":
      return <p key={key}>{inline(token.tokens)}</p>;
    case "list": {
      const List = token.ordered ? "ol" : "ul";
      return (
        <List key={key}>
          {(token as Tokens.List).items.map(({ tokens, raw }) => (
            <li key={raw}>{tokens.map((part, n) => (part.type === "text" ? inline([part]) : block(part, n)))}</li>
          ))}
        </List>
      );
    }
    case "table":
      return <Table key={key} table={token as Tokens.Table} />;
    case "code":
      return <pre key={key}>{token.text}</pre>;
    default:
      return null;
  }
}

function Table({ table: { header, rows } }: { table: Tokens.Table }) {
  return (
    <Wide label={header.map(({ text }) => text).join(", ")}>
      <table>
        <thead>
          <tr>
            {header.map(({ text, tokens }) => (
              <th key={text} scope="col">
                {inline(tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map(({ tokens }, column) => (
                <td key={column}>{inline(tokens)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

const inline = (tokens: readonly Token[] = []): ComponentChild[] =>
  tokens.map((token, key) => {
    if (token.type === "strong") return <strong key={key}>{inline(token.tokens)}</strong>;
    if (token.type === "codespan") return <code key={key}>{token.text}</code>;
    if (token.type === "text" && "tokens" in token && token.tokens)
      return <span key={key}>{inline(token.tokens)}</span>;
    return "text" in token ? decoded(token.text) : token.raw;
  });

const plain = (tokens: readonly Token[]): string =>
  tokens.map((token) => ("text" in token ? decoded(token.text) : token.raw)).join("");

/** The lexer writes some characters as HTML does; they are shown as they were meant. */
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const decoded = (text: string): string => text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name] ?? "");
