import { parsePolicy } from "../../policy/read/policy-file.ts";
import { renderProblem } from "../../policy/read/problem.ts";
import { aRep } from "./a-rep.ts";

/** A small policy file in which everything fits, also with the roster. */
export const goodPolicy = `turno: 1
name: Andina Cloud
currency: USD
territories:
  brazil: { country: BR }
qualification: {}
score:
  - dimension: size
    max: 10
    points:
      - { when: { size: { at_least: 50 } }, give: 10, because: Fifty people }
priority:
  - { priority: hot, when: { urgency: now }, because: Needs it now }
lanes:
  - { lane: nurture, when: { score: { below: 5 } }, action: nurture, because: Too small }
  - { lane: sales, when: {}, action: route, because: Ready }
rules:
  - { rule: Brazil, when: { territory: brazil }, pools: [smb] }
otherwise: { pools: [smb] }
pools:
  smb: { manager: marta }
sla:
  hot: { answer: 5m, first_contact: 15m }
  warm: { answer: 15m, first_contact: 1h }
  cold: { answer: 1h, first_contact: 4h }
`;

export const aRoster = [
  aRep({ id: "ana", role: "rep", pools: { smb: 1 } }),
  aRep({ id: "marta", role: "manager", pools: {} }),
];

/** The problems of a policy file named p.yaml, as a person reads them. */
export const problemsOf = (text: string): string[] => {
  const reading = parsePolicy(text, "p.yaml", aRoster);
  return reading.kind === "problems" ? reading.problems.map(renderProblem) : [];
};
