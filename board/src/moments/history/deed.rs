//! What can be done to a thing, told from how it was before and how it is after; and the words for it.

use crate::{
    element::{Connector, Element, End},
    id::ElementId,
};

/// More of a label than this is not repeated in a list.
const SAID_CHARS: usize = 60;

/// What was done to a thing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Deed {
    /// It came to be.
    Born,
    /// It stands elsewhere.
    Moved,
    /// It has another size.
    Resized,
    /// It was turned or flipped.
    Turned,
    /// It has other colours.
    Recoloured,
    /// Its lines or letters look otherwise.
    Restyled,
    /// It is another shape, part or stamp.
    Reshaped,
    /// Its words are these now.
    Worded(String),
    /// A connector's end holds on to something else: the name of that, `None` where it was let go.
    Rebound(Option<String>),
    /// A connector goes another way.
    Rerouted,
    /// A connector ties it to another thing: which connector, and the name of what is at its other end.
    Connected(ElementId, String),
    /// A connector does so no longer.
    Disconnected(ElementId, String),
    /// It lies higher or lower.
    Stacked,
    /// It belongs to another group or frame.
    Grouped,
    /// It was locked or unlocked.
    Locked(bool),
    /// It leads elsewhere.
    Linked,
    /// Another part of its picture is shown.
    Cropped,
    /// It was taken away.
    Deleted,
    /// It was brought back.
    Restored,
    /// It came to be, went or was changed while nothing was recorded.
    Unrecorded,
    /// Code was typed.
    Typed,
    /// Code was pasted.
    Pasted,
    /// Code was moved or indented by a command, or brought in from a file.
    Arranged,
    /// Code was deleted.
    Erased,
    /// Code was put back by undoing or redoing.
    Undone,
}

impl Deed {
    /// In words, without who did it.
    pub fn words(&self) -> String {
        let fixed = match self {
            Deed::Born => "Made",
            Deed::Moved => "Moved",
            Deed::Resized => "Resized",
            Deed::Turned => "Turned",
            Deed::Recoloured => "Recoloured",
            Deed::Restyled => "Drawn in another style",
            Deed::Reshaped => "Made into something else",
            Deed::Worded(text) if text.trim().is_empty() => "Words removed",
            Deed::Worded(text) => return format!("Words: “{}”", said(text)),
            Deed::Rebound(None) => "An end let go",
            Deed::Rebound(Some(name)) => return format!("Bound to {name}"),
            Deed::Rerouted => "Led another way",
            Deed::Connected(_, name) => return format!("Connected with {name}"),
            Deed::Disconnected(_, name) => return format!("No longer connected with {name}"),
            Deed::Stacked => "Put higher or lower",
            Deed::Grouped => "Put into another group or frame",
            Deed::Locked(true) => "Locked",
            Deed::Locked(false) => "Unlocked",
            Deed::Linked => "Link changed",
            Deed::Cropped => "Cropped",
            Deed::Deleted => "Removed",
            Deed::Restored => "Brought back",
            Deed::Unrecorded => "Changed while nothing was recorded",
            Deed::Typed => "Typed in",
            Deed::Pasted => "Pasted",
            Deed::Arranged => "Moved or indented",
            Deed::Erased => "Deleted a part",
            Deed::Undone => "Undone or redone",
        };
        fixed.to_owned()
    }

    /// Whether it is a matter of keys pressed one after another.
    pub(super) fn is_typing(&self) -> bool {
        matches!(self, Deed::Worded(_) | Deed::Typed | Deed::Erased | Deed::Undone)
    }

    /// Whether what follows soon may be the same go.
    pub(super) fn is_continued_by(&self, next: &Deed) -> bool {
        match (self, next) {
            // What is drawn goes on being made, and what is typed goes on being typed, also where a letter is taken back.
            (Deed::Born, Deed::Born) | (Deed::Typed | Deed::Erased, Deed::Typed | Deed::Erased) => true,
            (Deed::Connected(one, _) | Deed::Disconnected(one, _), Deed::Connected(other, _)) => one == other,
            (Deed::Disconnected(one, _), Deed::Disconnected(other, _)) => one == other,
            (Deed::Deleted | Deed::Restored | Deed::Unrecorded | Deed::Connected(..) | Deed::Disconnected(..), _) => {
                false
            }
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        }
    }

