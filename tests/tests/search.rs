//! Everything that real typing ended in is found, and whatever is found was there at its time; every word of real drawings is found.

use board::{
    Entry, Op,
    actor::ActorIndex,
    import::{excalidraw, trace},
    op::TextTarget,
    recording::Seq,
    replay::Timeline,
    search::{Index, Place, Query},
    time::Millis,
    unfold::Unfolding,
};
use tests::material;

/// Every so many words of a text are looked for.
const EVERY: usize = 41;

/// Words of at least three letters, with their beginnings left out now and then.
fn words(text: &str) -> Vec<&str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| word.chars().count() > 2).step_by(EVERY).collect()
}

#[test]
fn every_word_that_typing_ended_in_is_found_where_it_was_at_its_time() {
    let text = material::text("editing-traces/sveltecomponent.json.gz");
    let entries = trace::read(&text).expect("the trace is sound").entries;
    let index = Index::new(&entries);
    assert!(!index.is_cut());
    let (unfolding, timeline) = (Unfolding::new(&entries), Timeline::new(entries).expect("in order"));
    let end = timeline.at_seq(Seq(u64::MAX));
    let code = end.file(trace::FILE_ID).expect("the file is there").text.to_string();
    let mut checked = 0;
    for word in words(&code) {
        let query = Query::new(word);
        let found = index.find(&query).passages;
        assert!(!found.is_empty(), "{word} is nowhere");
        // Of many hits the first: what was there is what there was to see.
        let passage = &found[0];
        assert_eq!(passage.place, Place::Code(trace::FILE_ID));
        let board = timeline.at(passage.at);
        let shown = unfolding.show(timeline.entries(), &board, passage.at).board;
        let then = shown
            .text(TextTarget::File(trace::FILE_ID))
            .expect("a text")
            .to_string();
        assert!(query.matches(&then), "{word} was not there at {}", passage.at.clock());
        checked += 1;
    }
    assert!(checked > 50, "only {checked} words were looked for");
}

#[test]
fn every_word_of_a_real_drawing_is_found_on_its_element() {
    for path in material::files("excalidraw") {
        let drawing = excalidraw::read(&material::text_of(&path)).expect("the drawing is sound");
        let create = Op::Create(drawing.elements.clone());
        let entry = Entry {
            seq: Seq(1),
            at: Millis(9),
            ago_millis: 0,
            actor: ActorIndex(1),
            op: create,
            redacted: None,
        };
        let index = Index::new(&[entry]);
        for element in drawing.elements.iter().filter(|element| !element.text.is_empty()) {
            for word in element.text.to_string().split_whitespace().step_by(3) {
                // A picture alone is no word.
                if !word.chars().any(char::is_alphanumeric) {
                    continue;
                }
                let found = index.find(&Query::new(word));
                let is_there = found
                    .passages
                    .iter()
                    .any(|passage| passage.place == Place::Element(element.id));
                assert!(is_there || found.is_cut, "{word} of {}", path.display());
            }
        }
    }
}
