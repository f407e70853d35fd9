//! A small text chat with quick signals, for when sound fails. Lines are cards of the board's public journal: everyone in the
//! room sees them, and they are recorded.

mod links;

use board::{
    Op,
    actor::ActorIndex,
    card::{Card, CardKind, Signal as QuickSignal},
    limits::CARD_CHARS,
};
use leptos::{ev, html, prelude::*};

use crate::{
    dom,
    notes::field::write_in_by_button,
    session::{ConnectionState, Session},
    side::{Side, Sides},
    ui::{Icon, IconButton},
};
use links::{Piece, pieces};

/// The chat of a room: its lines, and how many came since it was open last.
#[derive(Clone, Copy)]
pub struct Chat {
    session: Session,
    sides: Sides,
    n_read: RwSignal<usize>,
    lines: Memo<Vec<Line>>,
}

/// A line as it is shown.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Line {
    key: u128,
    author: ActorIndex,
    words: String,
    is_signal: bool,
}

impl Chat {
    /// The chat of a session.
    pub fn new(session: Session) -> Chat {
        let revision = session.revision();
        let lines = Memo::new(move |_| {
            revision.track();
            session.with_board(|board| board.cards().filter_map(|card| line_of(card)).collect::<Vec<_>>())
        });
        // A reload makes nothing new that was read.
        let key = format!("chalkback-chat-read-{}-{}", session.room(), session.seat());
        let n_read = dom::kept(&key).and_then(|number| number.parse().ok());
        let chat = Chat {
            session,
            sides: Sides::shared(),
            n_read: RwSignal::new(n_read.unwrap_or(0)),
            lines,
        };
        // What is looked at counts as read, whichever of the two changes.
        Effect::new(move || {
            let n_lines = lines.read().len();
            // Lines may have been removed from the recording.
            let has_fewer =
                session.connection().get() == ConnectionState::Live && n_lines < chat.n_read.get_untracked();
            if chat.is_open() || has_fewer {
                chat.n_read.set(n_lines);
                dom::keep(&key, &n_lines.to_string());
            }
        });
        chat
    }

    /// Whether its panel is open; tracked.
    pub fn is_open(self) -> bool {
        self.sides.shows(Side::Chat)
    }

    /// Lines of others that came while it was closed.
    pub fn unread(self) -> Signal<usize> {
        Signal::derive(move || {
            let me = self.session.me().get();
            let lines = self.lines.read();
            let unread = lines.iter().skip(self.n_read.get());
            unread.filter(|line| line.author != me).count()
        })
    }

    /// The bar's button: opens it to write in it, or closes it.
    fn toggle(self) {
        self.sides.toggle(Side::Chat);
        write_in_by_button(".chat-say input");
    }

    fn close(self) {
        self.sides.close(Side::Chat);
        dom::focus_first(".chat-button .icon-button");
    }
}

/// The bar's button, with how many lines are unread.
#[component]
pub fn ChatButton(
    /// The chat.
    chat: Chat,
) -> impl IntoView {
    let unread = chat.unread();
    let label = Signal::derive(move || match unread.get() {
        0 => "Chat".to_owned(),
        1 => "Chat, 1 new line".to_owned(),
        number => format!("Chat, {number} new lines"),
    });
    view! {
        <span class="chat-button">
            <IconButton
                icon="message-square"
                label=label
                pressed=Signal::derive(move || chat.is_open())
                on_press=move || chat.toggle()
            />
            <Show when=move || { unread.get() > 0 }>
                <span class="badge" aria-hidden="true">{unread}</span>
            </Show>
        </span>
    }
}

/// The panel, while it is open.
#[component]
pub fn ChatPanel(
    /// The chat.
    chat: Chat,
) -> impl IntoView {
    view! {
        <Show when=move || chat.is_open()>
            <OpenPanel chat />
        </Show>
    }
}

