import { describe, expect, it } from "vitest";
import { failuresOf } from "../../local/demo/checks.ts";
import type { Evidence, Press } from "../../local/demo/evidence.ts";
import { spread } from "../../local/demo/figures.ts";
import type { Mail } from "../../local/demo/mailbox.ts";
import { mostHeld } from "../../local/demo/places.ts";
import type { Sent } from "../../local/demo/senders.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";

const offer = (changes: Partial<Offer> = {}): Offer => ({
  ...(anOfferedLead().offers[0] as Offer),
  outcome: "accepted",
  answeredAt: "2026-11-02T15:05:00.000Z",
  ...changes,
});
const introduced = (changes: Partial<Lead> = {}): Lead => ({
  ...anOfferedLead({ status: "introduced", ownerId: "ana", offers: [offer()], dueAt: "2026-11-02T16:10:00.000Z" }),
  ...changes,
});
const won = { outcome: "won" as const, at: "2026-11-02T15:30:00.000Z", by: "ana" };
/** A first contact that was due half an hour before the demo ends. */
const due = {
  ...{ contactBy: "2026-11-02T15:30:00.000Z", remindAt: [], reminded: 0, tries: [], tried: 0, nudged: 0, asked: 0 },
  ...{ quietSince: "2026-11-02T15:05:00.000Z", restarts: 0 },
};
const mail = (kind: string, to: string, changes: Partial<Mail["tags"]> = {}): Mail => ({
  n: 1,
  at: "2026-11-02T15:06:00.000Z",
  to: [to],
  subject: "",
  text: "",
  tags: { kind, lead: "lead-1", attempt: "1", ...changes } as Mail["tags"],
});
const press: Press = {
  lead: "lead-1",
  by: "ana@andina.example",
  kind: "offer",
  attempt: 1,
  decision: "accept",
  ...{ status: 200, pressedAt: 0, answeredAt: 0 },
};
const sent = (changes: Partial<Sent> = {}): Sent => ({
  sample: { idempotencyKey: "k", expect: "lead", form: { email: "lucia@florarosa.example" } },
  status: 201,
  lead: "lead-1",
  result: "received",
  ...changes,
});

/** A demo in which one lead went the whole way; `leads` and the other parts may be given in its place. */
function aDemo({
  leads = [introduced()],
  reps = [aRep({ openLeads: 1 })],
  balances = {},
  journal = balances,
  uncertain = [],
  policy = aPolicy(),
  ...rest
}: {
  leads?: Lead[];
  reps?: ReturnType<typeof aRep>[];
  balances?: Record<string, number>;
  journal?: Record<string, number>;
  uncertain?: Evidence["truth"]["uncertain"];
  policy?: Evidence["truth"]["policy"];
} & Partial<Omit<Evidence, "truth">> = {}): Evidence {
  return {
    sent: [sent()],
    mails: [
      mail("offer", "ana@andina.example"),
      mail("introduction", "lucia@florarosa.example"),
      mail("details", "ana@andina.example"),
    ],
    presses: [press],
    ...{ returned: [], said: [], asked: [], handled: [], logged: [] },
    executions: [],
    now: Date.parse("2026-11-02T16:00:00.000Z"),
    graceMinutes: 15,
    crashed: false,
    truth: {
      leads,
      customers: [],
      submissions: new Map(leads.map(({ id }) => [id, id])),
      held: [],
      reps,
      times: new Map(),
      policy,
      balances: new Map([["latam-smb", balances]]),
      journals: new Map([["latam-smb", journal]]),
      uncertain,
    },
    ...rest,
  };
}

