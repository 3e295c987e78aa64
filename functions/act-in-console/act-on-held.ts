import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { notFound, problem } from "../../adapters/api/problem.ts";
import { turnOfHeld } from "../../adapters/api/turn.ts";
import { heldActs, mayActOnHeld } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import { again, answered, replayed } from "../once.ts";
import type { Deps } from "./deps.ts";
import { readRequest } from "./read-request.ts";

/** Lets a submission that is held become a lead within a minute, or removes it for good; once, as with a lead. */
export async function actOnHeld(person: Person, asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> {
  const { held: id = "", act: name } = asked.pathParameters ?? {};
  const act = heldActs.find((one) => one === name);
  const { policy: active } = await deps.policies.active();
  if (!act || !mayActOnHeld(act, person, active)) return notFound();
  const at = deps.now();
  const read = readRequest(asked, person, at);
  if ("refused" in read) return read.refused;
  const { turn, request } = read.act;
  const before = await replayed(request, deps.rows);
  if (before) return before;
  const found = (await deps.held.all(at)).find(({ leadId }) => leadId === id);
  const answer = { status: 200, body: { act, at, held: id } };
  if (found && turnOfHeld(found) === turn) {
    const also = [deps.rows.keeping(request, answer), deps.audit.entry({ at, by: person.id, act, lead: id })];
    const done =
      act === "release" ? await deps.held.release(found, person.id, also) : await deps.held.discard(found, also);
    if (done) return answered(answer);
  }
  const written = await deps.rows.answered(request);
  if (written && written !== "another") return again(written);
  return problem(409, "not-now", undefined, { because: "not-held", held: id });
}
