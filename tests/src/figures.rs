//! The figures: loads made from real material, measured and compared with what they must reach. Every load prints its seed.

pub mod hour;
pub mod import;
pub mod led;
pub mod live;
pub mod report;
pub mod seek;
pub mod size;
pub mod voice;
