//! The look of one thing given to others: colours, widths, dashes, letters, heads.

use super::{shows, step, with_room_for_labels};
use crate::{
    board::Board,
    element::{Connector, Element},
    id::ElementId,
    op::{ElementChange, Prop},
    tool::{Intent, arrange, unit::unlocked},
};

/// The look of the first thing selected, to be given to others; empty where nothing is selected.
pub fn look_of(board: &Board, selection: &[ElementId]) -> Vec<Prop> {
    let first = selection.iter().find_map(|id| board.element(*id));
    first.map_or_else(Vec::new, |element| look(element))
}

/// Gives what is selected a look, as far as each element shows it.
pub fn paste_look(board: &Board, selection: &[ElementId], look: &[Prop]) -> Vec<Intent> {
    let change = |element: &Element| {
        let fits = |prop: &&Prop| shows(element, prop) && prop.as_now(element).as_ref() != Some(*prop);
        let props = look.iter().filter(fits).cloned().collect::<Vec<_>>();
        (!props.is_empty()).then_some(ElementChange { id: element.id, props })
    };
    let changes = unlocked(board, selection).filter_map(change).collect::<Vec<_>>();
    with_room_for_labels(board, look, step(arrange::update(&changes)))
}

fn look(element: &Element) -> Vec<Prop> {
    let (style, extras) = (&element.style, &element.extras);
    let own = [
        Prop::Stroke(style.stroke),
        Prop::Fill(style.fill),
        Prop::Hatch(extras.hatch),
        Prop::Width(style.width_eighths),
        Prop::Dash(style.dash),
        Prop::Opacity(style.opacity_percent),
        Prop::FontSize(style.font_size),
        Prop::Align(style.align),
        Prop::Face(extras.face),
        Prop::Vertical(extras.vertical),
        Prop::Nib(extras.nib),
    ];
    let mut look = own.into_iter().filter(|prop| shows(element, prop)).collect::<Vec<_>>();
    if let Some(Connector {
        start_head,
        end_head,
        route,
        ..
    }) = element.connector()
    {
        look.extend([
            Prop::StartHead(*start_head),
            Prop::EndHead(*end_head),
            Prop::Route(*route),
        ]);
    }
    look
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::{
        ToolKind,
        command::tests::{check, ids},
        script::Stage,
    };

    const KINDS: &str = "rectangle 0,0 100x60 filled; ellipse 200,0 100x60; connector #1 #2; text 0,100 words; \
                         rectangle 0,200 9x9 locked; ink 300,300";

    #[test]
    fn each_takes_of_a_look_what_it_shows_and_does_not_have() {
        let look = look_of(&Stage::new(ToolKind::Select, KINDS).board, &ids(&[1]));
        check(KINDS, "update #2 fill; step", |board| {
            paste_look(board, &ids(&[1, 2, 3, 4, 5, 6]), &look)
        });
    }

    #[test]
    fn a_connector_gives_its_heads_to_connectors_only() {
        let board = "connector 0,0 50,50; connector 0,90 50,90; rectangle 0,0 9x9";
        let mut stage = Stage::new(ToolKind::Select, board);
        let bare = ElementChange {
            id: ElementId(2),
            props: vec![Prop::EndHead(crate::shape::Head::None)],
        };
        stage.apply_all(arrange::update(&[bare]));
        let look = look_of(&stage.board, &ids(&[1]));
        let pasted = paste_look(&stage.board, &ids(&[2, 3]), &look);
        stage.apply_all(pasted.clone());
        assert_eq!(pasted.len(), 2, "one change and the end of the step");
        assert_eq!(paste_look(&stage.board, &ids(&[2, 3]), &look), []);
    }

    #[test]
    fn nothing_selected_has_no_look() {
        assert_eq!(look_of(&Stage::new(ToolKind::Select, KINDS).board, &[]), []);
    }
}
