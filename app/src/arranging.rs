//! What can be done with what is selected, by name: buttons, menu and keys share its words, signs and keys, and do it here.

use board::{
    Board,
    id::ElementId,
    tool::{
        Intent,
        command::{self, Alignment, Axis},
        recognition,
    },
};

use crate::{
    session::Session,
    shortcuts::{on_movable, on_selection, on_whole_selection},
};

/// One thing to do with what is selected.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Arrange {
    /// Makes a group.
    Group,
    /// Takes groups apart.
    Ungroup,
    /// Puts things in line.
    Align(Alignment),
    /// Puts equal gaps between things.
    Distribute(Axis),
    /// Puts things one behind the other.
    Stack(Axis),
    /// Puts things into a block.
    Pack,
    /// Makes things as long as all of them.
    Stretch(Axis),
    /// Mirrors.
    Flip(Axis),
    /// Above the next thing that covers it.
    Forward,
    /// Below the next thing that it covers.
    Backward,
    /// Above everything.
    ToFront,
    /// Below everything.
    ToBack,
    /// Locks or unlocks.
    Lock,
    /// Unlocks whatever is locked.
    UnlockAll,
    /// Copies beside it.
    Duplicate,
    /// Keeps its look for others.
    CopyLook,
    /// Gives it the look that was kept.
    PasteLook,
    /// Takes it away.
    Delete,
    /// Selects all there is.
    SelectAll,
    /// Selects what belongs to a frame.
    SelectHeld,
    /// Takes it out of its frame.
    LetGo,
    /// Makes a frame around it.
    WrapInFrame,
    /// Makes a text the label of a shape.
    BindWords,
    /// Makes a label a text of its own.
    FreeWords,
    /// Puts a shape around a text.
    WrapWords,
    /// Lets a text be as wide as its lines.
    FitWidth,
    /// Puts shapes and lines in the place of strokes that look like them.
    IntoShapes,
}

impl Arrange {
    /// What has no key of its own and is found by its name.
    pub const BY_NAME: [Arrange; 13] = [
        Arrange::Stack(Axis::Across),
        Arrange::Stack(Axis::Down),
        Arrange::Pack,
        Arrange::Stretch(Axis::Across),
        Arrange::Stretch(Axis::Down),
        Arrange::UnlockAll,
        Arrange::SelectHeld,
        Arrange::LetGo,
        Arrange::WrapInFrame,
        Arrange::BindWords,
        Arrange::FreeWords,
        Arrange::WrapWords,
        Arrange::FitWidth,
    ];
}

/// How a thing to do is shown.
#[derive(Clone, Copy, Debug)]
pub struct Face {
    /// Its sign.
    pub icon: &'static str,
    /// Its words.
    pub name: &'static str,
    /// Its key, as people read it.
    pub key: &'static str,
}

impl Arrange {
    /// How it is shown.
    pub fn face(self) -> Face {
        let face = |icon, name, key| Face { icon, name, key };
        match self {
            Arrange::Group => face("group", "Group", "Ctrl+G"),
            Arrange::Ungroup => face("ungroup", "Ungroup", "Ctrl+Shift+G"),
            Arrange::Align(Alignment::Left) => face("align-start-vertical", "Align left", "Ctrl+Shift+←"),
            Arrange::Align(Alignment::Centre) => face("align-center-vertical", "Align centres", "Alt+H"),
            Arrange::Align(Alignment::Right) => face("align-end-vertical", "Align right", "Ctrl+Shift+→"),
            Arrange::Align(Alignment::Top) => face("align-start-horizontal", "Align top", "Ctrl+Shift+↑"),
            Arrange::Align(Alignment::Middle) => face("align-center-horizontal", "Align middles", "Alt+V"),
            Arrange::Align(Alignment::Bottom) => face("align-end-horizontal", "Align bottom", "Ctrl+Shift+↓"),
            Arrange::Distribute(Axis::Across) => face(
                "align-horizontal-distribute-center",
                "Distribute from left to right",
                "Alt+Shift+H",
            ),
            Arrange::Distribute(Axis::Down) => face(
                "align-vertical-distribute-center",
                "Distribute from top to bottom",
                "Alt+Shift+V",
            ),
            Arrange::Stack(Axis::Across) => face("stretch-vertical", "Put into a row", ""),
            Arrange::Stack(Axis::Down) => face("stretch-horizontal", "Put into a column", ""),
            Arrange::Pack => face("layout-grid", "Pack closely", ""),
            Arrange::Stretch(Axis::Across) => face("move-horizontal", "Make equally wide", ""),
            Arrange::Stretch(Axis::Down) => face("move-vertical", "Make equally high", ""),
            Arrange::Flip(Axis::Across) => face("flip-vertical-2", "Flip left and right", "Shift+H"),
            Arrange::Flip(Axis::Down) => face("flip-horizontal-2", "Flip top and bottom", "Shift+V"),
            Arrange::Forward => face("arrow-up", "Forward", "Ctrl+]"),
            Arrange::Backward => face("arrow-down", "Backward", "Ctrl+["),
            Arrange::ToFront => face("bring-to-front", "To the front", "]"),
            Arrange::ToBack => face("send-to-back", "To the back", "["),
            Arrange::Lock => face("lock", "Lock", "Ctrl+Shift+L"),
            Arrange::UnlockAll => face("unlock", "Unlock everything", ""),
            Arrange::Duplicate => face("copy", "Duplicate", "Ctrl+D"),
            Arrange::CopyLook => face("paintbrush", "Copy look", "Ctrl+Alt+C"),
            Arrange::PasteLook => face("brush", "Paste look", "Ctrl+Alt+V"),
            Arrange::Delete => face("trash-2", "Delete", "Delete"),
            Arrange::SelectAll => face("square-dashed-mouse-pointer", "Select everything", "Ctrl+A"),
            Arrange::SelectHeld => face("square-dashed-mouse-pointer", "Select all in it", ""),
            Arrange::LetGo => face("log-out", "Take out of the frame", ""),
            Arrange::WrapInFrame => face("frame", "Put a frame around", ""),
            Arrange::BindWords => face("type", "Put the text into the shape", ""),
            Arrange::FreeWords => face("log-out", "Take the text out of the shape", ""),
            Arrange::WrapWords => face("square", "Put a shape around the text", ""),
            Arrange::FitWidth => face("type", "As wide as its lines", ""),
            Arrange::IntoShapes => face("shapes", "Make a shape of it", "Tab"),
        }
    }

