//! An end of a connector that is dragged to another place or element.

use std::sync::Arc;

use crate::{
    element::{Connector, Element, End},
    id::ElementId,
    op::{ElementChange, Op, Prop},
    tool::{Context, Intent, PointerInput, connector::Aim, handle::Handle},
};

/// An end of a connector being dragged.
#[derive(Clone, Debug)]
pub(super) struct Rebinding {
    connector: Arc<Element>,
    handle: Handle,
    end: End,
    aim: Aim,
}

impl Rebinding {
    /// Of the one connector that is selected.
    pub(super) fn begin(context: &Context<'_>, handle: Handle) -> Option<Rebinding> {
        let connector = context
            .selection
            .first()
            .and_then(|id| context.board.element(*id))
            .map(Arc::clone)?;
        let end = Rebinding::own(connector.connector()?, handle);
        Some(Rebinding {
            connector,
            handle,
            end,
            aim: Aim::default(),
        })
    }

    /// What the end is bound to.
    pub(super) fn target(&self) -> Option<ElementId> {
        self.end.bound.map(|binding| binding.element)
    }

    fn own(connector: &Connector, handle: Handle) -> End {
        match handle {
            Handle::Start => connector.start,
            Handle::End | Handle::Side { .. } | Handle::Turn => connector.end,
        }
    }

    fn other(connector: &Connector, handle: Handle) -> End {
        match handle {
            Handle::Start => connector.end,
            Handle::End | Handle::Side { .. } | Handle::Turn => connector.start,
        }
    }

    pub(super) fn moved(mut self, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> Rebinding {
        let other = self
            .connector
            .connector()
            .and_then(|connector| Rebinding::other(connector, self.handle).bound);
        let end = self.aim.end(input, context, other);
        if end != self.end {
            intents.push(self.update(end));
        }
        Rebinding { end, ..self }
    }

    pub(super) fn aborted(&self, intents: &mut Vec<Intent>) {
        let original = self
            .connector
            .connector()
            .map(|connector| Rebinding::own(connector, self.handle));
        if let Some(original) = original.filter(|original| *original != self.end) {
            intents.push(self.update(original));
        }
        intents.push(Intent::EndStep);
    }

    fn update(&self, end: End) -> Intent {
        let prop = match self.handle {
            Handle::Start => Prop::Start(end),
            Handle::End | Handle::Side { .. } | Handle::Turn => Prop::End(end),
        };
        Intent::Apply(Op::Update(vec![ElementChange {
            id: self.connector.id,
            props: vec![prop],
        }]))
    }
}
