//! Real drawings and stencils of several schema eras come over whole: every element is on the board or named as left out.

use std::collections::BTreeMap;

use board::{
    element::{AssetHash, Kind},
    import::{self, excalidraw},
    limits,
};
use serde_json::{Value, json};
use tests::material;

/// Elements of a source that are not deleted, by kind; and how many are.
fn counted<'a>(elements: impl IntoIterator<Item = &'a Value>) -> (BTreeMap<String, u64>, u64) {
    let (mut living, mut deleted) = (BTreeMap::new(), 0);
    for element in elements {
        if element["isDeleted"] == true {
            deleted += 1;
        } else {
            *living
                .entry(element["type"].as_str().unwrap_or_default().to_owned())
                .or_default() += 1;
        }
    }
    (living, deleted)
}

#[test]
fn no_element_of_a_real_drawing_is_lost() {
    for path in material::files("excalidraw") {
        let text = material::text_of(&path);
        let source: Value = serde_json::from_str(&text).unwrap();
        let drawing = excalidraw::read(&text).unwrap();
        let (living, deleted) = counted(source["elements"].as_array().unwrap());
        assert_eq!(drawing.report.imported, living, "{}", path.display());
        assert_eq!(drawing.report.dropped, deleted, "{}", path.display());
        assert_eq!(drawing.report.not_imported, BTreeMap::new(), "{}", path.display());
        assert_eq!(drawing.report.mended, 0, "{}", path.display());
        let board = material::on_a_board(&drawing);
        let n_labels = drawing
            .elements
            .iter()
            .filter(|element| !element.text.is_empty() && matches!(element.kind, Kind::Shape(_) | Kind::Connector(_)));
        let expected = living.values().sum::<u64>() - n_labels.count() as u64;
        assert_eq!(board.elements().count() as u64, expected, "{}", path.display());
        let stacked = board.stack().iter().map(|element| element.id).collect::<Vec<_>>();
        let listed = drawing.elements.iter().map(|element| element.id).collect::<Vec<_>>();
        assert_eq!(stacked, listed, "the list is the drawing order: {}", path.display());
        assert_eq!(import::format_of(&text), Some(import::Format::Excalidraw));
    }
}

#[test]
fn every_text_of_a_real_drawing_is_readable_on_the_board() {
    for path in material::files("excalidraw") {
        let text = material::text_of(&path);
        let source: Value = serde_json::from_str(&text).unwrap();
        let drawing = excalidraw::read(&text).unwrap();
        let mut on_board = drawing
            .elements
            .iter()
            .map(|element| element.text.to_string())
            .collect::<Vec<_>>();
        for element in source["elements"].as_array().unwrap() {
            if element["type"] == "text" && element["isDeleted"] != true {
                let said = element["originalText"].as_str().unwrap();
                let found = on_board.iter().position(|text| text == said);
                on_board.swap_remove(found.unwrap_or_else(|| panic!("{said:?} is not on the board")));
            }
        }
    }
}

#[test]
fn no_element_of_a_real_library_is_lost() {
    for path in material::files("excalidrawlib") {
        let text = material::text_of(&path);
        let source: Value = serde_json::from_str(&text).unwrap();
        let listed = source["libraryItems"]
            .as_array()
            .or(source["library"].as_array())
            .unwrap();
        let lists = listed
            .iter()
            .map(|item| item.as_array().or(item["elements"].as_array()).unwrap());
        let (living, deleted) = counted(lists.flatten());
        let items = excalidraw::read_library(&text).unwrap();
        assert_eq!(items.len(), listed.len());
        let sheet = excalidraw::beside_each_other(items);
        assert_eq!(sheet.report.imported, living, "{}", path.display());
        assert_eq!(sheet.report.dropped, deleted);
        assert_eq!(sheet.report.not_imported, BTreeMap::new());
        assert_eq!(sheet.report.mended, 0, "{}", path.display());
        material::on_a_board(&sheet);
        assert_eq!(import::format_of(&text), Some(import::Format::ExcalidrawLibrary));
    }
}

#[test]
fn images_come_with_their_bytes() {
    let drawing = excalidraw::read(&material::text("excalidraw/aws-semantic-layer.excalidraw")).unwrap();
    assert_eq!(drawing.assets.len(), 4);
    for asset in &drawing.assets {
        assert_eq!(AssetHash::of(&asset.bytes), asset.hash);
        let used = drawing
            .elements
            .iter()
            .any(|element| element.kind == Kind::Image(asset.hash));
        assert!(used && asset.mime.starts_with("image/"), "{}", asset.mime);
    }
}

#[test]
fn the_same_file_gives_the_same_ids() {
    let text = material::text("excalidraw/osdu-architecture.excalidraw");
    assert_eq!(excalidraw::read(&text), excalidraw::read(&text));
}

