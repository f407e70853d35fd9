//! Every key with what it does, in words: what the help shows and the palette offers. A test compares it with what the keys
//! really do, in both directions, so that neither says more than the other.

use crate::shortcuts::keys::{Deed, Stroke, deed_of};

/// What keys are about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Group {
    /// Taking tools.
    Tools,
    /// Drawing without a pointer.
    Growing,
    /// What is selected.
    Selection,
    /// Finding things.
    Finding,
    /// Decisions and assumptions.
    Journal,
    /// The view.
    View,
    /// Copying, and files.
    Files,
    /// While a text is being written.
    Writing,
    /// With a pointer.
    Pointer,
    /// What only interviewers have.
    Private,
}

impl Group {
    /// In the order in which they are shown.
    pub const ALL: [Group; 10] = [
        Group::Tools,
        Group::Growing,
        Group::Selection,
        Group::Finding,
        Group::Journal,
        Group::View,
        Group::Files,
        Group::Writing,
        Group::Pointer,
        Group::Private,
    ];

    /// Its heading.
    pub fn words(self) -> &'static str {
        match self {
            Group::Tools => "Tools",
            Group::Growing => "Drawing by keys",
            Group::Selection => "What is selected",
            Group::Finding => "Finding things",
            Group::Journal => "Decisions and assumptions",
            Group::View => "View",
            Group::Files => "Copying and files",
            Group::Writing => "While writing",
            Group::Pointer => "With mouse, pen or finger",
            Group::Private => "Only you",
        }
    }

    /// Whether the keys of the board do it; the others are the text field's, the pointer's, the notes'.
    pub fn is_of_board(self) -> bool {
        match self {
            Group::Tools | Group::Growing | Group::Selection | Group::Finding | Group::Journal | Group::View => true,
            Group::Files | Group::Writing | Group::Pointer | Group::Private => false,
        }
    }
}

/// Keys that do the same, and what.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Which heading it stands under.
    pub group: Group,
    /// Each as people read it: `Ctrl+Shift+Z`. `Arrows` stands for each of the four.
    pub keys: &'static [&'static str],
    /// What they do.
    pub words: &'static str,
}

const fn row(group: Group, keys: &'static [&'static str], words: &'static str) -> Row {
    Row { group, keys, words }
}

