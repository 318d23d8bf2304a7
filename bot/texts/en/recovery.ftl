btn-recover = I cannot get in
recovery-main = <b>Getting an account back</b>
    If you have a new Telegram and your account stayed with the old one, it can come back.
    • <b>By number</b>, if the phone number is still yours. Your birth date is needed; the answer comes in a day.
    • <b>By a person</b>, if the number is lost too. A picture of your passport is needed.
    I tell the old chat, phone and mailbox of every request: their owner may stop it.
recovery-registered = This Telegram has an account already. To bring another one here, delete this one first: “Profile” → “Delete the account”.
recovery-reviewed = A person is looking at your request. I shall write as soon as there is an answer.
btn-recovery-sim = By the number of this Telegram
btn-recovery-operator = By a person
recovery-phone = Press “Send my number” under the input field: so I learn the number you have now.
recovery-contact = <b>Phone or e-mail</b> of the account that is to come back.
    For example <code>+7 916 123-45-67</code> or <code>anna@example.com</code>
recovery-value = <b>{ $title }</b>, as in that account
    For example <code>{ $example }</code>
recovery-scan = <b>A picture of your passport</b>: the pages with the photograph
    JPG, PNG or PDF up to 5 MB. Only a member of the staff sees it, and their name stays in the journal.
recovery-sent-sim = <b>The request is taken</b>
    If there is such an account and the details fit, in a day I shall write here how to open it. The old chat, phone and mailbox are told; if they object, it stops.
recovery-sent-operator = <b>A person has your request</b>
    They look at the document within a day. The old chat, phone and mailbox are told. I shall write the answer here.
recovery-objection = <b>Somebody asks for your account or your contact</b>
    If it is not you, stop it: nobody will get anything.
btn-not-me-yes = It is not me: stop it
btn-it-is-me = It is me, all is well
recovery-stopped = Stopped: the account and the contacts are still yours. Look into “Profile” → “Contacts and addresses”, and tell no codes to anybody.
recovery-regain = <b>The account is ready to come back</b>
    This works once. If the old Telegram is lost or stolen, disconnect it at once.
btn-regain = Get the account back
btn-regain-alone = Get it back and disconnect the old Telegram
btn-regain-both = Get it back, keep the old one too
recovery-regained = <b>The account is yours again</b>
    For a day it is protected: important data are neither shown nor changed, not even here. Check your phones and e-mail; change your password, if there was one, as soon as the protection ends.
btn-regained-contacts = Phones and e-mail
error-recovery-unknown = This is closed by now: it works once and for a day. Begin again with “I cannot get in”.
error-recovery-registered = This Telegram has an account already.
error-recovery-often = Too many requests in a day. Try again tomorrow.
error-recovery-waits = A person still looks at your last request. Wait for the answer: I shall write.
error-recovery-over = It can no longer be stopped: the request has ended. Write to support; the address is under “Help”.
error-recovery-unclear = That can be understood in several ways. Write it in full, for example: <code>{ $example }</code>
notice-security-recovery-asked = 🔐 { $way ->
        [contact] Somebody has confirmed <b>{ $to }</b> by a code and wants it for another account. Unless you object, it leaves you in a day; your data stay closed.
       *[other] Somebody asks to open your account in another Telegram (contact <b>{ $to }</b>).
    } If it is not you, press “It is not me”.
notice-security-recovery-ready = 🔐 The account can come back. The button works once, and for a day only.
notice-security-recovery-failed = 🔐 The account did not come back: the details did not fit, its owner objected, or there is none. You may ask again, or ask a person.
notice-security-recovered = 🔐 Your account was opened in another Telegram. For a day important data are closed. If it was not you, write to support at once.
notice-security-contact-moved = 🔐 <b>{ $to }</b> is no longer your contact: somebody else has confirmed it, and nobody objected for a day. Add another one in your profile.
notice-security-contact-yours = 🔐 <b>{ $to }</b> is your contact now: there was no objection.
plain-recovery-sms = { $brand }: somebody asks for access to your account. Not you? Open the { $brand } chat in Telegram and press “It is not me”.
plain-recovery-subject = Somebody asks for access to your account — { $brand }
plain-recovery-mail = Hello.

    Somebody asks for access to your account, or for this address, from another Telegram.
    If it is you, there is nothing to do.
    If it is not, open the { $brand } chat in Telegram and press “It is not me”: that stops it. There is a day for it.

    There are no links in this letter, and no codes will be asked for.

    { $brand }
security-event-recovery-asked = somebody asked for the account or a contact
security-event-recovery-stopped = you stopped such a request
security-event-recovered = the account was opened in another Telegram
security-event-contact-moved = a contact passed to somebody else
