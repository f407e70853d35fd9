//! A picture that is cropped on the board, from press to press.

use board::{id::ElementId, tool::ToolKind};
use leptos::prelude::*;

use super::Session;

impl Session {
    /// Whether a picture is being cropped.
    pub fn is_cropping(&self) -> bool {
        self.state.with_value(|state| state.tool.is_cropping())
    }

    /// Crops a picture until that is ended.
    pub(super) fn crop(&self, id: ElementId) {
        self.signals.tool.set(ToolKind::Select);
        let _gone = self.state.try_update_value(|state| {
            if state.tool.kind() != ToolKind::Select {
                state.tool = (state.make_tool)(ToolKind::Select);
            }
            state.tool.crop(id);
        });
        self.signals.gesture.update(|gesture| *gesture += 1);
    }
}
