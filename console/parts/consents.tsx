import type { Lead } from "../../routing/lead/lead.ts";
import { turnoNow } from "../api.ts";
import { sayLeads } from "../screens/leads-words.ts";
import { clockTime } from "../times.ts";

/** What the person was asked to agree to, in the words that they saw, and whether they did. */
export function Consents({ lead: { consent, consents = [] } }: { lead: Pick<Lead, "consent" | "consents"> }) {
  const words = sayLeads().lead;
  const all = [
    ...(consent ? [{ ...consent, given: true, about: "" }] : []),
    ...consents.map(({ id, purpose, version, ...one }) => ({
      ...one,
      about: [purpose ?? id, words.version(version)].join(", "),
    })),
  ];
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{words.consents}</h2>
      <ul>
        {all.map(({ wording, at, given, about }) => (
          <li key={`${at} ${about} ${wording}`}>
            «{wording}» <strong>{(given ? words.agreed : words.notAgreed)(clockTime(at, turnoNow()))}</strong>
            {about && <span class="quiet"> · {about}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The campaign, the click and the pages by which the person came. */
export function CameFrom({ from = {} }: { from?: Lead["from"] }) {
  const words = sayLeads().lead;
  const names: Readonly<Record<string, string>> = { landing_page: words.page, referrer: words.pageBefore };
  const all = Object.entries(from);
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{words.came}</h2>
      <dl class="facts">
        {all.map(([name, text]) => (
          <div key={name}>
            <dt>{names[name] ?? name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
