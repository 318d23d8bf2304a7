// Breaking Telegram on purpose, and seeing at a glance what is broken.
import { api } from "./api.js";
import { h, icon, replace } from "./dom.js";
import { t } from "./i18n.js";
import { labelled } from "./person.js";
import { failed, toast } from "./ui.js";

const METHODS = ["*", "sendMessage", "editMessageText", "answerCallbackQuery", "sendDocument", "getFile", "getUpdates"];

const PRESETS = {
  429: { error_code: 429, description: "Too Many Requests: retry after 5", retry_after: 5 },
  500: { error_code: 500, description: "Internal Server Error" },
  slow: { delay_s: 3 },
  before: { drop_before: true },
  after: { drop_after: true },
};

export class BreakagePanel {
  constructor(onCount) {
    this.onCount = onCount;
    this.method = h("select", METHODS.map((name) => h("option", { value: name }, name === "*" ? t("every_method") : name)));
    this.times = h("input", { type: "number", min: "1", max: "1000", value: "3" });
    this.list = h("div.faults", { "aria-live": "polite" });
    const presets = Object.entries(PRESETS).map(([name, fault]) =>
      h("button.preset", { dataset: { fault: name }, onclick: () => this.#add(fault) }, h("b", t(`fault_${name}`)), h("small", t(`fault_${name}_note`))),
    );
    this.element = h(
      "div.section",
      h("p.hint", t("break_note")),
      h("div.two-fields", labelled(t("break_method"), this.method), labelled(t("break_times"), this.times)),
      h("div.presets", presets),
      h("section.block", h("h3", t("active_faults")), this.list),
    );
  }

  async #add(fault) {
    const times = Math.max(1, Number(this.times.value) || 1);
    await this.#change(() => api.addFault({ method: this.method.value, times, ...fault }));
  }

  async #change(action, said = null) {
    try {
      await action();
      if (said) toast(said);
    } catch (error) {
      failed(error);
    }
    await this.refresh();
  }

  async refresh() {
    const faults = (await api.faults().catch(() => [])).filter((fault) => left(fault) !== 0);
    this.onCount(faults.length);
    if (faults.length === 0) return void replace(this.list, h("p.empty.calm", icon("check", 20), t("no_faults")));
    const repair = h("button.action.primary.wide", { onclick: () => this.#change(api.clearFaults, t("repaired")) }, t("repair_all"));
    replace(this.list, faults.map(line), repair);
    return undefined;
  }
}

const left = (fault) => fault.left ?? fault.remaining ?? fault.times;

function line(fault) {
  return h(
    "div.fault",
    icon("bolt", 20),
    h("div", h("b", title(fault)), h("small", fault.method === "*" ? t("every_method") : fault.method)),
    h("span.left", t("fault_left", { n: left(fault) })),
  );
}

const seconds = (n) => `${n}\u00a0${t("second")}`;

function title(fault) {
  if (fault.error_code === 429) return `${t("fault_429")}${fault.retry_after ? ` (${seconds(fault.retry_after)})` : ""}`;
  if (fault.error_code) return `${fault.error_code} ${fault.description ?? ""}`.trim();
  if (fault.drop_before) return t("fault_before");
  if (fault.drop_after) return t("fault_after");
  return `${t("fault_slow")}: ${seconds(fault.delay_s)}`;
}
