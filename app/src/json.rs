//! JSON as the browser itself reads it, into our own types. `serde_json` would bring a second parser, and with it the float
//! tables, into every visitor's download. What it was that did not fit is told in a word, not in a sentence: people are
//! shown neither. Writing stays with `serde_json`, which is small.

use std::fmt;

use js_sys::Array;
use serde::{
    Deserializer,
    de::{self, DeserializeOwned, DeserializeSeed, Expected, Unexpected, Visitor},
    forward_to_deserialize_any,
};
use wasm_bindgen::{JsCast, JsValue};

/// The text is no JSON, or not of the wanted type; the field that was missing, where that is why.
#[derive(Clone, Copy, Debug)]
pub struct Unreadable(&'static str);

/// Reads a text.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let value = js_sys::JSON::parse(text).map_err(|_| Unreadable("no JSON"))?;
    T::deserialize(Value(value))
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for Unreadable {}

/// Sentences are dropped unformatted; said for each kind of mistake, so that no code to format them is kept.
impl de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Unreadable {
        Unreadable("not as expected")
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Unreadable {
        Unreadable("of another type")
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Unreadable {
        Unreadable("of another value")
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Unreadable {
        Unreadable("of another length")
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Unreadable {
        Unreadable("of no known variant")
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Unreadable {
        Unreadable("an unknown field")
    }

    fn duplicate_field(field: &'static str) -> Unreadable {
        Unreadable(field)
    }

    fn missing_field(field: &'static str) -> Unreadable {
        Unreadable(field)
    }
}

/// A value, or a key, as the browser has it.
struct Value(JsValue);

/// What does not depend on the visitor is apart from it, so that it is compiled once and not for every type.
impl Value {
    fn text(&self) -> Result<String, Unreadable> {
        self.0.as_string().ok_or(Unreadable("no text"))
    }

    fn number(&self) -> Result<f64, Unreadable> {
        self.0.as_f64().ok_or(Unreadable("no number"))
    }

    /// Numbers of JSON know no kinds; beyond this one, whole ones are no longer exact.
    fn whole(&self) -> Result<i64, Unreadable> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let number = self.number()?;
        if number.fract() != 0.0 || number.abs() > EXACT {
            return Err(Unreadable("no whole number"));
        }
        Ok(number as i64)
    }

    fn count(&self) -> Result<u64, Unreadable> {
        self.whole()?.try_into().map_err(|_| Unreadable("a number below zero"))
    }

    fn items(&self) -> Result<Items, Unreadable> {
        let array = self.0.dyn_ref::<Array>().ok_or(Unreadable("no list"))?;
        Ok(Items {
            array: array.clone(),
            next: 0,
        })
    }

    fn entries(&self) -> Result<Entries, Unreadable> {
        let object = self.0.dyn_ref::<js_sys::Object>().ok_or(Unreadable("no object"))?;
        Ok(Entries::of(object))
    }
}

/// Methods that differ in what they read and what they tell.
macro_rules! plain {
    ($($method:ident => $visit:ident($read:ident)),+ $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            visitor.$visit(self.$read()?)
        })+
    };
}

impl<'de> Deserializer<'de> for Value {
    type Error = Unreadable;

    /// Our types say what they are; nothing is guessed.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable("of no known type"))
    }

    plain! {
        deserialize_u8 => visit_u64(count),
        deserialize_u16 => visit_u64(count),
        deserialize_u32 => visit_u64(count),
        deserialize_u64 => visit_u64(count),
        deserialize_i8 => visit_i64(whole),
        deserialize_i16 => visit_i64(whole),
        deserialize_i32 => visit_i64(whole),
        deserialize_i64 => visit_i64(whole),
        deserialize_f32 => visit_f64(number),
        deserialize_f64 => visit_f64(number),
        deserialize_str => visit_string(text),
        deserialize_string => visit_string(text),
        deserialize_identifier => visit_string(text),
        deserialize_seq => visit_seq(items),
        deserialize_map => visit_map(entries),
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unreadable("neither true nor false"))?)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_map(self.entries()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    /// `"name"`, or `{"name": content}`.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        if self.0.is_string() {
            let (name, content) = (self.0, JsValue::NULL);
            return visitor.visit_enum(Variant { name, content });
        }
        let entries = self.0.dyn_ref::<js_sys::Object>().map(js_sys::Object::entries);
        let first = entries.map(|entries| entries.get(0));
        match first.as_ref().and_then(|first| first.dyn_ref::<Array>()) {
            Some(pair) => visitor.visit_enum(Variant {
                name: pair.get(0),
                content: pair.get(1),
            }),
            None => Err(Unreadable("not as expected")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit_struct tuple_struct
    }
}

/// The items of an array, or the entries of an object.
struct Items {
    array: Array,
    next: u32,
}

impl Items {
    fn next(&mut self) -> Option<JsValue> {
        (self.next < self.array.length()).then(|| {
            self.next += 1;
            self.array.get(self.next - 1)
        })
    }
}

impl<'de> de::SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Unreadable> {
        self.next().map(|item| seed.deserialize(Value(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        usize::try_from(self.array.length() - self.next).ok()
    }
}

/// The entries of an object: pairs of a key and a value.
struct Entries {
    items: Items,
    value: JsValue,
}

impl Entries {
    fn of(object: &js_sys::Object) -> Entries {
        Entries {
            items: Items {
                array: js_sys::Object::entries(object),
                next: 0,
            },
            value: JsValue::NULL,
        }
    }
}

impl<'de> de::MapAccess<'de> for Entries {
    type Error = Unreadable;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Unreadable> {
        let Some(pair) = self.items.next() else { return Ok(None) };
        let pair = Array::from(&pair);
        self.value = pair.get(1);
        seed.deserialize(Value(pair.get(0))).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Unreadable> {
        seed.deserialize(Value(std::mem::replace(&mut self.value, JsValue::NULL)))
    }
}

/// A variant of an enum; without content it is of the unit kind.
struct Variant {
    name: JsValue,
    content: JsValue,
}

impl<'de> de::EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Value;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Value), Unreadable> {
        Ok((seed.deserialize(Value(self.name))?, Value(self.content)))
    }
}

impl<'de> de::VariantAccess<'de> for Value {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Unreadable> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.items()?)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_map(self.entries()?)
    }
}
