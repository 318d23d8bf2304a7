btn-other-ways = Other ways
welcome-ways = <b>Other ways to register</b>
    A code of six digits goes to a number or an address; enter it here, and that is all.
btn-way-phone = Another number: a code by SMS
btn-way-email = By e-mail
welcome-about = Now a little about yourself, to be put into your applications. First: <b>{ $title }</b> ({ $left ->
        [one] { $left } answer to go
       *[other] { $left } answers to go
    }).
    You may skip it: I shall ask when there is no way without it.
welcome-about-done = Thank you, that is all I need to begin with.
btn-about-tell = Tell
btn-about-skip = Skip
btn-about-later = Later
btn-about-on = Go on

contact-ask-phone = <b>Phone number</b>
    I shall send a code to it by SMS. For example <code>+7 916 123-45-67</code>
contact-ask-email = <b>E-mail address</b>
    I shall send a letter with a code and a link. For example <code>anna@example.com</code>
contact-choose = That looks like a slip. Which address is right?
contact-confirm = This number is not Russian: <b>{ $value }</b>. Send the code there?
code-sent-phone = A code has gone by SMS to <b>{ $to }</b>.
code-sent-email = A letter with a code has gone to <b>{ $to }</b>. If it is not there, look into the spam folder. You may open the link in the letter instead.
code-how = Tap the code or send it as a message, which I delete at once. It works for { $minutes ->
        [one] { $minutes } more minute
       *[other] { $minutes } more minutes
    }, { $tries ->
        [one] { $tries } try left
       *[other] { $tries } tries left
    }.
code-wrong = That is not the code. { $tries ->
        [one] { $tries } try left.
       *[other] { $tries } tries left.
    }
code-spent = No tries left: this code no longer works. Ask for a new one.
code-expired = The code has expired. Ask for a new one.
code-used = This code has been used. Ask for a new one.
code-unknown = This code is for something else. Ask for a new one.
code-shape = A code has six digits, such as <code>482 913</code>. I deleted the message; no try was spent.
code-forwarded = I take no forwarded codes, and deleted this one. If somebody else sent you a code, or asks you to pass yours on, it is a fraud: tell it to nobody.
code-failed = ❗️ It seems that the code did not arrive. Ask for a new one, or give another contact.
code-verified = ✅ <b>{ $to }</b> is confirmed.
code-link = <b>Confirming your e-mail</b>
    You opened the link in the letter. Confirm that this address is yours?
btn-link-yes = Confirm
btn-code-on = Go on
btn-code-again = Send again
btn-code-again-in = Send again (in { $seconds } s)
btn-code-other-phone = Give another number
btn-code-other-email = Give another address
toast-code-again = A new code is on its way. The old one no longer works.
toast-contact-verified = The contact is confirmed.
error-contact-link = This link no longer works: it is good once, for half an hour. Ask for a new code where you gave the address.

contacts-head = <b>Phones and e-mail</b>
contacts-none = No confirmed contacts yet.
contacts-why = A confirmed contact is a way back to your account should you lose Telegram. Better have two at least.
contact-main = <b>{ $value }</b> — main
    <i>{ $source }</i>
contact-other = <b>{ $value }</b>
    <i>{ $source }</i>
contact-unverified = <b>{ $value }</b> — not confirmed
contact-by-telegram = confirmed by Telegram on { $day }
contact-by-code = confirmed by a code on { $day }
contact-delete = Delete { $value } from your contacts? It will no longer lead back to your account.
btn-contact-add-phone = Add a phone
btn-contact-add-email = Add an e-mail
btn-contact-verify = Confirm
btn-contact-main = Make it the main one
btn-contact-delete = Delete
btn-contact-delete-yes = Yes, delete
btn-contact-keep = Keep
btn-profile-reach = Phones and e-mail
toast-contact-main = This is your main contact now.
toast-contact-deleted = The contact is deleted.
plain-profile-from-code = confirmed by a code on { $day }
notice-security-contact-added = 🔐 <b>{ $to }</b> is among your contacts now.
notice-security-contact-dropped = 🔐 <b>{ $to }</b> was deleted from your contacts: it no longer leads back to the account.
security-event-contact-added = a contact was added
security-event-contact-dropped = a contact was deleted
