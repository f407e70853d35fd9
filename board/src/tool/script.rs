//! Gestures and intents as text, for the tests of the tools: a stage holds a board, a tool and a selection, runs lines such
//! as `down 10,10; move 20,20 shift; up 20,20` and tells what the tool wanted.

mod words;

use std::sync::Arc;

use self::words::{names, number, parse_end, parse_id, place, point, units};
use super::{Context, Guard, Intent, Look, Phase, PointerInput, PointerSample, Select, Snapping, Tool, ToolKind};
use crate::{
    actor::ActorIndex,
    board::Board,
    colour::Colour,
    element::{Binding, Connector, Element, End, Kind},
    geometry,
    id::ElementId,
    ink::{Ink, Sample, Samples},
    op::{Op, Prop},
    overlay::Overlay,
    shape::{Head, ShapeKind},
};

const AUTHOR: ActorIndex = ActorIndex(1);
/// Whose elements are guarded.
pub(super) const OTHER: ActorIndex = ActorIndex(2);

/// Runs a script on a board and compares what the tool wanted.
pub(super) fn check(tool: ToolKind, board: &str, script: &str, expected: &str) {
    assert_eq!(Stage::new(tool, board).run(script), expected, "{script}");
}

/// A board with a tool and a selection.
pub(super) struct Stage {
    pub(super) board: Board,
    pub(super) tool: Tool,
    pub(super) selection: Vec<ElementId>,
    /// Nothing snaps on a stage unless a test asks for it.
    pub(super) snapping: Snapping,
    pub(super) visible: kurbo::Rect,
    /// Whether the guard is off.
    pub(super) lifted: bool,
    next_id: u128,
    waited_millis: u16,
}

impl Stage {
    /// A board described as `rectangle X,Y WxH [locked] [filled] [guarded] [in #1] [group N/M]; connector #1 #2; text X,Y words;
    /// ink X,Y`;
    /// its elements are numbered from 1, and what the tool makes from 101.
    pub(super) fn new(tool: ToolKind, board: &str) -> Stage {
        let mut stage = Stage {
            board: Board::default(),
            tool: Tool::new(tool),
            selection: Vec::new(),
            visible: kurbo::Rect::new(-1e6, -1e6, 1e6, 1e6),
            snapping: Snapping {
                guides: false,
                grid: false,
            },
            lifted: false,
            next_id: 100,
            waited_millis: 0,
        };
        for (line, number) in board.split(';').map(str::trim).filter(|line| !line.is_empty()).zip(1..) {
            let element = parse_element(line, ElementId(number), &stage.board);
            stage
                .board
                .apply(element.author, &Op::Create(vec![element]))
                .expect("the stage's board is sound");
        }
        stage
    }

    pub(super) fn take_tool(&mut self, tool: ToolKind) {
        self.tool = Tool::new(tool);
    }

    /// Runs a script; `select #1 #2` selects, `wait MILLIS` lets the next input come later.
    pub(super) fn run(&mut self, script: &str) -> String {
        let mut wanted = Vec::new();
        for line in script.split(';').map(str::trim).filter(|line| !line.is_empty()) {
            let mut words = line.split_whitespace();
            let phase = match words.next().expect("a line has a word") {
                "select" => {
                    self.selection = words.map(parse_id).collect();
                    continue;
                }
                "wait" => {
                    self.waited_millis = number(words.next().expect("how long")) as u16;
                    continue;
                }
                "hover" => Phase::Hover,
                "down" => Phase::Down,
                "move" => Phase::Move,
                "up" => Phase::Up,
                "abort" => Phase::Abort,
                other => panic!("no such line: {other}"),
            };
            wanted.extend(self.input(phase, words));
        }
        describe_all(&wanted)
    }

    /// Feeds readings.
    pub(super) fn feed(&mut self, phase: Phase, samples: Vec<PointerSample>) -> Vec<Intent> {
        self.take(&PointerInput::of_mouse(phase, samples))
    }

    pub(super) fn overlay(&mut self) -> Overlay {
        let tool = self.tool.clone();
        self.with_context(|context| tool.overlay(context))
    }

    /// Does what was wanted.
    pub(super) fn apply_all(&mut self, intents: Vec<Intent>) {
        for intent in intents {
            match intent {
                Intent::Apply(op) => drop(
                    self.board
                        .apply(AUTHOR, &op)
                        .unwrap_or_else(|refusal| panic!("{}: {refusal}", describe_op(&op))),
                ),
                Intent::Select(ids) => self.selection = ids,
                Intent::Crop(id) => self.tool = Tool::Select(Select::cropping(id)),
                Intent::EndStep
                | Intent::EditText(_)
                | Intent::AwaitText(_)
                | Intent::PanBy(_)
                | Intent::ZoomAbout { .. }
                | Intent::ZoomTo(_)
                | Intent::SwitchTo(_)
                | Intent::Shine(_)
                | Intent::Guarded => {}
            }
        }
    }

