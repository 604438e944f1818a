// Types of `<member-card>`, by hand: what a brand's page may rely on.

/** How much of the card is shown. */
export type MemberCardView = "card" | "full" | "compact";

/** What `getSession` gives: a token that the brand's own server signed for its member. */
export interface MemberCardSession {
  readonly token: string;
}

/** What changed on the backend, by the names of the contract. */
export type MemberCardResource =
  | "program"
  | "member"
  | "membership"
  | "card"
  | "points"
  | "tier"
  | "coupons"
  | "coupon_offers"
  | "check_ins"
  | "tasks"
  | "prompts"
  | (string & {});

/** Why there is no card, or not all of it. */
export type MemberCardErrorCode =
  /** The attribute `brand` is missing. */
  | "brand"
  /** The attribute `origin` is no origin. */
  | "origin"
  /** Nothing answered: no network, or this page's origin is not on the brand's list. */
  | "unreachable"
  /** The card could not start; number and code may be there all the same. */
  | "failed"
  /** The card has no network. */
  | "offline"
  /** `getSession` failed. */
  | "session"
  /** The height of the frame and the layout of the page chased each other; it stays as it is. */
  | "height"
  | (string & {});

/** The events, each a `CustomEvent` with a frozen detail. None ever has a code, a number or a token. */
export interface MemberCardEventMap {
  /** The card can be used. Again after it was loaded anew. */
  ready: CustomEvent<Readonly<Record<never, never>>>;
  /** The card has another height, in CSS pixels. Does not bubble. */
  resize: CustomEvent<Readonly<{ height: number }>>;
  /** The backend let nobody in: sign the member in on your side, then call `refresh()`. */
  "auth-required": CustomEvent<Readonly<Record<never, never>>>;
  /** Another screen: `#/`, `#/points`, … */
  navigate: CustomEvent<Readonly<{ route: string }>>;
  /** The member took something: a coupon (the offer's id), a task's reward, a check-in (the day). */
  claimed: CustomEvent<Readonly<{ kind: "coupon" | "task" | "check-in" | (string & {}); id: string }>>;
  /** Something changed on the backend, here or elsewhere. */
  changed: CustomEvent<Readonly<{ resources: readonly MemberCardResource[] }>>;
  /** Something is wrong. Does not bubble. */
  error: CustomEvent<Readonly<{ code: MemberCardErrorCode }>>;
}

/** The attributes, for the types of a template language such as JSX. */
export interface MemberCardAttributes {
  /** The brand's id. Needed. */
  brand: string;
  view?: MemberCardView;
  /** `zh-CN` or `en`; without it the language of the page around it. */
  locale?: string;
  theme?: "auto" | "light" | "dark";
  /** Where the card lives, if this script does not come from there: `https://card.example`. */
  origin?: string;
  /** `inline` puts the card into the page itself, whose scripts can then read it. */
  mode?: "frame" | "inline";
  /** `eager` loads the card at once, however far down the page it stands. */
  loading?: "lazy" | "eager";
}

export interface MemberCardElement extends HTMLElement {
  /** Asked whenever the card needs a session; nothing, and a visitor's card is shown. */
  getSession: (() => Promise<MemberCardSession | null> | MemberCardSession | null) | null;
  /** Shows a screen, such as `#/points`; throws a `TypeError` where it is no route. */
  open(route: string): void;
  /** Asks for everything again; for the session, too, if there is none. */
  refresh(): void;
  /** Takes the card away for good. */
  destroy(): void;

  addEventListener<K extends keyof MemberCardEventMap>(
    type: K,
    listener: (this: MemberCardElement, event: MemberCardEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends Exclude<keyof HTMLElementEventMap, keyof MemberCardEventMap>>(
    type: K,
    listener: (this: MemberCardElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;

  removeEventListener<K extends keyof MemberCardEventMap>(
    type: K,
    listener: (this: MemberCardElement, event: MemberCardEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends Exclude<keyof HTMLElementEventMap, keyof MemberCardEventMap>>(
    type: K,
    listener: (this: MemberCardElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

export declare const MemberCardElement: {
  new (): MemberCardElement;
  readonly prototype: MemberCardElement;
  /** The version of this script. */
  readonly version: string;
};

declare global {
  interface HTMLElementTagNameMap {
    "member-card": MemberCardElement;
  }
}