/// All of them.
pub const TABLE: &[Row] = &[
    row(Group::Tools, &["V", "1"], "Select"),
    row(Group::Tools, &["H"], "Move the board"),
    row(Group::Tools, &["R", "2"], "Rectangle"),
    row(Group::Tools, &["D", "3"], "Diamond"),
    row(Group::Tools, &["O", "4"], "Ellipse"),
    row(Group::Tools, &["Y"], "Cylinder"),
    row(Group::Tools, &["A", "5"], "Connector; again for the next way it goes"),
    row(Group::Tools, &["L", "6"], "Line"),
    row(Group::Tools, &["S", "N"], "Sticky note; N is another for interviewers"),
    row(Group::Tools, &["P"], "Pen"),
    row(Group::Tools, &["7"], "The pen as it was last"),
    row(Group::Tools, &["Shift+P"], "Pen of one width"),
    row(Group::Tools, &["Shift+D"], "Highlighter"),
    row(Group::Tools, &["T", "8"], "Text"),
    row(Group::Tools, &["E", "0"], "Eraser"),
    row(Group::Tools, &["F"], "Frame"),
    row(Group::Tools, &["9"], "Picture"),
    row(Group::Tools, &["K"], "Laser pointer"),
    row(Group::Tools, &["B"], "Fill a shape; with Alt make it hollow"),
    row(Group::Tools, &["Z"], "Zoom in at a click or to a box; with Alt out"),
    row(Group::Tools, &["Q"], "Keep the tool after it was used, or not"),
    row(Group::Growing, &["/"], "Put something down by its name"),
    row(
        Group::Growing,
        &["Ctrl+Arrows"],
        "Another like the selected one, connected; beside a note the next one",
    ),
    row(
        Group::Growing,
        &["Alt+Arrows"],
        "To the next element, along connections",
    ),
    row(
        Group::Growing,
        &["Tab"],
        "The next shape or part, with its words and connections; of a stroke the shape it looks like",
    ),
    row(Group::Growing, &["Shift+Tab"], "The shape or part before"),
    row(
        Group::Growing,
        &["Enter"],
        "Write into it, crop a picture; with a tool: put one down",
    ),
    row(
        Group::Growing,
        &["Arrows", "Shift+Arrows"],
        "Where a line or connector begun by Enter goes; Enter for each point, Escape at the end",
    ),
    row(
        Group::Growing,
        &["Ctrl+Enter"],
        "Move the points of a line: Tab for the next, arrows, Delete; Escape at the end",
    ),
    row(Group::Selection, &["Arrows"], "Move a little"),
    row(Group::Selection, &["Shift+Arrows"], "Move further"),
    row(Group::Selection, &["Alt+Shift+Arrows"], "Larger or smaller"),
    row(Group::Selection, &["Ctrl+A"], "Select all"),
    row(
        Group::Selection,
        &["Delete", "Backspace", "Ctrl+Delete", "Ctrl+Backspace"],
        "Delete; with Ctrl also what the other side drew",
    ),
    row(Group::Selection, &["Ctrl+D"], "Duplicate"),
    row(Group::Selection, &["Ctrl+G"], "Group"),
    row(Group::Selection, &["Ctrl+Shift+G"], "Ungroup"),
    row(Group::Selection, &["]", "Ctrl+Shift+]"], "To the front"),
    row(Group::Selection, &["[", "Ctrl+Shift+["], "To the back"),
    row(Group::Selection, &["Ctrl+]", "Alt+]"], "Forward"),
    row(Group::Selection, &["Ctrl+[", "Alt+["], "Backward"),
    row(Group::Selection, &["Ctrl+Shift+Arrows"], "Align to that side"),
    row(Group::Selection, &["Alt+H"], "Align centres"),
    row(Group::Selection, &["Alt+V"], "Align middles"),
    row(Group::Selection, &["Alt+Shift+H"], "Distribute from left to right"),
    row(Group::Selection, &["Alt+Shift+V"], "Distribute from top to bottom"),
    row(Group::Selection, &["Shift+H"], "Flip left and right"),
    row(Group::Selection, &["Shift+V"], "Flip top and bottom"),
    row(Group::Selection, &["Ctrl+Alt+C"], "Copy look"),
    row(Group::Selection, &["Ctrl+Alt+V"], "Paste look"),
    row(Group::Selection, &["Shift+F10", "ContextMenu"], "What can be done"),
    row(Group::Selection, &["Ctrl+Shift+L"], "Lock or unlock"),
    row(Group::Selection, &["Ctrl+Z"], "Undo"),
    row(Group::Selection, &["Ctrl+Shift+Z", "Ctrl+Y"], "Redo"),
    row(Group::Selection, &["Escape"], "Select nothing; leave a tool"),
    row(Group::Finding, &["Ctrl+/", "Ctrl+Shift+P"], "Find anything by its name"),
    row(Group::Finding, &["Ctrl+F"], "Search the board"),
    row(Group::Finding, &["Alt+O"], "The board as text"),
    row(Group::Finding, &["Alt+R"], "Read out again what was said last"),
    row(Group::Finding, &["?"], "These keys"),
    row(Group::Journal, &["J"], "Write an assumption"),
    row(Group::Journal, &["Shift+J"], "Write a decision"),
    row(Group::Journal, &["Alt+J"], "The journal"),
    row(Group::View, &["Ctrl++"], "Zoom in"),
    row(Group::View, &["Ctrl+-"], "Zoom out"),
    row(Group::View, &["Ctrl+0"], "Zoom to 100 %"),
    row(Group::View, &["PageUp"], "The view up"),
    row(Group::View, &["PageDown"], "The view down"),
    row(Group::View, &["Shift+PageUp"], "The view to the left"),
    row(Group::View, &["Shift+PageDown"], "The view to the right"),
    row(Group::View, &["Shift+1"], "Show all"),
    row(Group::View, &["Shift+2", "Shift+3"], "Show what is selected"),
    row(Group::View, &["Ctrl+'"], "Grid"),
    row(Group::View, &["Alt+Shift+S"], "Snap to each other"),
    row(Group::View, &["Alt+Z"], "The board alone"),
    row(Group::Files, &["Ctrl+C"], "Copy"),
    row(Group::Files, &["Ctrl+X"], "Cut"),
    row(Group::Files, &["Ctrl+V"], "Paste"),
    row(Group::Files, &["Ctrl+Shift+V"], "Paste as text"),
    row(Group::Files, &["Shift+Alt+C"], "Copy as a picture"),
    row(Group::Files, &["Ctrl+O"], "Open a file"),
    row(Group::Files, &["Ctrl+Shift+E"], "Export"),
    row(Group::Writing, &["Escape", "Ctrl+Enter"], "Done"),
    row(
        Group::Writing,
        &["Tab"],
        "On to the words of the connection that leads here; in a list a step in",
    ),
    row(Group::Writing, &["Shift+Tab"], "In a list a step out"),
    row(
        Group::Writing,
        &["Enter"],
        "A new line; the next of a list, which “- ” begins",
    ),
    row(Group::Pointer, &["Shift"], "Square, straight (ink too), or several"),
    row(Group::Pointer, &["Alt"], "From the middle; a copy; an exact end"),
    row(
        Group::Pointer,
        &["Hold"],
        "With the pen, before it is lifted: the stroke becomes the shape it looks like",
    ),
    row(Group::Pointer, &["Ctrl"], "Connects to nothing; a click opens a link"),
    row(Group::Pointer, &["Space"], "Drag to move the board"),
    row(
        Group::Private,
        &["M", "Alt+M"],
        "Mark this moment; with Alt also while you type",
    ),
    row(Group::Private, &["Shift+M", "Alt+Shift+M"], "Mark a hint"),
    row(Group::Private, &["N", "Alt+N"], "Write a private note"),
    row(Group::Private, &["Alt+S"], "Sharing your screen: hide what is private"),
];

