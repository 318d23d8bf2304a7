// Paying an invoice with money that is not real: the person chooses how it ends.
import { api } from "./api.js";
import { t } from "./i18n.js";
import { failed, modal, toast } from "./ui.js";

export async function payInvoice(conversation, message) {
  const outcome = await modal({
    title: message.invoice?.title ?? t("pay_title"),
    body: t("pay_note"),
    actions: [
      { text: t("pay_abandoned"), value: "abandoned" },
      { text: t("pay_declined"), value: "declined" },
      { text: t("pay_paid"), value: "paid", style: "primary", autofocus: true },
    ],
  });
  if (!outcome) return;
  try {
    const answer = await api.pay(conversation.user.id, message.message_id, outcome);
    if (answer.error) toast(t("pay_failed", { why: answer.error }));
  } catch (error) {
    failed(error);
  }
}
