//! Two texts line by line: what both have, in the order in which both have it, and between that what only one has.

use super::How;
use crate::limits::COMPARED_LINE_PAIRS;

/// Whose a line is.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum LineKind {
    /// Of both texts.
    Same,
    /// Of the later one.
    Added,
    /// Of the earlier one.
    Removed,
}

/// A line of either text or of both.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// Whose it is.
    pub kind: LineKind,
    /// Its number in the earlier text, from 1.
    pub before: Option<usize>,
    /// Its number in the later text, from 1.
    pub now: Option<usize>,
    /// What it says.
    pub text: String,
}

/// Lines next to each other that differ: places in a list of lines, from and behind the last.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Hunk {
    /// The first.
    pub from: usize,
    /// Behind the last.
    pub to: usize,
}

impl Hunk {
    /// The stretches of a list of lines that differ.
    pub fn all(lines: &[Line]) -> Vec<Hunk> {
        let mut hunks: Vec<Hunk> = Vec::new();
        for (index, _) in lines.iter().enumerate().filter(|(_, line)| line.kind != LineKind::Same) {
            match hunks.last_mut().filter(|hunk| hunk.to == index) {
                Some(hunk) => hunk.to = index + 1,
                None => hunks.push(Hunk {
                    from: index,
                    to: index + 1,
                }),
            }
        }
        hunks
    }
}

impl Hunk {
    /// How it differs, and that in words: `line 3 added`, `lines 3 to 5 written anew`.
    pub fn words(&self, lines: &[Line]) -> (How, String) {
        let own = || lines.get(self.from..self.to).unwrap_or_default().iter();
        let numbers = |of: fn(&Line) -> Option<usize>| {
            let mut numbers = own().filter_map(of);
            let first = numbers.next()?;
            let last = numbers.next_back().unwrap_or(first);
            Some(if first == last {
                format!("line {first}")
            } else {
                format!("lines {first} to {last}")
            })
        };
        match (numbers(|line| line.before), numbers(|line| line.now)) {
            (Some(_), Some(now)) => (How::Changed, format!("{now} written anew")),
            (Some(before), None) => (How::Removed, format!("{before} removed")),
            (None, now) => (How::Added, format!("{} added", now.unwrap_or_default())),
        }
    }
}

/// All lines of two texts; what was removed stands before what was added in its place. Where the differing part is very long,
/// it is taken for written anew as a whole.
pub fn line_diff(before: &str, now: &str) -> Vec<Line> {
    let (old, new) = (lines_of(before), lines_of(now));
    let n_begin = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - n_begin;
    let alike = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(old, new)| old == new);
    let n_end = alike.count().min(rest);
    let (old_end, new_end) = (old.len() - n_end, new.len() - n_end);
    let mut diff = Diff {
        old: &old,
        new: &new,
        lines: Vec::new(),
    };
    (0..n_begin).for_each(|index| diff.same(index, index));
    diff.middle((n_begin, old_end), (n_begin, new_end));
    (0..n_end).for_each(|index| diff.same(old_end + index, new_end + index));
    diff.lines
}

/// A text that ends with a line break has no line behind it.
fn lines_of(text: &str) -> Vec<&str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    if text.is_empty() {
        Vec::new()
    } else {
        text.split('\n').collect()
    }
}

struct Diff<'a> {
    old: &'a [&'a str],
    new: &'a [&'a str],
    lines: Vec<Line>,
}

impl Diff<'_> {
    fn same(&mut self, before: usize, now: usize) {
        self.push(LineKind::Same, Some(before), Some(now));
    }

    fn push(&mut self, kind: LineKind, before: Option<usize>, now: Option<usize>) {
        let old = before.and_then(|index| self.old.get(index));
        let text = old.or(now.and_then(|index| self.new.get(index)));
        self.lines.push(Line {
            kind,
            before: before.map(|index| index + 1),
            now: now.map(|index| index + 1),
            text: text.copied().unwrap_or_default().to_owned(),
        });
    }

    /// What lies between the ends that are alike, by the longest run of lines that both have.
    fn middle(&mut self, (old_from, old_to): (usize, usize), (new_from, new_to): (usize, usize)) {
        let (n_old, n_new) = (old_to - old_from, new_to - new_from);
        let common = if n_old.saturating_mul(n_new) > COMPARED_LINE_PAIRS {
            Vec::new()
        } else {
            let part = |lines: &'_ [&'_ str], from: usize, to: usize| {
                lines
                    .get(from..to)
                    .unwrap_or_default()
                    .iter()
                    .map(|line| (*line).to_owned())
                    .collect::<Vec<_>>()
            };
            longest_common(&part(self.old, old_from, old_to), &part(self.new, new_from, new_to))
        };
        let (mut old, mut new) = (old_from, new_from);
        for (in_old, in_new) in common {
            let (next_old, next_new) = (old_from + in_old, new_from + in_new);
            self.only(old..next_old, new..next_new);
            self.same(next_old, next_new);
            (old, new) = (next_old + 1, next_new + 1);
        }
        self.only(old..old_to, new..new_to);
    }

    fn only(&mut self, old: std::ops::Range<usize>, new: std::ops::Range<usize>) {
        old.for_each(|index| self.push(LineKind::Removed, Some(index), None));
        new.for_each(|index| self.push(LineKind::Added, None, Some(index)));
    }
}

