// Business time: deadlines, reminders and digests follow it. It only moves forward.
import { api } from "./api.js";
import { h, replace } from "./dom.js";
import { townNow } from "./format.js";
import { days, locale, t } from "./i18n.js";
import { labelled } from "./person.js";
import { town } from "./town.js";
import { failed, toast } from "./ui.js";

const DAY_S = 86_400;
const STEPS = [1, 3, 30];

export class ClockPanel {
  constructor() {
    this.face = h("div.town-clock", { role: "timer" });
    this.hours = h("input", { type: "number", min: "1", max: "8760", step: "1", value: "12" });
    const steps = STEPS.map((n) => h("button.action", { onclick: () => this.#advance(n * DAY_S) }, `+${days(n)}`));
    const own = h(
      "form.inline-form",
      { onsubmit: (event) => this.#submit(event) },
      labelled(t("own_hours"), this.hours),
      h("button.action", { type: "submit" }, t("move_clock")),
    );
    this.element = h("div.section", this.face, h("p.hint", t("clock_note")), h("div.choices", steps), own);
    setInterval(() => this.element.isConnected && this.#tick(), 1000);
    this.#tick();
  }

  async refresh() {
    await town.loadClock();
    this.#tick();
  }

  #tick() {
    const now = townNow();
    const shift = Math.round((now - Date.now()) / 1000);
    const date = now.toLocaleDateString(locale(), { weekday: "long", day: "numeric", month: "long", year: "numeric" });
    const note = shift > 0 ? t("shift", { shift: spoken(shift) }) : t("no_shift");
    replace(this.face, h("small", t("now")), h("b", now.toLocaleTimeString(locale())), h("span", date), h("small", note));
  }

  #submit(event) {
    event.preventDefault();
    const hours = Number(this.hours.value);
    if (hours > 0) this.#advance(hours * 3600);
  }

  async #advance(seconds) {
    try {
      await api.advance(Math.round(seconds));
      await this.refresh();
      toast(t("clock_moved"));
    } catch (error) {
      failed(error);
    }
  }
}

function spoken(seconds) {
  const whole = Math.floor(seconds / DAY_S);
  const hours = Math.round((seconds % DAY_S) / 3600);
  const rest = hours ? `${hours}\u00a0${t("hour")}` : "";
  return [whole ? days(whole) : "", rest].filter(Boolean).join(" ") || `${seconds}\u00a0${t("second")}`;
}
