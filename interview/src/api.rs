//! The JSON types of `/api/v1`: what the page sends and what the server answers. One type per audience; nothing is a row of
//! the storage.
//!
//! Errors are problem+json: [`Problem`]. Ids are strings of 32 hexadecimal digits.

use board::{id::RoomId, op::Op, recording::Seq, time::Millis};
use serde::{Deserialize, Serialize};

use crate::seat::Role;

/// An error: `application/problem+json`.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// Stable, for programs.
    pub code: String,
    /// One sentence for people: what and why.
    pub title: String,
}

/// `GET /me`: who the browser is.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Me {
    /// Signed in as staff.
    pub staff: bool,
    /// The name of the account.
    pub name: Option<String>,
    /// No staff password was set yet: only the one-time link can.
    pub needs_setup: bool,
}

/// `POST /setup`: sets the staff password, once, with the token of the one-time link.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Setup {
    /// From the link's fragment.
    pub token: String,
    /// Shown to candidates as the host's name.
    pub name: String,
    /// At least ten characters.
    pub password: String,
}

/// `POST /sign-in`.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SignIn {
    /// The staff password.
    pub password: String,
}

/// `POST /rooms` (staff): starts a room; `POST /try` starts one to try it alone.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct StartRoom {
    /// Its title; staff only see it, with the candidate's name if wished.
    pub title: String,
    /// The question it starts from.
    pub question: Option<String>,
}

/// A room as its creator gets it, or as staff gets it from `POST /rooms/{room}/enter`: with the account's own seat, made if
/// there is none.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct StartedRoom {
    /// Its id.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub room: RoomId,
    /// The seat of who started it: the tab's address is `/room/{room}?seat={seat}` (rule C6).
    pub seat: String,
}

/// One row of `GET /rooms?search=` (staff).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RoomRow {
    /// Its id.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub room: RoomId,
    /// Its title.
    pub title: String,
    /// When it was made, in milliseconds of the Unix clock.
    pub created_unix_millis: u64,
    /// Length of its recording.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub duration: Millis,
    /// Entries in its recording.
    pub entries: u64,
    /// Where it stands.
    pub phase: RoomPhase,
    /// Names of those who hold seats in it, host first.
    pub people: Vec<String>,
}

/// Where a room stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RoomPhase {
    /// Nobody has joined.
    Waiting,
    /// Someone has joined and it was not ended.
    Live,
    /// It was ended.
    Ended,
}

/// `PATCH /rooms/{room}` (staff).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RenameRoom {
    /// The new title.
    pub title: String,
}

/// `GET /rooms/{room}?seat=`: a room as one who may enter or review it sees it.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RoomView {
    /// Its id.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub room: RoomId,
    /// Its title. A candidate gets the neutral title.
    pub title: String,
    /// The role of the asking seat, `None` for staff without one.
    pub role: Option<Role>,
    /// The name of the asking seat.
    pub name: Option<String>,
    /// Whether it is a try-out room, deleted after a day.
    pub try_out: bool,
    /// Whether this browser may open the review: a seat alone opens it in a try-out room only.
    pub may_review: bool,
    /// What the candidate was asked; shown to everyone.
    pub prompt: String,
    /// Minutes planned; the countdown runs from the first join.
    pub minutes_planned: Option<u32>,
    /// When it was made, in milliseconds of the Unix clock.
    pub created_unix_millis: u64,
    /// Where it stands.
    pub phase: RoomPhase,
    /// Core questions (staff seats and staff only; empty for others).
    pub core_questions: Vec<String>,
    /// Everybody who ever had a seat and a name in it.
    pub people: Vec<RecordedPerson>,
}

/// One seat or open link of a room: `GET /rooms/{room}/seats` (host).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SeatRow {
    /// Its id.
    pub seat: String,
    /// Its role.
    pub role: Role,
    /// The holder's name; `None` while nobody has redeemed the link.
    pub name: Option<String>,
    /// Where it stands.
    pub state: SeatState,
    /// A second browser that asks to be let in with this link: an id to answer with and the name given.
    pub knocking: Vec<Knock>,
}

/// Where a seat stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatState {
    /// A link that nobody has redeemed.
    Open,
    /// Held by a browser.
    Taken,
    /// Revoked or ejected.
    Revoked,
}

/// A browser that asks to be let in.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Knock {
    /// To answer with.
    pub knock: String,
    /// The name given.
    pub name: String,
}

