// The form of a department's decision: a status, words for the citizen, what is missing, a file.
import { api } from "./api.js";
import { choose } from "./attach.js";
import { h, icon, iconButton, replace } from "./dom.js";
import { t } from "./i18n.js";
import { labelled } from "./person.js";
import { failed, toast } from "./ui.js";

const STATUSES = ["registered", "in_work", "needs_documents", "awaiting_payment", "approved", "ready", "issued", "rejected"];
// How far along an application's life a status is; a department's word never takes it back.
const FAR = { registered: 1, in_work: 2, needs_documents: 2, awaiting_payment: 2, approved: 3, ready: 4, issued: 5, rejected: 5, withdrawn: 5 };
const WITH_FILE = new Set(["approved", "ready", "issued", "rejected"]);

export class Decision {
  #status = "in_work";
  #file = null;
  #far = 0;

  constructor(department, { number }) {
    this.department = department;
    this.number = number;
    this.stage = h("input", { type: "text", maxlength: "120" });
    this.comment = h("textarea", { rows: "2", maxlength: "1000" });
    this.reason = h("input", { type: "text", maxlength: "300" });
    this.documents = new Codes(t("needs_documents_label"));
    this.fields = new Codes(t("needs_fields_label"));
    this.statuses = h("div.statuses", { role: "radiogroup", "aria-label": t("decision") });
    this.behind = h("p.hint", { hidden: true }, t("decision_behind"));
    this.extra = h("div.extra");
    this.submit = h("button.action.primary.wide", { type: "submit" }, t("decide"));
    this.element = h("form.decision", { onsubmit: (event) => this.#send(event) }, h("h4", t("decision")), this.statuses, this.behind, this.extra, this.submit);
    this.#draw();
  }

  /** Codes that a person would otherwise have to look up: what this application already has. */
  suggest({ answers, documents = [], history = [], status }) {
    this.#far = Math.max(0, ...[{ status }, ...history].map((event) => FAR[event.status] ?? 0));
    this.behind.hidden = !this.#isBehind();
    this.documents.suggest(documents.map((item) => item.document).filter(Boolean));
    this.fields.suggest(Array.isArray(answers) ? [] : Object.keys(answers ?? {}));
  }

  #draw() {
    replace(this.statuses, STATUSES.map((status) => this.#choice(status)));
    this.behind.hidden = !this.#isBehind();
    const needs = this.#status === "needs_documents" && [this.documents.element, this.fields.element];
    replace(
      this.extra,
      this.#status === "rejected" && labelled(t("reason"), this.reason),
      needs,
      labelled(t("stage"), this.stage),
      labelled(t("comment"), this.comment),
      WITH_FILE.has(this.#status) && this.#fileLine(),
    );
  }

  #isBehind() {
    return this.#far === FAR.issued || FAR[this.#status] < this.#far;
  }

  #choice(status) {
    const chosen = status === this.#status;
    const take = () => {
      this.#status = status;
      this.#draw();
      this.statuses.querySelector("[aria-checked=true]").focus();
    };
    return h("button.status", { role: "radio", "aria-checked": String(chosen), dataset: { status }, onclick: take }, t(`status_${status}`));
  }

  #fileLine() {
    const attach = async () => {
      const [file] = await choose("");
      if (file) this.#file = file;
      this.#draw();
    };
    const drop = () => {
      this.#file = null;
      this.#draw();
    };
    if (!this.#file) return h("button.action", { onclick: attach }, icon("attach", 18), t("result_file"));
    return h("div.chosen-file", icon("file", 18), h("span", this.#file.name), iconButton("close", t("remove_file", { name: this.#file.name }), drop));
  }

  #body() {
    const body = { number: this.number, status: this.#status };
    const put = (name, text) => text.trim() && (body[name] = text.trim());
    put("stage", this.stage.value);
    put("comment", this.comment.value);
    if (this.#status === "rejected") put("reason", this.reason.value);
    if (this.#status === "needs_documents")
      body.needs = { documents: this.documents.chosen, fields: this.fields.chosen };
    return body;
  }

  async #send(event) {
    event.preventDefault();
    this.submit.disabled = true;
    try {
      const file = WITH_FILE.has(this.#status) ? this.#file : null;
      const answer = await api.decide(this.department.id, this.#body(), file);
      const said = answer?.delivered === false ? "decided_later" : "decided";
      toast(t(said, { number: this.number, status: t(`status_${this.#status}`) }));
      this.#clear();
    } catch (error) {
      failed(error);
    }
    this.submit.disabled = false;
  }

  #clear() {
    for (const field of [this.stage, this.comment, this.reason]) field.value = "";
    for (const codes of [this.documents, this.fields]) codes.clear();
    this.#file = null;
    this.#draw();
  }
}

/** A field for codes with the known ones as switches under it. */
class Codes {
  constructor(label) {
    this.field = h("input", { type: "text", placeholder: t("comma_hint"), oninput: () => this.#mark() });
    this.known = h("div.statuses");
    this.element = h("div.codes", labelled(label, this.field), this.known);
  }

  get chosen() {
    return this.field.value.split(/[,\s]+/).filter(Boolean);
  }

  suggest(codes) {
    const buttons = [...new Set(codes)].map((code) => h("button.status", { dataset: { code }, onclick: () => this.#flip(code) }, code));
    replace(this.known, buttons);
    this.#mark();
  }

  #flip(code) {
    const { chosen } = this;
    const next = chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code];
    this.field.value = next.join(", ");
    this.#mark();
  }

  #mark() {
    for (const button of this.known.children)
      button.setAttribute("aria-pressed", String(this.chosen.includes(button.dataset.code)));
  }

  clear() {
    this.field.value = "";
    this.#mark();
  }
}
