//! How people are told apart: a colour of the palette and, for who does not see colours, a pattern, both by their index in the
//! recording, so that the same person looks the same in the room and in the review.

use board::{actor::ActorIndex, colour::Colour};
use leptos::prelude::*;

use crate::{people::Presence, session::Session};

const COLOURS: u16 = 8;

/// The pattern of a person's lines and outlines.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pattern {
    /// One line.
    Solid,
    /// Dashes.
    Dash,
    /// Dots.
    Dot,
    /// Two lines.
    Double,
}

impl Pattern {
    /// As the style sheet calls it.
    pub fn key(self) -> &'static str {
        match self {
            Pattern::Solid => "solid",
            Pattern::Dash => "dash",
            Pattern::Dot => "dot",
            Pattern::Double => "double",
        }
    }
}

/// A person's colour: the number of an ink, 1 to 8.
pub fn ink_of(actor: ActorIndex) -> u8 {
    // Neighbouring inks are the hardest to tell apart, so the first people get distant ones.
    const ORDER: [u8; 8] = [6, 1, 4, 7, 2, 5, 3, 8];
    ORDER
        .get(usize::from(actor.0.saturating_sub(1) % COLOURS))
        .copied()
        .unwrap_or(8)
}

/// A person's colour, as boards name colours.
pub fn colour_of(actor: ActorIndex) -> Colour {
    Colour::Token(ink_of(actor))
}

/// A person's pattern.
pub fn pattern_of(actor: ActorIndex) -> Pattern {
    match actor.0.saturating_sub(1) % 4 {
        0 => Pattern::Solid,
        1 => Pattern::Dash,
        2 => Pattern::Dot,
        _ => Pattern::Double,
    }
}

/// The first letters of the first and the last word of a name; the style sheet makes capitals of them.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).collect()
}

/// A person as initials in their colour and pattern.
#[component]
pub fn PersonMark(
    /// Whom.
    person: Presence,
) -> impl IntoView {
    let away = person
        .away_since
        .map(|since| format!(", away since {}", since.clock()))
        .unwrap_or_default();
    let actor = person.actor;
    // The review knows nobody who could be idle.
    let session = use_context::<Session>().filter(|_| person.away_since.is_none());
    let is_idle = Memo::new(move |_| session.is_some_and(|session| session.idle().get().contains(&actor)));
    let words = format!("{}, {}{away}", person.name, person.role);
    let words = Memo::new(move |_| {
        if is_idle.get() {
            format!("{words}, idle")
        } else {
            words.clone()
        }
    });
    view! {
        <span
            class="person-mark"
            role="img"
            data-ink=ink_of(person.actor).to_string()
            data-pattern=pattern_of(person.actor).key()
            data-away=person.away_since.is_some().then_some("yes")
            data-idle=move || is_idle.get().then_some("yes")
            title=words
            aria-label=words
        >
            {initials(&person.name)}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        for (name, letters) in [
            ("Ana Okafor", "AO"),
            ("mo", "m"),
            ("Ada de la Cruz", "AC"),
            ("", ""),
            ("渡辺 謙", "渡謙"),
        ] {
            assert_eq!(initials(name), letters);
        }
    }

    #[test]
    fn the_first_eight_people_differ_in_colour() {
        let mut inks = (1..=8).map(|actor| ink_of(ActorIndex(actor))).collect::<Vec<_>>();
        inks.sort_unstable();
        inks.dedup();
        assert_eq!(inks.len(), 8);
    }
}
