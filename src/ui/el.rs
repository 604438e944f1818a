//! An element as data: the one view type that every part and screen is made of.
//!
//! `view!` compiles code for each shape of element it meets; with a dozen screens that code is
//! most of the download. An [`El`] is a list of attributes and children instead, drawn and
//! updated by the same few functions everywhere (`docs/decisions/0007-elements-as-data.md`).

use std::borrow::Cow;

use crate::reactive::Signal;
use leptos::prelude::*;
use leptos::web_sys::{Element, Event};

/// The SVG namespace.
const SVG: &str = "http://www.w3.org/2000/svg";

/// A value of an attribute.
pub enum Value {
    /// The attribute is not there.
    Absent,
    /// Written once.
    Fixed(Cow<'static, str>),
    /// Follows a signal.
    Live(Signal<String>),
    /// There while true; `aria-` attributes say `true` or `false` instead.
    Switch(bool),
    /// A switch that follows a signal.
    LiveSwitch(Signal<bool>),
    /// A DOM property that follows a signal, such as `value`.
    Property(Signal<String>),
    /// A custom property of the style, set through the CSSOM so that a strict CSP allows it.
    Variable(String),
}

/// What stands inside an element.
pub enum Child {
    /// A place without anything, so that what follows keeps its own.
    Nothing,
    /// Text that does not change.
    Text(Cow<'static, str>),
    /// Text that follows a signal.
    LiveText(Signal<String>),
    /// An element.
    El(El),
    /// Any other view.
    View(AnyView),
}

pub(super) type Handler = Box<dyn Fn(Event) + Send + Sync>;
pub(super) type Created = Box<dyn FnOnce(&Element) + Send>;

/// An element with its attributes, listeners and children. Behind a pointer: a chain of calls
/// hands the element on at each step, and moving all of it each time was a fifth of the download.
pub struct El(pub(super) Box<Parts>);

/// What an element is made of.
pub(super) struct Parts {
    pub(super) tag: &'static str,
    pub(super) namespace: Option<&'static str>,
    pub(super) attributes: Vec<(&'static str, Value)>,
    pub(super) handlers: Vec<(&'static str, Handler)>,
    pub(super) children: Vec<Child>,
    pub(super) created: Option<Created>,
    pub(super) key: u64,
}

/// An HTML element with a class; an empty class is left out.
pub fn el(tag: &'static str, class: &'static str) -> El {
    let element = El::new(tag, None);
    if class.is_empty() { element } else { element.attr("class", class) }
}

/// An SVG element.
pub fn svg(tag: &'static str) -> El {
    El::new(tag, Some(SVG))
}

/// A view that is made again whenever a signal it reads changes; what stayed the same in it stays
/// in the page, with its focus.
pub fn dynamic(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// A view of nothing.
pub fn nothing() -> AnyView {
    ().into_any()
}

impl El {
    fn new(tag: &'static str, namespace: Option<&'static str>) -> Self {
        let (attributes, handlers, children) = (Vec::new(), Vec::new(), Vec::new());
        Self(Box::new(Parts {
            tag,
            namespace,
            attributes,
            handlers,
            children,
            created: None,
            key: 0,
        }))
    }

    // The steps of every chain, once: what calls them is generic and small.

    #[inline(never)]
    fn put(mut self, name: &'static str, value: Value) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn add(mut self, child: Child) -> Self {
        self.0.children.push(child);
        self
    }

    #[inline(never)]
    fn listen(mut self, event: &'static str, run: Handler) -> Self {
        self.0.handlers.push((event, run));
        self
    }

    /// Sets an attribute: to a text or a signal of text; a `bool` or a signal of one says whether
    /// it is there at all, and so does an `Option`.
    pub fn attr(self, name: &'static str, value: impl Into<Value>) -> Self {
        self.put(name, value.into())
    }

    /// The name for tests (`data-testid`).
    pub fn test_id(self, name: &'static str) -> Self {
        self.attr("data-testid", name)
    }

    /// A DOM property that follows a signal.
    pub fn property(self, name: &'static str, value: Signal<String>) -> Self {
        self.attr(name, Value::Property(value))
    }

    /// A custom property (`--name`) of this element's style.
    pub fn variable(self, name: &'static str, value: impl Into<String>) -> Self {
        self.attr(name, Value::Variable(value.into()))
    }

    /// Listens to an event.
    pub fn on(self, event: &'static str, run: impl Fn(Event) + Send + Sync + 'static) -> Self {
        self.listen(event, Box::new(run))
    }

    /// Runs on a click. A callback of a screen that is gone does nothing.
    pub fn press(self, run: Callback<()>) -> Self {
        self.on("click", move |_| {
            run.try_run(());
        })
    }

    /// Adds a child: text, a signal of text, an element, a view, or an `Option` of these.
    pub fn child(self, child: impl Into<Child>) -> Self {
        self.add(child.into())
    }

    /// Adds a child for each item.
    pub fn children<C: Into<Child>>(mut self, children: impl IntoIterator<Item = C>) -> Self {
        self.0.children.extend(children.into_iter().map(Into::into));
        self
    }

    /// Says which thing this shows: one with another key is drawn anew instead of updated, so that
    /// its animation starts again and a listener of its own moves with it.
    pub fn key(mut self, key: u64) -> Self {
        self.0.key = key;
        self
    }

    /// Hands over the DOM element once it is made, before it is in the page.
    pub fn created(mut self, run: impl FnOnce(&Element) + Send + 'static) -> Self {
        self.0.created = Some(Box::new(run));
        self
    }

    /// The element as a view.
    pub fn view(self) -> AnyView {
        self.into_any()
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Fixed(Cow::Borrowed(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Fixed(Cow::Owned(text))
    }
}

impl From<bool> for Value {
    fn from(there: bool) -> Self {
        Self::Switch(there)
    }
}

impl From<Signal<String>> for Value {
    fn from(text: Signal<String>) -> Self {
        Self::Live(text)
    }
}

impl From<Signal<bool>> for Value {
    fn from(there: Signal<bool>) -> Self {
        Self::LiveSwitch(there)
    }
}

impl<V: Into<Value>> From<Option<V>> for Value {
    fn from(value: Option<V>) -> Self {
        value.map_or(Self::Absent, Into::into)
    }
}

impl From<&'static str> for Child {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Child {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Signal<String>> for Child {
    fn from(text: Signal<String>) -> Self {
        Self::LiveText(text)
    }
}

impl From<El> for Child {
    fn from(element: El) -> Self {
        Self::El(element)
    }
}

impl From<AnyView> for Child {
    fn from(view: AnyView) -> Self {
        Self::View(view)
    }
}

impl<C: Into<Child>> From<Option<C>> for Child {
    fn from(child: Option<C>) -> Self {
        child.map_or(Self::Nothing, Into::into)
    }
}
