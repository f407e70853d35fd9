//! A note is worded and timed anew: its words, its moment, and where its stretch of time ends if it has one.

use board::time::Millis;
use interview::note::{NOTE_CHARS, Note};
use leptos::{ev, prelude::*};

use crate::{
    review::notes::ReviewNotes,
    ui::{Button, Look, Message, Tone},
};

const NO_TIME: &str = "A time reads 14:02 or 1:14:02.";
const BACKWARDS: &str = "The end comes before the beginning.";

/// The form. Enter keeps what was changed, Esc leaves it.
#[component]
pub fn EditNote(
    /// As it is.
    note: Note,
) -> impl IntoView {
    let notes = expect_context::<ReviewNotes>();
    let text = RwSignal::new(note.text.clone());
    let from = RwSignal::new(note.at.clock());
    let until = RwSignal::new(note.until.map(Millis::clock).unwrap_or_default());
    let problem = RwSignal::new(None::<String>);
    let note = StoredValue::new(note);
    let keep = move || match note.with_value(|note| timed(note, &from.read_untracked(), &until.read_untracked())) {
        Ok((at, until)) => {
            notes.notes.change(&note.get_value(), |note| {
                note.text = text.get_untracked().trim().to_owned();
                (note.at, note.until) = (at, until);
            });
            notes.editing.set(None);
        }
        Err(sentence) => problem.set(Some(sentence.to_owned())),
    };
    let key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.shift_key() && !event.is_composing() => {
            event.prevent_default();
            keep();
        }
        "Escape" => {
            event.stop_propagation();
            notes.editing.set(None);
        }
        _ => {}
    };
    let playhead = notes.review.player.playhead();
    view! {
        <div class="story-edit" on:keydown=key>
            <textarea
                rows="3"
                autofocus=true
                aria-label="Words of the note; Enter keeps them"
                maxlength=NOTE_CHARS.to_string()
                prop:value=text
                on:input:target=move |event| text.set(event.target().value())
            ></textarea>
            <ClockField label="From" value=from playhead />
            <ClockField label="To" value=until playhead />
            <Message tone=Tone::Problem text=problem />
            <Button look=Look::Private on_press=keep>"Keep"</Button>
        </div>
    }
}

/// A time as people write it; the arrows move it, a press takes the playhead's.
#[component]
fn ClockField(label: &'static str, value: RwSignal<String>, playhead: Signal<Millis>) -> impl IntoView {
    let moved = move |event: ev::KeyboardEvent| {
        let step = Millis(if event.shift_key() { 10_000 } else { 1_000 });
        let Some(at) = Millis::from_clock(&value.read_untracked()) else {
            return;
        };
        let at = match event.key().as_str() {
            "ArrowUp" => at + step,
            "ArrowDown" => at - step,
            _ => return,
        };
        event.prevent_default();
        value.set(at.clock());
    };
    view! {
        <div class="story-clock">
            <label>
                <span>{label}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    placeholder="00:00"
                    prop:value=value
                    on:input:target=move |event| value.set(event.target().value())
                    on:keydown=moved
                />
            </label>
            <Button look=Look::Quiet on_press=move || value.set(playhead.get_untracked().clock())>
                "Playhead" <span class="visually-hidden">{format!(" for {label}")}</span>
            </Button>
        </div>
    }
}

/// Beginning and end as they were written. What was not written otherwise keeps its milliseconds.
fn timed(note: &Note, from: &str, until: &str) -> Result<(Millis, Option<Millis>), &'static str> {
    let read = |text: &str, old: Option<Millis>| match old.filter(|old| old.clock() == text.trim()) {
        Some(old) => Ok(old),
        None => Millis::from_clock(text.trim()).ok_or(NO_TIME),
    };
    let at = read(from, Some(note.at))?;
    if until.trim().is_empty() {
        return Ok((at, None));
    }
    let until = read(until, note.until)?;
    if until < at {
        Err(BACKWARDS)
    } else {
        Ok((at, Some(until)))
    }
}

#[cfg(test)]
mod tests {
    use interview::note::NoteKind;

    use super::*;

    #[test]
    fn times_are_read_as_they_are_written_and_kept_where_they_are_not_touched() {
        let note = Note {
            id: String::new(),
            at: Millis(61_700),
            kind: NoteKind::Note,
            text: String::new(),
            elements: Vec::new(),
            deleted: false,
            until: Some(Millis(75_300)),
            code: None,
        };
        assert_eq!(
            timed(&note, "01:01", "01:15"),
            Ok((Millis(61_700), Some(Millis(75_300))))
        );
        assert_eq!(timed(&note, "01:02", ""), Ok((Millis(62_000), None)));
        assert_eq!(timed(&note, "01:02", "01:01"), Err(BACKWARDS));
        assert_eq!(timed(&note, "soon", ""), Err(NO_TIME));
        assert_eq!(
            timed(&note, "1:01:02", " 1:02:00 "),
            Ok((Millis(3_662_000), Some(Millis(3_720_000))))
        );
    }
}
