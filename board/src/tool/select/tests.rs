use kurbo::{Point, Rect};

use crate::tool::{
    ToolKind,
    script::{Stage, check},
};

/// A rectangle, an ellipse, and a connector between them.
const THREE: &str = "rectangle 0,0 100x60; ellipse 200,0 100x60; connector #1 #2";

fn on(board: &str, script: &str, expected: &str) {
    check(ToolKind::Select, board, script, expected);
}

#[test]
fn a_click_selects_and_a_click_on_the_ground_clears() {
    on(
        THREE,
        "down 50,30; up 50,30; down 150,300; up 150,300",
        "select #1; select",
    );
    on(THREE, "down 150,300; up 150,300", "");
    on(THREE, "select #1; down 150,300 shift; up 150,300", "");
}

#[test]
fn shift_toggles() {
    on(THREE, "select #1; down 250,30 shift; up 250,30", "select #1 #2");
    on(THREE, "select #1 #2; down 250,30 shift; up 250,30", "select #1");
    on(THREE, "select #1 #2; down 250,30; up 250,30", "select #2");
}

#[test]
fn a_group_is_selected_whole_and_ctrl_reaches_into_it() {
    let board = "rectangle 0,0 40x40 group 9; rectangle 60,0 40x40 group 9; rectangle 200,0 40x40";
    on(board, "down 20,20; up 20,20", "select #1 #2");
    on(board, "down 20,20 ctrl; up 20,20", "select #1");
}

/// Two in a group (8) that is in another (9) together with the third; the fourth is alone.
const NESTED: &str = "rectangle 0,0 40x40 group 8/9; rectangle 60,0 40x40 group 8/9; rectangle 120,0 40x40 group 9; \
                      rectangle 200,0 40x40";

#[test]
fn each_double_click_goes_one_group_further_in() {
    on(
        NESTED,
        "down 20,20; up 20,20; down 20,20 double; up 20,20; down 20,20 double; up 20,20; down 20,20 double; up 20,20",
        "select #1 #2 #3; select #1 #2; select #1; select #1; edit #1",
    );
}

#[test]
fn inside_a_group_a_click_selects_what_is_in_it_and_outside_it_is_one() {
    on(
        NESTED,
        "select #1 #2; down 140,20; up 140,20; down 80,20 shift; up 80,20; down 220,20; up 220,20; down 140,20; up 140,20",
        "select #3; select #3 #1 #2; select #4; select #1 #2 #3",
    );
}

#[test]
fn a_group_is_moved_whole_and_shown_with_its_box() {
    let mut stage = Stage::new(ToolKind::Select, NESTED);
    let wanted = stage.run("down 20,20; move 30,20; up 30,20");
    assert_eq!(
        wanted,
        "select #1 #2 #3; update #1 origin 10,0, #2 origin 70,0, #3 origin 130,0; step"
    );
    let overlay = stage.overlay();
    assert_eq!(overlay.groups, [kurbo::Rect::new(10.0, 0.0, 170.0, 40.0)]);
    assert_eq!(overlay.within, None);
    stage.run("select #3");
    let overlay = stage.overlay();
    assert_eq!(overlay.groups, []);
    assert_eq!(overlay.within, Some(kurbo::Rect::new(10.0, 0.0, 170.0, 40.0)));
}

#[test]
fn a_box_takes_groups_whole_and_with_control_what_is_in_them() {
    on(NESTED, "down -5,-5; up 105,45", "");
    on(NESTED, "down -5,-5; up 105,45 ctrl", "select #1 #2");
    on(NESTED, "down -5,-5; up 165,45", "select #1 #2 #3");
    on(NESTED, "down 110,-5; up 130,45 alt", "select #1 #2 #3");
}

#[test]
fn a_menu_is_about_what_lies_under_the_pointer() {
    let stage = Stage::new(
        ToolKind::Select,
        "rectangle 0,0 40x40; rectangle 60,0 40x40; rectangle 90,90 9x9 locked",
    );
    let under = |selected: &[u128], x, y| {
        let selected = selected.iter().copied().map(crate::id::ElementId).collect::<Vec<_>>();
        let at = kurbo::Point::new(x, y);
        crate::tool::script::describe_all(&crate::tool::under_pointer(&stage.board, &selected, at, 6.0))
    };
    assert_eq!(under(&[1, 2], 20.0, 20.0), "", "what is selected stays so");
    assert_eq!(under(&[1, 2], 50.0, 20.0), "", "and between it");
    assert_eq!(under(&[1], 80.0, 20.0), "select #2");
    assert_eq!(under(&[1], 95.0, 95.0), "select #3", "to unlock it");
    assert_eq!(under(&[1], 300.0, 300.0), "select");
}

#[test]
fn the_handle_above_turns_and_shift_turns_in_steps() {
    on(
        THREE,
        "select #1; down 50,-26; move 106,30; up 60,80 shift",
        "update #1 origin 0,0 turned 90; update #1 origin 0,0 turned 165; step",
    );
    on(
        THREE,
        "select #1; down 50,-26; move 106,30; abort",
        "update #1 origin 0,0 turned 90; update #1 origin 0,0 turned 0; step",
    );
    on(
        "ink 0,0",
        "select #1; down 15,-26; up 100,15",
        "update #1 origin 0,0 turned 90; step",
    );
}