/// `POST /rooms/{room}/seats` (host): makes a link. `POST /rooms/{room}/seats/{seat}/reissue` makes a new one for a seat,
/// `DELETE /rooms/{room}/seats/{seat}` revokes it, `POST /rooms/{room}/seats/{seat}/hand-over` gives a co-host the host's role.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct NewSeat {
    /// For whom.
    pub role: Role,
}

/// A link as its maker gets it, once; the server keeps only its hash.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SeatLink {
    /// The seat.
    pub seat: String,
    /// The whole link, `…/join#<token>`.
    pub link: String,
    /// A short code to type at `/join`, for where the fragment was lost.
    pub code: String,
}

/// `POST /join/look`: what a link leads to, without taking it. The answer is the same for any wrong token.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct LookAtLink {
    /// The token or the short code.
    pub token: String,
}

/// What a link leads to.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct LinkView {
    /// The room.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub room: RoomId,
    /// The seat's role.
    pub role: Role,
    /// Who will be there: name and role of everyone with a seat, and of observers that are invited.
    pub people: Vec<(String, Role)>,
    /// Minutes planned.
    pub minutes_planned: Option<u32>,
    /// The round has ended: the board is only looked at now.
    pub ended: bool,
    /// This browser already holds the seat: go straight in.
    pub seat: Option<String>,
    /// Another browser holds it: joining asks the host to be let in.
    pub taken: bool,
    /// It is a code that adds a device to the seat of somebody of this name: joining needs neither name nor consent again.
    pub device_of: Option<String>,
}

/// `POST /rooms/{room}/device?seat=`: a code to type at `/join` on one more device of one's own.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct DeviceCode {
    /// The code.
    pub code: String,
    /// How long it can be used; once.
    pub lives_millis: u64,
}

/// `POST /join`: takes the seat (a cookie comes with the answer), or knocks where another browser holds it.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Join {
    /// The token or the short code.
    pub token: String,
    /// The name shown to the others.
    pub name: String,
    /// The consent to being recorded was given.
    pub consent: bool,
}

/// What became of joining.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Joined {
    /// The seat is this browser's.
    Seated {
        /// The room.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        room: RoomId,
        /// The seat.
        seat: String,
    },
    /// The host was asked; ask again at `GET /join/{knock}`.
    Knocking {
        /// The knock.
        knock: String,
    },
    /// The host said no.
    TurnedAway,
}

/// `POST /rooms/{room}/knocks/{knock}` (host).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct AnswerKnock {
    /// Let them in: the seat moves to their browser.
    pub admit: bool,
}

/// A reusable kit: `GET/POST /questions`, `PUT/DELETE /questions/{id}` (staff).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Question {
    /// Its id; empty when new.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What the candidate is asked.
    pub prompt: String,
    /// Minutes planned.
    pub minutes_planned: Option<u32>,
    /// Core questions, private to staff.
    pub core_questions: Vec<String>,
    /// What stands on the board and in the files at the start: applied by the room itself before anyone joins.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Object>))]
    pub seed: Vec<Op>,
}

/// `POST /rooms/{room}/question` (staff): saves a room's start (its seed and the question's words) as a new question.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SaveAsQuestion {
    /// The new question's title.
    pub title: String,
}

/// What came of an import: `POST /questions/{id}/seed` with an `.excalidraw` file or an image as body, and `chalkback import`.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ImportReport {
    /// How many of each kind came in, kinds as the source names them.
    pub imported: std::collections::BTreeMap<String, u64>,
    /// How many of each kind we do not know.
    pub not_imported: std::collections::BTreeMap<String, u64>,
    /// What the source itself had deleted.
    pub dropped: u64,
}

/// `POST /rooms/{room}/assets`: the stored image.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct StoredAsset {
    /// Its hash, 64 hexadecimal digits; `GET /rooms/{room}/assets/{hash}` reads it.
    pub hash: String,
}

/// `GET /rooms/{room}/recording` answers `board::codec` bytes of all entries; this is `GET /rooms/{room}/recording/header`.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RecordingHeader {
    /// The room's title.
    pub title: String,
    /// Wall time of the first join, in milliseconds of the Unix clock.
    pub began_unix_millis: Option<u64>,
    /// Entries recorded.
    pub entries: u64,
    /// Time of the last one.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub duration: Millis,
    /// Names by actor index, with the role in words.
    pub people: Vec<RecordedPerson>,
    /// The last entry of each page that it travels in, so that all of them can be asked for at once. A recording that goes on may
    /// have more by the time they are read.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<u64>))]
    pub page_ends: Vec<Seq>,
}

/// Somebody in a recording.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RecordedPerson {
    /// Index in the recording.
    pub actor: u16,
    /// The name.
    pub name: String,
    /// The role in words.
    pub role: String,
}