#[test]
fn what_is_no_drawing_is_refused_in_one_sentence() {
    let bomb = format!(
        "{}{}{}",
        "{\"type\":\"excalidraw\",\"elements\":",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let cut = material::text("excalidraw/osdu-architecture.excalidraw");
    let texts = [
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"type\":\"excalidraw\",\"elements\":7}",
        "{\"type\":\"tldraw\"}",
        &bomb,
    ];
    for text in texts.into_iter().chain([cut.split_at(cut.len() / 2).0]) {
        let refused = excalidraw::read(text).expect_err("it is no drawing");
        assert_eq!(refused.code, "not_excalidraw");
        assert!(
            !refused.message.contains('\n') && refused.message.len() < 200,
            "{refused}"
        );
        assert!(import::read(text).is_err());
    }
    let many =
        json!({"type": "excalidraw", "elements": vec![json!({"type": "diamond"}); limits::ELEMENTS_PER_BOARD + 1]});
    assert_eq!(
        excalidraw::read(&many.to_string()).map_err(|refused| refused.code),
        Err("import_too_large")
    );
}

/// Exported, imported and exported again.
fn goes_there_and_back(drawing: &excalidraw::Drawing, what: &str) -> String {
    let assets = &drawing.assets;
    let image = |hash| assets.iter().find(|asset| asset.hash == hash).cloned();
    let first = excalidraw::write(&material::on_a_board(drawing), None, image, excalidraw::Form::File);
    let again = excalidraw::read(&first).expect("what was written is read");
    assert_eq!(again.report.not_imported, BTreeMap::new(), "{what}");
    let second = excalidraw::write(&material::on_a_board(&again), None, image, excalidraw::Form::File);
    if first != second {
        let lines = first.lines().zip(second.lines()).filter(|(one, other)| one != other);
        let lines = lines
            .take(5)
            .map(|(one, other)| format!("{one} | {other}"))
            .collect::<Vec<_>>();
        panic!("{what}: the second file differs: {lines:#?}");
    }
    first
}

#[test]
fn a_real_drawing_exports_to_what_it_was() {
    for path in material::files("excalidraw") {
        let what = path.display().to_string();
        let text = material::text_of(&path);
        let source: Value = serde_json::from_str(&text).unwrap();
        let written = goes_there_and_back(&excalidraw::read(&text).unwrap(), &what);
        let written: Value = serde_json::from_str(&written).unwrap();
        let living = source["elements"].as_array().unwrap().iter();
        let living = living
            .filter(|element| element["isDeleted"] != true)
            .collect::<Vec<_>>();
        let back = written["elements"].as_array().unwrap();
        assert_eq!(back.len(), living.len(), "{what}");
        for element in living {
            let same = back.iter().find(|back| back["id"] == element["id"]);
            let same = same.unwrap_or_else(|| panic!("{what}: {} is there", element["id"]));
            for (name, value) in element.as_object().unwrap() {
                let is_same = &same[name] == value || value.is_number() && same[name].as_f64() == value.as_f64();
                // What others say of it is told by them, and pictures are called after what they show.
                let follows = matches!(name.as_str(), "boundElements" | "fileId");
                // Of a long text only what has room is kept.
                let too_long = element["text"].as_str().is_some_and(|text| text.len() > 1_500);
                assert!(
                    is_same || follows || too_long,
                    "{what}: {name} of {}: {}",
                    element["id"],
                    same[name]
                );
            }
        }
    }
}

#[test]
fn real_libraries_go_there_and_back() {
    for path in material::files("excalidrawlib") {
        let items = excalidraw::read_library(&material::text_of(&path)).unwrap();
        for (index, item) in items.into_iter().enumerate() {
            goes_there_and_back(&item.drawing, &format!("{} item {index}", path.display()));
        }
    }
}

#[test]
fn hostile_drawings_are_taken_as_far_as_they_make_sense() {
    let deep = (0..100).fold(json!(1), |inner, _| json!({ "deeper": inner }));
    let long = "x".repeat(1_000_000);
    let picture = format!("data:image/png;base64,{}", "A".repeat(50 << 20));
    let text = json!({"type": "excalidraw", "elements": [
        // Groups that hold each other, a frame in itself, ties to nothing and to oneself.
        {"id": "a", "type": "rectangle", "groupIds": ["g", "h"], "frameId": "a", "containerId": "a"},
        {"id": "b", "type": "rectangle", "groupIds": ["h", "g", "g"], "frameId": "nowhere"},
        {"id": "f", "type": "frame", "frameId": "f"},
        {"id": "c", "type": "arrow", "points": [[0, 0], [9, 9]], "startBinding": {"elementId": "nowhere"},
         "endBinding": {"elementId": "c", "focus": "NaN", "gap": null}},
        {"id": "t", "type": "text", "text": "loop", "containerId": "t"},
        {"id": "d", "type": "ellipse", "customData": deep, "link": "JaVaScRiPt:alert(1)", "novelty": "y".repeat(100_000)},
        {"id": "own", "type": "rectangle", "customData": {"chalkback": {"kind": [{"Shape": "Rectangle"}, {"Ink": {}}],
         "props": [[{"Origin": {"x": 0, "y": 0}}, {"Origin": {"x": 99_999_999, "y": 0}}], "x", [1, 2]],
         "via": "x", "draws": "own", "on": {"element": "own"}}}},
        // Numbers that are none, and more than is held.
        {"id": "n", "type": "diamond", "x": null, "y": "NaN", "width": 1e300},
        {"id": "l", "type": "text", "text": long},
        {"id": "i", "type": "image", "fileId": "p", "width": 10, "height": 10},
    ], "files": {"p": {"mimeType": "image/png", "dataURL": picture}}});
    let drawing = excalidraw::read(&text.to_string()).unwrap();
    let left_out = BTreeMap::from([
        ("diamond".to_owned(), 1),
        ("image".to_owned(), 1),
        ("text".to_owned(), 1),
    ]);
    assert_eq!(drawing.report.not_imported, left_out);
    assert_eq!(drawing.report.links_dropped, 1);
    let sentences = [
        "3 of its elements were left out (diamond, image, text).",
        "1 unsafe link was left out.",
        "5 of its elements were damaged in the file and mended: values of a wrong kind, or ties to what is not there.",
    ];
    assert_eq!(drawing.report.sentences(), sentences);
    assert!(drawing.elements.iter().all(|element| element.extras.frame.is_none()));
    let sources = drawing
        .elements
        .iter()
        .filter_map(|element| element.extras.source.as_deref());
    assert!(sources.map(str::len).all(|length| length <= limits::SOURCE_BYTES));
    let written = goes_there_and_back(&drawing, "hostile");
    assert!(!written.to_lowercase().contains("javascript:"));
}
