import type { Failure } from "../api.ts";
import { addressOf } from "../place.ts";
import { signInAddress } from "../session.ts";
import { say } from "../words.ts";

/** Why something is not shown, and what can be done about it. */
export function FailureNote({ failure, again }: { failure: Failure; again: () => void }) {
  const { errors, signIn } = say();
  if (failure.kind === "signed-out")
    return (
      <section class="note" role="alert">
        <p>{signIn.again}</p>
        <a class="button" href={signInAddress(location.pathname + location.search)}>
          {signIn.button}
        </a>
      </section>
    );
  if (failure.kind === "not-found")
    return (
      <section class="note">
        <p>{errors.notFound}</p>
        <a href={addressOf("/leads")}>{errors.toLeads}</a>
      </section>
    );
  if (failure.kind === "not-in-roster")
    return (
      <p class="note" role="alert">
        {signIn.notInRoster}
      </p>
    );
  return (
    <section class="note" role="alert">
      <h2>{errors.title}</h2>
      <p>{failure.kind === "offline" ? errors.offline : errors.failed(String(failure.status))}</p>
      <button type="button" onClick={again}>
        {errors.again}
      </button>
    </section>
  );
}
