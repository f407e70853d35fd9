//! Growing a drawing without a pointer: a new element like the selected one in a direction, tied to it; and putting down
//! something else beside what is selected. Each is one step of undo, and what is typed next is its name.

use kurbo::{Point, Rect, Size, Vec2};

use super::{
    Context, Figure, Intent, ToolKind, belonging::taken_in, command, connector::connect, join::anchor,
    text::create_text, walk::Direction,
};
use crate::{
    element::{Element, Kind},
    id::ElementId,
    op::Op,
    order_key::OrderKey,
    shape::ShapeKind,
    spatial::{bounds, box_of, free_place},
};

/// Between two that are connected, in board units: room for a label across and along.
const GAP: Size = Size::new(128.0, 96.0);
/// Between a note and the next.
const NOTE_GAP: Size = Size::new(24.0, 24.0);
/// What grows from words and pictures.
const FIGURE_OF_WORDS: Figure = Figure::Shape(ShapeKind::Rounded);
/// About what a word measures, in board units.
const TEXT_SIZE: Size = Size::new(120.0, 28.0);
/// Between neighbours, in board units.
const BESIDE: f64 = 40.0;

/// Makes another like the one selected in a direction and connects the two.
pub fn grow(direction: Direction, context: &mut Context<'_>) -> Vec<Intent> {
    let anchor = anchor(context.board, context.selection);
    let Some(source) = anchor.and_then(|id| context.board.element(id)).cloned() else {
        return Vec::new();
    };
    let around = bounds(&source, context.board);
    // Notes stand beside each other, and nothing leads from one to the next.
    let is_note = matches!(source.kind, Kind::Shape(ShapeKind::Sticky));
    let own_size = box_of(&source).size();
    let size = match figure_of(&source) {
        // The next note is as wide, and not yet grown with words.
        Some(_) if is_note => Size::new(own_size.width, own_size.width),
        Some(_) => own_size,
        None => FIGURE_OF_WORDS.size(),
    };
    let gap = if is_note { NOTE_GAP } else { GAP };
    let rect = beside(around, size, gap, direction, context);
    let node = like(&source, rect, context);
    made(node, (!is_note).then_some(source.id), context)
}

/// Puts something down beside what is selected, or else in the middle of the view, where there is room. `tied` connects it to
/// what is selected.
pub fn place(figure: ToolKind, tied: bool, middle: Point, context: &mut Context<'_>) -> Vec<Intent> {
    let around = context
        .selection
        .iter()
        .filter_map(|id| context.board.element(*id))
        .map(|element| bounds(element, context.board))
        .reduce(|all, one| all.union(one));
    let free = |size: Size| match around {
        Some(around) => in_view(beside(around, size, GAP, Direction::Right, context), around, context),
        None => {
            let (aside, down) = (
                Vec2::new(size.width + BESIDE, 0.0),
                Vec2::new(0.0, size.height + BESIDE),
            );
            free_place(context.board, Rect::from_center_size(middle, size), aside, down)
        }
    };
    let figure = match (Figure::of_tool(figure), figure) {
        (Some(Figure::Stamp(sign)), _) => {
            let (board, author) = (context.board, context.author);
            return command::stamp(board, context.selection, sign, middle, author, context.fresh_ids);
        }
        (Some(figure), _) => figure,
        (None, ToolKind::Text) => {
            let rect = free(TEXT_SIZE);
            let mut intents = Vec::new();
            create_text(Point::new(rect.x0, rect.center().y), context, &mut intents);
            return intents;
        }
        (None, other) => return vec![Intent::SwitchTo(other)],
    };
    let rect = free(figure.size());
    let id = (context.fresh_ids)();
    let node = figure.element(id, rect, context.board, context.author, &context.look);
    let tie = anchor(context.board, context.selection).filter(|_| tied && !node.holds_others());
    made(node, tie, context)
}