    /// Does it with what is selected.
    pub fn run(self, session: Session) {
        let run = |command: fn(&Board, &[ElementId]) -> Vec<Intent>| on_selection(session, command);
        match self {
            Arrange::Group => on_selection(session, |board, selection| {
                command::group(board, selection, &mut || session.fresh_element_id())
            }),
            Arrange::Ungroup => run(command::ungroup),
            Arrange::Align(alignment) => {
                on_movable(session, |board, selection| command::align(board, selection, alignment));
            }
            Arrange::Distribute(direction) => on_movable(session, |board, selection| {
                command::distribute(board, selection, direction)
            }),
            Arrange::Stack(direction) => {
                on_movable(session, |board, selection| command::stack(board, selection, direction));
            }
            Arrange::Pack => on_movable(session, command::pack),
            Arrange::Stretch(direction) => {
                on_selection(session, |board, selection| {
                    command::stretch(board, selection, direction)
                });
            }
            Arrange::Flip(direction) => {
                on_movable(session, |board, selection| command::flip(board, selection, direction));
            }
            Arrange::Forward => run(command::bring_forward),
            Arrange::Backward => run(command::send_backward),
            Arrange::ToFront => run(command::bring_to_front),
            Arrange::ToBack => run(command::send_to_back),
            Arrange::Lock => run(command::toggle_lock),
            Arrange::UnlockAll => {
                let free = session.free_of(&session.with_board(command::locked));
                session.dispatch_all(command::unlock(&free));
            }
            Arrange::Duplicate => on_whole_selection(session, |board, selection| {
                command::duplicate(board, selection, &mut || session.fresh_element_id())
            }),
            Arrange::CopyLook => session.copy_look(),
            Arrange::PasteLook => {
                let look = session.copied_look().get_untracked();
                on_selection(session, |board, selection| command::paste_look(board, selection, &look));
            }
            Arrange::Delete => run(command::delete),
            Arrange::SelectAll => {
                session.tool().set(Default::default());
                on_whole_selection(session, |board, _| command::select_all(board));
            }
            Arrange::SelectHeld => on_whole_selection(session, command::select_held),
            Arrange::LetGo => run(command::let_go),
            Arrange::WrapInFrame => {
                let (author, id) = (session.me().get_untracked(), session.fresh_element_id());
                on_selection(session, |board, selection| {
                    command::wrap_in_frame(board, selection, author, id)
                });
            }
            Arrange::BindWords => run(command::bind_words),
            Arrange::FreeWords => {
                let id = session.fresh_element_id();
                on_selection(session, |board, selection| command::free_words(board, selection, id));
            }
            Arrange::WrapWords => {
                let (author, id) = (session.me().get_untracked(), session.fresh_element_id());
                on_selection(session, |board, selection| {
                    command::wrap_words(board, selection, author, id)
                });
            }
            Arrange::FitWidth => run(command::fit_width),
            Arrange::IntoShapes => into_shapes(session),
        }
    }
}

fn into_shapes(session: Session) {
    let author = session.me().get_untracked();
    let free = session.free_of(&session.selection().get_untracked());
    let intents =
        session.with_board(|board| recognition::into_shapes(board, &free, author, &mut || session.fresh_element_id()));
    if intents.is_empty() && !free.is_empty() {
        session.warn("This looks like no line, arrow, rectangle, ellipse, diamond or triangle, so it stays as it is.");
    }
    session.dispatch_all(intents);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shortcuts::table::TABLE;

    #[test]
    fn what_is_found_by_its_name_has_no_key_and_is_not_found_twice() {
        for arrange in Arrange::BY_NAME {
            let Face { name, key, .. } = arrange.face();
            assert_eq!(key, "", "{name}");
            assert!(TABLE.iter().all(|row| row.words != name), "{name}");
        }
    }
}
