import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";

export interface MailHead {
  /** Place in the order of arrival, from 1. */
  readonly n: number;
  readonly id: string;
  /** ISO time on Turno's clock. */
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Mail extends MailHead {
  readonly html: string;
  readonly text: string;
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly replyTo?: readonly string[];
  /** The headers by which a mail program takes the reader off a list. */
  readonly unsubscribe?: readonly string[];
}

export interface MailStore {
  /** Keeps a mail; once it returns, the mail survives the end of the process. */
  add(mail: Omit<Mail, "n">): Mail;
  /** Mails after the n-th, oldest first, at most `limit`. */
  after(n: number, limit?: number): Mail[];
  /** Everything but the bodies, oldest first. */
  heads(): readonly MailHead[];
  get(n: number): Mail | undefined;
  /** Writes every mail anew as `change` returns it, under its number; returns how many were changed. */
  rewrite(change: (mail: Mail) => Mail): number;
  close(): void;
}

interface Kept {
  readonly head: MailHead;
  readonly offset: number;
  readonly length: number;
}

/** Opens the file of mails, one JSON document a line. Bodies stay in the file. */
export function openMailStore(file: string): MailStore {
  let kept: Kept[] = [];
  const content = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  let size = 0;
  for (let end = content.indexOf(10); end >= 0; end = content.indexOf(10, size)) {
    kept.push({
      head: headOf(JSON.parse(content.toString("utf8", size, end)) as Mail),
      offset: size,
      length: end - size,
    });
    size = end + 1;
  }
  let handle = openSync(file, existsSync(file) ? "r+" : "w+");
  // A process killed while it wrote leaves half a line, of a mail that was never acknowledged.
  ftruncateSync(handle, size);

  const read = ({ offset, length }: Kept): Mail => {
    const buffer = Buffer.alloc(length);
    readSync(handle, buffer, 0, length, offset);
    return JSON.parse(buffer.toString("utf8")) as Mail;
  };

  return {
    add(mail) {
      const numbered: Mail = { n: kept.length + 1, ...mail };
      const line = Buffer.from(`${JSON.stringify(numbered)}\n`);
      writeSync(handle, line, 0, line.length, size);
      kept.push({ head: headOf(numbered), offset: size, length: line.length - 1 });
      size += line.length;
      return numbered;
    },
    after: (n, limit = Number.POSITIVE_INFINITY) => kept.slice(n, n + limit).map(read),
    heads: () => kept.map((each) => each.head),
    get(n) {
      const found = kept[n - 1];
      return found && read(found);
    },
    rewrite(change) {
      const before = kept.map(read);
      const after = before.map(change);
      const lines = after.map((mail) => Buffer.from(`${JSON.stringify(mail)}\n`));
      const beside = `${file}.new`;
      writeFileSync(beside, Buffer.concat(lines));
      closeSync(handle);
      renameSync(beside, file);
      handle = openSync(file, "r+");
      size = 0;
      kept = after.map((mail, n) => {
        const length = lines[n]?.length ?? 0;
        const one = { head: headOf(mail), offset: size, length: length - 1 };
        size += length;
        return one;
      });
      return after.filter((mail, n) => mail !== before[n]).length;
    },
    close: () => closeSync(handle),
  };
}

function headOf({ n, id, at, from, to, subject, tags }: Mail): MailHead {
  return { n, id, at, from, to, subject, tags };
}
