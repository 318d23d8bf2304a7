// The departments' desks: every application that arrived, and autopilot, which works through them alone.
import { api } from "./api.js";
import { ApplicationCard } from "./application.js";
import { h } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { labelled } from "./person.js";
import { failed, toast } from "./ui.js";

export class DepartmentsPanel {
  #cards = new Map();
  #loading = null;
  #again = false;

  constructor(onCount) {
    this.onCount = onCount;
    this.list = h("div.departments", { "aria-live": "polite" });
    this.autopilot = new Autopilot();
    this.element = h("div.section", this.autopilot.element, this.list);
  }

  refresh() {
    this.autopilot.refresh();
    if (this.#loading) this.#again = true;
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
      if (!this.#again) return;
      this.#again = false;
      this.refresh();
    });
  }

  async #load() {
    const departments = await api.departments(currentLanguage()).catch(() => null);
    if (!departments) return;
    const busy = departments.filter((department) => department.applications > 0);
    const inboxes = await Promise.all(busy.map(({ id }) => api.inbox(id).catch(() => null)));
    this.onCount(busy.reduce((sum, department) => sum + department.applications, 0));
    const quiet = departments.length - busy.length;
    const groups = busy.map((department, index) => this.#group(department, inboxes[index]?.applications ?? []));
    const rest = quiet > 0 && h("p.hint", t("quiet_departments", { n: quiet }));
    this.#place([...groups, rest].filter(Boolean), groups.length === 0 && h("p.empty", t("no_applications")));
  }

  /** A desk is one element for as long as the page lives: an open card, a half-written comment stay as they are. */
  #group(department, applications) {
    const key = `group:${department.id}`;
    if (!this.#cards.has(key)) {
      const cards = h("div.cards");
      const name = h("b", { title: department.title }, department.short);
      const group = h("details.department", { open: true }, h("summary", name, h("span.badge")), cards);
      this.#cards.set(key, { group, cards });
    }
    const { group, cards } = this.#cards.get(key);
    group.querySelector(".badge").textContent = applications.length;
    place(cards, applications.toReversed().map((application) => this.#card(department, application)));
    return group;
  }

  #card(department, application) {
    const key = `${department.id}/${application.number}`;
    if (!this.#cards.has(key)) this.#cards.set(key, new ApplicationCard(department, application));
    const card = this.#cards.get(key);
    card.update(application);
    return card.element;
  }

  #place(elements, empty) {
    place(this.list, empty ? [empty, ...elements] : elements);
  }
}

/** Like replaceChildren, but nodes that stay are not touched, so focus and typed text survive. */
function place(parent, nodes) {
  for (const child of [...parent.children]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, index) => parent.children[index] !== node && parent.insertBefore(node, parent.children[index] ?? null));
}

class Autopilot {
  constructor() {
    this.switch = h("input.switch", { type: "checkbox", role: "switch", onchange: () => this.#save() });
    this.seconds = h("input", { type: "number", min: "1", max: "3600", value: "10", onchange: () => this.switch.checked && this.#save() });
    this.element = h(
      "section.block.autopilot",
      h("label.switch-line", h("b", t("autopilot")), this.switch),
      h("p.hint", t("autopilot_note")),
      labelled(t("seconds"), this.seconds),
    );
  }

  async refresh() {
    const answer = await api.autopilot().catch(() => null);
    if (!answer || this.element.contains(document.activeElement)) return;
    const seconds = Number(answer.seconds ?? 0);
    this.switch.checked = seconds > 0;
    if (seconds > 0) this.seconds.value = seconds;
  }

  async #save() {
    const seconds = this.switch.checked ? Math.max(1, Number(this.seconds.value) || 10) : 0;
    try {
      await api.setAutopilot(seconds);
      toast(seconds ? t("autopilot_on", { n: seconds }) : t("autopilot_off"));
    } catch (error) {
      failed(error);
    }
  }
}
