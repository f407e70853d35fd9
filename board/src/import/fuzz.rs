//! Importers under fire: random and mutilated files are taken or refused, and never more than that.

use proptest::prelude::*;

use super::{excalidraw, format_of, json_lines, read, tldraw, trace};
use crate::{
    board::Board,
    export::json_lines::{header_of, lines},
};

const DRAWING: &str = r##"{"type": "excalidraw", "version": 2, "elements": [
 {"id": "a", "type": "rectangle", "x": 1, "y": 2.5, "width": 100, "height": -50, "index": "a0", "groupIds": ["g"],
  "strokeColor": "#1e1e1e", "backgroundColor": "transparent", "strokeWidth": 2, "opacity": 100, "angle": 0.3},
 {"id": "t", "type": "text", "containerId": "a", "text": "h\u00e9 \ud83d\ude00", "fontSize": 20, "textAlign": "center"},
 {"id": "l", "type": "arrow", "points": [[0, 0], [50, 50], [100, 0]], "angle": 1, "roundness": {"type": 2},
  "startBinding": {"elementId": "a", "focus": 0.1, "gap": 4}, "endBinding": {"elementId": "a", "fixedPoint": [0.2, 1]}},
 {"id": "f", "type": "freedraw", "points": [[0, 0], [1, 1]], "pressures": [0.1, 0.9], "simulatePressure": false},
 {"id": "i", "type": "image", "fileId": "p", "crop": {"x": 1, "y": 1, "width": 2, "height": 2, "naturalWidth": 4,
  "naturalHeight": 4}, "width": 10, "height": 10}],
 "files": {"p": {"mimeType": "image/png", "dataURL": "data:image/png;base64,AAAA"}}}"##;

const TRACE: &str = r#"{"kind": "concurrent", "startContent": "a😀b", "endContent": "", "numAgents": 2, "txns": [
 {"parents": [], "agent": 0, "time": "2021-04-19T06:06:58.219Z", "patches": [[0, 1, "hi"], [2, 1, ""]]},
 {"parents": [0], "agent": 1, "time": "2021-04-19T06:07:58Z", "patches": [[1, 2, "éé"]]},
 {"parents": [0], "agent": 0, "patches": [[1, 1, "cd", "2021-04-19T06:06:58.219Z"], [0, 2, ""]]},
 {"parents": [1, 2], "agent": 1, "patches": [[0, 1, "z"]]}]}"#;

const TLDRAW: &str = r#"{"tldrawFileFormatVersion": 1, "records": [
 {"typeName": "page", "id": "p", "name": "One", "index": "a1"}, {"typeName": "page", "id": "q", "index": "a2"},
 {"typeName": "shape", "id": "f", "type": "frame", "parentId": "p", "props": {"w": 400, "h": 300, "name": "F"}, "x": 9},
 {"typeName": "shape", "id": "g", "type": "group", "parentId": "f", "index": "a1", "rotation": 0.5, "props": {}},
 {"typeName": "shape", "id": "a", "type": "geo", "parentId": "g", "x": 1, "y": 2.5, "opacity": 0.5, "props": {"geo": "star",
  "w": 100, "h": 50, "growY": 3, "text": "h\u00e9", "size": "xl", "scale": 1.5, "fill": "pattern", "url": "https://a.example"}},
 {"typeName": "shape", "id": "l", "type": "arrow", "parentId": "p", "props": {"bend": 30, "start": {"type": "binding",
  "boundShapeId": "a", "normalizedAnchor": {"x": 0.1, "y": 1}}, "end": {"x": 9, "y": 8}, "labelPosition": 0.2,
  "richText": {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "get"}]}]}}},
 {"typeName": "binding", "fromId": "l", "toId": "n", "props": {"terminal": "end", "isPrecise": true}},
 {"typeName": "shape", "id": "n", "type": "note", "parentId": "q", "props": {"growY": 10, "fontSizeAdjustment": 0.5}},
 {"typeName": "shape", "id": "t", "type": "text", "parentId": "q", "props": {"w": 80, "autoSize": false, "text": "a b c"}},
 {"typeName": "shape", "id": "d", "type": "draw", "parentId": "p", "props": {"scaleX": 2, "segments": [{"type": "straight",
  "path": "AACAPwAAAEAAQgDAAAAAvA==", "dim": 2}, {"type": "free", "points": [{"x": 1, "y": 2, "z": 0.3}]}]}},
 {"typeName": "shape", "id": "s", "type": "line", "parentId": "p", "props": {"spline": "cubic", "points": {"a1":
  {"index": "a1", "x": 0, "y": 0}, "a2": {"index": "a2", "x": 50, "y": 9}}}},
 {"typeName": "shape", "id": "i", "type": "image", "parentId": "p", "props": {"w": 10, "h": 10, "assetId": "m",
  "crop": {"topLeft": {"x": 0, "y": 0.2}, "bottomRight": {"x": 1, "y": 0.8}}}},
 {"typeName": "asset", "id": "m", "props": {"src": "data:image/png;base64,AAAA"}}]}"#;