const broken: [what: string, demo: Evidence, said: string][] = [
  ["a lead that is not in the table", aDemo({ leads: [], mails: [], reps: [aRep()] }), "lost:"],
  [
    "two open leads of one person",
    aDemo({ sent: [sent(), sent({ lead: "lead-2" })], leads: [introduced(), introduced({ id: "lead-2" })] }),
    "doubled:",
  ],
  [
    "a lead that is overdue",
    aDemo({ leads: [anOfferedLead({ dueAt: "2026-11-02T15:30:00.000Z" })], presses: [], mails: [] }),
    "stuck:",
  ],
  ["a lead that nothing will wake", aDemo({ leads: [anOfferedLead()], presses: [], mails: [] }), "stuck:"],
  [
    "two owners",
    aDemo({ leads: [introduced({ offers: [offer(), offer({ attempt: 2, repId: "eva" })] })] }),
    "two owners:",
  ],
  ["an owner who did not accept", aDemo({ leads: [introduced({ ownerId: "eva" })] }), "owner:"],
  [
    "a rep who is asked twice",
    aDemo({ leads: [introduced({ offers: [offer({ outcome: "declined" }), offer({ attempt: 2 })] })] }),
    "asked twice:",
  ],
  ["an answer that nobody gave", aDemo({ presses: [] }), "unpressed:"],
  [
    "a mail that came twice",
    aDemo({ mails: [...aDemo().mails, mail("offer", "ana@andina.example")] }),
    "duplicate mail:",
  ],
  ["a lead that was not told who calls", aDemo({ mails: [mail("details", "ana@andina.example")] }), "no introduction:"],
  ["an owner without the details", aDemo({ mails: [mail("introduction", "lucia@florarosa.example")] }), "no details:"],
  ["a rep above capacity", aDemo({ reps: [aRep({ capacity: 0, openLeads: 1 })] }), "above capacity:"],
  ["a counter of places that drifted", aDemo({ reps: [aRep({ openLeads: 2 })] }), "places:"],
  ["a ledger that does not balance", aDemo({ balances: { ana: 1 } }), "ledger:"],
  ["a journal that leaves out a lead", aDemo({ balances: { ana: 1, eva: -1 }, journal: {} }), "journal:"],
  ["a share beyond the bound", aDemo({ balances: { ana: 600_000_000, eva: -600_000_000 } }), "share:"],
  [
    "a first contact that is late and of which nobody was told",
    aDemo({ leads: [introduced({ follow: due, dueAt: "2026-11-02T16:01:00.000Z" })] }),
    "promise:",
  ],
  [
    "a manager who was not told of a late first contact",
    aDemo({
      leads: [
        introduced({
          dueAt: "2026-11-09T15:00:00.000Z",
          follow: { ...due, breachedAt: "2026-11-02T15:30:00.000Z" },
          timeline: [{ at: "2026-11-02T15:30:00.000Z", event: "contact-late", repId: "ana" }],
        }),
      ],
    }),
    "breach:",
  ],
  ["an owner of whom nothing is due", aDemo({ leads: [introduced({ dueAt: undefined })] }), "stuck:"],
  ["an outcome that nobody said", aDemo({ leads: [introduced({ status: "closed", closed: won })] }), "outcome:"],
  [
    "an outcome that was said and is not there",
    aDemo({ said: [{ lead: "lead-1", by: "ana@andina.example", act: "won", status: 200 }] }),
    "outcome:",
  ],
  [
    "a workflow that runs in circles",
    aDemo({ executions: [{ machine: "follow-lead", name: "lead-1-f0", transitions: 527 }] }),
    "runs in circles:",
  ],
  [
    "a repeat that became a lead",
    aDemo({ sent: [sent({ sample: { ...sent().sample, expect: "repeated" } })] }),
    "unexpected:",
  ],
];

