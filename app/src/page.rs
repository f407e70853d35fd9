//! One module per address. Pages wire components to the API; they hold no knowledge of boards.

pub mod home;
pub mod join;
pub mod question;
pub mod review;
pub mod room;
pub mod rooms;
pub mod sheet;
pub mod sign_in;
pub mod staff;
