import { describe, expect, it } from "vitest";
import { Story } from "../../local/demo/story.ts";

const names = {
  leadOf: () => "Camila",
  personOf: (address: string) => address.split("@")[0] ?? "",
  repOf: (id: string) => id,
};
const at = { pressedAt: 0, answeredAt: 0 };
const mail = (kind: string, attempt = "1") => ({
  n: 1,
  at: "2026-12-01T14:00:00.000Z",
  to: ["ana@andina.example"],
  subject: "",
  text: "",
  tags: { kind, lead: "1", attempt },
});

describe("the story of a demo", () => {
  it("names the person and the rep, and tells each kind of thing twice", () => {
    const story = new Story(names);
    expect(story.ofMail(mail("reminder"))).toBe("ana has not answered about Camila yet, and is reminded.");
    expect(story.ofMail(mail("reminder"))).toBeDefined();
    expect(story.ofMail(mail("reminder"))).toBeUndefined();
  });

  it("tells the first rep who is asked from the next one, and a yes from a no and from one that came too late", () => {
    const story = new Story(names);
    const press = { lead: "1", by: "ana@andina.example", kind: "offer", attempt: 1, status: 200, ...at } as const;
    const told = [
      story.ofMail(mail("offer")),
      story.ofMail(mail("offer", "2")),
      story.ofPress({ ...press, decision: "accept" }),
      story.ofPress({ ...press, decision: "decline" }),
      story.ofPress({ ...press, decision: "accept", status: 410 }),
    ];
    expect(new Set(told).size).toBe(5);
    expect(told.every((sentence) => sentence?.includes("ana") && sentence.includes("Camila"))).toBe(true);
  });
});
