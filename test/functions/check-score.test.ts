import { describe, expect, it } from "vitest";
import type { Mail } from "../../adapters/mail/mailer.ts";
import { checkScoreNow } from "../../functions/check-score/check-score.ts";
import type { PastLead } from "../../policy/replay/leads.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { asPastLeads, learningCompany } from "../build/learning-company.ts";

const steps = [
  { points: 0, chance: 0.9 },
  { points: 60, chance: 0.95 },
];
const policy = aPolicy({ chance: { from: "2026-01-01", to: "2026-01-04", leads: 300, won: 270, steps } });
const leads = asPastLeads(learningCompany({ leads: 400, seed: 6 }));
const team = [
  aRep({ id: "ana", role: "rep" }),
  aRep({ id: "marta", role: "manager", email: "marta@andina.example", locale: "es" }),
  aRep({ id: "olga", role: "operator", email: "olga@andina.example", locale: "en" }),
  aRep({ id: "gone", role: "manager", active: false }),
];

function world(more: { now?: string; policy?: typeof policy; refuses?: string; leads?: PastLead[] } = {}) {
  const sent: Mail[] = [];
  let read = 0;
  const run = () =>
    checkScoreNow({
      policies: { active: async () => ({ version: 1, policy: more.policy ?? policy }) as never },
      reps: { all: async () => team as never },
      mailer: {
        send: async (mail) => {
          if (mail.to === more.refuses) throw Object.assign(new Error("no"), { name: "MailRefused" });
          sent.push(mail);
          return "sent" as never;
        },
      },
      leads: {
        all: async () => {
          read += 1;
          return more.leads ?? leads;
        },
      },
      stage: "prod",
      now: () => more.now ?? "2026-12-01T06:00:00Z",
    });
  return { run, sent, reads: () => read };
}

describe("the monthly check of the score", () => {
  it("mails every active manager and operator, once a month by the mail's name, with figures and commands", async () => {
    const { run, sent } = world();
    expect(await run()).toBe(2);
    expect(sent.map(({ leadId, kind, attempt, to }) => [leadId, kind, attempt, to])).toEqual([
      ["score-marta", "score-aged", 202612, "marta@andina.example"],
      ["score-olga", "score-aged", 202612, "olga@andina.example"],
    ]);
    expect(sent[0]?.subject).toBe("El puntaje ha envejecido");
    expect(sent[1]?.text).toContain("npm run turno -- learn --stage prod --out learnt.yaml");
    expect(sent[1]?.text).toMatch(/The points expected 9\d(\.\d)?% wins; there were \d\d(\.\d)?%/);
  });

  it("reads nothing on other days, nor where no score was learnt", async () => {
    for (const other of [world({ now: "2026-12-04T06:00:00Z" }), world({ policy: aPolicy() })]) {
      expect(await other.run()).toBe(0);
      expect(other.reads()).toBe(0);
    }
  });

  it("mails nobody where too little happened since", async () => {
    const { run, sent } = world({ leads: leads.slice(0, 20) });
    expect(await run()).toBe(0);
    expect(sent).toEqual([]);
  });

  it("mails the others where one is refused, and fails so that it is due again", async () => {
    const { run, sent } = world({ refuses: "marta@andina.example" });
    await expect(run()).rejects.toThrow("no");
    expect(sent.map(({ to }) => to)).toEqual(["olga@andina.example"]);
  });
});
