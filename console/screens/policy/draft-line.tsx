import { turnoNow } from "../../api.ts";
import { isChanged, keep, type Work } from "../../policy/draft.ts";
import { clockTime, number } from "../../times.ts";
import { sayPolicy } from "../policy-words.ts";
import { LiveLine } from "./live-line.tsx";

/** Whether there is a draft, of whom, and whether it is kept. */
export function DraftLine({ now }: { now: Work }) {
  const words = sayPolicy().draft;
  const name = now.board.reps.find(({ id }) => id === now.author)?.name ?? now.author ?? "";
  const isFailed = now.keeping === "failed";
  return (
    <>
      <LiveLine policy={now.live} />
      <p role="status" class={isFailed || now.keeping === "too-large" ? "late" : "quiet"}>
        {!isChanged(now) && now.rev === 0
          ? words.same
          : `${words.of(number(now.basedOn))} ${now.rev > 0 && now.at ? words.by(name, clockTime(now.at, turnoNow())) : ""} ${words.keeping[now.keeping]}`}{" "}
        {isFailed && (
          <button type="button" onClick={() => void keep()}>
            {words.again}
          </button>
        )}
      </p>
    </>
  );
}
