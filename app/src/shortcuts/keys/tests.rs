//! What keys do, by their names.

use super::*;

fn deed(text: &str) -> Option<Deed> {
    let (modifiers, key) = text.rsplit_once('+').unwrap_or(("", text));
    let code = match key {
        "!" => "Digit1",
        "@" => "Digit2",
        "ß" => "KeyS",
        "‘" => "BracketRight",
        _ => "",
    };
    let held = |name: &str| modifiers.split('+').any(|modifier| modifier == name);
    deed_of(&Stroke {
        key,
        code,
        ctrl: held("Ctrl"),
        shift: held("Shift"),
        alt: held("Alt"),
    })
}

#[test]
fn letters_and_digits_take_tools() {
    for (keys, kind) in [
        ("v1", ToolKind::Select),
        ("h", ToolKind::Hand),
        ("7", ToolKind::Pen),
        ("e0", ToolKind::Eraser),
        ("r2", ToolKind::Shape(ShapeKind::Rectangle)),
        ("d3", ToolKind::Shape(ShapeKind::Diamond)),
        ("o4", ToolKind::Shape(ShapeKind::Ellipse)),
        ("y", ToolKind::Shape(ShapeKind::Cylinder)),
        ("f", ToolKind::Frame),
        ("n", ToolKind::Shape(ShapeKind::Sticky)),
        ("s", ToolKind::Shape(ShapeKind::Sticky)),
        ("a5", ToolKind::Connector),
        ("l6", ToolKind::Line),
        ("t8", ToolKind::Text),
        ("k", ToolKind::Laser),
        ("b", ToolKind::Fill),
        ("z", ToolKind::Zoom),
    ] {
        for key in keys.chars() {
            assert_eq!(deed(&key.to_string()), Some(Deed::Take(kind)), "{key}");
        }
    }
    // Caps lock writes capitals.
    assert_eq!(deed("V"), Some(Deed::Take(ToolKind::Select)));
}

#[test]
fn letters_take_nibs() {
    assert_eq!(deed("p"), Some(Deed::Draw(Nib::Pen)));
    assert_eq!(deed("Shift+P"), Some(Deed::Draw(Nib::Constant)));
    assert_eq!(deed("Shift+D"), Some(Deed::Draw(Nib::Highlighter)));
}

#[test]
fn control_does_the_usual() {
    assert_eq!(deed("Ctrl+z"), Some(Deed::Undo));
    assert_eq!(deed("Ctrl+Shift+Z"), Some(Deed::Redo));
    assert_eq!(deed("Ctrl+y"), Some(Deed::Redo));
    assert_eq!(deed("Ctrl+d"), Some(Deed::Arrange(Arrange::Duplicate)));
    assert_eq!(deed("Ctrl+a"), Some(Deed::Arrange(Arrange::SelectAll)));
    assert_eq!(deed("Ctrl+0"), Some(Deed::ZoomToActual));
    assert_eq!(deed("Ctrl+="), Some(Deed::ZoomBy(1.25)));
    assert_eq!(deed("Ctrl+Enter"), Some(Deed::EditPoints));
    assert_eq!(deed("Alt+r"), Some(Deed::SayAgain));
    for left_alone in [
        "Ctrl+c",
        "Ctrl+v",
        "Ctrl+x",
        "Ctrl+r",
        "Ctrl+Shift+a",
        "Ctrl+Alt+z",
        "F5",
        "Shift+r",
    ] {
        assert_eq!(deed(left_alone), None, "{left_alone}");
    }
}

#[test]
fn what_is_selected_is_arranged() {
    for (key, arrange) in [
        ("Ctrl+g", Arrange::Group),
        ("Ctrl+Shift+G", Arrange::Ungroup),
        ("Ctrl+Shift+ArrowUp", Arrange::Align(Alignment::Top)),
        ("Alt+h", Arrange::Align(Alignment::Centre)),
        ("Alt+Shift+V", Arrange::Distribute(Axis::Down)),
        ("Shift+H", Arrange::Flip(Axis::Across)),
        ("Ctrl+]", Arrange::Forward),
        ("Alt+‘", Arrange::Forward),
        ("Ctrl+Shift+}", Arrange::ToFront),
        ("[", Arrange::ToBack),
        ("Ctrl+Alt+c", Arrange::CopyLook),
    ] {
        assert_eq!(deed(key), Some(Deed::Arrange(arrange)), "{key}");
    }
    assert_eq!(deed("Ctrl+'"), Some(Deed::Toggle(Aid::Grid)));
    // With Alt some systems write another letter.
    assert_eq!(deed("Alt+Shift+ß"), Some(Deed::Toggle(Aid::Guides)));
    assert_eq!(deed("Shift+F10"), Some(Deed::OpenMenu));
}

#[test]
fn arrows_nudge() {
    assert_eq!(deed("ArrowLeft"), Some(Deed::Nudge(Vec2::new(-1.0, 0.0))));
    assert_eq!(deed("Shift+ArrowDown"), Some(Deed::Nudge(Vec2::new(0.0, 10.0))));
}

#[test]
fn shift_and_one_shows_everything_on_any_keyboard() {
    assert_eq!(deed("Shift+!"), Some(Deed::ZoomToFit));
    assert_eq!(deed("Shift+@"), Some(Deed::ZoomToSelection));
}