/// The places of a longest run of lines that both have in the same order; the earliest of several.
fn longest_common(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    // How many lines the rests behind two places have in common at most.
    let mut common = vec![0_u32; (old.len() + 1) * width];
    let at = |old: usize, new: usize| old * width + new;
    let get = |common: &[u32], place: usize| common.get(place).copied().unwrap_or(0);
    for (index, line) in old.iter().enumerate().rev() {
        for (other, candidate) in new.iter().enumerate().rev() {
            let most = if line == candidate {
                get(&common, at(index + 1, other + 1)) + 1
            } else {
                get(&common, at(index + 1, other)).max(get(&common, at(index, other + 1)))
            };
            if let Some(cell) = common.get_mut(at(index, other)) {
                *cell = most;
            }
        }
    }
    let (mut index, mut other, mut found) = (0, 0, Vec::new());
    while let (Some(line), Some(candidate)) = (old.get(index), new.get(other)) {
        if line == candidate {
            found.push((index, other));
            (index, other) = (index + 1, other + 1);
        } else if get(&common, at(index + 1, other)) >= get(&common, at(index, other + 1)) {
            index += 1;
        } else {
            other += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// ` same`, `+added`, `-removed`.
    fn shown(before: &str, now: &str) -> Vec<String> {
        let sign = |kind| match kind {
            LineKind::Same => ' ',
            LineKind::Added => '+',
            LineKind::Removed => '-',
        };
        let lines = line_diff(before, now);
        lines
            .iter()
            .map(|line| format!("{}{}", sign(line.kind), line.text))
            .collect()
    }

    #[test]
    fn what_both_have_stays_and_the_rest_is_told_apart() {
        assert_eq!(shown("", ""), Vec::<String>::new());
        assert_eq!(shown("", "a\n"), ["+a"]);
        assert_eq!(shown("a\nb\n", "a\nb"), [" a", " b"]);
        assert_eq!(shown("a\nb\nc\n", "a\nx\nc\n"), [" a", "-b", "+x", " c"]);
        assert_eq!(shown("a\nb\nc\nd\n", "c\nd\na\n"), ["-a", "-b", " c", " d", "+a"]);
        assert_eq!(shown("}\n}\n", "}\n}\n}\n"), [" }", " }", "+}"]);
    }

    #[test]
    fn differing_lines_next_to_each_other_are_one_hunk() {
        let lines = line_diff("a\nb\nc\nd\n", "x\nb\nc\ny\nz\n");
        let hunks = Hunk::all(&lines)
            .iter()
            .map(|hunk| (hunk.from, hunk.to))
            .collect::<Vec<_>>();
        assert_eq!(hunks, [(0, 2), (4, 7)]);
        let told = |before, now| {
            let lines = line_diff(before, now);
            let words = Hunk::all(&lines)
                .iter()
                .map(|hunk| hunk.words(&lines).1)
                .collect::<Vec<_>>();
            words.join(", ")
        };
        assert_eq!(
            told("a\nb\nc\nd\n", "x\nb\nc\ny\nz\n"),
            "line 1 written anew, lines 4 to 5 written anew"
        );
        assert_eq!(told("a\nb\nc\n", "b\nc\nd\ne\n"), "line 1 removed, lines 3 to 4 added");
    }

    #[test]
    fn what_is_too_long_to_be_compared_is_written_anew() {
        let text = |sign: char| (0..3_000).map(|line| format!("{sign}{line}\n")).collect::<String>();
        let lines = line_diff(&format!("same\n{}", text('a')), &format!("same\n{}", text('b')));
        assert_eq!(lines.len(), 6_001);
        assert_eq!(lines[0].kind, LineKind::Same);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_lines(before in "[abc\n]{0,24}", now in "[abc\n]{0,24}") {
            let lines = line_diff(&before, &now);
            let of = |kind| lines.iter().filter(|line| line.kind == LineKind::Same || line.kind == kind)
                .map(|line| line.text.clone()).collect::<Vec<_>>();
            prop_assert_eq!(of(LineKind::Removed), lines_of(&before));
            prop_assert_eq!(of(LineKind::Added), lines_of(&now));
        }
    }
}