/// A free place for a box in a direction of another.
fn beside(around: Rect, size: Size, gap: Size, direction: Direction, context: &Context<'_>) -> Rect {
    let unit = direction.unit();
    let reach = Vec2::new(
        (around.width() + size.width) / 2.0 + gap.width,
        (around.height() + size.height) / 2.0 + gap.height,
    );
    let onwards = Vec2::new(unit.x * (size.width + gap.width), unit.y * (size.height + gap.height));
    let sideways = match direction {
        Direction::Left | Direction::Right => Vec2::new(0.0, size.height + BESIDE),
        Direction::Up | Direction::Down => Vec2::new(size.width + BESIDE, 0.0),
    };
    let middle = around.center() + Vec2::new(unit.x * reach.x, unit.y * reach.y);
    free_place(context.board, Rect::from_center_size(middle, size), sideways, onwards)
}

/// A place that was found beside something; where that is out of sight, one in a new row below, which begins where what is in view
/// does.
fn in_view(found: Rect, around: Rect, context: &Context<'_>) -> Rect {
    let visible = context.visible;
    if found.x0 >= visible.x0 && found.x1 <= visible.x1 {
        return found;
    }
    let boxes = context.board.elements().map(|element| bounds(element, context.board));
    let left = boxes.filter(|rect| visible.union(*rect) == visible).map(|rect| rect.x0);
    let left = left.fold(around.x0, f64::min);
    let row = Rect::from_origin_size((left, around.y1 + GAP.height), found.size());
    let (aside, down) = (
        Vec2::new(found.width() + GAP.width, 0.0),
        Vec2::new(0.0, found.height() + GAP.height),
    );
    free_place(context.board, row, aside, down)
}

