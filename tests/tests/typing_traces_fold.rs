//! Real typing, recorded by others, folds to the text it is known to end in: by one person, and by two at once.

use board::{
    Board, Op,
    actor::ActorIndex,
    code::CodeFile,
    import::{self, trace},
    recording::Seq,
    replay::Timeline,
    text::{TextBuffer, Utf16},
    time::Millis,
};
use serde_json::Value;
use tests::material;

fn folded(text: &str) -> (trace::Trace, Board) {
    let trace = trace::read(text).expect("the trace is sound");
    let mut board = Board::default();
    for entry in &trace.entries {
        board
            .apply(entry.actor, &entry.op)
            .expect("every entry of a trace applies");
    }
    (trace, board)
}

fn typed(board: &Board) -> String {
    let file: &CodeFile = board.file(trace::FILE_ID).expect("the code file is there");
    assert_eq!(file.name, trace::FILE_NAME);
    file.text.to_string()
}

fn end_content(text: &str) -> String {
    let file: Value = serde_json::from_str(text).expect("the trace is JSON");
    file["endContent"].as_str().expect("the trace has an end").to_owned()
}

#[test]
fn one_person_typing_ends_in_the_known_text() {
    let text = material::text("editing-traces/sveltecomponent.json.gz");
    let (trace, board) = folded(&text);
    assert_eq!(typed(&board), end_content(&text));
    assert!(trace.ends_as_expected());
    assert_eq!(trace.edits, 19_749);
    assert_eq!(trace.people, [(ActorIndex(1), "Author".to_owned())]);
    // The file is created, and every transaction is one entry.
    assert_eq!(trace.entries.len(), 18_335 + 1);
}

#[test]
fn two_people_typing_at_once_end_in_the_known_text() {
    let text = material::text("editing-traces/friendsforever.json.gz");
    let (trace, board) = folded(&text);
    assert_eq!(typed(&board), end_content(&text));
    assert_eq!(trace.edits, 26_078);
    assert_eq!(trace.people.len(), 2);
    // Without times a transaction takes a tenth of a second.
    assert_eq!(trace.entries.last().map(|entry| entry.at), Some(Millis(2_607_700)));
    assert_eq!(trace.started_unix_millis, None);
}

#[test]
fn i1_replay_at_a_seq_is_the_text_typed_so_far() {
    let text = material::text("editing-traces/sveltecomponent.json.gz");
    let source: Value = serde_json::from_str(&text).unwrap();
    let trace = trace::read(&text).unwrap();
    let timeline = Timeline::new(trace.entries).expect("the recording is sound");
    let mut expected = TextBuffer::default();
    for (index, transaction) in source["txns"].as_array().unwrap().iter().enumerate() {
        for patch in transaction["patches"].as_array().unwrap() {
            // This text is plain ASCII: code points are UTF-16 units.
            let number = |place: usize| Utf16(patch[place].as_u64().unwrap() as u32);
            let insert = patch[2].as_str().unwrap().to_owned();
            expected
                .apply(&board::text::Edit {
                    at: number(0),
                    delete: number(1),
                    insert,
                })
                .unwrap();
        }
        if index % 1_000 == 0 {
            // The first entry creates the file.
            assert_eq!(
                typed(&timeline.at_seq(Seq(index as u64 + 2))),
                expected.to_string(),
                "transaction {index}"
            );
        }
    }
}

#[test]
fn the_times_of_a_trace_are_kept_with_their_gaps() {
    let trace = trace::read(&material::text("editing-traces/sveltecomponent.json.gz")).unwrap();
    // The first time that means something is 2020-10-18T07:27:11Z, the last 2021-01-23T08:34:19Z.
    assert_eq!(trace.started_unix_millis, Some(1_603_006_031_000));
    assert_eq!(trace.entries.last().map(|entry| entry.at), Some(Millis(8_384_828_000)));
    assert!(
        trace
            .entries
            .iter()
            .all(|entry| matches!(entry.op, Op::Text { .. } | Op::CreateFile { .. }))
    );
}

