//! What shapes say: a text, or since the third version a document of paragraphs, lists and marked words, of which the
//! words and their lines are taken.

use serde_json::Value;

use crate::import::fields::Fields;

/// The text of a shape, line by line.
pub(super) fn of(props: Fields<'_>) -> String {
    match props.0.get("richText") {
        Some(document) if document.is_object() => {
            let mut lines = Vec::new();
            read(document, &mut lines);
            lines.join("\n")
        }
        Some(_) | None => {
            let text = props.text("text").unwrap_or_default();
            text.replace("\r\n", "\n").replace('\r', "\n")
        }
    }
}

/// A node with all it holds. How deep they lie in each other is bounded where the file is parsed.
fn read(node: &Value, lines: &mut Vec<String>) {
    let held = node
        .get("content")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    match kind_of(node) {
        "text" => {
            let text = node.get("text").and_then(Value::as_str).unwrap_or_default();
            let mut parts = text.split('\n').map(|part| part.trim_end_matches('\r'));
            put(lines, parts.next().unwrap_or_default());
            lines.extend(parts.map(str::to_owned));
            return;
        }
        "hardBreak" => {
            put(lines, "");
            lines.push(String::new());
        }
        "paragraph" | "heading" | "codeBlock" => lines.push(String::new()),
        // Of nodes that we do not know, those that hold words are lines.
        _ if held.first().is_some_and(|first| kind_of(first) == "text") => lines.push(String::new()),
        _ => {}
    }
    for node in held {
        read(node, lines);
    }
}

fn kind_of(node: &Value) -> &str {
    node.get("type").and_then(Value::as_str).unwrap_or_default()
}

/// Goes on with the last line.
fn put(lines: &mut Vec<String>, words: &str) {
    match lines.last_mut() {
        Some(line) => line.push_str(words),
        None => lines.push(words.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(props: Value, expected: &str) {
        let words = of(Fields(props.as_object().expect("an object")));
        assert_eq!(words, expected, "{props}");
    }

    #[test]
    fn texts_and_documents_become_lines() {
        check(json!({"text": "a\r\nb"}), "a\nb");
        check(json!({"richText": null, "text": "a"}), "a");
        check(json!({"richText": {"type": "doc", "content": []}, "text": "old"}), "");
        check(json!({"richText": 4}), "");
        let text = |words: &str| json!({"type": "text", "text": words, "marks": [{"type": "bold"}]});
        let paragraph = |words: &[&str]| {
            let content = words.iter().map(|words| text(words)).collect::<Vec<_>>();
            json!({"type": "paragraph", "content": content})
        };
        let document = |content: Value| json!({"richText": {"type": "doc", "content": content}});
        check(
            document(json!([paragraph(&["one ", "line"]), {"type": "paragraph"}, paragraph(&["two"])])),
            "one line\n\ntwo",
        );
        let item = |words: &str| json!({"type": "listItem", "content": [paragraph(&[words])]});
        let nested = json!({"type": "listItem", "content": [
            paragraph(&["b"]), {"type": "orderedList", "content": [item("c")]}]});
        check(
            document(json!([{"type": "bulletList", "content": [item("a"), nested]}, paragraph(&["d"])])),
            "a\nb\nc\nd",
        );
        let broken = json!({"type": "paragraph", "content": [text("a"), {"type": "hardBreak"}, text("b")]});
        check(document(json!([broken])), "a\nb");
        check(
            document(json!([{"type": "aside", "content": [text("x")]}, 7, null, {"content": 3}])),
            "x",
        );
    }
}
