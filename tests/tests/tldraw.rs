//! Drawings as tldraw writes them come over whole: one of its version 2.0 and one of today.

use std::collections::BTreeMap;

use board::{
    Board,
    element::{Binding, Connector, Crop, Element, Kind, Vertical},
    geometry::{Point, Size},
    id::ElementId,
    import::{self, drawing::Drawing, tldraw},
    ink::Nib,
    shape::{Dash, Head, Route, ShapeKind},
    spatial,
};
use tests::material;

struct Design {
    drawing: Drawing,
    board: Board,
}

impl Design {
    fn of(name: &str) -> Design {
        let text = material::text(name);
        assert_eq!(import::format_of(&text), Some(import::Format::Tldraw));
        let drawing = tldraw::read(&text).expect("the file is sound");
        let board = material::on_a_board(&drawing);
        let stacked = board.stack().iter().map(|element| element.id).collect::<Vec<_>>();
        let listed = drawing.elements.iter().map(|element| element.id).collect::<Vec<_>>();
        assert_eq!(stacked, listed, "the list is the drawing order");
        Design { drawing, board }
    }

    /// The element with such a text.
    fn saying(&self, text: &str) -> &Element {
        let found = self
            .drawing
            .elements
            .iter()
            .find(|element| element.text.to_string() == text);
        found.unwrap_or_else(|| panic!("{text} is there"))
    }

    fn connector(&self, label: &str) -> &Connector {
        self.saying(label).connector().expect("it is a connector")
    }

    /// What a connector goes from and to, and where in it.
    fn ends(&self, label: &str) -> [(String, Option<(i32, i32)>); 2] {
        let connector = self.connector(label);
        [connector.start.bound, connector.end.bound].map(|bound| self.bound(bound.expect("it is bound")))
    }

    fn bound(&self, bound: Binding) -> (String, Option<(i32, i32)>) {
        (
            self.board.element(bound.element).expect("it is there").text.to_string(),
            bound.aim,
        )
    }

    fn frame_of(&self, id: ElementId) -> String {
        let frame = self.board.element(id).and_then(|element| element.extras.frame);
        frame.map_or_else(String::new, |frame| {
            self.board.element(frame).expect("it is there").text.to_string()
        })
    }

    fn middle(&self, text: &str) -> (f64, f64) {
        let middle = spatial::bounds(self.saying(text), &self.board).center();
        (middle.x.round(), middle.y.round())
    }

    fn strokes(&self) -> Vec<&Element> {
        self.drawing
            .elements
            .iter()
            .filter(|element| element.ink().is_some())
            .collect()
    }
}

fn counted(counts: &[(&str, u64)]) -> BTreeMap<String, u64> {
    counts
        .iter()
        .map(|(kind, count)| ((*kind).to_owned(), *count))
        .collect()
}

#[test]
fn a_design_of_version_2_0_comes_over() {
    let design = Design::of("tldraw/design_2_0.tldr");
    let report = &design.drawing.report;
    let taken = [
        ("arrow", 3),
        ("draw", 1),
        ("frame", 1),
        ("geo", 5),
        ("group", 1),
        ("highlight", 1),
        ("image", 1),
        ("line", 1),
        ("note", 1),
        ("text", 1),
    ];
    assert_eq!(report.imported, counted(&taken));
    assert_eq!(report.not_imported, counted(&[("video", 1)]));
    assert_eq!(design.drawing.elements.len(), 15, "the group is no element");
    let named = |name: &str, aim| (name.to_owned(), aim);
    assert_eq!(
        design.ends("shard by room"),
        [named("Gateway", None), named("Shard 1", Some((1_000, 5_000)))]
    );
    assert_eq!(
        design.ends("publish"),
        [named("Chat\nservice", None), named("Fan-out", None)]
    );
    let publish = design.connector("publish");
    assert_eq!((publish.route, publish.end_head), (Route::Curved, Head::Diamond));
    assert_eq!(design.saying("publish").style.dash, Dash::Dashed);
    // Half-way from middle to middle, 30 above.
    assert_eq!(publish.via, [Point::new(230 * 8, (365 - 30) * 8)]);
    let shards = ["Shard 1", "Shard 2"].map(|name| design.saying(name));
    assert!(
        shards
            .iter()
            .all(|shard| shard.groups.len() == 1 && shard.groups == shards[0].groups)
    );
    assert_eq!(
        shards[0].size,
        Size::new(140 * 8, 100 * 8),
        "with what its words made it grow"
    );
    assert_eq!(
        (design.middle("Shard 2"), design.middle("Chat\nservice")),
        ((570.0, 185.0), (120.0, 365.0))
    );
    let in_frame = ["Chat\nservice", "Fan-out", "publish"].map(|name| design.frame_of(design.saying(name).id));
    assert_eq!(in_frame, ["Frame"; 3], "a frame without a name has the usual one");
    let loose = design.drawing.elements.iter().filter_map(|element| element.connector());
    let loose = loose.filter(|connector| connector.start.bound.is_none() && connector.end.bound.is_some());
    let loose = loose.collect::<Vec<_>>();
    assert_eq!((loose.len(), loose[0].start.at), (1, Point::new(100 * 8, 120 * 8)));
    assert_eq!(
        design.bound(loose[0].end.bound.unwrap()),
        named("Frame", Some((5_000, 0)))
    );
    assert_eq!(loose[0].start_head, Head::TriangleOutline);
    let nibs = design
        .strokes()
        .iter()
        .map(|stroke| stroke.extras.nib)
        .collect::<Vec<_>>();
    assert_eq!(nibs, [Nib::Constant, Nib::Highlighter]);
    assert_eq!(
        design.saying("What if a shard is slow?").kind,
        Kind::Shape(ShapeKind::Sticky)
    );
    assert_eq!(design.drawing.assets.len(), 1);
}

