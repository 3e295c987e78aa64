import { say } from "../words.ts";

/** The outline of something that is still on its way. */
export const Outline = () => (
  <div class="outline" role="status" aria-label={say().frame.loading}>
    {[0, 1, 2, 3, 4, 5].map((row) => (
      <div key={row} />
    ))}
  </div>
);
