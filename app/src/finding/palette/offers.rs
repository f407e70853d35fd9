//! What the room offers, in words: names as on its buttons, keys as in the table of all keys, and what else people search by.

use super::room::{Offer, RoomDeed};

const fn offer(
    deed: RoomDeed,
    icon: &'static str,
    name: &'static str,
    key: &'static str,
    words: &'static str,
) -> Offer {
    Offer {
        deed,
        icon,
        name,
        key,
        words,
    }
}

/// All of it; what is wanted more often comes first.
pub(super) const OFFERS: &[Offer] = &[
    offer(
        RoomDeed::Chat,
        "message-square",
        "Chat",
        "",
        "message talk write say signal hand",
    ),
    offer(
        RoomDeed::Invite,
        "link",
        "Invite somebody…",
        "",
        "link add share candidate observer co-host guest seat",
    ),
    offer(
        RoomDeed::People,
        "users",
        "People",
        "",
        "who participants persons present roles seats links admit",
    ),
    offer(
        RoomDeed::Pause,
        "pause",
        "Pause the recording",
        "",
        "stop halt break off record",
    ),
    offer(
        RoomDeed::Resume,
        "circle-dot",
        "Record again",
        "",
        "resume continue unpause pause start recording",
    ),
    offer(
        RoomDeed::Notes,
        "lock",
        "Private notes",
        "N",
        "write remark comment only you",
    ),
    offer(
        RoomDeed::Mark,
        "bookmark",
        "Mark this moment",
        "M",
        "bookmark flag remember",
    ),
    offer(
        RoomDeed::Hint,
        "lightbulb",
        "Mark a hint",
        "Shift+M",
        "help given moment",
    ),
    offer(
        RoomDeed::NotesWindow,
        "external-link",
        "Notes in a window of their own",
        "",
        "popup second screen private",
    ),
    offer(
        RoomDeed::HidePrivate,
        "eye-off",
        "Hide everything private",
        "Alt+S",
        "share screen present sharing stream projector",
    ),
    offer(
        RoomDeed::ShowPrivate,
        "eye",
        "Show the whole page",
        "Alt+S",
        "share screen present sharing stop end",
    ),
    offer(
        RoomDeed::Phase,
        "bookmark",
        "Announce a phase…",
        "",
        "next stage step clarify design questions",
    ),
    offer(
        RoomDeed::Export,
        "download",
        "Export…",
        "Ctrl+Shift+E",
        "save as download file files png svg pdf excalidraw backup",
    ),
    offer(
        RoomDeed::OpenFile,
        "upload",
        "Open a file…",
        "Ctrl+O",
        "files import load upload excalidraw tldraw pdf",
    ),
    offer(RoomDeed::Copy, "copy", "Copy", "Ctrl+C", "clipboard"),
    offer(RoomDeed::Cut, "copy", "Cut", "Ctrl+X", "clipboard"),
    offer(RoomDeed::Paste, "plus", "Paste", "Ctrl+V", "clipboard insert"),
    offer(RoomDeed::CopyWords, "type", "Copy as text", "", "clipboard words"),
    offer(
        RoomDeed::CopyPng,
        "image",
        "Copy as PNG",
        "Shift+Alt+C",
        "picture image clipboard screenshot",
    ),
    offer(
        RoomDeed::CopySvg,
        "image",
        "Copy as SVG",
        "",
        "picture vector clipboard",
    ),
    offer(
        RoomDeed::Stencils,
        "list",
        "My stencils",
        "",
        "library templates files own",
    ),
    offer(
        RoomDeed::KeepStencil,
        "bookmark",
        "Keep as a stencil",
        "",
        "library template save own",
    ),
    offer(
        RoomDeed::Scratch,
        "notebook-pen",
        "Scratch corner",
        "",
        "private sketch draft own scribble",
    ),
    offer(
        RoomDeed::Theme,
        "sun-moon",
        "Light or dark colours",
        "",
        "theme mode night day appearance colors",
    ),
    offer(
        RoomDeed::Hands,
        "lock",
        "Make hands read-only…",
        "",
        "freeze stop drawing lock candidate interviewers give back",
    ),
    offer(
        RoomDeed::Gather,
        "scan-eye",
        "Bring everyone here",
        "",
        "gather look attention everybody all follow",
    ),
    offer(RoomDeed::StopFollowing, "eye-off", "Stop following", "", "follow view"),
    offer(
        RoomDeed::HideLayer,
        "eye-off",
        "Hide the interviewers’ drawings",
        "",
        "layer",
    ),
    offer(
        RoomDeed::ShowLayer,
        "eye",
        "Show the interviewers’ drawings",
        "",
        "layer",
    ),
    offer(
        RoomDeed::Device,
        "monitor-smartphone",
        "Use a second device…",
        "",
        "phone tablet ipad stylus code",
    ),
    offer(
        RoomDeed::Voice,
        "mic",
        "Record my voice…",
        "",
        "microphone audio sound speak stop",
    ),
    offer(
        RoomDeed::Removal,
        "scissors",
        "Remove from the recording…",
        "",
        "erase redact delete privacy take out",
    ),
    offer(
        RoomDeed::End,
        "flag",
        "End the round…",
        "",
        "finish stop close interview over done",
    ),
    offer(
        RoomDeed::Reopen,
        "undo-2",
        "Reopen the round",
        "",
        "end continue resume",
    ),
    offer(
        RoomDeed::Leave,
        "log-out",
        "Leave the room",
        "",
        "home exit quit back rooms",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shortcuts::table::TABLE;

    #[test]
    fn every_offer_has_words_and_a_key_that_the_table_knows() {
        for offer in OFFERS {
            assert!(!offer.words.is_empty(), "{}", offer.name);
            let is_known = offer.key.is_empty() || TABLE.iter().any(|row| row.keys.contains(&offer.key));
            assert!(is_known, "{} has the key {}", offer.name, offer.key);
        }
    }

    #[test]
    fn nothing_is_offered_twice() {
        for (index, offer) in OFFERS.iter().enumerate() {
            let later = OFFERS.iter().skip(index + 1);
            assert!(
                later
                    .clone()
                    .all(|other| other.name != offer.name && other.deed != offer.deed),
                "{}",
                offer.name
            );
        }
    }
}
