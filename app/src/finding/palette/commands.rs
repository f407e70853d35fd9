//! What keys do, and what can be done with what is selected, as things to find by name.

use board::tool::{Figure, ToolKind};

use super::entry::{Does, Entry, Sign, Sort};
use crate::{
    arranging::Arrange,
    session::{Aid, Session},
    shortcuts::{
        self, Deed, Finder,
        table::{Group, TABLE},
    },
};

/// What is done by keys, as far as it is for this person.
pub(super) fn by_keys(session: Session) -> impl Iterator<Item = Entry> {
    let rows = TABLE.iter().filter_map(|row| Some((row, row.deed()?)));
    // The palette itself and the arrows are not asked for by name.
    let is_offered = move |deed: &Deed| match deed {
        Deed::Open(Finder::Palette)
        | Deed::Grow(_)
        | Deed::Walk(_)
        | Deed::Nudge(_)
        | Deed::Resize(_)
        | Deed::Leave => false,
        deed => shortcuts::is_for(session, *deed),
    };
    rows.filter(move |(_, deed)| is_offered(deed)).map(|(row, deed)| Entry {
        name: match row.group {
            Group::Tools => format!("Tool: {}", head_of(row.words)),
            _ => head_of(row.words).to_owned(),
        },
        sort: Sort::Command,
        sign: sign_of(deed),
        key: row.keys.first().copied(),
        words: words_of(deed),
        does: Does::Command(deed),
    })
}

/// What is done, without how its key is used.
fn head_of(words: &str) -> &str {
    words.split([';', ':']).next().unwrap_or(words)
}

/// What has no key.
pub(super) fn by_name() -> impl Iterator<Item = Entry> {
    Arrange::BY_NAME.into_iter().map(|arrange| Entry {
        name: arrange.face().name.to_owned(),
        sort: Sort::Command,
        sign: Sign::Icon(arrange.face().icon),
        key: None,
        words: "",
        does: Does::Command(Deed::Arrange(arrange)),
    })
}

fn sign_of(deed: Deed) -> Sign {
    match deed {
        Deed::Arrange(arrange) => Sign::Icon(arrange.face().icon),
        Deed::Take(kind) => match Figure::of_tool(kind) {
            Some(figure) => Sign::Figure(figure),
            None => Sign::Icon(icon_of(kind)),
        },
        Deed::Draw(_) => Sign::Icon("pencil"),
        Deed::PickPicture => Sign::Icon("image"),
        Deed::Undo => Sign::Icon("undo-2"),
        Deed::Redo => Sign::Icon("redo-2"),
        Deed::ZoomToFit => Sign::Icon("maximize"),
        Deed::ZoomToSelection => Sign::Icon("scan-search"),
        Deed::Toggle(Aid::Grid) => Sign::Icon("grid-3x3"),
        Deed::Toggle(Aid::Guides) => Sign::Icon("magnet"),
        Deed::Toggle(Aid::Zen) => Sign::Icon("expand"),
        Deed::Open(Finder::Search) => Sign::Icon("search"),
        Deed::Open(Finder::Outline) => Sign::Icon("list"),
        Deed::Open(Finder::Help) => Sign::Icon("keyboard"),
        Deed::Open(Finder::Journal | Finder::Decision) => Sign::Icon("signpost"),
        Deed::Open(Finder::Assumption) => Sign::Icon("circle-question-mark"),
        Deed::Leave
        | Deed::Nudge(_)
        | Deed::Toggle(Aid::KeepTool)
        | Deed::OpenMenu
        | Deed::EditText
        | Deed::EditPoints
        | Deed::ZoomBy(_)
        | Deed::PageBy(_)
        | Deed::ZoomToActual
        | Deed::Grow(_)
        | Deed::Walk(_)
        | Deed::Resize(_)
        | Deed::Convert { .. }
        | Deed::Open(Finder::Palette | Finder::Placing)
        | Deed::SayAgain => Sign::None,
    }
}

/// The icon of a tool that makes no figure, as in the bar.
fn icon_of(kind: ToolKind) -> &'static str {
    match kind {
        ToolKind::Hand => "hand",
        ToolKind::Pen => "pencil",
        ToolKind::Eraser => "eraser",
        ToolKind::Connector => "move-up-right",
        ToolKind::Line => "slash",
        ToolKind::Text => "type",
        ToolKind::Laser => "flashlight",
        ToolKind::Fill => "paint-bucket",
        ToolKind::Zoom => "scan-search",
        ToolKind::Select | ToolKind::Shape(_) | ToolKind::Part(_) | ToolKind::Frame | ToolKind::Stamp(_) => {
            "mouse-pointer-2"
        }
    }
}

/// What else people search it by.
fn words_of(deed: Deed) -> &'static str {
    match deed {
        Deed::Take(ToolKind::Select) => "pointer cursor choose",
        Deed::Take(ToolKind::Hand) => "pan drag scroll hand",
        Deed::Take(ToolKind::Connector) => "arrow edge link connect",
        Deed::Take(ToolKind::Line) => "stroke segment",
        Deed::Take(ToolKind::Eraser) => "rubber erase delete",
        Deed::Take(ToolKind::Laser) => "point beam show",
        Deed::Take(ToolKind::Fill) => "bucket paint colour color",
        Deed::Take(ToolKind::Text) => "write words label",
        Deed::Take(kind) => Figure::of_tool(kind).map_or("", Figure::words),
        Deed::Draw(_) => "pencil ink freehand draw marker brush",
        Deed::PickPicture => "image photo upload insert screenshot",
        Deed::Undo => "back revert",
        Deed::Redo => "again forward repeat",
        Deed::Arrange(Arrange::Delete) => "remove erase trash",
        Deed::Arrange(Arrange::SelectAll) => "everything",
        Deed::Arrange(Arrange::Duplicate) => "copy clone again",
        Deed::Arrange(Arrange::CopyLook | Arrange::PasteLook) => "style format painter",
        Deed::ZoomToFit => "fit everything overview zoom",
        Deed::ZoomToSelection => "fit zoom",
        Deed::ZoomToActual => "reset original size 100%",
        Deed::Toggle(Aid::Grid) => "squares lines paper",
        Deed::Toggle(Aid::Guides) => "magnet align guides",
        Deed::Toggle(Aid::Zen) => "full screen fullscreen zen focus hide",
        Deed::Toggle(Aid::KeepTool) => "lock stay sticky",
        Deed::OpenMenu => "context menu",
        Deed::Open(Finder::Search) => "find look words",
        Deed::Open(Finder::Outline) => "outline list tree accessible",
        Deed::Open(Finder::Help) => "shortcuts hotkeys keyboard help",
        Deed::Open(Finder::Journal) => "decisions assumptions phases log",
        Deed::Open(Finder::Assumption) => "journal assume given",
        Deed::Open(Finder::Decision) => "journal decide trade-off why",
        Deed::SayAgain => "repeat screen reader",
        Deed::Leave
        | Deed::Nudge(_)
        | Deed::Arrange(_)
        | Deed::EditText
        | Deed::EditPoints
        | Deed::ZoomBy(_)
        | Deed::PageBy(_)
        | Deed::Grow(_)
        | Deed::Walk(_)
        | Deed::Resize(_)
        | Deed::Convert { .. }
        | Deed::Open(Finder::Palette | Finder::Placing) => "",
    }
}
