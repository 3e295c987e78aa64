import type { ExecutionSummary } from "../step-functions/workflows.ts";
import { type Html, html } from "./page.ts";
import type { LocalStatus } from "./status.ts";

/** Number of leads that wait for the same thing, and since when the first one waits (ISO time). */
export interface WaitingIn {
  readonly leads: number;
  readonly since: string;
}

export interface LeadCounts {
  /** Number of leads by their status. */
  readonly byStatus: ReadonlyMap<string, number>;
  /** Waiting leads, by what they wait for. */
  readonly waiting: ReadonlyMap<string, WaitingIn>;
}

interface Shown extends LeadCounts {
  readonly status: LocalStatus;
  readonly executions: readonly ExecutionSummary[];
}

/** The page at `/`: links, and the current state. */
export function startPage({ status, executions, byStatus, waiting }: Shown): Html {
  const { now, speed } = status;
  return html`<main>
<h1>Turno runs on this machine</h1>
<ul class="doors"><li><a href="/form">Send a lead</a></li><li><a href="/mailbox">Read the mails</a></li><li><a href="/app/">Open the console</a></li></ul>
<div id="live" data-live>
<p class="quiet">Turno’s clock: <time datetime="${now}">${now.slice(0, 19).replace("T", " ")} UTC</time>${
    speed === 1 ? "" : html`, ${speed} times as fast as the real one`
  }</p>
<h2>Leads</h2>
${byStatus.size === 0 ? html`<p class="quiet">No lead yet.</p>` : tiles([...byStatus])}
${waiting.size === 0 ? "" : waitingTable(waiting)}
<h2>Workflows since the start</h2>
${tiles([
  ["running", status.executions.running],
  ["succeeded", status.executions.succeeded],
  ["failed", status.executions.failed + status.executions.timedOut + status.executions.aborted],
  ["state transitions", status.transitions],
  ["mails", status.mails],
])}
${executions.length === 0 ? "" : executionTable(executions)}
<h2>Functions since the start</h2>
${functionTable(status)}
</div>
</main>`;
}

function tiles(entries: readonly (readonly [string, number])[]): Html {
  return html`<dl class="tiles">${entries.map(([name, count]) => html`<div><dt>${name}</dt><dd>${count}</dd></div>`)}</dl>`;
}

function waitingTable(waiting: LeadCounts["waiting"]): Html {
  return html`<h2>Leads that wait for somebody to be available</h2>
<div class="scroll" role="region" aria-label="Waiting leads" tabindex="0"><table>
<thead><tr><th>For</th><th class="number">Leads</th><th>Since</th></tr></thead>
<tbody>${[...waiting].map(
    ([name, { leads, since }]) =>
      html`<tr><td>${name}</td><td class="number">${leads}</td><td><time datetime="${since}">${since
        .slice(0, 16)
        .replace("T", " ")} UTC</time></td></tr>`,
  )}</tbody></table></div>
<p class="quiet">In the order of their turn: <code>npm run turno -- leads waiting</code></p>`;
}

function executionTable(executions: readonly ExecutionSummary[]): Html {
  return html`<div class="scroll" role="region" aria-label="Workflows" tabindex="0"><table>
<thead><tr><th>Execution</th><th>Status</th><th>State</th><th class="number">Transitions</th></tr></thead>
<tbody>${executions.map(
    (each) =>
      html`<tr><td>${each.name}</td><td class="${each.status === "FAILED" ? "bad" : ""}">${each.status.toLowerCase()}${
        each.error ? `: ${each.error}` : ""
      }</td><td>${each.state}</td><td class="number">${each.transitions}</td></tr>`,
  )}</tbody></table></div>`;
}

function functionTable({ functions, dynamo, mailsByFunction }: LocalStatus): Html {
  const prefix = commonPrefix(Object.keys(functions));
  const rows = Object.entries(functions).map(([name, { invocations, errors, milliseconds }]) => {
    const usages = Object.values(dynamo.byFunction[name] ?? {});
    const reads = usages.reduce((sum, each) => sum + each.readUnits, 0);
    const writes = usages.reduce((sum, each) => sum + each.writeUnits, 0);
    const average = invocations === 0 ? "" : (milliseconds / invocations).toFixed(0);
    return html`<tr><td>${name.slice(prefix.length)}</td>${[
      invocations,
      errors,
      average,
      reads,
      writes,
      mailsByFunction[name] ?? 0,
    ].map((each) => html`<td class="number">${each}</td>`)}</tr>`;
  });
  return html`<div class="scroll" role="region" aria-label="Functions" tabindex="0"><table>
<thead><tr><th>Function</th><th class="number">Invocations</th><th class="number">Errors</th><th class="number">Mean ms</th><th class="number">Read units</th><th class="number">Write units</th><th class="number">Mails</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** The common prefix of all names, up to a hyphen: project and stage. */
function commonPrefix([first = "", ...others]: readonly string[]): string {
  let prefix = first.slice(0, first.lastIndexOf("-") + 1);
  while (prefix !== "" && !others.every((name) => name.startsWith(prefix))) {
    prefix = prefix.slice(0, prefix.lastIndexOf("-", prefix.length - 2) + 1);
  }
  return others.length === 0 ? "" : prefix;
}