/// Replaces, takes out or doubles parts of a text.
fn mutilated(text: String) -> impl Strategy<Value = String> {
    let spot = any::<prop::sample::Index>();
    let scrap = prop_oneof![
        Just(String::new()),
        Just("null".to_owned()),
        Just("-1".to_owned()),
        Just("1e308".to_owned()),
        Just("1e999".to_owned()),
        Just("99999999999999999999".to_owned()),
        Just("\"".to_owned()),
        Just("[[".to_owned()),
        Just("{}".to_owned()),
        "\\PC{0,4}",
    ];
    prop::collection::vec((spot, 0usize..12, scrap), 1..5).prop_map(move |changes| {
        let mut characters = text.chars().collect::<Vec<_>>();
        for (spot, length, scrap) in changes {
            let from = spot.index(characters.len() + 1);
            let to = (from + length).min(characters.len());
            characters.splice(from..to, scrap.chars());
        }
        characters.into_iter().collect()
    })
}

/// What was taken is written, read and written again as the same.
fn check_way_back(text: &str) {
    let Ok(drawing) = excalidraw::read(text) else { return };
    let board_of = |drawing: excalidraw::Drawing| {
        let mut board = Board::default();
        for entry in drawing.into_recording().entries {
            board.apply(entry.actor, &entry.op).expect("what was imported applies");
        }
        board
    };
    let assets = drawing.assets.clone();
    let image = |hash| assets.iter().find(|asset| asset.hash == hash).cloned();
    let write = |board: &Board| excalidraw::write(board, None, image, excalidraw::Form::File);
    let first = write(&board_of(drawing));
    let again = excalidraw::read(&first).expect("what we wrote is a drawing");
    assert_eq!(write(&board_of(again)), first, "of {text}");
}

/// Whatever was taken must be a sound recording.
fn check(text: &str) {
    check_way_back(text);
    let _ = format_of(text);
    let _ = excalidraw::read_library(text);
    for imported in [
        read(text),
        excalidraw::read(text).map(excalidraw::Drawing::into_recording),
        tldraw::read(text).map(tldraw::Drawing::into_recording),
    ]
    .into_iter()
    .flatten()
    {
        let mut board = Board::default();
        for entry in &imported.entries {
            board.apply(entry.actor, &entry.op).expect("what was imported applies");
        }
    }
    if let Ok(trace) = trace::read(text) {
        let mut board = Board::default();
        for entry in &trace.entries {
            board.apply(entry.actor, &entry.op).expect("what was imported applies");
        }
        let typed = board.file(trace::FILE_ID).map(|file| file.text.clone());
        assert_eq!(typed, Some(trace.end));
    }
}

fn recording() -> String {
    let imported = excalidraw::read(DRAWING).expect("it is a drawing").into_recording();
    let header = header_of(&imported.entries, &imported.people, Some(1));
    let lines = lines(header, imported.assets, imported.entries, imported.tracks);
    lines.map(|line| line + "\n").collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_texts_never_panic(text in "\\PC{0,60}", json in "[\\[\\]{}\",:0-9a-z]{0,60}") {
        check(&text);
        check(&json);
    }

    #[test]
    fn mutilated_drawings_never_panic(text in mutilated(DRAWING.to_owned())) {
        check(&text);
    }

    #[test]
    fn mutilated_drawings_of_tldraw_never_panic(text in mutilated(TLDRAW.to_owned())) {
        check(&text);
    }

    #[test]
    fn mutilated_traces_never_panic(text in mutilated(TRACE.to_owned())) {
        check(&text);
    }

    #[test]
    fn mutilated_recordings_never_panic(text in mutilated(recording())) {
        check(&text);
        let mut reader = json_lines::Reader::default();
        let _ = text.lines().try_for_each(|line| reader.line(line));
        let mut board = Board::default();
        for entry in &reader.into_sound().entries {
            let _ = board.apply(entry.actor, &entry.op);
        }
    }

    #[test]
    fn concurrent_edits_of_any_history_come_to_one_text(seeds in prop::collection::vec(
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0u16..4, 0u32..4, 0u32..3, "[a-c😀]{0,3}"), 1..40,
    )) {
        // Parents at random make every kind of history; places are small, so that most patches fit.
        let transactions = seeds.iter().enumerate().map(|(index, (first, second, agent, at, delete, insert))| {
            let parents = match index {
                0 => "[]".to_owned(),
                _ => format!("[{}, {}]", first.index(index), second.index(index)),
            };
            format!(r#"{{"parents": {parents}, "agent": {agent}, "patches": [[{at}, {delete}, "{insert}"], [0, 0, "x"]]}}"#)
        });
        let all = transactions.collect::<Vec<_>>().join(",");
        check(&format!(r#"{{"kind": "concurrent", "startContent": "abcdef", "txns": [{all}]}}"#));
    }
}
