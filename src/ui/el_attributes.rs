//! Attributes and listeners of an element in the page: written, followed, taken back.

use std::borrow::Cow;

use leptos::reactive::effect::RenderEffect;
use leptos::tachys::renderer::Rndr;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::{Closure, JsValue};
use leptos::web_sys::{Element, Event, HtmlElement};

use super::el::{Handler, Value};

/// A listener that is on an element, with the name of its event.
pub(super) type Listener = (&'static str, Closure<dyn Fn(Event)>);

/// What is remembered of an attribute.
pub(super) enum Kept {
    Fixed(Cow<'static, str>),
    Switch(bool),
    Variable(String),
    /// Dropped, it stops following its signal.
    Live(#[allow(dead_code, reason = "held for its drop")] RenderEffect<()>),
    Property(#[allow(dead_code, reason = "held for its drop")] RenderEffect<()>),
}

/// Writes an attribute, unless it is already there as it should be.
pub(super) fn keep(
    element: &Element,
    name: &'static str,
    value: Value,
    before: Option<Kept>,
) -> Option<(&'static str, Kept)> {
    let kept = match value {
        Value::Absent => {
            if let Some(before) = before {
                take_back(element, name, &before);
            }
            return None;
        }
        Value::Fixed(text) => {
            if !matches!(&before, Some(Kept::Fixed(had)) if *had == text) {
                Rndr::set_attribute(element, name, &text);
            }
            Kept::Fixed(text)
        }
        Value::Variable(text) => {
            if !matches!(&before, Some(Kept::Variable(had)) if *had == text) {
                let style = element.unchecked_ref::<HtmlElement>().style();
                let _ = style.set_property(name, &text);
            }
            Kept::Variable(text)
        }
        Value::Live(text) => {
            let element = element.clone();
            Kept::Live(follow(Box::new(move || {
                text.with(|text| Rndr::set_attribute(&element, name, text));
            })))
        }
        Value::Switch(there) => {
            if !matches!(&before, Some(Kept::Switch(was)) if *was == there) {
                switch(element, name, there);
            }
            Kept::Switch(there)
        }
        Value::LiveSwitch(there) => {
            let element = element.clone();
            Kept::Live(follow(Box::new(move || switch(&element, name, there.get()))))
        }
        Value::Property(text) => {
            let element = element.clone();
            Kept::Property(follow(Box::new(move || {
                text.with(|text| Rndr::set_property(&element, name, &JsValue::from_str(text)));
            })))
        }
    };
    Some((name, kept))
}

fn switch(element: &Element, name: &str, there: bool) {
    match (name.starts_with("aria-"), there) {
        (true, _) => Rndr::set_attribute(element, name, if there { "true" } else { "false" }),
        (false, true) => Rndr::set_attribute(element, name, ""),
        (false, false) => Rndr::remove_attribute(element, name),
    }
}

pub(super) fn take_back(element: &Element, name: &str, kept: &Kept) {
    match kept {
        Kept::Fixed(_) | Kept::Switch(_) | Kept::Live(_) => Rndr::remove_attribute(element, name),
        Kept::Variable(_) => {
            let _ = element.unchecked_ref::<HtmlElement>().style().remove_property(name);
        }
        Kept::Property(_) => {}
    }
}

pub(super) fn follow(run: Box<dyn Fn()>) -> RenderEffect<()> {
    RenderEffect::new(move |_| run())
}

pub(super) fn listen(element: &Element, handlers: Vec<(&'static str, Handler)>) -> Vec<Listener> {
    let listen = |(event, handler): (&'static str, Handler)| {
        let handler: Box<dyn Fn(Event)> = handler;
        let listener = Closure::wrap(handler);
        let _ = element.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        (event, listener)
    };
    handlers.into_iter().map(listen).collect()
}

/// Takes the listeners off again.
pub(super) fn unlisten(element: &Element, listeners: &[Listener]) {
    for (event, listener) in listeners {
        let listener = listener.as_ref().unchecked_ref();
        let _ = element.remove_event_listener_with_callback(event, listener);
    }
}