#[test]
fn several_are_turned_about_their_middle() {
    on(
        "rectangle 0,0 40x40; rectangle 60,0 40x40; connector 50,0 50,40; connector #1 #2",
        "select #1 #2 #3 #4; down 50,-26; up 106,20",
        "update #1 origin 30,-30 turned 90, #2 origin 30,30 turned 90, #3 start 70,20 end 30,20; step",
    );
}

#[test]
fn several_of_which_one_is_turned_keep_their_proportions() {
    on(
        "rectangle 0,0 40x40 turned 90; rectangle 60,60 40x40",
        "select #1 #2; down 100,100; up 200,120",
        "update #1 origin 0,0 size 80x80, #2 origin 120,120 size 80x80; step",
    );
}

#[test]
fn alt_resizes_about_the_middle() {
    on(
        THREE,
        "select #1; down 100,60; up 110,70 alt",
        "update #1 origin -10,-10 size 120x80; step",
    );
}

#[test]
fn copies_of_a_group_are_a_group_of_their_own_and_a_copied_part_stays_in_its_group() {
    let mut stage = Stage::new(ToolKind::Select, NESTED);
    stage.run("select #1 #2; down 20,20; up 20,120 alt");
    let groups = |stage: &Stage, id: u128| {
        let element = stage.board.element(crate::id::ElementId(id));
        element.map(|element| element.groups.iter().map(|group| group.0).collect::<Vec<_>>())
    };
    let selected = stage.selection.clone();
    let copied = selected.iter().map(|id| groups(&stage, id.0)).collect::<Vec<_>>();
    assert_eq!(copied.len(), 2);
    assert!(copied.iter().all(|groups| groups == &copied[0]));
    let copied = copied[0].clone().unwrap_or_default();
    assert_ne!(copied[0], 8, "a group of its own");
    assert_eq!(copied[1], 9, "in the group that it was copied in");
}

#[test]
fn a_drag_moves_what_was_pressed_in_one_step() {
    on(
        THREE,
        "down 50,30; move 51,31; move 60,40; move 60.01,40; up 70,40",
        "select #1; update #1 origin 10,10; update #1 origin 20,10; step",
    );
}

#[test]
fn a_drag_moves_the_selection_and_bound_ends_stay_bound() {
    on(
        THREE,
        "select #1 #2 #3; down 50,30; up 60,30",
        "update #1 origin 10,0, #2 origin 210,0; step",
    );
    on(
        "connector 0,0 100,0; rectangle 0,50 40x40",
        "select #1 #2; down 30,0; up 30,10",
        "update #1 start 0,10 end 100,10, #2 origin 0,60; step",
    );
    // Between several selected elements the drag moves them too.
    on(
        "rectangle 0,0 40x40; rectangle 200,200 40x40",
        "select #1 #2; down 120,120; up 130,120",
        "update #1 origin 10,0, #2 origin 210,200; step",
    );
}

#[test]
fn shift_keeps_a_move_on_one_axis() {
    on(
        THREE,
        "down 50,30; up 90,35 shift",
        "select #1; update #1 origin 40,0; step",
    );
}

#[test]
fn alt_drags_copies() {
    on(
        THREE,
        "down 50,30; move 60,30 alt; up 70,30",
        "select #1; create rectangle #101 at 0,0 size 100x60; select #101; update #101 origin 10,0; \
         update #101 origin 20,0; step",
    );
}

#[test]
fn an_abort_puts_everything_back() {
    on(
        THREE,
        "down 50,30; move 60,30; abort; up 60,30",
        "select #1; update #1 origin 10,0; update #1 origin 0,0; step",
    );
    let mut stage = Stage::new(ToolKind::Select, THREE);
    stage.run("down 50,30; move 60,30 alt; abort");
    assert_eq!(stage.board.elements().count(), 3);
    let before = stage.board.clone();
    stage.run("select #2; down 300,60; move 400,200; abort; select #3; down 204,30; move 50,300; abort");
    assert_eq!(stage.board, before);
}

#[test]
fn a_box_selects_what_it_contains_and_with_alt_what_it_touches() {
    on(
        THREE,
        "down -10,-10; move 90,70; move 150,70; up 310,70",
        "select #1; select #1 #2 #3",
    );
    on(THREE, "down 320,-10; up 290,70 alt", "select #2");
    on(THREE, "select #2; down -10,-10 shift; up 105,70", "select #2 #1");
    on(THREE, "down -10,-10; move 150,70; abort", "select #1; select");
}

#[test]
fn what_is_locked_can_be_selected_but_not_moved() {
    let board = "rectangle 0,0 100x60 locked";
    on(board, "down 50,30; up 50,30", "select #1");
    on(board, "select #1; down 50,30; up 90,30", "");
    on(board, "select #1; down 100,60; up 150,90", "");
}

