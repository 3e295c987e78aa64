import { describe, expect, it } from "vitest";
import { applyOffer, boardOf, copyOf, releasePlace } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import { answered, offered } from "../../../routing/lead/move-lead.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const now = "2026-11-02T15:00:00.000Z";
const policy = aPolicy({ attempts: 9 });
const team = ["picky", "beto", "caro", "dani"].map((id) => aRep({ id, capacity: 1_000_000 }));

/** The part of the large leads, and of all, that a rep gets who declines each small one. */
function pickersPart(creditedAtOnce: boolean) {
  let board = boardOf(team, new Map());
  // The same order of large and small leads each time, that nobody's turn follows.
  let seed = 1;
  const got = { large: 0, all: 0, ofLarge: 0, leads: 0 };
  for (let n = 0; n < 4000; n++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const isLarge = seed < 1_073_741_824;
    const ready = aLead({ status: "ready", rule: { rule: "otherwise", pools: ["latam-smb"] } });
    for (let lead: Lead = ready; lead.status === "ready"; ) {
      const choice = chooseRep(lead, policy, board, now);
      if (choice.kind !== "offer") throw new Error("somebody is there");
      const { repId } = choice.offer;
      const before = copyOf(board);
      applyOffer(board, choice);
      const shown = offered(lead, [choice.offer], now);
      const picks = repId === "picky" && !isLarge;
      lead = answered(
        shown,
        choice.offer.attempt,
        picks ? "declined" : "accepted",
        now,
        picks ? "not-a-lead" : undefined,
      );
      if (picks && creditedAtOnce) board = before;
      else if (picks) releasePlace(board, choice.offer);
      got.large += !picks && isLarge && repId === "picky" ? 1 : 0;
      got.all += !picks && repId === "picky" ? 1 : 0;
    }
    got.ofLarge += isLarge ? 1 : 0;
    got.leads += 1;
  }
  return { large: got.large / got.ofLarge, all: got.all / got.leads };
}

describe("a rep who declines every small lead for cause", () => {
  it("gains no large ones while each decline costs a turn, and many if declines were credited at once", () => {
    const [charged, credited] = [pickersPart(false), pickersPart(true)];
    expect(charged.large).toBeLessThan(0.28);
    expect(charged.all).toBeLessThan(0.15);
    expect(credited.large).toBeGreaterThan(0.35);
    expect(credited.all).toBeLessThan(0.25);
  });
});
