import { useState } from "preact/hooks";
import type { Period } from "../../../reports/figures.ts";
import type { ReportName, View } from "../../../reports/views/view.ts";
import { number } from "../../times.ts";
import { sayPage } from "./reports-words.ts";

/** Saves the rows of a table, as numbers where they are such. No cell can be taken for a formula. */
export function SaveCsv({ report, view, period }: { report: ReportName; view: View; period: Period }) {
  const save = async () => {
    const { csvOf } = await import("./csv.ts");
    const link = document.createElement("a");
    // A byte order mark, without which a spreadsheet takes UTF-8 for something else.
    link.href = URL.createObjectURL(new Blob(["\uFEFF", csvOf(view)], { type: "text/csv" }));
    link.download = `${report}-${period.from.slice(0, 10)}-${period.to.slice(0, 10)}.csv`;
    link.click();
    // A browser reads it a moment after the click.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <button type="button" onClick={() => void save()}>
      {sayPage().csv}
    </button>
  );
}

/** Copies the address under which the same report shows the same again, whenever that is. */
export function CopyLink({ address }: { address: string }) {
  const words = sayPage();
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    await navigator.clipboard.writeText(new URL(address, location.origin).href);
    setCopied(address);
  };
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        {words.copy}
      </button>{" "}
      <span role="status" class="quiet">
        {copied === address ? words.copied : ""}
      </span>
    </>
  );
}

interface CostsProps {
  spent: ReadonlyMap<string, number> | undefined;
  onRead: (spent: ReadonlyMap<string, number>) => void;
}

/** Reads what campaigns cost from a file, in this browser: nothing of it is sent or kept. */
export function CostsFile({ spent, onRead }: CostsProps) {
  const words = sayPage();
  const [problems, setProblems] = useState<string[]>([]);
  const read = async (file: File) => {
    const [{ parseCosts }, { renderProblem }] = await Promise.all([
      import("../../../policy/read/costs-file.ts"),
      import("../../../policy/read/problem.ts"),
    ]);
    const found = parseCosts(await file.text(), file.name);
    if (found.kind === "costs") onRead(found.spent);
    setProblems(found.kind === "costs" ? [] : found.problems.map(renderProblem));
  };
  return (
    <section class="costs">
      <label>
        {words.costs}{" "}
        <input
          type="file"
          accept=".csv,text/csv"
          onChange={({ currentTarget: { files } }) => void (files?.[0] && read(files[0]))}
        />
      </label>
      <p class="quiet">{spent ? words.costsRead(number(spent.size)) : words.costsHint}</p>
      {problems.length > 0 && (
        <ul role="alert">
          {problems.slice(0, 5).map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
