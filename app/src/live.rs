//! Values that the page follows, all of one type inside. A signal of leptos is compiled anew for each type of value, some
//! three kilobytes each, and a session has twenty of them; these share one.

use std::{any::Any, marker::PhantomData, sync::Arc};

use leptos::prelude::*;

type Erased = Arc<dyn Any + Send + Sync>;

/// A value that views and effects follow.
pub struct Live<T> {
    shared: RwSignal<Erased>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

impl<T: Clone + Send + Sync + 'static> Live<T> {
    /// Begins with a value. It ends with the present owner.
    pub fn new(value: T) -> Live<T> {
        Live {
            shared: RwSignal::new(Arc::new(value)),
            of: PhantomData,
        }
    }

    /// The value; whoever asks is called again when it changes.
    pub fn get(self) -> T {
        (*self.read()).clone()
    }

    /// The value, shared; whoever asks is called again when it changes.
    pub fn read(self) -> Arc<T> {
        known(self.shared.get())
    }

    /// The value without following it.
    pub fn get_untracked(self) -> T {
        (*known::<T>(self.shared.get_untracked())).clone()
    }

    /// The value without following it, unless its owner is gone.
    pub fn try_get_untracked(self) -> Option<T> {
        self.shared
            .try_get_untracked()
            .map(|shared| (*known::<T>(shared)).clone())
    }

    /// Follows it without looking.
    pub fn track(self) {
        self.shared.track();
    }

    /// Takes a new value, unless its owner is gone.
    pub fn set(self, value: T) {
        put(self.shared, Arc::new(value));
    }

    /// Changes the value.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.try_get_untracked() {
            change(&mut value);
            self.set(value);
        }
    }
}

impl<T: Clone + Send + Sync + 'static> From<Live<T>> for Signal<T> {
    fn from(live: Live<T>) -> Signal<T> {
        Signal::derive(move || live.get())
    }
}

fn put(shared: RwSignal<Erased>, value: Erased) {
    shared.try_set(value);
}

fn known<T: Send + Sync + 'static>(shared: Erased) -> Arc<T> {
    shared
        .downcast()
        .expect("only values of this type are ever put into it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_were_put() {
        Owner::new().with(|| {
            let live = Live::new(vec![1]);
            live.update(|values| values.push(2));
            assert_eq!(
                (live.get_untracked(), live.try_get_untracked()),
                (vec![1, 2], Some(vec![1, 2]))
            );
            let text: Live<Option<String>> = Live::new(None);
            text.set(Some("words".to_owned()));
            assert_eq!(text.get_untracked().as_deref(), Some("words"));
        });
    }
}