impl Row {
    /// What its first key does, if the keys of the board do it.
    pub fn deed(&self) -> Option<Deed> {
        let name = self.keys.first().filter(|_| self.group.is_of_board())?;
        Keys::read(name).deed()
    }
}

/// How a key is written where people read it.
pub fn shown(key: &str) -> String {
    let arrows = "← → ↑ ↓";
    key.replace("Escape", "Esc")
        .replace("Arrows", arrows)
        .replace("++", "+ +")
}

/// A key by its name.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Keys {
    key: String,
    code: String,
    ctrl: bool,
    shift: bool,
    alt: bool,
}

impl Keys {
    fn read(name: &str) -> Keys {
        // A plus is also a key.
        let (held, key) = match name.strip_suffix("++") {
            Some(held) => (held, "+"),
            None => name.rsplit_once('+').unwrap_or(("", name)),
        };
        let has = |modifier: &str| held.split('+').any(|part| part == modifier);
        let first = key.chars().next().filter(|_| key.chars().count() == 1);
        let code = match first {
            Some(letter) if letter.is_ascii_alphabetic() => format!("Key{}", letter.to_ascii_uppercase()),
            Some(digit) if digit.is_ascii_digit() => format!("Digit{digit}"),
            Some(_) | None => String::new(),
        };
        Keys {
            key: if first.is_some() {
                key.to_ascii_lowercase()
            } else {
                key.to_owned()
            },
            code,
            ctrl: has("Ctrl"),
            shift: has("Shift"),
            alt: has("Alt"),
        }
    }

    fn deed(&self) -> Option<Deed> {
        deed_of(&Stroke {
            key: &self.key,
            code: &self.code,
            ctrl: self.ctrl,
            shift: self.shift,
            alt: self.alt,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Other ways of writing what the table has: on some keyboards these signs lie elsewhere.
    const ALSO: [&str; 4] = ["Ctrl+=", "Ctrl+_", "Ctrl+}", "Ctrl+{"];
    const NAMED: [&str; 22] = [
        "ArrowLeft",
        "ArrowRight",
        "ArrowUp",
        "ArrowDown",
        "Enter",
        "Escape",
        "Tab",
        "Delete",
        "Backspace",
        "Home",
        "End",
        "PageUp",
        "PageDown",
        "Insert",
        " ",
        "F1",
        "F2",
        "F3",
        "F5",
        "F6",
        "F11",
        "F12",
    ];

    fn each(name: &str) -> Vec<Keys> {
        let arrows = ["Left", "Right", "Up", "Down"];
        match name.strip_suffix("Arrows") {
            Some(held) => arrows
                .iter()
                .map(|arrow| Keys::read(&format!("{held}Arrow{arrow}")))
                .collect(),
            None => vec![Keys::read(name)],
        }
    }

    fn listed() -> Vec<Keys> {
        let rows = TABLE.iter().filter(|row| row.group.is_of_board());
        rows.flat_map(|row| row.keys).flat_map(|name| each(name)).collect()
    }

    #[test]
    fn every_key_in_the_table_does_something() {
        for keys in listed() {
            assert!(keys.deed().is_some(), "{keys:?} is in the table and does nothing");
        }
        for row in TABLE.iter().filter(|row| row.group.is_of_board()) {
            let deeds = row.keys.iter().flat_map(|name| each(name)).map(|keys| keys.deed());
            let deeds = deeds.collect::<Vec<_>>();
            let first = row.deed();
            let same = row.keys.iter().any(|name| name.ends_with("Arrows")) || deeds.iter().all(|deed| *deed == first);
            assert!(same, "keys of one row do different things: {row:?} {deeds:?}");
        }
    }

    #[test]
    fn every_key_that_does_something_is_in_the_table() {
        let also = ALSO.iter().map(|name| Keys::read(name)).collect::<Vec<_>>();
        let known = listed();
        let signs = (33_u8..=126).map(char::from).filter(|sign| !sign.is_ascii_uppercase());
        let names = signs
            .map(String::from)
            .chain(NAMED.iter().map(|name| (*name).to_owned()));
        for name in names {
            for held in 0..8 {
                let mut keys = Keys::read(&name);
                (keys.ctrl, keys.shift, keys.alt) = (held & 1 != 0, held & 2 != 0, held & 4 != 0);
                // Some keyboards need Shift for a sign.
                let is_sign = name.chars().all(|sign| sign.is_ascii_punctuation());
                let plain = Keys {
                    shift: keys.shift && !is_sign,
                    ..keys.clone()
                };
                let is_known = [&keys, &plain]
                    .iter()
                    .any(|keys| known.contains(keys) || also.contains(keys));
                assert!(
                    keys.deed().is_none() || is_known,
                    "{keys:?} does something and is not in the table"
                );
            }
        }
    }

    #[test]
    fn what_is_done_is_told_once() {
        let mut words = TABLE.iter().map(|row| row.words).collect::<Vec<_>>();
        words.sort_unstable();
        let count = words.len();
        words.dedup();
        assert_eq!(words.len(), count);
    }
}
