import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { replayHtml } from "../../../cli/replay-page.ts";
import { renderReplay } from "../../../cli/replay-tables.ts";
import { PastLeads } from "../../../policy/replay/leads.ts";
import type { ReplayResult } from "../../../policy/replay/result.ts";
import { replay } from "../../../policy/replay/run.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const hostile = `<script>alert("x")</script>`;
const attribute = `" onload="alert(1)`;

/** A replay in which everything that a person can name is named by an enemy. */
function hostileReplay(): ReplayResult {
  const leads = new PastLeads();
  for (let n = 0; n < 3; n++)
    leads.add({
      ref: `${hostile}${n}`,
      receivedAt: `2026-11-02T18:0${n}:00.000Z`,
      facts: { ...aLead().facts, company: hostile, name: hostile, message: hostile },
    });
  const reps = [aRep({ id: hostile }), aRep({ id: attribute }), aRep({ id: "marta", role: "manager", pools: {} })];
  const territories = { [hostile]: { country: "MX" } } as never;
  const rules = [{ rule: hostile, when: {}, pools: ["latam-smb"] }];
  const before = aPolicy({ rules: [] });
  const after = { ...aPolicy({ rules }), territories };
  const side = (policy: typeof before, of: typeof reps) => ({
    policyName: hostile,
    rosterName: attribute,
    policy,
    reps: of,
  });
  const found = replay(leads, side(before, reps), side(after, reps.slice(1)), { openDays: 14, recorded: false });
  return { ...found, assumptions: [hostile] };
}

describe("the page of a replay", () => {
  const result = hostileReplay();
  const html = replayHtml(result);
  const page = load(html);

  it("holds no script, no handler and nothing from elsewhere, whatever things are called", () => {
    expect(page("script, iframe, img, link, object, image, foreignObject")).toHaveLength(0);
    const attributes = page("*")
      .toArray()
      .flatMap((element) => Object.entries("attribs" in element ? element.attribs : {}));
    expect(attributes.filter(([name]) => name.startsWith("on"))).toEqual([]);
    const outside = attributes.filter(
      ([name, value]) => !/^(xmlns|xlink)/.test(name) && /https?:|url\((?!#)/.test(value),
    );
    expect(outside).toEqual([]);
    expect(html).not.toContain("<script");
    expect(page("tbody th").text()).toContain(hostile);
    expect(page("meta[http-equiv='Content-Security-Policy']").attr("content")).toBe(
      "default-src 'none'; style-src 'unsafe-inline'",
    );
  });

  it("says what each chart is to who cannot see it, and has its figures in a table", () => {
    const charts = page("figure svg").toArray();
    expect(charts).toHaveLength(10);
    for (const chart of charts) {
      const ids = (page(chart).attr("aria-labelledby") ?? "").split(" ");
      expect(ids).toHaveLength(2);
      for (const id of ids) expect(page(`[id="${id}"]`).text().length).toBeGreaterThan(5);
    }
    const ids = page("[id]")
      .toArray()
      .map((element) => page(element).attr("id"));
    expect(new Set(ids).size).toBe(ids.length);
    for (const section of page("h2").toArray())
      expect(page(section).nextUntil("h2").find("table, li").addBack("table, ul").length).toBeGreaterThan(0);
  });

  it("is the same page for the same result", () => {
    expect(replayHtml(hostileReplay())).toBe(html);
  });

  it("says so when nothing changes", () => {
    const same = { ...result, after: result.before, changes: [], changed: { ...result.changed, leads: 0, moves: [] } };
    expect(load(replayHtml(same))(".headlines").text().trim()).toBe("No lead would have gone anywhere else.");
  });
});

describe("a replay on a terminal", () => {
  it("shows no control characters of what things are called", () => {
    const result = hostileReplay();
    const [first] = result.before.reps;
    if (first) first.repId = "\u001b[2Jana\u202e";
    const shown = renderReplay({ ...result, assumptions: ["\u001b]0;x\u0007"] });
    expect(["\u001b", "\u0007", "\u202e"].filter((mark) => shown.includes(mark))).toEqual([]);
    expect(shown).toContain("\ufffd[2Jana\ufffd");
  });
});
