// The reviewer's desk: what citizens sent to prove who they are, looked at and decided by a person.
import { api } from "./api.js";
import { h, icon, replace } from "./dom.js";
import { fullName, moment } from "./format.js";
import { t } from "./i18n.js";
import { town } from "./town.js";
import { failed, toast } from "./ui.js";
import { viewPictures } from "./viewer.js";

export class ReviewsPanel {
  #cards = new Map();

  constructor(onCount) {
    this.onCount = onCount;
    this.element = h("div.section.departments", { "aria-live": "polite" });
  }

  async refresh() {
    const reviews = await api.reviews().catch(() => null);
    if (!reviews) return;
    this.onCount(reviews.length);
    const cards = reviews.map((review) => this.#card(review));
    for (const id of [...this.#cards.keys()]) if (!reviews.some((review) => review.id === id)) this.#cards.delete(id);
    const same = cards.length === this.element.children.length && cards.every((card, at) => card === this.element.children[at]);
    if (!same || cards.length === 0) replace(this.element, cards.length > 0 ? cards : h("p.empty", t("no_reviews")));
  }

  /** A card is one element for as long as its review waits: reasons half chosen stay chosen. */
  #card(review) {
    if (!this.#cards.has(review.id)) this.#cards.set(review.id, new ReviewCard(review, () => this.refresh()).element);
    return this.#cards.get(review.id);
  }
}

class ReviewCard {
  #reasons = new Set();

  constructor(review, done) {
    this.review = review;
    this.done = done;
    this.refuse = h("button.action.danger", { disabled: true, onclick: () => this.#decide("refuse") }, t("review_refuse"));
    const approve = h("button.action.primary", { onclick: () => this.#decide("approve") }, t("review_approve"));
    this.element = h(
      "details.application.review",
      { dataset: { review: review.id } },
      h("summary", h("span.number", name(review)), h("span.service", t(`review_${review.method}`)), h("span.status-pill", due(review))),
      h("div.application-body", facts(review), words(review), files(review), this.#choices(), h("div.choices", approve, this.refuse)),
    );
  }

  #choices() {
    if (this.review.reasons.length === 0) return null;
    const buttons = this.review.reasons.map((code) =>
      h("button.status", { dataset: { code }, "aria-pressed": "false", onclick: (event) => this.#flip(code, event.currentTarget) }, t(`reason_${code}`)),
    );
    return h("div", h("h4", t("review_reasons")), h("div.statuses", buttons));
  }

  #flip(code, button) {
    if (!this.#reasons.delete(code)) this.#reasons.add(code);
    button.setAttribute("aria-pressed", String(this.#reasons.has(code)));
    this.refuse.disabled = this.review.reasons.length > 0 && this.#reasons.size === 0;
  }

  async #decide(decision) {
    const reasons = decision === "refuse" ? [...this.#reasons] : [];
    try {
      const { state } = await api.decideReview(this.review.id, { decision, reasons });
      toast(t(`review_${state}`));
      await this.done();
    } catch (error) {
      failed(error);
    }
  }
}

function name(review) {
  const user = town.users.get(review.user);
  return user ? fullName(user) : `${review.user ?? "—"}`;
}

function due({ overdue, due_at: at }) {
  if (overdue) return t("review_overdue");
  return at ? t("review_due", { when: moment(new Date(at)) }) : "";
}

function facts({ person }) {
  const pairs = Object.entries(person ?? {});
  return pairs.length > 0 && h("div.facts", h("dl", pairs.map(([key, value]) => [h("dt", t(`person_${key}`)), h("dd", String(value))])));
}

function words({ phrase, digits }) {
  return phrase ? h("div", h("h4", t("review_words")), h("p", `«${phrase}», ${digits}`)) : null;
}

/** Nothing is loaded before a person asks for it: every look is written down for the citizen. */
function files({ parts }) {
  const pictures = parts.filter(({ part }) => part !== "video");
  const messages = pictures.map(({ part, url }) => ({ message_id: part, media: { url, file_name: `${part}.jpg` }, caption: t(`part_${part}`) }));
  const rows = parts.map(({ part, url }) =>
    part === "video" ? video(url) : h("button.action", { onclick: () => viewPictures(messages, part) }, icon("image", 18), t(`part_${part}`)),
  );
  return h("div.choices", rows);
}

function video(url) {
  const place = h("div");
  const show = () => replace(place, h("video", { src: url, controls: true, style: { width: "100%" } }));
  place.append(h("button.action", { onclick: show }, icon("play", 18), t("part_video")));
  return place;
}
