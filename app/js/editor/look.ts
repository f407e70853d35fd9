// The editor's look where CodeMirror's own sheet would win over ours: every colour is a token of the page, so that one theme
// serves both grounds. Colours of code and carets are classes in style/code_editor.css.

import { EditorView } from "@codemirror/view";

const controls = {
  ".cm-textfield": {
    background: "var(--ground)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "var(--radius-control)",
    padding: "var(--space-4) var(--space-8)",
    fontSize: "inherit",
  },
  ".cm-button": {
    background: "var(--raised)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "var(--radius-control)",
    padding: "var(--space-4) var(--space-8)",
    fontSize: "inherit",
    "&:active": { background: "var(--ground)" },
  },
  ".cm-panel.cm-search label": { fontSize: "inherit" },
  ".cm-panel.cm-search [name=close]": { color: "var(--muted)", padding: "var(--space-4) var(--space-8)" },
};

const faint = "color-mix(in srgb, var(--accent) 7%, transparent)";
const middle = "color-mix(in srgb, var(--accent) 22%, transparent)";
const strong = "color-mix(in srgb, var(--accent) 40%, transparent)";

export const look = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--raised)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-code)",
    fontVariantLigatures: "none",
    lineHeight: "1.5",
  },
  ".cm-content": { caretColor: "var(--text)", padding: "8px 0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--muted)", border: "none" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: faint },
  ".cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLineGutter": { backgroundColor: faint, color: "var(--text)" },
  ".cm-selectionBackground": { background: faint },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { background: middle },
  ".cm-selectionMatch": { backgroundColor: faint },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: middle },
  "&.cm-focused .cm-nonmatchingBracket": {
    backgroundColor: "transparent",
    textDecoration: "underline wavy var(--recording)",
  },
  ".cm-searchMatch": { backgroundColor: middle },
  ".cm-searchMatch.cm-searchMatch-selected": { backgroundColor: strong },
  ".cm-marked": { backgroundColor: middle, boxShadow: "0 0 0 1px var(--accent)", borderRadius: "2px" },
  ".cm-specialChar": { color: "var(--recording)" },
  ".cm-panels": { backgroundColor: "var(--ground)", color: "var(--text)", fontFamily: "inherit" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ...controls,
});
