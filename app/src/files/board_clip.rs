//! What is selected, as text: the same that Excalidraw puts on the clipboard, so that one text goes both ways.

use board::{
    Board,
    element::{AssetHash, Kind},
    export::json_lines::Asset,
    id::{ElementId, RoomId},
    import::excalidraw::{Form, write},
    spatial::with_held,
};

use super::Promised;
use crate::{api, session::Session};

/// Whose images a board shows: a room, and the seat that may read them; staff need none.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Origin {
    /// The room.
    pub room: RoomId,
    /// The seat.
    pub seat: Option<String>,
}

impl Origin {
    /// The room that one is in. Asked before the first wait: the room may be left meanwhile.
    pub(super) fn of(session: Session) -> Origin {
        Origin {
            room: session.room(),
            seat: Some(session.seat()),
        }
    }

    /// Where an image is read.
    pub(super) fn address_of(&self, hash: AssetHash) -> String {
        api::with_seat(&format!("/rooms/{}/assets/{hash}", self.room), self.seat.as_deref())
    }
}

/// What is selected as text, and whether pictures are missing in it.
pub(super) fn copied(session: Session) -> Option<(String, bool)> {
    session.with_board(|board| {
        let selected = with_held(board, &session.selection().get_untracked());
        let has_pictures = !images_of(board, Some(&selected)).is_empty();
        let is_any = selected.iter().any(|id| board.element(*id).is_some());
        is_any.then(|| (write(board, Some(&selected), |_| None, Form::Clipboard), has_pictures))
    })
}

/// What was selected on a board, with its pictures.
pub(super) fn copied_whole(session: Session, board: Board, selected: Vec<ElementId>) -> Promised<Option<String>> {
    let (selected, origin) = (with_held(&board, &selected), Origin::of(session));
    Box::pin(async move {
        let is_any = selected.iter().any(|id| board.element(*id).is_some());
        if !is_any {
            return None;
        }
        let pictures = pictures(&origin, &board, Some(&selected)).await;
        let find = |hash| pictures.iter().find(|asset| asset.hash == hash).cloned();
        Some(write(&board, Some(&selected), find, Form::Clipboard))
    })
}

/// The pictures that elements name, as far as the server gives them.
pub(super) async fn pictures(origin: &Origin, board: &Board, only: Option<&[ElementId]>) -> Vec<Asset> {
    let mut pictures = Vec::new();
    for hash in images_of(board, only) {
        if let Ok(bytes) = api::get_bytes(&origin.address_of(hash)).await {
            let mime = mime_of(&bytes).to_owned();
            pictures.push(Asset { hash, mime, bytes });
        }
    }
    pictures
}

/// The images among elements, each once.
pub(super) fn images_of(board: &Board, only: Option<&[ElementId]>) -> Vec<AssetHash> {
    let shown = board
        .elements()
        .filter(|element| only.is_none_or(|only| only.contains(&element.id)));
    let mut images = Vec::new();
    for element in shown {
        if let Kind::Image(hash) = element.kind
            && !images.contains(&hash)
        {
            images.push(hash);
        }
    }
    images
}

/// Which kind of picture bytes are.
pub(super) fn mime_of(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xff, 0xd8, ..] => "image/jpeg",
        [b'G', b'I', b'F', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', ..] => "image/webp",
        _ => "application/octet-stream",
    }
}
