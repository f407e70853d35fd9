//! Inside `board` a module uses only modules of lower rank (and its own submodules), so that it can be read bottom up.

use crate::tidy::{Source, rust_code};

/// The reading order of `board`, lowest first. A new module needs a place here before it can be used.
const RANKS: &[&[&str]] = &[
    &["base64", "hex", "id", "image", "limits", "matching", "sorting", "time"],
    &["actor", "colour", "geometry", "rights", "text_metrics"],
    &["ink", "order_key", "presence", "shape", "text"],
    &["card", "code", "part", "track"],
    &["element"],
    &["snapshot"],
    &["op"],
    &["board"],
    &["history", "keepsake", "recording", "spatial"],
    &["codec", "reading"],
    &["overlay", "protocol", "replay", "unfold"],
    &["anchor", "moments", "redaction", "search"],
    &["playback", "sound", "voice"],
    &["replica"],
    &["room"],
    &["tool", "scene"],
    &["export"],
    &["import"],
];

pub(crate) fn complaints(sources: &[Source]) -> Vec<String> {
    let of_board = sources
        .iter()
        .filter(|source| source.path.starts_with("board/src/") && source.path.ends_with(".rs"));
    of_board
        .filter(|source| source.path != "board/src/lib.rs")
        .flat_map(complaints_on)
        .collect()
}

fn complaints_on(source: &Source) -> Vec<String> {
    let path = &source.path;
    let module = module_of(path);
    let Some(own_rank) = rank_of(module) else {
        return vec![format!(
            "{path}: the module `{module}` has no rank: give it one in xtask/src/tidy/ranks.rs"
        )];
    };
    let mut found = Vec::new();
    for (line, used) in used_modules(&source.text) {
        if used == module {
            continue;
        }
        match rank_of(&used) {
            Some(rank) if rank < own_rank => {}
            Some(rank) => found.push(format!(
                "{path}:{line}: `{module}` (rank {own_rank}) uses `{used}` (rank {rank}): only lower ranks may be used"
            )),
            None => found.push(format!(
                "{path}:{line}: `crate::{used}` is no ranked module: name the module it lives in"
            )),
        }
    }
    found
}

/// `board/src/tool/pen.rs` and `board/src/tool.rs` are both of `tool`.
fn module_of(path: &str) -> &str {
    let inside = path.trim_start_matches("board/src/");
    inside.split(['/', '.']).next().unwrap_or(inside)
}

fn rank_of(module: &str) -> Option<usize> {
    RANKS.iter().position(|rank| rank.contains(&module))
}

/// Every first name after `crate::`, with the line it stands on; a braced list gives each of its names.
fn used_modules(text: &str) -> Vec<(usize, String)> {
    let lines = rust_code::product_lines(text);
    let mut found = Vec::new();
    for (index, (number, line)) in lines.iter().enumerate() {
        for (at, matched) in line.match_indices("crate::") {
            let after = &line[at + matched.len()..];
            if let Some(list) = after.strip_prefix('{') {
                let following = lines.iter().skip(index + 1).map(|(_, line)| *line);
                let whole: Vec<&str> = std::iter::once(list).chain(following).collect();
                found.extend(names_in_list(&whole.join(" ")).into_iter().map(|name| (*number, name)));
            } else {
                found.push((*number, first_name(after)));
            }
        }
    }
    found
}

/// The first names of `a, b::{c, d}, e}`, up to the brace that closes the list.
fn names_in_list(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0_u32;
    let mut expects_name = true;
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expects_name = true,
            _ if expects_name && (character.is_alphanumeric() || character == '_') => {
                names.push(first_name(&list[at..]));
                expects_name = false;
            }
            _ => {}
        }
    }
    names
}

fn first_name(text: &str) -> String {
    text.chars()
        .take_while(|character| character.is_alphanumeric() || *character == '_')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    fn complaints_about(path: &str, text: &str) -> usize {
        complaints(&[source(path, text)]).len()
    }

    #[test]
    fn lower_ranks_and_own_submodules_may_be_used() {
        assert_eq!(complaints_about("board/src/op.rs", "use crate::element::Element;\n"), 0);
        assert_eq!(
            complaints_about(
                "board/src/tool/pen.rs",
                "use crate::tool::Intent;\nuse crate::{id, op::Op};\n"
            ),
            0
        );
    }

    #[test]
    fn the_same_or_a_higher_rank_is_refused_wherever_it_is_named() {
        assert_eq!(complaints_about("board/src/op.rs", "use crate::board::Board;\n"), 1);
        assert_eq!(
            complaints_about("board/src/replica.rs", "fn f() { crate::room::g() }\n"),
            1
        );
        assert_eq!(
            complaints_about(
                "board/src/op.rs",
                "use crate::{\n    board::{Board, Change},\n    id,\n};\n"
            ),
            1
        );
    }

    #[test]
    fn unranked_modules_and_re_exports_are_refused() {
        assert_eq!(complaints_about("board/src/novelty.rs", ""), 1);
        assert_eq!(complaints_about("board/src/room.rs", "use crate::Board;\n"), 1);
    }

    #[test]
    fn tests_and_comments_may_name_what_they_like() {
        let text = "//! See `crate::room`.\n\n#[cfg(test)]\nmod tests {\n    use crate::room::Room;\n}\n";
        assert_eq!(complaints_about("board/src/op.rs", text), 0);
    }
}
