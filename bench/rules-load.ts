import { readFileSync } from "node:fs";
import { firstMatch } from "../routing/policy/first-match.ts";

// A process of its own, in which nothing was loaded before. From standard input: how often to load, and on the next
// lines a lead's attributes and a policy as stored, both JSON. Prints the CPU milliseconds of each loading, from the
// policy's text to the answer to the first lead: of the whole process, and of the thread that does it. The rest are V8's
// own threads, which compile and collect.

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
