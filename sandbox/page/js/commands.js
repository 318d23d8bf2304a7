// What the field offers while one types: the bot's commands after «/», the bot's inline results after «@bot ».
import { Choices } from "./choices.js";
import { api } from "./api.js";
import { t } from "./i18n.js";
import { town } from "./town.js";
import { failed } from "./ui.js";

const PAUSE_MS = 300;

export class Suggestions {
  #timer = 0;
  #asked = "";

  constructor(field, conversation, { send, clear }) {
    this.field = field;
    this.conversation = conversation;
    this.send = send;
    this.clear = clear;
    this.commands = [];
    this.choices = new Choices(field, t("commands_label"));
    this.element = this.choices.element;
  }

  update() {
    clearTimeout(this.#timer);
    const { value } = this.field;
    const typed = value.match(/^\/(\w*)$/)?.[1];
    const query = inlineQuery(value);
    this.#asked = value;
    if (typed !== undefined) this.#show(this.commands.filter(({ command }) => command.startsWith(typed.toLowerCase())));
    else if (query === null) this.choices.hide();
    else this.#timer = setTimeout(() => this.#ask(value, query), PAUSE_MS);
  }

  toggleAll() {
    if (this.choices.isOpen) return this.choices.hide();
    this.#show(this.commands);
    return this.field.focus();
  }

  key(event) {
    return this.choices.key(event);
  }

  #show(commands) {
    this.choices.show(
      commands.map(({ command, description }) => ({
        title: `/${command}`,
        detail: description,
        take: () => this.send(`/${command}`),
        complete: () => this.#complete(`/${command} `),
      })),
    );
  }

  /** Tab completes without sending, so that an argument can follow. */
  #complete(text) {
    this.field.value = text;
  }

  /** Results that come after the citizen has typed on are not shown. */
  async #ask(value, query) {
    try {
      const { results, button } = await api.inline(this.conversation.user.id, query);
      if (this.#asked !== value) return;
      const lead = button?.start_parameter ? [this.#lead(button)] : [];
      this.choices.show([...lead, ...results.map((result) => this.#result(result))]);
    } catch (error) {
      failed(error);
    }
  }

  /** The line above the results that leads into the chat, as if by a deep link. */
  #lead({ text, start_parameter: parameter }) {
    const take = () => {
      this.clear();
      return this.send(`/start ${parameter}`);
    };
    return { title: text, detail: "", take };
  }

  #result({ id, title, description }) {
    const take = async () => {
      this.clear();
      try {
        await api.chooseInline(this.conversation.user.id, id);
        await this.conversation.refresh();
      } catch (error) {
        failed(error);
      }
    };
    return { title: title ?? id, detail: description ?? "", tall: true, take };
  }
}

/** What is asked of the bot inline, or null when the text is no such question. */
function inlineQuery(value) {
  const [, name, query] = value.match(/^@(\w+)\s([^]*)$/) ?? [];
  return name && name.toLowerCase() === town.bot.username?.toLowerCase() ? query.trim() : null;
}