    fn input<'a>(&mut self, phase: Phase, words: impl Iterator<Item = &'a str>) -> Vec<Intent> {
        let mut input = PointerInput::of_mouse(phase, Vec::new());
        for word in words {
            match word {
                "shift" => input.modifiers.shift = true,
                "ctrl" => input.modifiers.ctrl = true,
                "alt" => input.modifiers.alt = true,
                "double" => input.double = true,
                "eraser" => input.eraser_button = true,
                place => {
                    let dt_millis = 8 + std::mem::take(&mut self.waited_millis);
                    input.samples.push(PointerSample {
                        at: point(place),
                        pressure: 128,
                        dt_millis,
                    });
                }
            }
        }
        self.take(&input)
    }

    fn take(&mut self, input: &PointerInput) -> Vec<Intent> {
        let tool = self.tool.clone();
        let (tool, intents) = self.with_context(|context| {
            let mut intents = Vec::new();
            (tool.on(input, context, &mut intents), intents)
        });
        self.tool = tool;
        self.apply_all(intents.clone());
        intents
    }

    pub(super) fn with_context<T>(&mut self, act: impl FnOnce(&mut Context<'_>) -> T) -> T {
        let next_id = &mut self.next_id;
        let mut fresh_ids = || {
            *next_id += 1;
            ElementId(*next_id)
        };
        act(&mut Context {
            board: &self.board,
            selection: &self.selection,
            author: AUTHOR,
            zoom: 1.0,
            visible: self.visible,
            snapping: self.snapping,
            look: Look::default(),
            guard: Guard {
                authors: &[OTHER],
                lifted: self.lifted,
            },
            fresh_ids: &mut fresh_ids,
        })
    }
}

/// Intents in one line.
pub(super) fn describe_all(intents: &[Intent]) -> String {
    intents.iter().map(describe).collect::<Vec<_>>().join("; ")
}

fn describe(intent: &Intent) -> String {
    match intent {
        Intent::Apply(op) => describe_op(op),
        Intent::EndStep => "step".to_owned(),
        Intent::Select(ids) => format!("select{}", names(ids)),
        Intent::EditText(id) => format!("edit #{}", id.0),
        Intent::AwaitText(id) => format!("await text of #{}", id.0),
        Intent::PanBy(way) => format!("pan {},{}", way.x, way.y),
        Intent::ZoomAbout { held, factor } => format!("zoom about {},{} by {factor}", held.x, held.y),
        Intent::ZoomTo(rect) => format!("zoom to {},{} {}x{}", rect.x0, rect.y0, rect.width(), rect.height()),
        Intent::SwitchTo(kind) => format!("switch to {kind:?}"),
        Intent::Shine(on) => format!("laser {}", if *on { "on" } else { "off" }),
        Intent::Guarded => "guarded".to_owned(),
        Intent::Crop(id) => format!("crop #{}", id.0),
    }
}

fn describe_op(op: &Op) -> String {
    match op {
        Op::Create(elements) => {
            format!(
                "create {}",
                elements.iter().map(describe_element).collect::<Vec<_>>().join(" ")
            )
        }
        Op::Update(changes) => {
            let change = |change: &crate::op::ElementChange| {
                let props = change.props.iter().map(describe_prop).collect::<Vec<_>>();
                format!("#{} {}", change.id.0, props.join(" "))
            };
            format!("update {}", changes.iter().map(change).collect::<Vec<_>>().join(", "))
        }
        Op::Delete(ids) => format!("delete{}", names(ids)),
        Op::InkBegin { id, origin, .. } => format!("ink #{} at {}", id.0, place(*origin)),
        Op::InkExtend { id, samples } => format!("extend #{} by {}", id.0, samples.0.len()),
        Op::InkEnd { id } => format!("end #{}", id.0),
        other => panic!("tools make no such op: {other:?}"),
    }
}

fn describe_element(element: &Element) -> String {
    let id = element.id.0;
    let size = format!("{}x{}", units(element.size.width), units(element.size.height));
    let origin = place(element.origin);
    match &element.kind {
        Kind::Shape(shape) => {
            let name = format!("{shape:?}").to_lowercase();
            format!("{name} #{id} at {origin} size {size}")
        }
        Kind::Text { .. } => format!("text #{id} at {origin} size {size}"),
        Kind::Connector(connector) => {
            let name = if connector.closed { "polygon" } else { "connector" };
            let via = connector.via.iter().map(|point| place(*point)).collect::<Vec<_>>();
            let via = if via.is_empty() {
                String::new()
            } else {
                format!(" via {}", via.join("/"))
            };
            let (start, end) = (describe_end(&connector.start), describe_end(&connector.end));
            format!("{name} #{id} from {start}{via} to {end}")
        }
        Kind::Ink(_) => format!("ink #{id} at {origin}"),
        Kind::Frame => format!("frame #{id} at {origin} size {size}"),
        Kind::Part(part) => format!("{part:?} #{id} at {origin} size {size}"),
        Kind::Stamp(stamp) => format!("{:?} #{id} at {origin}", stamp.sign),
        Kind::Image(_) => panic!("stages hold none"),
    }
}

