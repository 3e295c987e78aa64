import { fold } from "../../routing/conditions/fold.ts";
import { spaced } from "../../routing/conditions/text-match.ts";
import { seniorityWords } from "../../routing/lead/seniority.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { type Finding, listWords } from "./finding.ts";
import { conditionPlaces, testPlaces } from "./places.ts";

/** The most letters of a piece that stands within many longer words by chance. */
const mostLetters = 3;
/** Words that hold such pieces: of positions and of trades, as people write them. */
const common = ["director", "doctor", "contractor", "factory", "receptionist", "import", "finance", "software"];

/** Findings for `contains` where a piece is also in the middle of other words, or of a domain. */
export function shortPieces(policy: Policy): Finding[] {
  const words = [
    ...new Set([
      ...common,
      ...Object.values({ ...seniorityWords, ...policy.seniority })
        .flat()
        .map(fold),
    ]),
  ];
  return conditionPlaces(policy).flatMap(({ path, when }) =>
    testPlaces(path, when).flatMap(({ path: at, attribute, test }): Finding[] => {
      if (typeof test !== "object" || Array.isArray(test) || test.contains === undefined) return [];
      const pieces = [test.contains].flat();
      const found: Finding[] = [];
      const say = (about: string[], says: string) =>
        found.push({ check: "short-piece", path: [...at, "contains"], about, says });
      const endings = attribute === "email_domain" ? pieces.filter((piece) => piece.startsWith(".")) : [];
      if (endings.length > 0)
        say(
          endings,
          `${listWords(endings)} may stand in the middle of a domain, as in ${`learn${endings[0]}soft.example`}; ends_with asks for its end`,
        );
      const short = pieces.filter((piece) => attribute !== "email_domain" && isShort(piece));
      if (short.length > 0) say(short, withinWords(short, words));
      return found;
    }),
  );
}

/** A piece of letters or digits alone, such as cto; with a space or sign beside it, its author has thought of that. */
function isShort(piece: string): boolean {
  const text = fold(piece);
  return text !== "" && [...text].length <= mostLetters && spaced(text) === ` ${text} `;
}

function withinWords(pieces: readonly string[], words: readonly string[]): string {
  const within = pieces.flatMap((piece) => {
    const longer = words.filter((word) => word.includes(fold(piece)) && !spaced(word).includes(spaced(fold(piece))));
    return longer.length === 0 ? [] : [`${piece} is also in ${listWords(longer.slice(0, 2))}`];
  });
  const said =
    within.length > 0
      ? within.join("; ")
      : `${listWords(pieces)} ${pieces.length === 1 ? "is" : "are"} also found within longer words`;
  return `${said}; word asks for whole words`;
}
