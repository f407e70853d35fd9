//! Import, replay, export, verify and backup on rooms that came from files.

use std::io::Write;

use rusqlite::Connection;

use crate::folder::Folder;

/// One person types `héllo😀` in three patches and takes the last character back; offsets are code points.
const TRACE: &str = r#"{
    "kind": "concurrent", "startContent": "", "endContent": "héllo", "numAgents": 1,
    "txns": [
        {"parents": [], "numChildren": 1, "agent": 0, "patches": [[0, 0, "hé"], [2, 0, "llo"]]},
        {"parents": [0], "numChildren": 1, "agent": 0, "patches": [[5, 0, "😀"]]},
        {"parents": [1], "numChildren": 0, "agent": 0, "patches": [[5, 1, ""]]}
    ]
}"#;

fn with_trace() -> (Folder, String) {
    let folder = Folder::fresh();
    folder.file("trace.json", TRACE);
    let (room, line) = folder.import("trace.json");
    assert_eq!(line["imported"]["edits"], 4, "{line}");
    (folder, room)
}

fn code_name(folder: &Folder, room: &str) -> String {
    let json = folder.ok(&["replay", room, "--data", "d", "--at", "end", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    json["code"].as_object().unwrap().keys().next().unwrap().clone()
}

#[test]
fn a_trace_is_imported_replayed_and_verified() {
    let (folder, room) = with_trace();
    let name = code_name(&folder, &room);
    assert_eq!(
        folder.ok(&["replay", &room, "--data", "d", "--at", "end", "--code", &name]),
        "héllo"
    );
    assert_eq!(
        folder.ok(&["replay", &room, "--data", "d", "--at", "1:00:00", "--code", &name]),
        "héllo"
    );
    let error = folder.fails(&["replay", &room, "--data", "d", "--at", "end", "--code", "nothing"]);
    assert!(error.contains(&name), "{error}");
    let error = folder.fails(&["replay", &room, "--data", "d", "--at", "later", "--svg"]);
    assert!(error.contains("MM:SS"), "{error}");
    folder.fails(&["replay", &room, "--data", "d", "--at", "seq:99999", "--svg"]);
    assert!(folder.ok(&["verify", &room, "--data", "d"]).starts_with("ok: "));
}

#[test]
fn a_packed_trace_reads_as_well_and_a_torn_one_is_refused() {
    let folder = Folder::fresh();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(TRACE.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    folder.file("trace.json.gz", &packed);
    folder.import("trace.json.gz");
    folder.file("torn.json.gz", &packed[..packed.len() / 2]);
    folder.file("torn.json", &TRACE[..TRACE.len() / 2]);
    folder.file("none.excalidraw", "{\"type\": \"poem\"}");
    folder.file("picture.png", [0x89, b'P', b'N', b'G', 0xff]);
    for file in [
        "torn.json.gz",
        "torn.json",
        "none.excalidraw",
        "picture.png",
        "missing.json",
    ] {
        let error = folder.fails(&["import", file, "--data", "d"]);
        assert!(error.contains(file), "{error}");
    }
}

#[test]
fn a_bad_file_is_told_by_its_code_and_leaves_nothing() {
    let (folder, room) = with_trace();
    let exported = folder.ok(&["export", &room, "--data", "d"]);
    let lines = exported.lines().collect::<Vec<_>>();
    let without_last = lines[..lines.len() - 1].join("\n") + "\n";
    let torn = &exported[..exported.len() - 40];
    let cases = [
        ("torn.jsonl", torn, "recording_truncated"),
        ("short.jsonl", &without_last, "recording_truncated"),
        ("changed.jsonl", &exported.replace("llo", "lla"), "not_a_recording"),
        (
            "newer.jsonl",
            &exported.replace("\"format\":0", "\"format\":9"),
            "newer_version",
        ),
        (
            "unknown.jsonl",
            &exported.replace("\"Text\"", "\"Hologram\""),
            "newer_version",
        ),
        ("none.excalidraw", "{\"type\": \"poem\"}", "unknown_format"),
        (
            "seven.excalidraw",
            "{\"type\": \"excalidraw\", \"elements\": 7}",
            "not_excalidraw",
        ),
        ("torn.json", &TRACE[..TRACE.len() / 2], "not_a_trace"),
        (
            "other.json",
            &TRACE.replace("\"endContent\": \"héllo\"", "\"endContent\": \"x\""),
            "end_content_differs",
        ),
    ];
    for (file, content, code) in cases {
        folder.file(file, content);
        let error = folder.fails(&["import", file, "--data", "d"]);
        assert!(error.trim_end().ends_with(&format!("[{code}]")), "{error}");
        assert!(error.contains(file), "{error}");
    }
    let rooms = Connection::open(folder.0.join("d/chalkback.sqlite")).unwrap();
    let count = rooms.query_row("SELECT count(*) FROM room", [], |row| row.get::<_, i64>(0));
    assert_eq!(count.unwrap(), 1);
    assert_eq!(folder.ok(&["export", &room, "--data", "d"]), exported);
}

#[test]
fn an_export_comes_back_as_the_same_recording() {
    let (folder, room) = with_trace();
    folder.ok(&["export", &room, "--data", "d", "--out", "a.jsonl"]);
    let exported = std::fs::read_to_string(folder.0.join("a.jsonl")).unwrap();
    assert_eq!(folder.ok(&["export", &room, "--data", "d"]), exported);
    let (again, _) = folder.import("a.jsonl");
    assert_ne!(again, room);
    assert_eq!(folder.ok(&["export", &again, "--data", "d"]), exported);
    let torn = &exported[..exported.len() - 40];
    folder.file("torn.jsonl", torn);
    folder.fails(&["import", "torn.jsonl", "--data", "d"]);
}

#[test]
fn verify_finds_what_was_changed() {
    let (folder, room) = with_trace();
    let spoil = |sql: &str| {
        Connection::open(folder.0.join("d/chalkback.sqlite"))
            .unwrap()
            .execute(sql, [])
            .unwrap()
    };
    spoil("UPDATE segment SET board_hash = zeroblob(32)");
    let error = folder.fails(&["verify", &room, "--data", "d"]);
    assert!(error.contains("not the one that was stored"), "{error}");
    spoil("UPDATE segment SET head_after = zeroblob(32)");
    let error = folder.fails(&["verify", &room, "--data", "d"]);
    assert!(error.contains("hash chain is broken"), "{error}");
    let error = folder.fails(&["export", &room, "--data", "d"]);
    assert!(error.contains("hash chain is broken"), "{error}");
}

#[test]
fn a_destroyed_page_is_one_sentence() {
    let (folder, room) = with_trace();
    let path = folder.0.join("d/chalkback.sqlite");
    let mut bytes = std::fs::read(&path).unwrap();
    // Everything behind the schema and the first pages.
    let length = bytes.len();
    bytes[length / 2..].fill(0xa5);
    std::fs::write(&path, bytes).unwrap();
    let error = folder.fails(&["verify", &room, "--data", "d"]);
    assert!(error.starts_with("chalkback: "), "{error}");
}

#[test]
fn a_redacted_stretch_passes_and_is_named() {
    let (folder, room) = with_trace();
    let exported = folder.ok(&["export", &room, "--data", "d"]);
    let entries = board::import::json_lines::read(&exported).unwrap().entries;
    let redacted = entries.iter().map(|entry| match entry.seq.0 {
        2 | 3 => board::redaction::remove(entry),
        _ => entry.clone(),
    });
    let redacted = redacted.collect::<Vec<_>>();
    let header = board::export::json_lines::header_of(&redacted, &[], None);
    let lines = board::export::json_lines::lines(header, [], redacted, [])
        .collect::<Vec<_>>()
        .join("\n");
    folder.file("redacted.jsonl", lines + "\n");
    let (room, _) = folder.import("redacted.jsonl");
    let verdict = folder.ok(&["verify", &room, "--data", "d"]);
    assert!(verdict.contains("redacted: entries 2 to 3"), "{verdict}");
}

#[test]
fn a_backup_is_a_whole_copy_and_is_never_overwritten() {
    let (folder, room) = with_trace();
    folder.ok(&["backup", "--data", "d", "copy"]);
    assert!(folder.ok(&["verify", &room, "--data", "copy"]).starts_with("ok: "));
    assert!(folder.fails(&["backup", "--data", "d", "copy"]).contains("already"));
    folder.fails(&["backup", "--data", "nowhere", "copy2"]);
}

#[test]
fn what_is_not_there_is_one_sentence() {
    let (folder, _) = with_trace();
    let nobody = "0".repeat(32);
    for verb in ["verify", "export"] {
        assert!(
            folder
                .fails(&[verb, &nobody, "--data", "d"])
                .contains("there is no room"),
            "{verb}"
        );
        assert!(
            folder.fails(&[verb, &nobody, "--data", "nowhere"]).contains("no data"),
            "{verb}"
        );
    }
    folder.fails(&["admin", "link", &nobody, "--role", "host", "--data", "d"]);
    for wrong in [
        &["verify", "xyz"][..],
        &["fly"],
        &["replay", &nobody, "--at", "end"],
        &[],
    ] {
        assert_eq!(folder.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
    for verb in ["serve", "import", "export", "verify", "replay", "backup", "admin"] {
        assert!(folder.ok(&[verb, "--help"]).contains("Usage"), "{verb}");
    }
}
