//! A connector's label that is dragged along its line. Back at its usual place it follows the line again as any other.

use std::sync::Arc;

use kurbo::{Point, Vec2};

use crate::{
    element::Element,
    id::ElementId,
    op::{ElementChange, Op, Prop},
    spatial,
    tool::{Context, Intent, PointerInput},
};

/// A label being dragged.
#[derive(Clone, Debug)]
pub(super) struct Sliding {
    connector: Arc<Element>,
    /// From the pointer to the label's middle.
    grip: Vec2,
    /// Where it is wanted now.
    along: Option<u16>,
}

/// Whether a place lies on the label of a connector.
pub(super) fn is_on_label(context: &Context<'_>, id: ElementId, at: Point) -> bool {
    let connector = context
        .board
        .element(id)
        .filter(|element| element.connector().is_some());
    let label = connector.and_then(|connector| spatial::text_layout(connector, context.board));
    label.is_some_and(|label| label.rect.contains(at))
}

impl Sliding {
    /// The label of a connector, grabbed at a place.
    pub(super) fn begin(context: &Context<'_>, id: ElementId, at: Point) -> Option<Sliding> {
        let connector = Arc::clone(context.board.element(id)?);
        let label = spatial::text_layout(&connector, context.board)?;
        Some(Sliding {
            grip: label.rect.center() - at,
            along: connector.extras.along,
            connector,
        })
    }

    pub(super) fn moved(mut self, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> Sliding {
        let reach = input.reach(context.zoom);
        if let Some(at) = input.at() {
            let along = spatial::along_near(&self.connector, context.board, at + self.grip, reach);
            if along != self.along {
                self.along = along;
                intents.push(self.update(along));
            }
        }
        self
    }

    pub(super) fn aborted(&self, intents: &mut Vec<Intent>) {
        let before = self.connector.extras.along;
        if before != self.along {
            intents.push(self.update(before));
        }
        intents.push(Intent::EndStep);
    }

    fn update(&self, along: Option<u16>) -> Intent {
        Intent::Apply(Op::Update(vec![ElementChange {
            id: self.connector.id,
            props: vec![Prop::Along(along)],
        }]))
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        id::ElementId,
        tool::{
            ToolKind,
            script::{Stage, check},
        },
    };

    const LABELLED: &str = "connector 0,0 400,0 reads";

    #[test]
    fn a_label_is_dragged_along_its_line_and_back_to_the_middle() {
        let mut stage = Stage::new(ToolKind::Select, LABELLED);
        assert_eq!(
            stage.run("down 200,0; move 300,40; up 300,-30"),
            "select #1; update #1 label at 0.75; step",
            "it stays on the line, wherever the pointer goes"
        );
        assert_eq!(
            stage.run("down 300,0; move 240,0; up 203,5"),
            "update #1 label at 0.6; update #1 label at the middle; step"
        );
        assert_eq!(stage.run("down 200,0; up 200,0"), "", "a click moves nothing");
        let bent = stage.run("down 140,0; move 140,40; up 140,40");
        assert!(bent.contains("via 140,40"), "beside the label the line is bent: {bent}");
    }

    #[test]
    fn a_label_stays_under_the_pointer_that_grabbed_its_end() {
        check(
            ToolKind::Select,
            LABELLED,
            "down 218,4; move 258,4; up 318,4",
            "select #1; update #1 label at 0.6; update #1 label at 0.75; step",
        );
    }

    #[test]
    fn an_abort_puts_the_label_back() {
        check(
            ToolKind::Select,
            LABELLED,
            "down 200,0; move 100,0; abort",
            "select #1; update #1 label at 0.25; update #1 label at the middle; step",
        );
    }

    #[test]
    fn beside_its_label_and_among_others_a_connector_is_moved() {
        let mut stage = Stage::new(ToolKind::Select, LABELLED);
        assert_eq!(
            stage.run("down 60,0; move 60,40; up 60,40"),
            "select #1; update #1 start 0,40 end 400,40; step"
        );
        let mut stage = Stage::new(ToolKind::Select, &format!("{LABELLED}; rectangle 300,100 200x50"));
        stage.selection = vec![ElementId(1), ElementId(2)];
        let wanted = stage.run("down 200,0; move 200,40; up 200,40");
        assert!(wanted.contains("#2 origin 300,140"), "{wanted}");
    }
}
