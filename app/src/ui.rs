//! The parts that pages are made of: they know nothing of rooms, only props in and callbacks out.

pub mod button;
pub mod check;
pub mod deed;
pub mod dialog;
pub mod divider;
pub mod empty;
pub mod field;
pub mod icon;
pub mod menu;
pub mod message;
pub mod page_frame;
pub mod search_field;
pub mod tabs;
pub mod theme;

pub use button::{Button, IconButton, Look};
pub use check::Check;
pub use deed::Deed;
pub use dialog::{ConfirmDialog, Dialog};
pub use divider::{Divider, Split};
pub use empty::{EmptyState, Spinner};
pub use field::{Field, TextArea};
pub use icon::Icon;
pub use menu::{Menu, MenuAt, MenuItem, MenuLine};
pub use message::{Message, Tone};
pub use page_frame::PageFrame;
pub use search_field::SearchField;
pub use tabs::{Tab, Tabs};
pub use theme::{ThemeSwitch, toggle_theme};