    /// What both are together.
    pub(super) fn joined(&self, next: Deed) -> Deed {
        match (self, next) {
            // A letter taken back while typing is typing still.
            (Deed::Typed, Deed::Erased) => Deed::Typed,
            (_, next) => next,
        }
    }
}

/// What makes one version of an element another; what is bound to is named by `name`.
pub fn between(old: &Element, new: &Element, name: impl Fn(ElementId) -> String) -> Vec<Deed> {
    let mut deeds = Vec::new();
    let mut add = |is_so: bool, deed: Deed| {
        if is_so {
            deeds.push(deed);
        }
    };
    let (style, was) = (&new.style, &old.style);
    let (extras, had) = (&new.extras, &old.extras);
    let is_line = new.connector().is_some();
    add(!old.deleted && new.deleted, Deed::Deleted);
    add(old.deleted && !new.deleted, Deed::Restored);
    add(old.size != new.size && !is_line, Deed::Resized);
    add(
        old.size == new.size && old.origin != new.origin && !is_line,
        Deed::Moved,
    );
    add(
        old.angle_centidegrees != new.angle_centidegrees || had.flip != extras.flip,
        Deed::Turned,
    );
    add((was.stroke, was.fill) != (style.stroke, style.fill), Deed::Recoloured);
    let plain = |element: &Element| {
        let style = element.style;
        let letters = (
            style.font_size,
            style.align,
            element.extras.face,
            element.extras.vertical,
        );
        let heads = element.connector().map(|line| (line.start_head, line.end_head));
        let line = (
            style.width_eighths,
            style.dash,
            style.opacity_percent,
            element.extras.nib,
        );
        (letters, heads, line, element.extras.hatch)
    };
    add(plain(old) != plain(new), Deed::Restyled);
    add(
        !is_line && new.ink().is_none() && old.kind != new.kind && !is_put_elsewhere(old, new),
        Deed::Reshaped,
    );
    add(!is_line && is_put_elsewhere(old, new), Deed::Moved);
    add(old.text != new.text, Deed::Worded(new.text.to_string()));
    if let (Some(before), Some(now)) = (old.connector(), new.connector()) {
        for deed in of_line(before, now, name) {
            add(true, deed);
        }
    }
    add(old.order != new.order, Deed::Stacked);
    add(old.groups != new.groups || had.frame != extras.frame, Deed::Grouped);
    add(old.locked != new.locked, Deed::Locked(new.locked));
    add(had.link != extras.link, Deed::Linked);
    add(had.crop != extras.crop, Deed::Cropped);
    deeds
}

/// Whether a stamp says the same and stays at another place.
fn is_put_elsewhere(old: &Element, new: &Element) -> bool {
    match (old.stamp(), new.stamp()) {
        (Some(before), Some(now)) => before.sign == now.sign && before.on != now.on,
        (_, _) => false,
    }
}

fn of_line(before: &Connector, now: &Connector, name: impl Fn(ElementId) -> String) -> Vec<Deed> {
    let held = |end: &End| end.bound.map(|binding| binding.element);
    let ends = [(&before.start, &now.start), (&before.end, &now.end)];
    let mut deeds = Vec::new();
    for (was, is) in ends {
        if held(was) != held(is) {
            deeds.push(Deed::Rebound(held(is).map(&name)));
        } else if was != is {
            deeds.push(Deed::Moved);
        }
    }
    if (&before.via, before.route, before.closed) != (&now.via, now.route, now.closed) {
        deeds.push(Deed::Rerouted);
    }
    deeds.dedup();
    deeds
}

/// Words in one line.
fn said(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= SAID_CHARS {
        return words;
    }
    let cut = words.chars().take(SAID_CHARS - 1).collect::<String>();
    format!("{cut}…")
}
