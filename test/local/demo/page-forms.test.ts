import { describe, expect, it } from "vitest";
import { filled, formFor, formTo, readPage } from "../../../local/demo/page-forms.ts";

const page = readPage(
  `<h1> You are paused </h1><p role="status">It is yours.</p>
  <form action="times" method="post"><input type="hidden" name="shown" value="t1"><input type="hidden" name="rep" value="ana">
  <input type="radio" name="at" value="10:00"><input type="radio" name="at" value="11:00" disabled></form>
  <form action="x.y/manage"><input type="hidden" name="act" value="give"><textarea name="note">As before</textarea>
  <select name="country"><option value="MX">Mexico</option><option value="BR" selected>Brazil</option></select>
  <input type="checkbox" name="products" value="payroll" checked><input type="checkbox" name="products" value="payments">
  <button name="step" value="2">Log</button></form>`,
  "https://turno.example/you/x.y/times",
);

describe("a page, as the demo's people read it", () => {
  it("has a heading, what came of a button, and forms with the address that they are sent to", () => {
    expect(page).toMatchObject({ heading: "You are paused", notice: "It is yours." });
    expect(page.forms.map(({ action }) => action)).toEqual([
      "https://turno.example/you/x.y/times",
      "https://turno.example/you/x.y/x.y/manage",
    ]);
  });

  it("offers to choose what is not disabled, and sends what a browser would", () => {
    const [times, give] = [formTo(page, "/times"), formFor(page, "give")];
    expect(times?.choices).toEqual({ at: ["10:00"] });
    expect(times && filled(times, { at: "10:00" }).toString()).toBe("shown=t1&rep=ana&at=10%3A00");
    expect(String(give?.fields)).toBe("act=give&note=As+before&country=BR&products=payroll");
    expect(give?.buttons).toEqual([["step", "2"]]);
  });

  it("has no form that it does not show", () => {
    expect([formTo(page, "/withdraw"), formFor(page, "reject")]).toEqual([undefined, undefined]);
  });
});
