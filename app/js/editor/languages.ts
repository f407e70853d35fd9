// How each of the board's languages is coloured and indented. Only grammars: no completion, no snippets, no lint.

import { cppLanguage } from "@codemirror/lang-cpp";
import { goLanguage } from "@codemirror/lang-go";
import { javaLanguage } from "@codemirror/lang-java";
import { jsxLanguage, typescriptLanguage } from "@codemirror/lang-javascript";
import { markdownLanguage } from "@codemirror/lang-markdown";
import { pythonLanguage } from "@codemirror/lang-python";
import { rustLanguage } from "@codemirror/lang-rust";
import { PostgreSQL } from "@codemirror/lang-sql";
import { indentUnit } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export type LanguageKey =
  | "plain"
  | "rust"
  | "python"
  | "javascript"
  | "typescript"
  | "java"
  | "cpp"
  | "go"
  | "sql"
  | "markdown";

const fourSpaces = indentUnit.of("    ");
const twoSpaces = indentUnit.of("  ");

export function extensionsFor(language: LanguageKey): Extension {
  switch (language) {
    case "plain":
      return [fourSpaces, EditorView.lineWrapping];
    case "rust":
      return [rustLanguage, fourSpaces];
    case "python":
      return [pythonLanguage, fourSpaces];
    case "javascript":
      return [jsxLanguage, twoSpaces];
    case "typescript":
      return [typescriptLanguage, twoSpaces];
    case "java":
      return [javaLanguage, fourSpaces];
    case "cpp":
      return [cppLanguage, fourSpaces];
    case "go":
      return [goLanguage, indentUnit.of("\t")];
    case "sql":
      return [PostgreSQL.language, twoSpaces];
    case "markdown":
      return [markdownLanguage, twoSpaces, EditorView.lineWrapping];
  }
}