describe("demo checks", () => {
  it("find nothing in a demo that went well", () => {
    expect(failuresOf(aDemo())).toEqual([]);
  });

  it.each(broken)("find %s", (_, demo, said) => {
    expect(failuresOf(demo).map((failure) => failure.slice(0, said.length))).toContain(said);
  });

  it("find nothing where a lead was closed and its place is free again, and a place that was not freed", () => {
    const leads = [introduced({ status: "closed", closed: won })];
    const said = [{ lead: "lead-1", by: "ana@andina.example", act: "won", status: 200 }];
    expect(failuresOf(aDemo({ leads, said, reps: [aRep({ openLeads: 0 })] }))).toEqual([]);
    expect(failuresOf(aDemo({ leads, said })).join()).toMatch(/^places: ana holds 0 leads/);
    expect(failuresOf(aDemo({ leads, mails: [], reps: [aRep({ openLeads: 0 })] })).join()).toMatch(/no introduction/);
  });

  it("let who was given a lead by a manager, or chosen by its person, have it without having been asked", () => {
    const gave = {
      lead: "lead-1",
      by: "marta@andina.example",
      act: "give" as const,
      to: "ana",
      status: 200,
      result: "done" as const,
    };
    const given = introduced({ offers: [offer({ byHand: "marta" })] });
    expect(failuresOf(aDemo({ leads: [given], presses: [] })).join()).toMatch(/^unpressed/);
    const timeline = [{ at: "2026-11-02T15:05:00.000Z", event: "assigned", repId: "ana", by: "marta" }];
    const reps = [aRep({ openLeads: 1 }), aRep({ id: "marta", email: gave.by, role: "manager" })];
    expect(failuresOf(aDemo({ leads: [{ ...given, timeline }], presses: [], handled: [gave], reps }))).toEqual([]);
    expect(
      failuresOf(
        aDemo({ leads: [{ ...given, timeline }], presses: [], handled: [{ ...gave, to: "eva" }], reps }),
      ).join(),
    ).toMatch(/unpressed/);
    // Who presses again since no answer came reads that it was done before.
    const again = [{ ...gave, result: "before" as const }];
    expect(failuresOf(aDemo({ leads: [{ ...given, timeline }], presses: [], handled: again, reps }))).toEqual([]);
    const chosen = introduced({
      offers: [offer({ outcome: "declined", repId: "eva" }), offer({ attempt: 2, byLead: true })],
    });
    const all = failuresOf(aDemo({ leads: [chosen] })).filter((failure) => failure.startsWith("unpressed"));
    expect(all).toEqual([
      "unpressed: offer 1 of lead-1 was declined and nobody pressed",
      "unpressed: offer 2 of lead-1 was accepted and nobody pressed",
    ]);
  });

  it("let who declined a lead be given it, and find whoever is asked after they had it", () => {
    const leads = (last: Partial<Offer>) => [
      introduced({ offers: [offer({ outcome: "declined" }), offer({ attempt: 2, ...last })] }),
    ];
    const asks = (last: Partial<Offer>) => failuresOf(aDemo({ leads: leads(last) })).join();
    expect(asks({ byHand: "marta" })).not.toContain("asked twice");
    expect(asks({})).toContain("asked twice");
  });

  it("expect no introduction of a lead that its person withdrew while its owner was being introduced, and one otherwise", () => {
    const ended = (outcome: "withdrawn" | "lost", by: string) => {
      const closed = { outcome, at: "2026-11-02T15:06:00.000Z", by };
      const asked = [{ lead: "lead-1", act: "withdraw" as const, status: 303, said: "withdrawn", at: 0 }];
      const said = outcome === "lost" ? [{ lead: "lead-1", by, act: "lost", status: 200 }] : [];
      const leads = [introduced({ status: "closed", closed })];
      return failuresOf(
        aDemo({ leads, mails: [], reps: [aRep({ openLeads: 0 })], said, ...(said.length === 0 && { asked }) }),
      ).join();
    };
    expect(ended("withdrawn", "person")).toBe("");
    expect(ended("lost", "ana")).toContain("no introduction");
  });

  it("find a lead that its person withdrew, or a manager turned away, and that has another outcome or none", () => {
    const asked = [{ lead: "lead-1", act: "withdraw" as const, status: 303, said: "withdrawn", at: 0 }];
    expect(failuresOf(aDemo({ asked })).join()).toContain("outcome: lead-1 was said to be withdrawn and is open");
    const handled = [
      { lead: "lead-1", by: "marta@andina.example", act: "reject" as const, status: 200, result: "done" as const },
    ];
    expect(failuresOf(aDemo({ handled })).join()).toContain("outcome: lead-1 was said to be invalid and is open");
    const withdrawn = { outcome: "withdrawn" as const, at: "2026-11-02T15:30:00.000Z", by: "person" };
    expect(failuresOf(aDemo({ leads: [introduced({ status: "closed", closed: withdrawn })] })).join()).toContain(
      "outcome: lead-1 is withdrawn and nobody said so",
    );
  });

  it("excuses an introduction to an address that takes no mails, of which the rep was told", () => {
    const leads = [introduced({ unreachable: { at: "2026-11-02T15:06:00.000Z", why: "limited" } })];
    const details = mail("details", "ana@andina.example");
    const told = mail("unreachable", "ana@andina.example");
    expect(failuresOf(aDemo({ leads, mails: [details, told] }))).toEqual([]);
    expect(failuresOf(aDemo({ leads, mails: [details] })).join()).toMatch(/no introduction/);
    expect(failuresOf(aDemo({ mails: [details, told] })).join()).toMatch(/no introduction/);
  });

  it("expect a new lead of who writes again after theirs was closed", () => {
    const again = sent({ lead: "lead-2", sample: { ...sent().sample, expect: "merged" } });
    const said = [{ lead: "lead-1", by: "ana@andina.example", act: "won", status: 200 }];
    const second = anOfferedLead({ id: "lead-2", status: "waiting", offers: [], dueAt: "2026-11-02T16:10:00.000Z" });
    const demo = (first: Lead) =>
      failuresOf(aDemo({ sent: [sent(), again], leads: [first, second], said, reps: [aRep({ openLeads: 0 })] })).join();
    expect(demo(introduced({ status: "closed", closed: won }))).toBe("");
    expect(demo(introduced())).toContain("unexpected:");
  });

  it("accept after a crash that the sending of a mail was cut off, since it is never sent twice", () => {
    const uncertain = [{ lead: "lead-1", kind: "details" }];
    const mails = [mail("introduction", "lucia@florarosa.example")];
    expect(failuresOf(aDemo({ crashed: true, uncertain, mails }))).toEqual([]);
  });

  it("hold no pool to the bound that leads of other preferences may come to, by their rule or after their longest wait", () => {
    const pools = { "latam-smb": { manager: "marta" }, other: { manager: "marta" } };
    const rules = [{ rule: "Mexico", when: { territory: "mexico" }, pools: ["other"], prefer: ["nearest"] }];
    const beyond = (after_max_wait: string[]) => {
      const policy = aPolicy({ pools, rules, after_max_wait });
      return failuresOf(aDemo({ policy, balances: { ana: 600_000_000, eva: -600_000_000 } }));
    };
    expect([beyond([]).length, beyond(["other"]).length, beyond(["latam-smb"]).length]).toEqual([2, 2, 0]);
  });

  it("count the places that were held at the same instant, not those given back just before", () => {
    const at = (minute: number) => `2026-11-02T15:${String(minute).padStart(2, "0")}:00.000Z`;
    const held = (from: number, to: number) =>
      introduced({ offers: [offer({ outcome: "lapsed", offeredAt: at(from), answeredAt: at(to) })] });
    expect(mostHeld(aRep(), [held(0, 10), held(10, 20), held(15, 30)])).toBe(2);
  });

  it("take median and 95th percentile by nearest rank", () => {
    expect(spread(Array.from({ length: 100 }, (_, n) => 100 - n))).toEqual({
      median: 50,
      p90: 90,
      p95: 95,
      count: 100,
    });
    expect(spread([])).toEqual({ median: 0, p90: 0, p95: 0, count: 0 });
  });
});
