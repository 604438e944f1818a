//! How an [`El`] becomes nodes of the page, and how a new one updates the nodes of the old.

use std::borrow::Cow;

use leptos::reactive::effect::RenderEffect;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use leptos::web_sys::{Element, Node, Text};

use super::el::{Child, El};
use super::el_attributes::{Kept, Listener, follow, keep, listen, take_back, unlisten};
use crate::reactive::Signal;

/// The nodes of an [`El`] and what keeps them current.
pub struct ElState {
    tag: &'static str,
    key: u64,
    element: Element,
    attributes: Vec<(&'static str, Kept)>,
    listeners: Vec<Listener>,
    children: Vec<ChildState>,
}

enum ChildState {
    Nothing,
    Text(Text, Cow<'static, str>),
    LiveText(Text, #[allow(dead_code, reason = "held for its drop")] RenderEffect<()>),
    El(Box<ElState>),
    View(AnyViewState),
}

impl ElState {
    fn new(from: El) -> Self {
        let from = *from.0;
        let element = Rndr::create_element(from.tag, from.namespace);
        let children = from.children.into_iter().map(|child| {
            let mut child = ChildState::new(child);
            child.mount(&element, None);
            child
        });
        let children = children.collect();
        let attributes = from.attributes.into_iter();
        let attributes = attributes.filter_map(|(name, value)| keep(&element, name, value, None));
        let attributes = attributes.collect();
        let listeners = listen(&element, from.handlers);
        if let Some(created) = from.created {
            created(&element);
        }
        Self { tag: from.tag, key: from.key, element, attributes, listeners, children }
    }

    /// Whether it can be updated to show the new one.
    fn takes(&self, new: &El) -> bool {
        self.tag == new.0.tag && self.key == new.0.key
    }

    fn update(&mut self, new: El) {
        let new = *new.0;
        let mut old = std::mem::take(&mut self.attributes);
        for (name, value) in new.attributes {
            let place = old.iter().position(|(had, _)| *had == name);
            let before = place.map(|place| old.swap_remove(place).1);
            if let Some(kept) = keep(&self.element, name, value, before) {
                self.attributes.push(kept);
            }
        }
        for (name, kept) in old {
            take_back(&self.element, name, &kept);
        }
        unlisten(&self.element, &self.listeners);
        self.listeners = listen(&self.element, new.handlers);
        self.update_children(new.children);
    }

    fn update_children(&mut self, new: Vec<Child>) {
        for mut extra in self.children.drain(new.len().min(self.children.len())..) {
            extra.unmount();
        }
        for (index, child) in new.into_iter().enumerate() {
            let Some(old) = self.children.get_mut(index) else {
                let mut state = ChildState::new(child);
                state.mount(&self.element, None);
                self.children.push(state);
                continue;
            };
            let Some(child) = old.update(child) else { continue };
            let mut state = ChildState::new(child);
            // A place that held nothing has no node to stand before; the next one that has does.
            let after = self.children.iter().skip(index);
            if !after.into_iter().any(|sibling| sibling.insert_before_this(&mut state)) {
                state.mount(&self.element, None);
            }
            if let Some(old) = self.children.get_mut(index) {
                std::mem::replace(old, state).unmount();
            }
        }
    }
}

impl Drop for ElState {
    fn drop(&mut self) {
        // An event that is on its way to an element already taken out, such as the second of two
        // animations that end together, must not find a listener that is gone.
        unlisten(&self.element, &self.listeners);
    }
}

impl ChildState {
    fn new(child: Child) -> Self {
        match child {
            Child::Nothing => Self::Nothing,
            Child::Text(text) => Self::Text(Rndr::create_text_node(&text), text),
            Child::LiveText(text) => {
                let node = Rndr::create_text_node("");
                let effect = follow_text(&node, text);
                Self::LiveText(node, effect)
            }
            Child::El(element) => Self::El(Box::new(ElState::new(element))),
            Child::View(view) => Self::View(view.build()),
        }
    }

    /// Takes over a child of its own kind; gives back one of another.
    fn update(&mut self, new: Child) -> Option<Child> {
        match (self, new) {
            (Self::Nothing, Child::Nothing) => {}
            (Self::Text(node, had), Child::Text(text)) => {
                if *had != text {
                    Rndr::set_text(node, &text);
                    *had = text;
                }
            }
            (Self::LiveText(node, effect), Child::LiveText(text)) => {
                *effect = follow_text(node, text);
            }
            (Self::El(state), Child::El(new)) if state.takes(&new) => state.update(new),
            (Self::View(state), Child::View(view)) => view.rebuild(state),
            (_, new) => return Some(new),
        }
        None
    }

    fn mountable(&mut self) -> Option<&mut dyn Mountable> {
        match self {
            Self::Nothing => None,
            Self::Text(node, _) | Self::LiveText(node, _) => Some(node),
            Self::El(state) => Some(state.as_mut()),
            Self::View(state) => Some(state),
        }
    }
}

fn follow_text(node: &Text, text: Signal<String>) -> RenderEffect<()> {
    let node = node.clone();
    follow(Box::new(move || text.with(|text| Rndr::set_text(&node, text))))
}

impl Mountable for ChildState {
    fn unmount(&mut self) {
        if let Some(child) = self.mountable() {
            child.unmount();
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        if let Some(child) = self.mountable() {
            child.mount(parent, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self {
            Self::Nothing => false,
            Self::Text(node, _) | Self::LiveText(node, _) => node.insert_before_this(child),
            Self::El(state) => state.insert_before_this(child),
            Self::View(state) => state.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

impl Mountable for ElState {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.element.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

impl Render for El {
    type State = ElState;

    fn build(self) -> ElState {
        ElState::new(self)
    }

    fn rebuild(self, state: &mut ElState) {
        if state.takes(&self) {
            state.update(self);
            return;
        }
        let mut new = ElState::new(self);
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl AddAnyAttr for El {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

// The card renders in the browser only: nothing calls the server's half of this trait.
impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> ElState {
        ElState::new(self)
    }

    fn into_owned(self) -> Self {
        self
    }
}