#[test]
fn a_design_of_today_comes_over_and_stays_connected() {
    let design = Design::of("tldraw/design_5_5.tldr");
    let report = &design.drawing.report;
    let taken = [
        ("arrow", 4),
        ("draw", 2),
        ("frame", 1),
        ("geo", 6),
        ("group", 1),
        ("highlight", 1),
        ("image", 1),
        ("line", 1),
        ("note", 1),
        ("page", 2),
        ("text", 3),
    ];
    assert_eq!(report.imported, counted(&taken));
    assert_eq!(report.not_imported, counted(&[("bookmark", 1)]));
    assert_eq!(design.drawing.elements.len(), 22, "the group is no element");
    let named = |name: &str, aim| (name.to_owned(), aim);
    let api = "API\nstateless";
    assert_eq!(
        design.ends("POST /links"),
        [named("Browser", None), named(api, Some((2_500, 7_500)))]
    );
    assert_eq!(
        design.ends("get"),
        [named(api, Some((5_000, 10_000))), named("Cache", Some((0, 5_000)))]
    );
    assert_eq!(design.ends("write"), [named(api, None), named("Primary", None)]);
    let routes = ["POST /links", "get", "write"].map(|label| {
        let connector = design.connector(label);
        (connector.route, connector.start_head, connector.end_head)
    });
    assert_eq!(
        routes,
        [
            (Route::Straight, Head::Dot, Head::Arrow),
            (Route::Elbow, Head::None, Head::TriangleOutline),
            (Route::Curved, Head::None, Head::Bar),
        ]
    );
    assert_eq!(design.saying("POST /links").extras.along, Some(2_500));
}

#[test]
fn what_stands_in_a_design_of_today_is_where_and_as_it_was() {
    let design = Design::of("tldraw/design_5_5.tldr");
    // In a turned group in a frame on a page.
    assert_eq!(design.middle("Primary"), (970.0, 200.0));
    assert_eq!(design.saying("Primary").angle_centidegrees, 9_000);
    assert_eq!(design.saying("Replica").groups, design.saying("Primary").groups);
    let frames = ["Primary", "Backend", "POST /links", "10,000 reads/s"];
    let frames = frames.map(|name| design.frame_of(design.saying(name).id));
    assert_eq!(frames, ["Backend", "Design", "Design", "Numbers"]);
    let note = design.saying("Ask\nhow long links live\nwho may delete them");
    assert_eq!((note.style.font_size, note.extras.vertical), (11, None));
    assert_eq!(design.saying("Cache").extras.vertical, Some(Vertical::Bottom));
    let link = design.saying("Browser").extras.link.clone();
    assert_eq!(link.as_deref(), Some("https://example.org/"));
    let crops = design.drawing.elements.iter().filter_map(|element| element.extras.crop);
    let (top, height) = (2_500, 5_000);
    assert_eq!(
        crops.collect::<Vec<_>>(),
        [Crop {
            top,
            height,
            ..Crop::WHOLE
        }]
    );
    let pressed = design
        .strokes()
        .into_iter()
        .filter(|stroke| stroke.ink().unwrap().pressure);
    let widths = pressed
        .map(|stroke| stroke.ink().unwrap().extent().1.width)
        .collect::<Vec<_>>();
    assert_eq!(widths, [11 * 9 * 2 * 8], "twice as wide as it was drawn");
}
