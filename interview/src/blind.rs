//! Reviewing without knowing whom: neutral names in place of everybody's own, by role and in the order in which they came. What
//! people wrote themselves, on the board, in code or in the chat, stays as it is: it is the recording.

use crate::{
    api::{RecordedPerson, RecordingHeader},
    seat::Role,
};

/// What a round is called while it is reviewed so.
pub const TITLE: &str = "Round under review";

/// The same recording without title, date and names.
pub fn neutral(header: &RecordingHeader) -> RecordingHeader {
    let words = header.people.iter().map(|person| word(person)).collect::<Vec<_>>();
    let people = header
        .people
        .iter()
        .zip(&words)
        .enumerate()
        .map(|(index, (person, own))| {
            let before = words.iter().take(index).filter(|word| *word == own).count();
            let is_only = words.iter().filter(|word| *word == own).count() == 1;
            // Of interviewers there may be more whom the recording does not hold; of candidates there is one.
            let name = if is_only && *own == CANDIDATE {
                (*own).to_owned()
            } else {
                format!("{own} {}", before + 1)
            };
            // Nobody is called anything where nobody was.
            let name = if person.name.is_empty() { String::new() } else { name };
            RecordedPerson {
                actor: person.actor,
                name,
                role: person.role.clone(),
            }
        });
    RecordingHeader {
        title: TITLE.to_owned(),
        began_unix_millis: None,
        entries: header.entries,
        duration: header.duration,
        people: people.collect(),
        page_ends: header.page_ends.clone(),
    }
}

/// Words with neutral names in place of everybody's whole own.
pub fn neutral_words(header: &RecordingHeader, words: &str) -> String {
    let neutral = neutral(header).people;
    let pairs = header.people.iter().zip(&neutral);
    let named = pairs.filter(|(own, _)| !own.name.is_empty());
    named.fold(words.to_owned(), |words, (own, neutral)| {
        words.replace(&own.name, &neutral.name)
    })
}

const CANDIDATE: &str = "Candidate";

fn word(person: &RecordedPerson) -> &'static str {
    match Role::from_word(&person.role) {
        Some(Role::Host | Role::CoHost) => "Interviewer",
        Some(Role::Candidate) => CANDIDATE,
        Some(Role::Observer) => "Observer",
        None => "Person",
    }
}

#[cfg(test)]
mod tests {
    use board::{recording::Seq, time::Millis};

    use super::*;

    #[test]
    fn nobody_is_called_by_name_and_everybody_is_told_apart() {
        let person = |actor, name: &str, role: &str| RecordedPerson {
            actor,
            name: name.to_owned(),
            role: role.to_owned(),
        };
        let header = RecordingHeader {
            title: "Ana Okafor, queue".to_owned(),
            began_unix_millis: Some(1),
            entries: 7,
            duration: Millis(9),
            people: vec![
                person(1, "Mo Adeyemi", Role::Host.word()),
                person(2, "Ana Okafor", Role::Candidate.word()),
                person(3, "Ren Ito", Role::CoHost.word()),
                person(4, "", Role::Observer.word()),
                person(5, "editor", ""),
            ],
            page_ends: vec![Seq(7)],
        };
        let seen = neutral(&header);
        let names = seen
            .people
            .iter()
            .map(|person| person.name.as_str())
            .collect::<Vec<_>>();
        assert_eq!(names, ["Interviewer 1", "Candidate", "Interviewer 2", "", "Person 1"]);
        assert_eq!((seen.title.as_str(), seen.began_unix_millis), (TITLE, None));
        assert_eq!((seen.entries, seen.duration), (7, Millis(9)));
        let said = format!("{seen:?}");
        for name in ["Ana", "Okafor", "Mo ", "Ren", "Ito"] {
            assert!(!said.contains(name), "{name} in {said}");
        }
        let words = neutral_words(&header, "Ana Okafor: fits in memory; Ren Ito doubts it");
        assert_eq!(words, "Candidate: fits in memory; Interviewer 2 doubts it");
    }
}
