//! Where a wire type is read: the place in the tree, and the first thing that was wrong.
//!
//! Nothing here stops at a fault. It is noted, a blank value takes the place of what is missing,
//! and whoever began the reading throws the whole away. So a type's decoder is one call for each
//! field, without a way out after every one of them that would have to drop what came before: in
//! the card's download that is a third of the size. For the same reason the names of an object's
//! fields come as one text, taken word by word, and what needs no type is not inlined.

use crate::decode::{Decode, DecodeError};
use crate::json::Json;
use crate::words;

static NOTHING: Json = Json::Null;

/// A place in a tree, and the first fault that was met on the way there.
pub struct Reader<'a> {
    json: &'a Json,
    path: Vec<&'static str>,
    fault: Option<DecodeError>,
}

impl<'a> Reader<'a> {
    #[inline(never)]
    pub(crate) fn new(json: &'a Json) -> Self {
        Self { json, path: Vec::new(), fault: None }
    }

    /// The value that is read here.
    #[must_use]
    pub fn json(&self) -> &'a Json {
        self.json
    }

    /// What was read, unless something was wrong with it.
    pub(crate) fn verdict<T>(self, value: T) -> Result<T, DecodeError> {
        match self.fault {
            None => Ok(value),
            Some(fault) => Err(fault),
        }
    }

    /// Notes that something else was expected here.
    #[inline(never)]
    pub fn expected(&mut self, what: &str) {
        self.note("expected ", what);
    }

    #[inline(never)]
    fn note(&mut self, fault: &str, what: &str) {
        if self.fault.is_none() {
            let mut error = DecodeError { path: String::new(), detail: [fault, what].concat() };
            for place in self.path.iter().rev() {
                error = error.within(place);
            }
            self.fault = Some(error);
        }
    }

    /// The text here; empty when it is none.
    #[inline(never)]
    pub(crate) fn text(&mut self) -> &'a str {
        if let Json::Text(text) = self.json {
            return text;
        }
        self.expected("a string");
        ""
    }

    /// The place of the text here among words; past the last one when it is none of them.
    #[inline(never)]
    pub(crate) fn choice(&mut self, known: &str) -> usize {
        words::index_of(self.text(), known)
    }

    /// The object here, whose fields will be read in this order. Each name ends with a space.
    #[inline(never)]
    pub(crate) fn object(&mut self, names: &'static str) -> Fields<'_, 'a> {
        if !matches!(self.json, Json::Object(_)) {
            self.expected("an object");
        }
        self.fields(names)
    }

    /// The same for what need not be an object.
    #[inline(never)]
    pub(crate) fn fields(&mut self, names: &'static str) -> Fields<'_, 'a> {
        Fields { names, object: self.json, depth: self.path.len(), reader: self }
    }

    /// The list here.
    #[inline(never)]
    fn items(&mut self, manner: Manner) -> Items<'_, 'a> {
        let items = match self.json {
            Json::List(items) => items.as_slice(),
            _ => {
                let absent = matches!(self.json, Json::Null);
                if manner == Manner::Strict || (manner == Manner::Whole && !absent) {
                    self.expected("a list");
                }
                &[]
            }
        };
        self.path.push("[]");
        let items = if self.fault.is_some() { [].iter() } else { items.iter() };
        Items { manner, items, depth: self.path.len(), reader: self }
    }

    /// Reads the list here.
    #[inline(never)]
    pub(crate) fn list<T: Decode>(&mut self, manner: Manner) -> Vec<T> {
        let mut items = self.items(manner);
        // There is room for all of them. That it is asked for again below keeps the growing of a
        // list from being compiled for each type.
        let mut list = Vec::with_capacity(items.items.len());
        while items.step() {
            let item = T::read(items.reader);
            if items.sound() && list.len() < list.capacity() {
                list.push(item);
            }
        }
        list
    }
}

/// What becomes of a list that is not as it should be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// One bad item spoils it.
    Strict,
    /// Bad items are left out.
    Whole,
    /// And what is no list is an empty one.
    Part,
}

/// The items of a list.
struct Items<'r, 'a> {
    reader: &'r mut Reader<'a>,
    items: core::slice::Iter<'a, Json>,
    depth: usize,
    manner: Manner,
}

impl Items<'_, '_> {
    /// Steps to the next item; tells whether there is one.
    #[inline(never)]
    fn step(&mut self) -> bool {
        self.reader.path.truncate(self.depth);
        self.items.next().map(|item| self.reader.json = item).is_some()
    }

    /// Whether nothing was wrong with the item.
    #[inline(never)]
    fn sound(&mut self) -> bool {
        let sound = self.reader.fault.is_none();
        if self.manner != Manner::Strict {
            self.reader.fault = None;
        }
        sound
    }
}

/// The fields of an object, in the order of their names.
pub(crate) struct Fields<'r, 'a> {
    reader: &'r mut Reader<'a>,
    object: &'a Json,
    depth: usize,
    names: &'static str,
}

impl Fields<'_, '_> {
    /// Steps to the next field; tells whether it is there.
    #[inline(never)]
    fn step(&mut self, required: bool) -> bool {
        let (name, names) = words::first(self.names);
        self.names = names;
        self.reader.path.truncate(self.depth);
        let field = self.object.get(name);
        if field.is_none() && required {
            self.reader.note("missing field ", name);
        }
        self.reader.json = field.unwrap_or(&NOTHING);
        self.reader.path.push(name);
        field.is_some()
    }

    /// A field that must be there, unless its type has a value for its absence.
    #[inline(never)]
    pub(crate) fn required<T: Decode>(&mut self) -> T {
        self.step(!T::OPTIONAL);
        T::read(self.reader)
    }

    /// A field with a neutral value for its absence.
    #[inline(never)]
    pub(crate) fn defaulted<T: Decode + Default>(&mut self) -> T {
        if self.step(false) { T::read(self.reader) } else { T::default() }
    }

    /// See [`crate::lenient::list`].
    #[inline(never)]
    pub(crate) fn list<T: Decode>(&mut self, manner: Manner) -> Vec<T> {
        self.step(false);
        self.reader.list(manner)
    }

    /// See [`crate::lenient::part`].
    #[inline(never)]
    pub(crate) fn part<T: Decode>(&mut self) -> Option<T> {
        if !self.step_to_part() {
            return None;
        }
        let mut value = Some(T::read(self.reader));
        if self.forgive() {
            value = None;
        }
        value
    }

    /// See [`crate::lenient::or_default`].
    #[inline(never)]
    pub(crate) fn or_default<T: Decode + Default>(&mut self) -> T {
        self.part().unwrap_or_default()
    }

    /// As [`Self::step`], but nothing is there once something was wrong before.
    #[inline(never)]
    fn step_to_part(&mut self) -> bool {
        self.step(false) && self.reader.fault.is_none()
    }

    #[inline(never)]
    fn forgive(&mut self) -> bool {
        self.reader.fault.take().is_some()
    }
}
