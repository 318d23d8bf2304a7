// One application on a department's desk: what the citizen wrote and sent, what was decided.
import { api } from "./api.js";
import { h, icon, replace } from "./dom.js";
import { Decision } from "./decision.js";
import { asDate, fileSize, moment } from "./format.js";
import { t } from "./i18n.js";
import { copy } from "./ui.js";

export class ApplicationCard {
  #signature = "";

  constructor(department, application) {
    this.department = department;
    this.facts = h("div.facts");
    this.state = h("span.status-pill", { hidden: true });
    this.decision = new Decision(department, application);
    this.element = h(
      "details.application",
      { dataset: { number: application.number } },
      h("summary", h("span.number", application.number), h("span.service", application.service_title || application.service), this.state),
      h("div.application-body", this.facts, this.decision.element),
    );
  }

  update(application) {
    const signature = JSON.stringify(application);
    if (signature === this.#signature) return;
    this.#signature = signature;
    this.state.hidden = !application.status;
    this.state.textContent = application.status ? t(`status_${application.status}`) : "";
    this.state.dataset.status = application.status ?? "";
    replace(
      this.facts,
      this.#number(application),
      answers(application.answers),
      this.#documents(application),
      history(application.history),
    );
    this.decision.suggest(application);
  }

  #number({ number }) {
    return h("button.link.with-icon", { onclick: () => copy(number) }, icon("copy", 14), t("copy_number"));
  }

  #documents({ number, documents = [] }) {
    if (documents.length === 0) return h("p.hint", t("no_documents"));
    const rows = documents.map((document, index) => this.#document(number, document, index));
    return h("div", h("h4", t("documents")), h("div.files", rows));
  }

  #document(number, document, index) {
    const { file_name: name, size } = document;
    const notes = [document.title ?? document.document, size !== undefined && fileSize(size)].filter(Boolean);
    const href = document.url ?? api.applicationFile(this.department.id, number, index);
    return h(
      "a.file",
      { href, download: name },
      h("span.disc", icon("file", 20)),
      h("span.file-words", h("b", name), notes.length > 0 && h("small", notes.join(" · "))),
      icon("download", 18),
    );
  }
}

/** Answers come as {question: answer} or as a list of {label, value}; an answer may itself be structured. */
function answers(given) {
  const pairs = Array.isArray(given)
    ? given.map((answer) => [answer.label ?? answer.title ?? answer.field ?? answer.code, answer.text ?? answer.value])
    : Object.entries(given ?? {});
  if (pairs.length === 0) return null;
  return h("div", h("h4", t("answers")), h("dl", pairs.map(([name, value]) => [h("dt", name), h("dd", readable(value))])));
}

function history(events) {
  if (!events?.length) return null;
  const lines = events.map(({ status, stage, comment, reason, occurred_at, file }) =>
    h(
      "li",
      h("b", stage || t(`status_${status}`)),
      h("time", asDate(occurred_at) && moment(asDate(occurred_at))),
      [comment, reason, file].filter(Boolean).map((words) => h("span", words)),
    ),
  );
  return h("div", h("h4", t("history")), h("ol.history", lines));
}

function readable(value) {
  if (value === true) return t("yes");
  if (value === null || value === undefined || value === "") return "—";
  if (Array.isArray(value)) return value.map(readable).join(", ");
  if (typeof value === "object") return Object.values(value).map(readable).join(", ");
  return String(value);
}