fn describe_end(end: &End) -> String {
    match end.bound {
        Some(Binding { element, aim: None }) => format!("#{}", element.0),
        Some(Binding {
            element,
            aim: Some((x, y)),
        }) => format!("#{}({x},{y})", element.0),
        None => place(end.at),
    }
}

fn describe_prop(prop: &Prop) -> String {
    match prop {
        Prop::Origin(origin) => format!("origin {}", place(*origin)),
        Prop::Size(size) => format!("size {}x{}", units(size.width), units(size.height)),
        Prop::Start(end) => format!("start {}", describe_end(end)),
        Prop::End(end) => format!("end {}", describe_end(end)),
        Prop::Via(points) => {
            let places = points.iter().map(|point| place(*point)).collect::<Vec<_>>();
            format!("via {}", places.join("/")).trim_end().to_owned()
        }
        Prop::FontSize(size) => format!("letters {size}"),
        Prop::AutoWidth(auto) => format!("auto width {auto}"),
        Prop::Angle(angle) => format!("turned {}", f64::from(*angle) / 100.0),
        Prop::Groups(groups) => {
            let groups = groups.iter().map(|group| group.0.to_string()).collect::<Vec<_>>();
            format!("groups [{}]", groups.join("/"))
        }
        Prop::Flip(flip) => format!(
            "flip {}{}",
            if flip.horizontal { "-" } else { "" },
            if flip.vertical { "|" } else { "" }
        ),
        Prop::Along(Some(along)) => format!("label at {}", f64::from(*along) / 10_000.0),
        Prop::Along(None) => "label at the middle".to_owned(),
        Prop::Locked(locked) => if *locked { "locked" } else { "unlocked" }.to_owned(),
        other => {
            let name = format!("{other:?}").to_lowercase();
            name.split(['(', ' ']).next().unwrap_or_default().to_owned()
        }
    }
}

fn parse_element(line: &str, id: ElementId, board: &Board) -> Element {
    let mut words = line.split_whitespace();
    let kind = words.next().expect("a line names its kind");
    let first = words.next().expect("a place");
    let mut element = Element::new(id, Kind::Text { auto_width: true }, board.top_order());
    element.author = AUTHOR;
    element.style.fill = None;
    let shape = |shape| Kind::Shape(shape);
    element.kind = match kind {
        "rectangle" => shape(ShapeKind::Rectangle),
        "ellipse" => shape(ShapeKind::Ellipse),
        "diamond" => shape(ShapeKind::Diamond),
        "cylinder" => shape(ShapeKind::Cylinder),
        "sticky" => shape(ShapeKind::Sticky),
        "frame" => Kind::Frame,
        "text" => Kind::Text { auto_width: true },
        "ink" => {
            let sample = |n: i32| Sample {
                at: geometry::Point::new(n * 80, n * 80),
                dt_millis: 8,
                pressure: 128,
            };
            let samples = Samples((0..4).map(sample).collect());
            Kind::Ink(Arc::new(Ink {
                samples,
                pressure: false,
                ended: true,
            }))
        }
        "connector" => {
            let (start, end) = (parse_end(first), parse_end(words.next().expect("a second end")));
            Kind::Connector(Arc::new(Connector {
                start,
                end,
                end_head: Head::Arrow,
                ..Connector::default()
            }))
        }
        other => panic!("no such kind: {other}"),
    };
    if kind != "connector" {
        element.origin = geometry::Point::from_units(point(first));
    }
    while let Some(word) = words.next() {
        match word {
            "locked" => element.locked = true,
            "guarded" => element.author = OTHER,
            "in" => element.extras.frame = Some(parse_id(words.next().expect("a frame"))),
            "filled" => element.style.fill = Some(Colour::Token(1)),
            "turned" => element.angle_centidegrees = number(words.next().expect("degrees")) as i32 * 100,
            "group" => {
                // Innermost first.
                let groups = words.next().expect("a group").split('/').map(parse_id);
                element.groups = groups.collect::<Vec<_>>().into();
            }
            size if size.contains('x') && kind != "text" => {
                let (width, height) = size.split_once('x').expect("a size");
                element.size = geometry::Size::new(number(width) as i32 * 8, number(height) as i32 * 8);
            }
            word => element.text = word.into(),
        }
    }
    element
}
