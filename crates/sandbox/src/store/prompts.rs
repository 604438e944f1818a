//! Prompts: what a member is asked, by policy and within the caps.

mod events;
mod facts;
mod words;

use contract::Instant;
use contract::changes::Resource;
use contract::coupon::CouponSource;
use contract::ids::{OfferId, PromptId};
use contract::money::{Action, ActionKind};
use contract::program::CapPolicy;
use contract::prompt::{
    CallToAction, Experiment, Incentive, Placement, Prompt, PromptEvent, PromptEventResult,
    PromptKind,
};
use member_card::domain::cap;
use rusqlite::{OptionalExtension as _, params};

use facts::Known;

use super::coupons;
use super::members::Holder;
use super::offers::{self, Offer};
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::rules::prompt::touch::{Touch, may_show, shown};
use crate::rules::prompt::{Candidate, candidates, recall_from};
use crate::secret;

/// The experiment on how a tasting is worded.
const EXPERIMENT: &str = "renewal_wording";

/// What is due now, for one placement; without one for the home screen. At most one prompt that
/// is not statutory, the same one wherever it stands.
///
/// # Errors
/// When the database fails.
pub fn due(tx: &Tx<'_>, holder: &Holder, placement: Option<Placement>) -> Outcome<Vec<Prompt>> {
    let placement = placement.unwrap_or(Placement::Home);
    let policy = holder.brand.cap_policy();
    let touches = events::touches(tx, holder)?;
    let known = Known::gather(tx, holder)?;
    let mut prompts = Vec::new();
    let mut asked = false;
    for candidate in candidates(&known.facts(), tx.now()) {
        let subject = Subject::of(holder, &known, &candidate);
        if asked && !candidate.statutory() {
            continue;
        }
        if !may_show(&policy, &touches, &subject.id, &candidate, &subject.fingerprint, tx.now()) {
            continue;
        }
        asked |= !candidate.statutory();
        if placement == Placement::Home
            || (placement == Placement::CodeScreen && candidate.at_the_till())
        {
            prompts.push(prompt(tx, holder, &known, &candidate, subject, placement, &touches)?);
        }
    }
    Ok(prompts)
}

/// Notes what happened to a prompt and gives the cap after it.
///
/// # Errors
/// 404 for a prompt that this member never had, 422 for muting what the law demands to tell.
pub fn report(
    tx: &Tx<'_>,
    holder: &Holder,
    id: &str,
    event: PromptEvent,
) -> Outcome<PromptEventResult> {
    let Some(target) = target(tx, holder, id)? else {
        return Err(Failure::not_found("prompt"));
    };
    if event == PromptEvent::Unknown {
        return Err(Failure::field("event", "UNKNOWN"));
    }
    if target.statutory && event == PromptEvent::MuteKind {
        return Err(Failure::field("event", "STATUTORY"));
    }
    events::write(tx, holder, &target, event)?;
    let cap = cap_of(&holder.brand.cap_policy(), &events::touches(tx, holder)?, tx.now());
    Ok(PromptEventResult { cap: (!target.statutory).then_some(cap) })
}

/// Whether the programme offers this to the member in a prompt that is due, whatever the caps say.
///
/// # Errors
/// When the database fails.
pub fn offers(tx: &Tx<'_>, holder: &Holder, offer: &OfferId) -> Outcome<bool> {
    Ok(asking_for(tx, holder, offer)?.is_some())
}

/// Closes the prompt that asked for a claim which was made now.
///
/// # Errors
/// When the database fails.
pub fn on_claim(tx: &Tx<'_>, holder: &Holder, offer: &OfferId) -> Outcome<()> {
    match asking_for(tx, holder, offer)? {
        Some(target) => events::write(tx, holder, &target, PromptEvent::Convert),
        None => Ok(()),
    }
}

/// Places the coupon that calls a silent member back, once for each silence.
///
/// # Errors
/// When the database fails.
pub fn place_recall(tx: &Tx<'_>, holder: &Holder) -> Outcome<()> {
    let policy = holder.brand.renewal_policy();
    let Some(from) = recall_from(&policy, holder.last_purchase_at).filter(|at| *at <= tx.now())
    else {
        return Ok(());
    };
    let occasion = format!("recall {}", from.date_naive());
    let placed: Option<i64> = tx
        .prepare_cached("SELECT at FROM prompt_grant WHERE member = ?1 AND occasion = ?2")?
        .query_row(params![holder.id.as_str(), occasion], |row| row.get(0))
        .optional()?;
    if placed.is_some() {
        return Ok(());
    }
    let Some(offer) = offers::issued_for(tx, holder.brand, CouponSource::Recall)? else {
        return Ok(());
    };
    let coupon = coupons::issue(tx, holder, &offer, CouponSource::Recall)?;
    tx.prepare_cached(
        "INSERT INTO prompt_grant (member, occasion, coupon, at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![holder.id.as_str(), occasion, coupon.as_str(), tx.now_ms()])?;
    tx.record_change(&holder.id, Resource::Prompts)
}

/// What a prompt is, apart from its words.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// The same for the same member, kind and occasion.
    pub id: String,
    /// About what.
    pub kind: PromptKind,
    /// The same for the same content.
    pub fingerprint: String,
    /// Required by law.
    pub statutory: bool,
    /// The arm of the experiment, for a prompt that is part of it.
    pub variant: Option<char>,
}

