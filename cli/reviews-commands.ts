import Table from "cli-table3";
import { type Command, Option } from "commander";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { ReviewStore } from "../adapters/reps/review-store.ts";
import { type ReviewState, reviewStates } from "../routing/reps/review.ts";
import { oneLine, shortened } from "../texts/legible.ts";
import { readReviewsFile } from "./files.ts";
import { listed } from "./listed.ts";
import { BadFiles, installation, Refused, type Where, where } from "./where.ts";

/** As much of a review as one line shows. */
const shownOfText = 70;

/** Reads the reviews of a file; none of them is of after `today` (ISO date). @throws BadFiles */
export const reviewsOf = (file: string, today: string, reps?: readonly string[]) => {
  const reading = readReviewsFile(file, today, reps);
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  return reading.reviews;
};

async function importReviews(file: string, options: Where): Promise<void> {
  const { name, client, tables, now = new Date().toISOString() } = await installation(options);
  const reps = await new RepStore(client, tables.reps).all();
  const reviews = reviewsOf(file, now.slice(0, 10), reps.length > 0 ? reps.map(({ id }) => id) : undefined);
  const added = await new ReviewStore(client, tables.reps).add(reviews);
  const known = reviews.length - added.length;
  const kept = known > 0 ? `; ${known} known already, whose state stays` : "";
  console.log(`In ${name}: ${listed("added", added.map(({ id }) => id).sort())}${kept}.`);
  const pending = added.filter(({ state }) => state === "pending").length;
  if (pending > 0) {
    console.log(`${pending} of them are shown to nobody before "turno reviews publish ID…".`);
  }
}

async function listReviews(options: Where & { rep?: string; state?: ReviewState; json?: boolean }): Promise<void> {
  const { name, client, tables } = await installation(options);
  const all = await new ReviewStore(client, tables.reps).all();
  const asked = all.filter(
    ({ repId, state }) => [repId, undefined].includes(options.rep) && [state, undefined].includes(options.state),
  );
  if (options.json) return console.log(JSON.stringify(asked, null, 2));
  if (asked.length === 0) return console.log(`There is no such review in ${name}.`);
  const table = new Table({
    head: ["id", "rep", "state", "date", "author", "source", "text"],
    style: { head: [], border: [] },
  });
  for (const { id, repId, state, date, author, source, text } of asked) {
    table.push([id, repId, state, date, ...[author, source, shortened(text, shownOfText)].map(oneLine)]);
  }
  console.log(table.toString());
}

/** Sets the state of each review that is named, all or none. */
async function moderate(ids: readonly string[], state: ReviewState, options: Where): Promise<void> {
  const { name, client, tables } = await installation(options);
  const store = new ReviewStore(client, tables.reps);
  const all = new Map((await store.all()).map((review) => [review.id, review]));
  const unknown = ids.filter((id) => !all.has(id));
  if (unknown.length > 0) {
    throw new Refused(oneLine(`There is no review ${unknown.join(", ")} in ${name}; nothing was changed.`));
  }
  for (const id of ids) {
    const review = all.get(id);
    if (review) await store.moderate(review, state);
  }
  console.log(`In ${name}: ${listed(state, ids)}.`);
}

/** `npm run turno -- reviews …` */
export function addReviewsCommands(program: Command): void {
  const reviews = program.command("reviews").description("what people said of the reps, which leads read");
  where(reviews.command("import").argument("<file>"))
    .description("add the reviews of a CSV file; each is shown once it is published")
    .action(importReviews);
  where(reviews.command("list"))
    .description("which there are, by rep and date")
    .option("--rep <id>", "of this rep alone")
    .addOption(new Option("--state <state>", "in this state alone").choices(reviewStates))
    .option("--json", "as JSON, in full")
    .action(listReviews);
  where(reviews.command("publish").argument("<id...>"))
    .description("show these to leads")
    .action((ids: string[], options: Where) => moderate(ids, "published", options));
  where(reviews.command("hide").argument("<id...>"))
    .description("show these to nobody")
    .action((ids: string[], options: Where) => moderate(ids, "hidden", options));
}
