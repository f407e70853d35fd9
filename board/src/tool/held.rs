//! A tool in the hand, whichever it is: all that a session needs of it. So a page can show a board before it has the tools,
//! and hold one that looks around until they have come.

use super::{Context, Hand, Intent, PointerInput, Select, Tool, ToolKind};
use crate::{id::ElementId, overlay::Overlay};

/// A tool in the hand.
pub trait Held {
    /// Takes one input; what is to be done is appended to `intents`.
    fn on(&mut self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>);
    /// What it shows on top of the board.
    fn overlay(&self, context: &Context<'_>) -> Overlay;
    /// Which tool it is; an eraser that is only a turned pen is still the tool it goes back to.
    fn kind(&self) -> ToolKind;
    /// Whether a gesture is under way.
    fn is_busy(&self) -> bool;
    /// Whether what is under way goes on with the next press.
    fn awaits_press(&self) -> bool;
    /// The CSS cursor.
    fn cursor(&self) -> &'static str;
    /// Crops a picture from now on.
    fn crop(&mut self, picture: ElementId);
    /// Whether a picture is being cropped.
    fn is_cropping(&self) -> bool;
}

impl Tool {
    /// A tool at rest, to be held.
    pub fn boxed(kind: ToolKind) -> Box<dyn Held> {
        Box::new(Tool::new(kind))
    }
}

impl Held for Tool {
    fn on(&mut self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) {
        let tool = std::mem::replace(self, Tool::Hand(Hand::default()));
        *self = tool.on(input, context, intents);
    }

    fn overlay(&self, context: &Context<'_>) -> Overlay {
        Tool::overlay(self, context)
    }

    fn kind(&self) -> ToolKind {
        Tool::kind(self)
    }

    fn is_busy(&self) -> bool {
        Tool::is_busy(self)
    }

    fn awaits_press(&self) -> bool {
        Tool::awaits_press(self)
    }

    fn cursor(&self) -> &'static str {
        Tool::cursor(self)
    }

    fn crop(&mut self, picture: ElementId) {
        *self = Tool::Select(Select::cropping(picture));
    }

    fn is_cropping(&self) -> bool {
        Tool::is_cropping(self)
    }
}

/// Whatever tool was taken: until it is there, a drag moves the board.
#[derive(Clone, Debug)]
pub struct Looking {
    kind: ToolKind,
    hand: Hand,
}

impl Looking {
    /// Instead of a tool of this kind.
    pub fn boxed(kind: ToolKind) -> Box<dyn Held> {
        let hand = Hand::default();
        Box::new(Looking { kind, hand })
    }
}

impl Held for Looking {
    fn on(&mut self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) {
        self.hand = std::mem::take(&mut self.hand).on(input, context, intents);
    }

    fn overlay(&self, context: &Context<'_>) -> Overlay {
        Overlay {
            selection: context.selection.to_vec(),
            ..Overlay::default()
        }
    }

    fn kind(&self) -> ToolKind {
        self.kind
    }

    fn is_busy(&self) -> bool {
        self.hand.is_busy()
    }

    fn awaits_press(&self) -> bool {
        false
    }

    fn cursor(&self) -> &'static str {
        self.hand.cursor()
    }

    fn crop(&mut self, _: ElementId) {}

    fn is_cropping(&self) -> bool {
        false
    }
}
