// The world outside: departments, the citizen's standing, the clock, and things to break.
import { BreakagePanel } from "./breakage.js";
import { CitizenPanel } from "./citizen.js";
import { ClockPanel } from "./clock.js";
import { DepartmentsPanel } from "./departments.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { ReviewsPanel } from "./reviews.js";
import { Segments } from "./segments.js";

export class WorldDrawer {
  constructor() {
    const count = (name) => (number) => this.segments.count(name, number);
    this.panels = {
      departments: new DepartmentsPanel(count("departments")),
      reviews: new ReviewsPanel(count("reviews")),
      citizen: new CitizenPanel(),
      time: new ClockPanel(),
      breakage: new BreakagePanel(count("breakage")),
    };
    const sections = [
      ["departments", "building"],
      ["reviews", "checks"],
      ["citizen", "person"],
      ["time", "clock"],
      ["breakage", "bolt"],
    ].map(([name, icon]) => ({ name, icon, title: t(name), element: this.panels[name].element }));
    this.segments = new Segments(t("world"), sections);
    this.element = h("div.drawer-body", this.segments.element);
  }

  refresh({ type = "all" } = {}) {
    if (["all", "department"].includes(type)) this.panels.departments.refresh();
    if (["all", "review"].includes(type)) this.panels.reviews.refresh();
    if (["all", "citizen"].includes(type)) this.panels.citizen.refresh();
    if (["all", "clock"].includes(type)) this.panels.time.refresh();
    if (["all", "fault"].includes(type)) this.panels.breakage.refresh();
  }
}
