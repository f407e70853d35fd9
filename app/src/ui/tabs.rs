//! What a narrow window shows of parts that stand side by side in a wide one. The style sheet reads the part from `data-tab`.

use leptos::prelude::*;

/// A part.
#[derive(Clone, Copy, Eq, PartialEq)]
pub enum Tab {
    /// The drawing.
    Board,
    /// The code files.
    Code,
    /// Who is here.
    People,
    /// What was noted.
    Notes,
}

impl Tab {
    /// What the room shows, the same for all that ask; at first the board.
    pub fn shared() -> RwSignal<Tab> {
        use_context().unwrap_or_else(|| {
            let shown = RwSignal::new(Tab::Board);
            provide_context(shown);
            shown
        })
    }

    /// As the style sheet calls it.
    pub fn key(self) -> &'static str {
        match self {
            Tab::Board => "board",
            Tab::Code => "code",
            Tab::People => "people",
            Tab::Notes => "notes",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Tab::Board => "Board",
            Tab::Code => "Code",
            Tab::People => "People",
            Tab::Notes => "Notes",
        }
    }
}

/// The row of tabs; in a wide window it is not there.
#[component]
pub fn Tabs(
    /// What there is to show.
    parts: [Tab; 3],
    /// What is shown.
    shown: RwSignal<Tab>,
) -> impl IntoView {
    let tabs = parts.map(|part| {
        view! {
            <button
                type="button"
                role="tab"
                class="desk-tab"
                aria-selected=move || (shown.get() == part).to_string()
                on:click=move |_| shown.set(part)
            >
                {part.words()}
            </button>
        }
    });
    view! { <div class="desk-tabs" role="tablist" aria-label="What to show">{tabs}</div> }
}
