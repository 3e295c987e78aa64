import { useState } from "preact/hooks";
import { useLoaded } from "../../load.ts";
import { poolName } from "../../me.ts";
import { FailureNote } from "../../parts/failure.tsx";
import { number } from "../../times.ts";
import { language } from "../../words.ts";
import { sayTeam } from "./team-words.ts";
import { WhyNot } from "./why-not.tsx";

interface Told {
  ledgers: {
    ledger: string;
    sums: [label: string, amount: string][];
    pools: string[];
    standing: string;
    balanced: boolean;
    lines: string[];
  }[];
}

const spans = [7, 30, 90] as const;

/** What somebody was owed, offered and credited, line by line to the balance; and why a lead was not for them. */
export function Receipt({ id, name }: { id: string; name: string | undefined }) {
  const words = sayTeam();
  const [days, setDays] = useState<number>(7);
  const path = `/team/${encodeURIComponent(id)}`;
  const loaded = useLoaded<Told>(`${path}/receipt?days=${days}&lang=${language()}`);
  return (
    <section>
      <h2>{words.receipt}</h2>
      <div class="chips">
        {spans.map((span) => (
          <button key={span} type="button" class="chip" aria-pressed={days === span} onClick={() => setDays(span)}>
            {words.receiptOf(number(span))}
          </button>
        ))}
      </div>
      {loaded.failure && <FailureNote failure={loaded.failure} again={loaded.again} />}
      {loaded.value?.ledgers.length === 0 && <p class="quiet">{words.noReceipt}</p>}
      {loaded.value?.ledgers.map(({ ledger, sums, pools, standing, balanced, lines }) => (
        <div key={ledger} class="receipt">
          <table>
            <caption>{ledger}</caption>
            <tbody>
              {sums.map(([label, amount]) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{amount}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {pools.map((pool) => (
            <p key={pool}>{poolName(pool)}</p>
          ))}
          <p class={balanced ? "quiet" : "late"}>{standing}</p>
          {lines.length > 0 && (
            <details>
              <summary>
                {words.lines} ({number(lines.length)})
              </summary>
              <ol class="lines">
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
            </details>
          )}
        </div>
      ))}
      <WhyNot path={path} name={name} />
    </section>
  );
}
