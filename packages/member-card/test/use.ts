// What a brand's page does with the package: all of it compiles, and what is wrong does not.
import { MemberCardElement, type MemberCardSession, type MemberCardView } from "member-card-element";

const card: MemberCardElement = document.createElement("member-card");
const view: MemberCardView = "compact";
card.setAttribute("view", view);
card.getSession = async (): Promise<MemberCardSession | null> => {
  const answer = await fetch("/card-session", { method: "POST" });
  return answer.ok ? ((await answer.json()) as MemberCardSession) : null;
};
card.getSession = null;
card.addEventListener("resize", ({ detail }) => detail.height.toFixed(0));
card.addEventListener("error", function ({ detail: { code } }) {
  if (code === "unreachable") this.refresh();
});
card.addEventListener("claimed", ({ detail }) => `${detail.kind} ${detail.id}`, { once: true });
card.addEventListener("changed", ({ detail }) => detail.resources.includes("points"));
card.addEventListener("click", (event) => event.clientX);
const moved = ({ detail }: CustomEvent<Readonly<{ route: string }>>) => detail.route;
card.addEventListener("navigate", moved);
card.removeEventListener("navigate", moved);
card.open("#/points");
card.refresh();
card.destroy();
document.querySelector("member-card")?.refresh();
MemberCardElement.version.split(".");

// @ts-expect-error a session is an object with a token
card.getSession = () => "token";
// @ts-expect-error there is no such view
const wrong: MemberCardView = "tiny";
// @ts-expect-error a route is a text
card.open(5);
// @ts-expect-error the detail has no code for the till
card.addEventListener("ready", ({ detail }) => detail.code);
// @ts-expect-error a detail is frozen
card.addEventListener("resize", ({ detail }) => (detail.height = 5));
wrong;