#[test]
fn code_points_become_utf16() {
    let text = r#"{"startContent": "a😀b", "endContent": "a😀é😀c",
        "txns": [{"patches": [[2, 1, "c"]]}, {"patches": [[2, 0, "é"], [3, 0, "😀"]]}, {"patches": [[0, 0, ""]]}]}"#;
    let (trace, board) = folded(text);
    assert_eq!(typed(&board), "a😀é😀c");
    assert!(trace.ends_as_expected());
    // The file, what it began with, and two transactions: the third does nothing (rule B6).
    assert_eq!(trace.entries.len(), 4);
    let places = trace.entries.iter().filter_map(|entry| match &entry.op {
        Op::Text { atoms, .. } => Some(atoms.iter().map(|atom| atom.edit.at.0).collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(places.collect::<Vec<_>>(), [vec![0], vec![3], vec![3, 4]]);
}

#[test]
fn x4_words_typed_at_one_place_stand_side_by_side() {
    let transaction = |parents: &str, agent: u32, at: u32, letter: char| {
        format!(r#"{{"parents": [{parents}], "agent": {agent}, "patches": [[{at}, 0, "{letter}"]]}}"#)
    };
    // Both type at the end of "> ", each seeing only the own letters; the server hears them in turns.
    let transactions = [
        r#"{"parents": [], "agent": 1, "patches": [[0, 0, "> "]]}"#.to_owned(),
        transaction("0", 1, 2, 'd'),
        transaction("0", 0, 2, 'c'),
        transaction("1", 1, 3, 'o'),
        transaction("2", 0, 3, 'a'),
        transaction("3", 1, 4, 'g'),
        transaction("4", 0, 4, 't'),
        // Somebody sees it all and puts a space between the words.
        transaction("5, 6", 0, 5, ' '),
    ];
    let text = format!(
        r#"{{"kind": "concurrent", "endContent": "> cat dog", "txns": [{}]}}"#,
        transactions.join(",")
    );
    let (_, board) = folded(&text);
    assert_eq!(typed(&board), "> cat dog");
}

#[test]
fn a_deletion_spares_what_others_typed_inside_it() {
    let text = r#"{"kind": "concurrent", "endContent": "1NEW4",
        "txns": [{"parents": [], "agent": 0, "patches": [[0, 0, "1234"]]},
                 {"parents": [0], "agent": 0, "patches": [[2, 0, "NEW"]]},
                 {"parents": [0], "agent": 1, "patches": [[1, 2, ""]]},
                 {"parents": [0], "agent": 2, "patches": [[1, 1, ""]]},
                 {"parents": [1, 2, 3], "agent": 0, "patches": []}]}"#;
    let (_, board) = folded(text);
    assert_eq!(typed(&board), "1NEW4");
}

#[test]
fn what_is_no_trace_is_refused_in_one_sentence() {
    let cases = [
        ("", "not_a_trace"),
        ("{\"txns\": 7}", "not_a_trace"),
        (r#"{"txns": [{"patches": [[1, 0, "x"]]}]}"#, "not_a_trace"),
        (r#"{"txns": [{"patches": [[0, 4294967295, "x"]]}]}"#, "not_a_trace"),
        (
            r#"{"txns": [{"patches": [[4294967295, 4294967295, "x"]]}]}"#,
            "not_a_trace",
        ),
        (
            r#"{"kind": "concurrent", "txns": [{"patches": [[0, 0, "x"]]}]}"#,
            "not_a_trace",
        ),
        (
            r#"{"kind": "concurrent", "txns": [{"parents": [0], "patches": [[0, 0, "x"]]}]}"#,
            "not_a_trace",
        ),
        (
            r#"{"endContent": "y", "txns": [{"patches": [[0, 0, "x"]]}]}"#,
            "end_content_differs",
        ),
    ];
    for (text, code) in cases {
        let refused = trace::read(text)
            .and_then(trace::Trace::into_recording)
            .expect_err(text);
        assert_eq!(refused.code, code, "{text}: {refused}");
        assert!(
            !refused.message.contains('\n') && refused.message.len() < 200,
            "{refused}"
        );
    }
    assert_eq!(
        import::read("{\"txns\": [{}]}").map(|imported| imported.entries.len()),
        Ok(1)
    );
}