impl Subject {
    fn of(holder: &Holder, known: &Known, candidate: &Candidate) -> Self {
        let kind = candidate.kind;
        let name = format!("{} {} {}", holder.id, kind.as_str(), candidate.occasion);
        let variant = (kind == PromptKind::Renewal).then(|| {
            let odd = secret::hash(format!("{EXPERIMENT} {}", holder.id))
                .ends_with(['1', '3', '5', '7', '9', 'b', 'd', 'f']);
            if odd { 'B' } else { 'A' }
        });
        let content = format!(
            "{} {} {} {} {variant:?}",
            holder.brand.id,
            kind.as_str(),
            candidate.framing.as_str(),
            known.about(candidate),
        );
        Self {
            id: format!("pr_{}", secret::hash(name).get(..16).unwrap_or_default()),
            kind,
            fingerprint: format!("sha256:{}", secret::hash(content)),
            statutory: candidate.statutory(),
            variant,
        }
    }
}

fn cap_of(policy: &CapPolicy, touches: &[Touch], now: Instant) -> contract::prompt::Cap {
    cap::cap(policy, &shown(touches), now)
}

/// The prompt of an id, due now or earlier.
fn target(tx: &Tx<'_>, holder: &Holder, id: &str) -> Outcome<Option<Subject>> {
    let known = Known::gather(tx, holder)?;
    let due = candidates(&known.facts(), tx.now())
        .iter()
        .map(|candidate| Subject::of(holder, &known, candidate))
        .find(|subject| subject.id == id);
    match due {
        Some(subject) => Ok(Some(subject)),
        None => events::earlier(tx, holder, id),
    }
}

/// The prompt that is due and asks for a claim of this offer.
fn asking_for(tx: &Tx<'_>, holder: &Holder, offer: &OfferId) -> Outcome<Option<Subject>> {
    let known = Known::gather(tx, holder)?;
    Ok(candidates(&known.facts(), tx.now())
        .iter()
        .find(|candidate| extra(&known, candidate).is_some_and(|extra| extra.id == *offer))
        .map(|candidate| Subject::of(holder, &known, candidate)))
}

/// The offer of the extra coupon that a prompt brings.
fn extra<'k>(known: &'k Known, candidate: &Candidate) -> Option<&'k Offer> {
    candidate.extra_coupon.and(known.extra.as_ref())
}

fn prompt(
    tx: &Tx<'_>,
    holder: &Holder,
    known: &Known,
    candidate: &Candidate,
    subject: Subject,
    placement: Placement,
    touches: &[Touch],
) -> Outcome<Prompt> {
    let extra = extra(known, candidate);
    let words = words::of(holder, known, candidate, subject.variant)?;
    let lang = tx.lang();
    let action = match extra {
        Some(offer) => {
            Action { kind: ActionKind::ClaimOffer, target: None, id: Some(offer.id.to_string()) }
        }
        None => Action { kind: ActionKind::Route, target: Some(known.route(candidate)), id: None },
    };
    let aov = holder.brand.renewal.aov;
    Ok(Prompt {
        id: PromptId::new(subject.id),
        kind: candidate.kind,
        framing: candidate.framing,
        placement,
        priority: candidate.priority(),
        statutory: subject.statutory,
        headline: words.headline.to(lang),
        body: words.body.to(lang),
        image_url: None,
        cta: Some(CallToAction { label: words.button.to(lang), action }),
        incentives: extra
            .map(|offer| Incentive {
                offer_id: offer.id.clone(),
                name: offer.name.to(lang),
                amount_off: offer.amount_off,
                no_threshold: offer.threshold == 0,
                extra: true,
                aov_bps: offer
                    .amount_off
                    .and_then(|off| u32::try_from(off * 10_000 / aov.max(1)).ok()),
            })
            .into_iter()
            .collect(),
        eligible_from: candidate.from,
        eligible_until: candidate.until,
        fingerprint: subject.fingerprint,
        cap: (!subject.statutory).then(|| cap_of(&holder.brand.cap_policy(), touches, tx.now())),
        experiment: subject
            .variant
            .map(|variant| Experiment { key: EXPERIMENT.to_owned(), variant: variant.to_string() }),
        reason: candidate.reason,
    })
}
