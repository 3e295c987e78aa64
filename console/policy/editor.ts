import {
  autocompletion,
  type CompletionContext,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { unifiedMergeView } from "@codemirror/merge";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { quick } from "./ask-worker.ts";
import type { Remark } from "./work.ts";

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "0.875rem", color: "var(--ink)", backgroundColor: "var(--card)" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--soft)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--tint) 50%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 30%, transparent)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--card)",
    color: "var(--ink)",
    border: "1px solid var(--edge)",
    borderRadius: "var(--field)",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-diagnostic": { maxWidth: "60ch", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--late)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--soon)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--late)" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--soon)" },
  ".cm-lint-marker": { content: "normal" },
  ".cm-lint-marker-error::before": { content: "'✗'", color: "var(--late)" },
  ".cm-lint-marker-warning::before": { content: "'!'", color: "var(--soon)" },
  ".cm-panels": { backgroundColor: "var(--paper)", color: "var(--ink)" },
  ".cm-deletedChunk": { backgroundColor: "color-mix(in srgb, var(--late) 14%, transparent)" },
  ".cm-changedLine": { backgroundColor: "color-mix(in srgb, var(--met) 14%, transparent) !important" },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
  { tag: [tags.number, tags.bool, tags.atom], color: "var(--told)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.separator, tags.punctuation], color: "var(--soft)" },
]);

async function complete({ state, pos, explicit }: CompletionContext) {
  const line = state.doc.lineAt(pos);
  if (!explicit && !/[\w-]$|: $|- $|\[$/.test(line.text.slice(0, pos - line.from))) return null;
  const { from, options } = await quick.ask("complete", { source: state.doc.toString(), offset: pos });
  if (options.length === 0) return null;
  return {
    from,
    options: options.map(({ label, kind, info }) => ({
      label,
      type: kind === "key" ? "property" : "enum",
      apply: kind === "key" ? `${label}: ` : label,
      ...(info !== undefined && { info }),
    })),
    validFor: /^[\w-]*$/,
  };
}

/** An editor of YAML. */
export interface Editor {
  /** Puts a text in place of what is there, unless it is the same. */
  show(text: string): void;
  /** Marks what is wrong or doubtful. */
  remark(remarks: readonly Remark[]): void;
  /** Goes to a line, from 1. */
  goTo(line: number): void;
  /** Shows what differs from a text; undefined to stop. */
  compare(original: string | undefined): void;
  end(): void;
}

interface Options {
  text: string;
  label: string;
  /** Whether keys and values of a policy are offered while typing. */
  isPolicy: boolean;
  /** Words of the editor itself, by the English ones. */
  phrases: Record<string, string>;
  change: (text: string) => void;
}

/**
 * Makes an editor in a shadow tree, where its styles are constructed sheets: the page's policy allows no style elements. Tab indents;
 * Escape and then Tab leaves it, as editors do.
 */
export function makeEditor(host: HTMLElement, { text, label, isPolicy, phrases, change }: Options): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const comparing = new Compartment();
  let isOurs = false;
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        ...[lineNumbers(), foldGutter(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching()],
        ...[
          closeBrackets(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          yaml(),
          look,
          syntaxHighlighting(colours),
        ],
        EditorState.tabSize.of(2),
        EditorState.phrases.of(phrases),
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
        ...(isPolicy ? [autocompletion({ override: [complete] })] : []),
        keymap.of([
          ...[...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap],
          ...[...lintKeymap, indentWithTab],
        ]),
        comparing.of([]),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged && !isOurs) change(state.doc.toString());
        }),
      ],
    }),
  });
  const at = (line: number, column: number): number => {
    const { doc } = view.state;
    const { from, to } = doc.line(Math.max(1, Math.min(line, doc.lines)));
    return Math.min(from + column - 1, to);
  };
  return {
    show: (next) => {
      if (view.state.doc.toString() === next) return;
      isOurs = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
      isOurs = false;
    },
    remark: (remarks) => {
      const diagnostics = remarks.map(({ line, column, path, says, level }): Diagnostic => {
        const from = at(line, column);
        const word = /^[^\s,\]}]+/.exec(view.state.sliceDoc(from, from + 80))?.[0].length ?? 1;
        return {
          from,
          to: Math.min(from + word, view.state.doc.length),
          severity: level,
          message: path ? `${path}: ${says}` : says,
        };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    goTo: (line) => {
      const pos = at(line, 1);
      view.dispatch({ selection: { anchor: pos }, effects: EditorView.scrollIntoView(pos, { y: "center" }) });
      view.focus();
    },
    compare: (original) => {
      const extension =
        original === undefined ? [] : unifiedMergeView({ original, mergeControls: false, collapseUnchanged: {} });
      view.dispatch({ effects: comparing.reconfigure(extension) });
    },
    end: () => view.destroy(),
  };
}
