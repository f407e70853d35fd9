//! Which stretch: the last minutes, or from one time to another.

use board::time::Millis;
use leptos::prelude::*;

use crate::ui::Field;

/// Milliseconds to the end of a second that was written as an end: all of that second is meant.
const REST_OF_SECOND: Millis = Millis(999);
/// The stretches that one need not write.
const LAST_MINUTES: [(u64, &str); 3] = [
    (1, "The last minute"),
    (2, "The last two minutes"),
    (5, "The last five minutes"),
];

/// What was chosen.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    /// The last so many minutes, or from one time to another.
    last_minutes: RwSignal<Option<u64>>,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

impl Choice {
    /// The last minutes first, or a stretch that was marked.
    pub(super) fn new(marked: Option<(Millis, Millis)>) -> Choice {
        let clock = |at: Option<Millis>| RwSignal::new(at.map(Millis::clock).unwrap_or_default());
        Choice {
            last_minutes: RwSignal::new(if marked.is_some() { None } else { Some(1) }),
            from: clock(marked.map(|(from, _)| from)),
            to: clock(marked.map(|(_, to)| to)),
        }
    }

    /// The stretch, or what is wrong with it.
    pub(super) fn stretch(self, now: Millis) -> Result<(Millis, Millis), &'static str> {
        let (from, to) = (self.from.get_untracked(), self.to.get_untracked());
        stretch_of(self.last_minutes.get_untracked(), (&from, &to), now)
    }
}

fn stretch_of(
    last_minutes: Option<u64>,
    (from, to): (&str, &str),
    now: Millis,
) -> Result<(Millis, Millis), &'static str> {
    if let Some(minutes) = last_minutes {
        return Ok((now - Millis(minutes * 60_000), now.max(Millis(1))));
    }
    let read = |text: &str| Millis::from_clock(text.trim());
    match (read(from), read(to)) {
        (Some(from), Some(to)) if from <= to => Ok((from, to + REST_OF_SECOND)),
        (Some(_), Some(_)) => Err("The stretch ends before it begins."),
        (None, _) | (_, None) => Err("Write both times as on the clock, for example 12:04."),
    }
}

/// The choice.
#[component]
pub(super) fn StretchFields(choice: Choice) -> impl IntoView {
    let radio = move |minutes: Option<u64>, words: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="removal-stretch"
                    prop:checked=move || choice.last_minutes.get() == minutes
                    on:change=move |_| choice.last_minutes.set(minutes)
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="checks">
            <legend>"Which stretch"</legend>
            {LAST_MINUTES.into_iter().map(|(minutes, words)| radio(Some(minutes), words)).collect_view()}
            {radio(None, "From one time to another")}
        </fieldset>
        <Show when=move || choice.last_minutes.get().is_none()>
            <div class="removal-times">
                <Field label="From" value=choice.from placeholder="12:04" max_chars=8 />
                <Field label="To" value=choice.to placeholder="12:06" max_chars=8 />
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_minutes_end_now_and_written_times_take_their_whole_second() {
        let now = Millis(90_000);
        assert_eq!(stretch_of(Some(1), ("", ""), now), Ok((Millis(30_000), now)));
        assert_eq!(stretch_of(Some(5), ("", ""), now), Ok((Millis(0), now)));
        let written = stretch_of(None, (" 12:04", "12:06"), now);
        assert_eq!(written, Ok((Millis(724_000), Millis(726_999))));
        assert!(stretch_of(None, ("12:06", "12:04"), now).is_err());
        assert!(stretch_of(None, ("noon", "12:04"), now).is_err());
    }
}
