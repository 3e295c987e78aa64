import { factName, factValue } from "../words.ts";
import { reaching } from "./reaching.tsx";

/** Facts of a lead by their names, as people write them. Where in the world it is, its country says. */
export const Facts = ({ facts }: { facts: Readonly<Record<string, unknown>> }) => (
  <dl class="facts">
    {Object.entries(facts)
      .filter(([field, value]) => value !== undefined && field !== "place")
      .map(([field, value]) => (
        <div key={field}>
          <dt>{factName(field)}</dt>
          <dd>{reaching(field, factValue(field, value))}</dd>
        </div>
      ))}
  </dl>
);
