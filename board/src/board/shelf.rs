//! A few things in the order of their keys; clones share them. For thousands of them there are trees, which are ten times
//! the code.

use std::sync::Arc;

use crate::sorting::sort_by;

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Shelf<K, V>(Arc<Vec<(K, V)>>);

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Shelf(Arc::default())
    }
}

impl<K: Ord + Copy, V: Clone> Shelf<K, V> {
    pub(super) fn get(&self, key: K) -> Option<&V> {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, key: K) -> Option<&mut V> {
        let place = self.place(key).ok()?;
        Arc::make_mut(&mut self.0).get_mut(place).map(|(_, value)| value)
    }

    /// Puts a value there, in the place of the one that was.
    pub(super) fn insert(&mut self, key: K, value: V) {
        match self.place(key) {
            Ok(place) => {
                if let Some(kept) = Arc::make_mut(&mut self.0).get_mut(place) {
                    kept.1 = value;
                }
            }
            Err(place) => Arc::make_mut(&mut self.0).insert(place, (key, value)),
        }
    }

    pub(super) fn remove(&mut self, key: K) {
        if let Ok(place) = self.place(key) {
            Arc::make_mut(&mut self.0).remove(place);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    pub(super) fn last_key(&self) -> Option<K> {
        self.0.last().map(|(key, _)| *key)
    }

    fn place(&self, key: K) -> Result<usize, usize> {
        self.0.binary_search_by(|(kept, _)| kept.cmp(&key))
    }
}

impl<K: Ord + Copy, V: Clone> FromIterator<(K, V)> for Shelf<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(all: I) -> Self {
        let mut all = all.into_iter().collect::<Vec<_>>();
        sort_by(&mut all, |(left, _), (right, _)| left.cmp(right));
        // Of equal keys the last one stays, as if they were put there one by one.
        all.dedup_by(|later, kept| {
            let is_same = later.0 == kept.0;
            if is_same {
                std::mem::swap(later, kept);
            }
            is_same
        });
        Shelf(Arc::new(all))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_shelf_of_many_is_that_of_one_by_one(all in prop::collection::vec((0..9_u8, any::<u16>()), 0..40)) {
            let shelf = all.iter().copied().collect::<Shelf<_, _>>();
            let map = all.iter().copied().collect::<BTreeMap<_, _>>();
            let held = shelf.iter().map(|(key, value)| (key, *value)).collect::<Vec<_>>();
            prop_assert_eq!(held, map.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn a_shelf_is_an_ordered_map(steps in prop::collection::vec((any::<bool>(), 0..6_u8, any::<u16>()), 0..40)) {
            let (mut shelf, mut map) = (Shelf::default(), BTreeMap::new());
            for (puts, key, value) in steps {
                let before = shelf.clone();
                let kept = map.clone();
                if puts {
                    shelf.insert(key, value);
                    map.insert(key, value);
                } else {
                    shelf.remove(key);
                    map.remove(&key);
                }
                if let (Some(left), Some(right)) = (shelf.get_mut(key), map.get_mut(&key)) {
                    *left ^= 1;
                    *right ^= 1;
                }
                prop_assert_eq!(shelf.iter().collect::<Vec<_>>(), map.iter().map(|(key, value)| (*key, value)).collect::<Vec<_>>());
                prop_assert_eq!(before.values().collect::<Vec<_>>(), kept.values().collect::<Vec<_>>(), "a clone keeps what it had");
                prop_assert_eq!((shelf.len(), shelf.is_empty()), (map.len(), map.is_empty()));
                prop_assert_eq!(shelf.last_key(), map.keys().last().copied());
            }
        }
    }
}
