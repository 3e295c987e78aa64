import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { signatureOf } from "../../adapters/intake/signature.ts";
import { crmSecret } from "../build/doors.ts";

it("the example in docs/intake.md signs what it sends so that it is taken", () => {
  const text = readFileSync(new URL("../../docs/intake.md", import.meta.url), "utf8");
  const script = /```sh\n(body=.*?)```/s.exec(text)?.[1] ?? "";
  // In place of curl, whatever is given to it is printed, one argument a line.
  const printed = execFileSync("bash", ["-c", `curl() { printf '%s\\n' "$@"; }\n${script}`], {
    env: { ...process.env, SECRET: crmSecret, URL: "https://turno.example" },
    encoding: "utf8",
  }).split("\n");
  const headers = Object.fromEntries(
    printed.flatMap((line) => [/^(webhook-\w+): (.*)$/.exec(line)?.slice(1) ?? []]).filter(({ length }) => length),
  );
  const body = Buffer.from(printed[printed.indexOf("-d") + 1] ?? "");
  expect(signatureOf(headers, body, { crm: [crmSecret] }, Date.now())).toMatchObject({
    kind: "signed",
    id: "order-4711",
  });
});
