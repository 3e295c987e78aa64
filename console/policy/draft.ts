import { signal } from "@preact/signals";
import { type Failure, read, turnoNow } from "../api.ts";
import { me } from "../me.ts";
import { language } from "../words.ts";
import { change } from "./change.ts";
import { type BoardNow, type LivePolicy, livePath } from "./live.ts";

/** A draft as the API tells it. */
interface StoredDraft {
  rev: number;
  source: string;
  tests: string;
  basedOn: number;
  author: string;
  at: string;
}

/** Where keeping stands: `conflict` when somebody else changed the draft meanwhile. */
type Keeping = "kept" | "waiting" | "keeping" | "failed" | "conflict" | "too-large";

/** What is worked on, and what it is compared with. It is here and at the server, and nowhere else. */
export interface Work {
  live: LivePolicy & { source: string };
  board: BoardNow;
  source: string;
  tests: string;
  /** The tests that the live policy passed. */
  liveTests: string;
  /** 0 while the server has no draft. */
  rev: number;
  basedOn: number;
  author?: string;
  at?: string;
  keeping: Keeping;
  /** Grows when the texts come from elsewhere than the editor, which then shows them. */
  renewed: number;
  /** What somebody else made of the draft. */
  theirs?: StoredDraft | null;
  mayActivate: boolean;
}

export const work = signal<Work | undefined>();
/** Why it could not be loaded. */
export const failure = signal<Failure | undefined>();

/** How long after the last key a draft is kept, ms. */
const patience = 2000;
/** What was sent to be kept and not answered: it may be kept, and is sent again first, by the same key. */
let unanswered: { source: string; tests: string; basedOn: number } | undefined;
let underWay: Promise<boolean> | undefined;
let renewals = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Loads what is live, the draft and the board. What is being worked on stays, unless it is begun anew. */
export async function openDraft({ anew = false } = {}): Promise<void> {
  if (work.value && !anew) return;
  failure.value = undefined;
  const [live, stored, board] = await Promise.all([
    read<LivePolicy>(livePath(language())),
    read<{ draft: StoredDraft | null; tests: string; may: { activate: boolean } }>("/policy/draft"),
    read<BoardNow>("/board"),
  ]);
  const failed = [live, stored, board].find((loaded) => "failure" in loaded);
  if (failed && "failure" in failed) {
    failure.value = failed.failure;
    return;
  }
  if ("failure" in live || "failure" in stored || "failure" in board) return;
  const { draft, tests, may } = stored.value;
  renewals += 1;
  const { source = "" } = live.value;
  work.value = {
    live: { ...live.value, source },
    board: board.value,
    source: draft?.source ?? source,
    tests: draft?.tests ?? tests,
    liveTests: tests,
    rev: draft?.rev ?? 0,
    basedOn: draft?.basedOn ?? live.value.version,
    ...(draft && { author: draft.author, at: draft.at }),
    keeping: "kept",
    renewed: renewals,
    mayActivate: may.activate,
  };
}

const patch = (part: Partial<Work>): void => {
  if (work.value) work.value = { ...work.value, ...part };
};

/** Changes the draft, and keeps it two seconds after the last change. */
export function edit(part: { source?: string; tests?: string }): void {
  patch({ ...part, ...(work.value?.keeping !== "conflict" && { keeping: "waiting" }) });
  clearTimeout(timer);
  if (work.value?.keeping === "waiting") timer = setTimeout(() => void keep(), patience);
}

/** Keeps the draft now, if it is not kept yet; one request at a time. Returns whether it is. */
export function keep(): Promise<boolean> {
  underWay ??= keepNow().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

async function keepNow(): Promise<boolean> {
  clearTimeout(timer);
  const now = work.value;
  if (!now || now.keeping === "conflict") return false;
  if (now.keeping === "kept") return true;
  patch({ keeping: "keeping" });
  const { rev } = now;
  const isRepeated = unanswered !== undefined;
  unanswered ??= { source: now.source, tests: now.tests, basedOn: now.basedOn };
  const { source, tests } = unanswered;
  const { status, said } = await change("PUT", "/policy/draft", unanswered, rev);
  if (status > 0 && status < 500) unanswered = undefined;
  if (status === 412) {
    patch({ keeping: "conflict", theirs: (said.draft ?? null) as StoredDraft | null });
    return false;
  }
  if (status !== 200) {
    patch({ keeping: status === 413 ? "too-large" : "failed" });
    return false;
  }
  const draft = said.draft as StoredDraft;
  const isSame = work.value?.source === source && work.value.tests === tests;
  patch({
    rev: draft.rev,
    author: me.value?.id ?? "",
    at: new Date(turnoNow()).toISOString(),
    keeping: isSame ? "kept" : "waiting",
  });
  if (isSame || !isRepeated) {
    if (!isSame) timer = setTimeout(() => void keep(), patience);
    return isSame;
  }
  return keepNow();
}

/** Settles a conflict: with what the other made of it, or with one's own text in its place. */
export function settle(whose: "theirs" | "mine"): void {
  const theirs = work.value?.theirs;
  if (whose === "theirs" && theirs) {
    const { source, tests, rev, basedOn, author, at } = theirs;
    renewals += 1;
    patch({ source, tests, rev, basedOn, author, at, keeping: "kept", theirs: undefined, renewed: renewals });
    return;
  }
  if (whose === "theirs") {
    work.value = undefined;
    void openDraft();
    return;
  }
  patch({ rev: theirs?.rev ?? 0, keeping: "waiting", theirs: undefined });
  void keep();
}

/** Throws the draft away, and begins with what is live again. */
export async function discard(): Promise<void> {
  clearTimeout(timer);
  const now = work.value;
  if (!now) return;
  if (now.rev > 0) {
    const { status, said } = await change("DELETE", "/policy/draft", {}, now.rev);
    if (status === 412) return patch({ keeping: "conflict", theirs: said.draft as StoredDraft });
    if (status !== 200) return patch({ keeping: "failed" });
  }
  await openDraft({ anew: true });
}

/** Whether the draft says something else than what is live. */
export const isChanged = (now: Work): boolean => now.source !== now.live.source || now.tests !== now.liveTests;

// What was typed is kept when the page is hidden or left, however short ago that was.
document.addEventListener("visibilitychange", () => document.hidden && void keep());
addEventListener("pagehide", () => void keep());