/// What another like it is put down as; `None` for words, pictures and what stands around others.
fn figure_of(source: &Element) -> Option<Figure> {
    match source.kind {
        Kind::Shape(shape) => Some(Figure::Shape(shape)),
        Kind::Part(part) => Some(Figure::Part(part)),
        Kind::Ink(_) | Kind::Connector(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Stamp(_) => None,
    }
}

/// The same kind and look in another place; words and pictures begin anew.
fn like(source: &Element, rect: Rect, context: &mut Context<'_>) -> Element {
    let own = figure_of(source);
    let figure = own.unwrap_or(FIGURE_OF_WORDS);
    let id = (context.fresh_ids)();
    let mut node = figure.element(id, rect, context.board, context.author, &context.look);
    if own.is_some() {
        node.style = source.style;
        node.extras.hatch = source.extras.hatch;
        node.extras.flip = source.extras.flip;
        node.extras.vertical = source.extras.vertical;
        node.extras.face = source.extras.face;
    }
    node
}

/// Makes it, tied to another or not.
fn made(node: Element, tie: Option<ElementId>, context: &mut Context<'_>) -> Vec<Intent> {
    let id = node.id;
    let held = taken_in(&node, context.board);
    let line = tie.map(|from| {
        let ends = [from, id];
        let mut line = connect(
            context.board,
            (context.fresh_ids)(),
            context.author,
            ends,
            &context.look,
        );
        line.order = OrderKey::above(Some(&node.order));
        line
    });
    let mut elements = vec![node];
    elements.extend(line);
    let mut intents = vec![Intent::Apply(Op::Create(elements))];
    intents.extend(held);
    intents.extend([
        Intent::EndStep,
        Intent::SwitchTo(ToolKind::Select),
        Intent::Select(vec![id]),
        Intent::AwaitText(id),
    ]);
    intents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        part::Part,
        tool::script::{Stage, describe_all},
    };

    /// Grows from the first element in each direction in turn, going back to it every time; the last is told.
    fn grown(board: &str, directions: &[Direction]) -> String {
        let mut stage = Stage::new(ToolKind::Select, board);
        let mut told = String::new();
        for direction in directions {
            stage.selection = vec![ElementId(1)];
            let intents = stage.with_context(|context| grow(*direction, context));
            told = describe_all(&intents);
            stage.apply_all(intents);
        }
        told
    }

    fn expected(node: &str, id: u128) -> String {
        let line = id + 1;
        format!(
            "create {node} connector #{line} from #1 to #{id}; step; switch to Select; select #{id}; await text of #{id}"
        )
    }

    #[test]
    fn one_like_it_stands_in_the_direction_and_is_tied() {
        use Direction::{Down, Left, Right, Up};
        for (directions, node, id) in [
            (&[Right][..], "diamond #101 at 228,0 size 100x60", 101),
            (&[Left], "diamond #101 at -228,0 size 100x60", 101),
            (&[Down], "diamond #101 at 0,156 size 100x60", 101),
            (&[Up], "diamond #101 at 0,-156 size 100x60", 101),
            (&[Right, Right], "diamond #103 at 228,100 size 100x60", 103),
            (&[Right, Right, Right], "diamond #105 at 228,-100 size 100x60", 105),
            (&[Down, Down], "diamond #103 at 140,156 size 100x60", 103),
        ] {
            assert_eq!(
                grown("diamond 0,0 100x60", directions),
                expected(node, id),
                "{directions:?}"
            );
        }
    }

    #[test]
    fn the_next_note_stands_close_and_is_tied_to_nothing() {
        let told = grown("sticky 0,0 160x160", &[Direction::Right]);
        let expected =
            "create sticky #101 at 184,0 size 160x160; step; switch to Select; select #101; await text of #101";
        assert_eq!(told, expected);
    }

    #[test]
    fn from_words_grows_a_box_and_from_ink_nothing() {
        assert!(grown("text 0,0 words", &[Direction::Right]).starts_with("create rounded #101"));
        assert_eq!(grown("ink 0,0", &[Direction::Right]), "");
    }

    #[test]
    fn from_a_connection_it_goes_on_at_its_end() {
        let board = "rectangle 0,0 100x60; rectangle 300,0 100x60; connector #1 #2";
        let mut stage = Stage::new(ToolKind::Select, board);
        stage.selection = vec![ElementId(3)];
        let told = describe_all(&stage.with_context(|context| grow(Direction::Right, context)));
        assert!(told.contains("from #2 to #101"), "{told}");
    }

    #[test]
    fn what_would_stand_out_of_sight_begins_a_row_below() {
        let mut stage = Stage::new(ToolKind::Select, "");
        stage.visible = kurbo::Rect::new(0.0, 0.0, 900.0, 600.0);
        let mut corners = Vec::new();
        for _ in 0..7 {
            let figure = ToolKind::Shape(ShapeKind::Cylinder);
            let intents = stage.with_context(|context| place(figure, false, Point::new(160.0, 100.0), context));
            stage.apply_all(intents);
            let made = stage
                .selection
                .first()
                .and_then(|id| stage.board.element(*id))
                .expect("it is selected");
            let corner = made.origin.to_units();
            corners.push((corner.x, corner.y));
        }
        let (first, second, third) = (52.0, 244.0, 436.0);
        let across = [80.0, 368.0, 656.0];
        let expected = [
            (across[0], first),
            (across[1], first),
            (across[2], first),
            (across[0], second),
            (across[1], second),
            (across[2], second),
            (across[0], third),
        ];
        assert_eq!(corners, expected);
    }

    #[test]
    fn things_are_put_where_there_is_room() {
        let mut stage = Stage::new(ToolKind::Select, "rectangle 0,0 160x96");
        let put = |stage: &mut Stage, tied| {
            let figure = ToolKind::Shape(ShapeKind::Cylinder);
            let intents = stage.with_context(|context| place(figure, tied, Point::new(80.0, 48.0), context));
            let told = describe_all(&intents);
            stage.apply_all(intents);
            told
        };
        let told = put(&mut stage, true);
        assert!(
            told.starts_with("create cylinder #101 at 200,0 size 160x96; step"),
            "nothing to tie it to: {told}"
        );
        stage.selection = vec![ElementId(1)];
        let told = put(&mut stage, true);
        assert!(
            told.starts_with("create cylinder #102 at 288,136 size 160x96 connector #103 from #1 to #102"),
            "{told}"
        );
        let part = ToolKind::Part(Part::Cache);
        let intents = stage.with_context(|context| place(part, false, Point::ZERO, context));
        assert!(matches!(intents.first(), Some(Intent::Apply(Op::Create(made))) if made.len() == 1));
        let taken = stage.with_context(|context| place(ToolKind::Pen, false, Point::ZERO, context));
        assert_eq!(describe_all(&taken), "switch to Pen");
    }
}
