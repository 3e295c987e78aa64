import { readFileSync } from "node:fs";
import { firstMatch } from "../routing/policy/first-match.ts";

// Runs as a fresh process. Standard input: the number of loads, then a lead's attributes and a stored policy, both as
// JSON on a line. Prints CPU milliseconds of each load, from the policy's text to the first decision: of the whole
// process, and of the main thread. The difference is V8's threads for compilation and garbage collection.

const [times = "", attributes = "", text = ""] = readFileSync(0, "utf8").split("\n");
const lead = JSON.parse(attributes);
const spent = Array.from({ length: Number(times) }, () => {
  const process0 = process.cpuUsage();
  const thread0 = process.threadCpuUsage();
  firstMatch(lead, JSON.parse(text));
  return [process.cpuUsage(process0), process.threadCpuUsage(thread0)].map(
    ({ user, system }) => (user + system) / 1000,
  );
});
console.log(JSON.stringify(spent));
