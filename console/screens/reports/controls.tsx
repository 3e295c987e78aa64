import { useId } from "preact/hooks";
import { type Dimension, dimensions } from "../../../reports/figures.ts";
import { dimensionName, type ReportName, reportNames, sliceName, type Team } from "../../../reports/views/view.ts";
import { views } from "../../../reports/views/views.ts";
import { spans } from "../../../reports/volume.ts";
import { addressOf, go } from "../../place.ts";
import { language } from "../../words.ts";
import { type Asking, ages, queryOf, slicedBy } from "./asking.ts";
import { sayPage, sayReports } from "./reports-words.ts";

interface Props {
  report: ReportName;
  asking: Asking;
  team: Team | undefined;
}

/** Where a report with another question is. */
export const reportAddress = (report: ReportName, asking: Asking, changed: Partial<Asking> = {}): string =>
  addressOf(`/reports/${report}`, queryOf({ ...asking, ...changed }));

/** All reports, as links that keep the period and the filters. */
export function ReportLinks({ report, asking }: Omit<Props, "team">) {
  const { names } = sayReports();
  return (
    <nav class="chips" aria-label={sayPage().title}>
      {reportNames.map((name) => (
        <a
          key={name}
          class="chip"
          href={reportAddress(name, asking, { by: undefined })}
          aria-current={name === report ? "page" : undefined}
        >
          {names[name]}
        </a>
      ))}
    </nav>
  );
}

/** What can be asked of a report: period, slices, and what that report lets one choose. */
export function Controls({ report, asking, team }: Props) {
  const words = sayPage();
  const say = sayReports();
  const to = (changed: Partial<Asking>) => go(reportAddress(report, asking, changed), { replace: true });
  const sliced = slicedBy(asking, report);
  const own = Object.keys(team?.ownWords[language()] ?? {}).map((name): Dimension => `own.${name}`);
  const all: readonly Dimension[] = [...dimensions, ...own];
  const called = (by: Dimension) => dimensionName({ say, team, locale: language() }, by);
  const hasPeriod = report !== "fairness";
  return (
    <div class="asking">
      {hasPeriod && (
        <>
          <nav class="chips" aria-label={words.period}>
            {ages.map((age) => (
              <a
                key={age}
                class="chip"
                href={reportAddress(report, asking, { since: age, from: undefined, to: undefined })}
                aria-current={!asking.from && asking.since === age ? "true" : undefined}
              >
                {words.since[age]}
              </a>
            ))}
          </nav>
          <Dates asking={asking} to={to} />
        </>
      )}
      {views[report].slices && (
        <Choice
          name={words.by}
          value={sliced ?? "none"}
          options={[["none", words.everything], ...all.map((name) => [name, called(name)] as const)]}
          onChoice={(by) => to({ by: by as Dimension | "none" })}
        />
      )}
      {report === "speed" && (
        <Choice
          name={words.clock}
          value={asking.clock}
          options={Object.entries(words.clocks)}
          onChoice={(clock) => to({ clock: clock as Asking["clock"] })}
        />
      )}
      {report === "volume" && (
        <Choice
          name={words.span}
          value={asking.span}
          options={spans.map((span) => [span, words.spans[span]] as const)}
          onChoice={(span) => to({ span: span as Asking["span"] })}
        />
      )}
      {report === "hours" && (
        <Choice
          name={words.measure}
          value={asking.measure}
          options={Object.entries(words.measures)}
          onChoice={(measure) => to({ measure: measure as Asking["measure"] })}
        />
      )}
      {hasPeriod && report !== "hours" && report !== "campaigns" && report !== "late" && (
        <label class="check">
          <input
            type="checkbox"
            checked={asking.vs}
            onChange={({ currentTarget }) => to({ vs: currentTarget.checked })}
          />
          {words.compare}
        </label>
      )}
      {(Object.entries(asking.only) as [Dimension, string][]).map(([name, value]) => {
        const { [name]: _, ...left } = asking.only;
        const filter = `${called(name)}: ${team ? sliceName({ say, team, locale: language() }, name, value) : value}`;
        return (
          <a
            key={name}
            class="chip token"
            href={reportAddress(report, asking, { only: left })}
            aria-label={words.remove(filter)}
          >
            {filter} <span aria-hidden="true">×</span>
          </a>
        );
      })}
    </div>
  );
}

/** The first and the last day of the period. */
function Dates({ asking, to }: { asking: Asking; to: (changed: Partial<Asking>) => void }) {
  const words = sayPage();
  const [from, until] = [asking.from?.slice(0, 10) ?? "", asking.to?.slice(0, 10) ?? ""];
  const change = (days: { from: string; to: string }) => {
    if (days.from && days.to) to(days.from <= days.to ? days : { from: days.to, to: days.from });
    else if (days.from) to({ from: days.from, to: days.from });
  };
  return (
    <>
      <label>
        {words.from}{" "}
        <input
          type="date"
          value={from}
          onChange={({ currentTarget }) => change({ from: currentTarget.value, to: until })}
        />
      </label>
      <label>
        {words.to}{" "}
        <input type="date" value={until} onChange={({ currentTarget }) => change({ from, to: currentTarget.value })} />
      </label>
    </>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChoice: (value: string) => void;
}

function Choice({ name, value, options, onChoice }: ChoiceProps) {
  const id = useId();
  return (
    <span class="choice">
      <label for={id}>{name}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChoice(currentTarget.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}
