//! What helps a person to arrange, and is theirs alone: what things snap to, a look to be pasted, the menu at a place, the
//! board without anything around it. Nothing of it is on the board.

use board::{
    actor::ActorIndex,
    op::Prop,
    tool::{PointerInput, Snapping, command, under_pointer},
};
use kurbo::{Point, Size};
use leptos::prelude::*;

use super::{Session, edges::AtEdge, links::Leading};
use crate::{dom, live::Live};

/// Where it is kept that things do not snap to each other, and that they snap to the grid.
const KEPT_FREE: &str = "chalkback-no-guides";
const KEPT_GRID: &str = "chalkback-grid";

/// A helping hand that is switched on and off.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Aid {
    /// Things snap to each other.
    Guides,
    /// The grid is shown and things snap to it.
    Grid,
    /// A tool stays after it was used.
    KeepTool,
    /// Only the board is shown.
    Zen,
}

/// Is told what the pointer does before the tool is.
type Watcher = fn(Session, &PointerInput);

/// The signals of it.
#[derive(Clone, Copy)]
pub(super) struct Aids {
    snapping: Live<Snapping>,
    keeps_tool: Live<bool>,
    zen: Live<bool>,
    menu: Live<Option<Point>>,
    copied_look: Live<Vec<Prop>>,
    viewport: Live<Size>,
    pub(super) leading: Live<Option<Leading>>,
    pub(super) link_pressed: Live<Option<Leading>>,
    pub(super) idle: Live<Vec<ActorIndex>>,
    pub(super) edges: StoredValue<Option<AtEdge>, LocalStorage>,
    watchers: StoredValue<Vec<Watcher>, LocalStorage>,
}

impl Aids {
    /// As they were left in this browser.
    pub(super) fn kept() -> Aids {
        let snapping = Snapping {
            guides: dom::kept(KEPT_FREE).is_none(),
            grid: dom::kept(KEPT_GRID).is_some(),
        };
        Aids {
            snapping: Live::new(snapping),
            keeps_tool: Live::new(false),
            zen: Live::new(false),
            menu: Live::new(None),
            copied_look: Live::new(Vec::new()),
            viewport: Live::new(Size::ZERO),
            leading: Live::new(None),
            link_pressed: Live::new(None),
            idle: Live::new(Vec::new()),
            edges: StoredValue::new_local(None),
            watchers: StoredValue::new_local(Vec::new()),
        }
    }
}

impl Session {
    /// What things snap to.
    pub fn snapping(&self) -> Live<Snapping> {
        self.signals.aids.snapping
    }

    /// Whether a tool stays after it was used, until another is taken.
    pub fn keeps_tool(&self) -> Live<bool> {
        self.signals.aids.keeps_tool
    }

    /// Whether only the board is shown.
    pub fn zen(&self) -> Live<bool> {
        self.signals.aids.zen
    }

    /// Where on the page a menu of what can be done is asked for.
    pub fn menu(&self) -> Live<Option<Point>> {
        self.signals.aids.menu
    }

    /// The look that was copied; empty before one was.
    pub fn copied_look(&self) -> Live<Vec<Prop>> {
        self.signals.aids.copied_look
    }

    /// The size of the canvas in CSS pixels.
    pub fn viewport(&self) -> Live<Size> {
        self.signals.aids.viewport
    }

    /// Has something told of the pointer from now on: what it needs may travel after the board.
    pub fn watch_pointer(&self, watcher: Watcher) {
        self.signals
            .aids
            .watchers
            .update_value(|watchers| watchers.push(watcher));
    }

    pub(super) fn pointer_watchers(&self) -> Vec<Watcher> {
        self.signals.aids.watchers.get_value()
    }

    /// Whether an aid is on; reading it in a reactive place follows it.
    pub fn has(&self, aid: Aid) -> bool {
        match aid {
            Aid::Guides => self.snapping().get().guides,
            Aid::Grid => self.snapping().get().grid,
            Aid::KeepTool => self.keeps_tool().get(),
            Aid::Zen => self.zen().get(),
        }
    }

    /// Switches an aid on or off; what things snap to is remembered in this browser.
    pub fn toggle(&self, aid: Aid) {
        match aid {
            Aid::Guides => self.snapping().update(|snapping| snapping.guides = !snapping.guides),
            Aid::Grid => self.snapping().update(|snapping| snapping.grid = !snapping.grid),
            Aid::KeepTool => self.keeps_tool().update(|keeps| *keeps = !*keeps),
            Aid::Zen => self.zen().update(|zen| *zen = !*zen),
        }
        let Snapping { guides, grid } = self.snapping().get_untracked();
        remember(KEPT_FREE, !guides);
        remember(KEPT_GRID, grid);
    }

    /// Keeps the look of what is selected, to be pasted.
    pub fn copy_look(&self) {
        let selection = self.selection().get_untracked();
        let look = self.with_board(|board| command::look_of(board, &selection));
        if !look.is_empty() {
            self.copied_look().set(look);
        }
    }

    /// Asks for the menu at a place of the page, about what lies at a place of the board.
    pub fn ask_menu(&self, page: Point, at: Point, reach: f64) {
        if self.rights().get_untracked().draw {
            let selection = self.selection().get_untracked();
            let intents = self.with_board(|board| under_pointer(board, &selection, at, reach));
            self.dispatch_all(intents);
            if !self.selection().get_untracked().is_empty() {
                self.tool().set(Default::default());
            }
        }
        self.menu().set(Some(page));
    }
}

fn remember(key: &str, wanted: bool) {
    if wanted {
        dom::keep(key, "1");
    } else {
        dom::forget(key);
    }
}