#[component]
fn OpenPanel(chat: Chat) -> impl IntoView {
    let session = expect_context::<Session>();
    let may_chat = Signal::derive(move || session.rights().get().chat);
    let list = NodeRef::<html::Div>::new();
    Effect::new(move || {
        chat.lines.track();
        if let Some(list) = list.get() {
            request_animation_frame(move || list.set_scroll_top(list.scroll_height()));
        }
    });
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            chat.close();
        }
        // Nothing typed here is a key of the board.
        if !event.alt_key() {
            event.stop_propagation();
        }
    };
    view! {
        <section class="chat" aria-label="Chat" on:keydown=key>
            <header class="panel-head">
                <h2>"Chat"</h2>
                <IconButton icon="x" label="Close" key="Esc" on_press=move || chat.close() />
            </header>
            <div class="chat-lines" node_ref=list role="log" aria-live="polite" tabindex="0">
                <For each=move || chat.lines.get() key=|line| line.key let:line>
                    <LineItem line />
                </For>
            </div>
            <Show when=move || chat.lines.read().is_empty()>
                <p class="quiet small chat-empty">"Everyone in the room reads this, and it is recorded."</p>
            </Show>
            <Show when=move || may_chat.get()>
                <Signals />
                <Say />
            </Show>
        </section>
    }
}

#[component]
fn LineItem(line: Line) -> impl IntoView {
    let session = expect_context::<Session>();
    let author = line.author;
    let name = move || {
        if author == session.me().get() {
            return "You".to_owned();
        }
        let names = session.names().get();
        names
            .into_iter()
            .find(|(actor, _)| *actor == author)
            .map_or_else(|| "Somebody".to_owned(), |(_, name)| name)
    };
    view! {
        <p class=if line.is_signal { "chat-line chat-signal" } else { "chat-line" }>
            <span class="chat-author" data-ink=crate::people::mark::ink_of(author).to_string()>{name}</span>
            {line.is_signal.then(|| view! { <Icon name="hand" /> })}
            <span>{pieces(&line.words).into_iter().map(shown).collect_view()}</span>
        </p>
    }
}

/// A stretch of a line; a page that a link opens learns nothing of the room.
fn shown(piece: Piece) -> AnyView {
    match piece {
        Piece::Words(words) => words.into_any(),
        Piece::Link(address) => {
            let words = address.clone();
            view! { <a href=address target="_blank" rel="noopener noreferrer">{words}</a> }.into_any()
        }
    }
}

#[component]
fn Signals() -> impl IntoView {
    let session = expect_context::<Session>();
    view! {
        <div class="chat-signals" role="group" aria-label="Quick signals">
            {QuickSignal::ALL
                .into_iter()
                .map(|signal| {
                    let send = move |_: ev::MouseEvent| {
                        say(session, CardKind::Signal(signal));
                    };
                    view! {
                        <button type="button" class="chip" on:click=send>
                            {signal.words()}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn Say() -> impl IntoView {
    let session = expect_context::<Session>();
    let words = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let line = words.get_untracked().trim().to_owned();
        if !line.is_empty() && say(session, CardKind::Chat(line)) {
            words.set(String::new());
        }
    };
    view! {
        <form class="chat-say" on:submit=submit>
            <input
                type="text"
                aria-label="Your line"
                placeholder="Write to everyone here"
                maxlength=CARD_CHARS.to_string()
                autocomplete="off"
                prop:value=words
                on:input:target=move |event| words.set(event.target().value())
            />
            <button type="submit" class="icon-button" aria-label="Send"><Icon name="chevron-right" /></button>
        </form>
    }
}

fn say(session: Session, kind: CardKind) -> bool {
    let said = session.apply(Op::Card {
        id: session.fresh_card_id(),
        kind,
    });
    session.end_step();
    said
}

/// Decisions, assumptions and phases have a place of their own.
fn line_of(card: &Card) -> Option<Line> {
    let (words, is_signal) = match &card.kind {
        CardKind::Chat(words) => (words.clone(), false),
        CardKind::Signal(signal) => (signal.words().to_owned(), true),
        CardKind::Decision(_) | CardKind::Assumption(_) | CardKind::Phase(_) => return None,
    };
    Some(Line {
        key: card.id.0,
        author: card.author,
        words,
        is_signal,
    })
}
