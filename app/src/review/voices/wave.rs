//! A voice on its person's lane: how loud it was when, as far as that is known by now.

use board::{moments::Span, time::Millis};
use leptos::prelude::*;

use super::Voices;
use crate::decimal::fixed;

/// Columns of the whole width.
const COLUMNS: u64 = 480;

/// The wave, as a path in a lane's picture of a width and height.
#[component]
pub fn VoiceWave(
    /// Whose.
    actor: u16,
    /// The time that the lane shows.
    #[prop(into)]
    span: Signal<Span>,
    /// Width of the picture.
    width: f64,
    /// Height of the picture.
    height: f64,
) -> impl IntoView {
    // A lane can be shown where there are no voices at all.
    let voices = use_context::<Voices>();
    let path = move || {
        let voices = voices?;
        voices.loudness.track();
        let span = span.get();
        let loud = |from, to| {
            voices
                .blocks
                .try_with_value(|blocks| blocks.loudest(actor, from, to))
                .unwrap_or(0)
        };
        Some(wave(span, (width, height), loud)).filter(|path| !path.is_empty())
    };
    view! { <path class="time-lane-voice" data-actor=actor.to_string() d=path></path> }
}

fn wave(span: Span, (width, height): (f64, f64), loudest: impl Fn(Millis, Millis) -> u8) -> String {
    let length = (span.to - span.from).0;
    let moment = |column: u64| span.from + Millis(length * column / COLUMNS);
    let (middle, step) = (height / 2.0, width / COLUMNS as f64);
    let mut path = String::new();
    for column in 0..COLUMNS {
        let loud = loudest(moment(column), moment(column + 1));
        if loud > 0 {
            let reach = (f64::from(loud) / 255.0).sqrt() * (middle - 1.0);
            let left = fixed((column as f64 + 0.5) * step, 2);
            path.push_str(&format!(
                "M{left} {}V{}",
                fixed(middle - reach, 1),
                fixed(middle + reach, 1)
            ));
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wave_stands_where_something_was_said() {
        let span = Span {
            from: Millis(0),
            to: Millis(480_000),
        };
        let loud = |from: Millis, _| if from == Millis(2_000) { 255 } else { 0 };
        assert_eq!(wave(span, (240.0, 24.0), loud), "M1.25 1.0V23.0");
        assert_eq!(wave(span, (240.0, 24.0), |_, _| 0), "");
    }
}
