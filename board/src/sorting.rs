//! Sorting with one copy of the code for all types: the standard library's sort is compiled anew, some four kilobytes each
//! time, for every type and every comparison, and the page that carries it is downloaded by everyone.

use std::cmp::Ordering;

/// Sorts in place; what compares equal keeps its order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let by_place = |left: usize, right: usize| match (items.get(left), items.get(right)) {
        (Some(left), Some(right)) => compare(left, right),
        (None, _) | (_, None) => Ordering::Equal,
    };
    let mut goes_to = places(items.len(), &by_place);
    for place in 0..items.len() {
        // Each swap brings one item home, so that there are fewer swaps than items.
        while let Some(&home) = goes_to.get(place).filter(|home| **home != place) {
            items.swap(place, home);
            goes_to.swap(place, home);
        }
    }
}

/// Where each item belongs.
fn places(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order = (0..length).collect::<Vec<_>>();
    order.sort_by(|left, right| compare(*left, *right));
    let mut goes_to = vec![0; length];
    for (home, from) in order.into_iter().enumerate() {
        if let Some(place) = goes_to.get_mut(from) {
            *place = home;
        }
    }
    goes_to
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(keys in prop::collection::vec(0_u8..8, 0..60)) {
            let mut items = keys.into_iter().enumerate().map(|(place, key)| (key, place)).collect::<Vec<_>>();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by(&mut items, |left, right| left.0.cmp(&right.0));
            prop_assert_eq!(items, expected);
        }
    }
}