#[test]
fn handles_resize_and_shift_keeps_the_ratio() {
    on(
        THREE,
        "select #1; down 100,60; move 150,90; up 150,100",
        "update #1 origin 0,0 size 150x90; update #1 origin 0,0 size 150x100; step",
    );
    on(
        THREE,
        "select #1; down 0,30; up -20,80",
        "update #1 origin -20,0 size 120x60; step",
    );
    on(
        THREE,
        "select #1; down 100,60; up 200,70 shift",
        "update #1 origin 0,0 size 200x120; step",
    );
    // Beyond the opposite corner the box turns over.
    on(
        THREE,
        "select #1; down 100,60; up -50,-30",
        "update #1 origin -50,-30 size 50x30; step",
    );
}

#[test]
fn several_are_resized_together_ink_as_well() {
    on(
        "rectangle 0,0 40x40; rectangle 60,60 40x40; ink 100,0",
        "select #1 #2 #3; down 130,100; up 260,200",
        "update #1 origin 0,0 size 80x80, #2 origin 120,120 size 80x80, #3 origin 200,0 size 60x60; step",
    );
}

#[test]
fn a_stroke_is_stretched_and_stretched_again() {
    let mut stage = Stage::new(ToolKind::Select, "ink 0,0");
    let boxed = |stage: &Stage| {
        stage
            .board
            .elements()
            .next()
            .map(|stroke| crate::spatial::box_of(stroke))
    };
    assert_eq!(
        stage.run("select #1; down 30,30; up 60,90"),
        "update #1 origin 0,0 size 60x90; step"
    );
    assert_eq!(boxed(&stage), Some(Rect::new(0.0, 0.0, 60.0, 90.0)));
    assert_eq!(
        stage.run("down 0,45; up 30,45"),
        "update #1 origin 30,0 size 30x90; step"
    );
    assert_eq!(boxed(&stage), Some(Rect::new(30.0, 0.0, 60.0, 90.0)));
    // It is grabbed where it lies, and nowhere else.
    let is_hit = |x, y| crate::spatial::hit(&stage.board, Point::new(x, y), 2.0).is_some();
    assert!(is_hit(45.0, 45.0) && !is_hit(15.0, 15.0));
}

#[test]
fn a_turned_box_keeps_its_other_side_in_place() {
    // Turned by 90 degrees, the right side of the 100 x 60 box is below: from (50, 80) it is pulled to (50, 120).
    on(
        "rectangle 0,0 100x60 turned 90",
        "select #1; down 50,80; up 50,120",
        "update #1 origin -20,20 size 140x60; step",
    );
}

#[test]
fn text_takes_letters_from_corners_and_width_from_sides() {
    let mut stage = Stage::new(ToolKind::Select, "text 0,0 words");
    let corner = stage
        .board
        .elements()
        .next()
        .map(|element| crate::spatial::box_of(element))
        .expect("a text");
    let (x, y) = (corner.x1, corner.y1);
    let wanted = stage.run(&format!("select #1; down {x},{y}; up {},{}", x * 2.0, y * 2.0));
    assert_eq!(wanted, "update #1 origin 0,0 letters 40; step");
    let mut stage = Stage::new(ToolKind::Select, "text 0,0 words");
    let wanted = stage.run(&format!("select #1; down {x},{}; up 80,12", y / 2.0));
    assert_eq!(wanted, "update #1 origin 0,0 auto width false size 80x0; step");
}

#[test]
fn a_connectors_end_is_bound_anew() {
    let board = "rectangle 0,0 100x60; ellipse 200,0 100x60; connector 0,100 100,100; rectangle 400,0 100x60";
    on(
        board,
        "select #3; down 100,100; move 150,90; up 250,30",
        "update #3 end 150,90; update #3 end #2; step",
    );
    on(
        board,
        "select #3; down 0,100; up 10,20 ctrl",
        "update #3 start 10,20; step",
    );
    on(
        board,
        "select #3; down 0,100; move 50,30; abort",
        "update #3 start #1; update #3 start 0,100; step",
    );
}

#[test]
fn a_double_click_edits_or_puts_down_a_text() {
    on(THREE, "select #1; down 50,30 double; up 50,30", "select #1; edit #1");
    on(
        THREE,
        "down 150,100 double; up 150,100",
        "create text #101 at 150,87.5 size 0x25; select #101; edit #101",
    );
}

#[test]
fn the_cursor_tells_what_a_press_would_do() {
    let mut stage = Stage::new(ToolKind::Select, THREE);
    let mut cursor = |line: &str| {
        stage.run(line);
        stage.tool.cursor()
    };
    assert_eq!(cursor("hover 150,300"), "default");
    assert_eq!(cursor("hover 50,30"), "move");
    assert_eq!(cursor("select #1; hover 100,60"), "nwse-resize");
    assert_eq!(cursor("hover 100,0"), "nesw-resize");
    assert_eq!(cursor("hover 50,0"), "ns-resize");
}
