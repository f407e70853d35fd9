use kurbo::Point;

use crate::{
    geometry,
    overlay::Guide,
    tool::{Snapping, ToolKind, script::Stage},
};

const GUIDES: Snapping = Snapping {
    guides: true,
    grid: false,
};
const ON_GRID: Snapping = Snapping {
    guides: true,
    grid: true,
};

fn on(snapping: Snapping, board: &str, script: &str, expected: &str) -> Vec<Guide> {
    let mut stage = Stage::new(ToolKind::Select, board);
    stage.snapping = snapping;
    assert_eq!(stage.run(script), expected, "{script}");
    stage.overlay().guides
}

fn upright(x: f64, from: f64, to: f64) -> Guide {
    Guide::Line {
        from: Point::new(x, from),
        to: Point::new(x, to),
    }
}

fn gap(from: f64, to: f64, y: f64) -> Guide {
    Guide::Gap {
        from: Point::new(from, y),
        to: Point::new(to, y),
    }
}

const TWO: &str = "rectangle 0,0 100x60; rectangle 300,200 20x20";

#[test]
fn sides_and_middles_come_in_line() {
    let guides = on(
        GUIDES,
        TWO,
        "select #2; down 310,210; move 16,218",
        "update #2 origin 0,208",
    );
    assert_eq!(guides, [upright(0.0, 0.0, 228.0)]);
    let guides = on(
        GUIDES,
        TWO,
        "select #2; down 310,210; move 47,300",
        "update #2 origin 40,290",
    );
    assert_eq!(guides, [upright(50.0, 0.0, 310.0)]);
}

#[test]
fn control_lets_go_and_so_does_the_setting() {
    let script = "select #2; down 310,210; move 16,218 ctrl";
    assert_eq!(on(GUIDES, TWO, script, "update #2 origin 6,208"), []);
    let off = Snapping {
        guides: false,
        grid: false,
    };
    let script = "select #2; down 310,210; move 16,218";
    assert_eq!(on(off, TWO, script, "update #2 origin 6,208"), []);
}

#[test]
fn a_move_on_one_axis_stays_on_it() {
    on(
        GUIDES,
        "rectangle 0,0 40x40; rectangle 300,3 40x40",
        "select #2; down 320,20; up 64,20 shift",
        "update #2 origin 40,3; step",
    );
}

#[test]
fn gaps_become_equal() {
    let row = "rectangle 0,0 40x40; rectangle 60,0 40x40; rectangle 500,300 40x40";
    // As far from the second as the second is from the first.
    let guides = on(
        GUIDES,
        row,
        "select #3; down 520,320; move 137,30",
        "update #3 origin 120,10",
    );
    assert_eq!(guides, [gap(40.0, 60.0, 30.0), gap(100.0, 120.0, 30.0)]);
    // In the middle between two.
    let wide = "rectangle 0,0 40x40; rectangle 200,0 40x40; rectangle 500,300 30x40";
    let guides = on(
        GUIDES,
        wide,
        "select #3; down 515,320; move 123,30",
        "update #3 origin 105,10",
    );
    assert_eq!(guides, [gap(40.0, 105.0, 30.0), gap(135.0, 200.0, 30.0)]);
}

#[test]
fn a_resized_side_comes_in_line() {
    let guides = on(
        GUIDES,
        "rectangle 0,0 100x60; rectangle 0,100 60x60",
        "select #2; down 60,130; move 96,130",
        "update #2 origin 0,100 size 100x60",
    );
    assert_eq!(guides, [upright(100.0, 0.0, 160.0)]);
}

#[test]
fn the_grid_goes_before_everything_else() {
    let guides = on(
        ON_GRID,
        TWO,
        "select #2; down 310,210; move 19,221",
        "update #2 origin 0,220",
    );
    assert_eq!(guides, []);
    on(
        ON_GRID,
        TWO,
        "select #1; down 100,60; up 131,87",
        "update #1 origin 0,0 size 140x80; step",
    );
}

#[test]
fn what_is_out_of_view_or_has_no_sides_attracts_nothing() {
    for board in [
        "rectangle 2000000,0 100x60; rectangle 300,200 40x40",
        "ink 0,0; rectangle 300,200 40x40",
        "connector 0,0 0,90; rectangle 300,200 40x40",
    ] {
        on(
            GUIDES,
            board,
            "select #2; down 320,220; move 26,228",
            "update #2 origin 6,208",
        );
    }
}

#[test]
fn a_row_of_hundreds_is_no_row_of_neighbours() {
    let mut stage = Stage::new(ToolKind::Select, "rectangle 5000,300 40x40");
    stage.snapping = GUIDES;
    let model = crate::element::Element::clone(stage.board.stack()[0]);
    let many = (0..1_000).map(|index: i32| {
        let mut element = model.clone();
        element.id = crate::id::ElementId(1_000 + index as u128);
        element.origin = geometry::Point::new(index * 1_000, 0);
        element
    });
    let create = crate::op::Op::Create(many.collect());
    stage.apply_all(vec![crate::tool::Intent::Apply(create)]);
    // 85 lies as far from 40 as 165 would from 125 and 250: only sides attract here.
    let wanted = stage.run("select #1; down 5020,320; move 5102,27");
    assert_eq!(wanted, "update #1 origin 5085,0");
    let guides = stage.overlay().guides;
    assert!(!guides.is_empty() && guides.iter().all(|guide| matches!(guide, Guide::Line { .. })));
}

#[test]
fn points_of_lines_and_new_texts_stand_on_the_grid() {
    for (tool, script, expected) in [
        (
            ToolKind::Line,
            "down 3,4; move 57,96; up 57,96",
            "create connector #101 from 0,0 to 60,100",
        ),
        (
            ToolKind::Connector,
            "down 3,4; move 57,96; up 57,96",
            "create connector #101 from 0,0 to 60,100",
        ),
        (ToolKind::Text, "down 57,96; up 57,96", "create text #101 at 60,80"),
    ] {
        let mut stage = Stage::new(tool, "");
        stage.snapping = ON_GRID;
        let made = stage.run(script);
        assert!(made.starts_with(expected), "{made}");
    }
    let mut stage = Stage::new(ToolKind::Connector, "");
    stage.snapping = ON_GRID;
    let made = stage.run("down 3,4; move 57,96 ctrl; up 57,96 ctrl");
    assert!(made.contains("57,96"), "{made}");
}
