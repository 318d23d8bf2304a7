plain-code-sms = { $brand }: your code is { $code }. It works for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. Enter it only in the chat that asked for it. Tell it to nobody.
plain-code-subject = Confirmation code — { $brand }
plain-code-mail = Hello.

    Your code: { $code }

    It works for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. Enter it in the chat where you gave this address.
    If you asked for nothing, just delete this letter: nothing happens without the code.

    { $brand }
plain-code-mail-link = Hello.

    Your code: { $code }

    It works for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. Enter it in the chat where you gave this address, or open the link in the same Telegram:
    { $link }

    If you asked for nothing, just delete this letter: by itself it changes nothing.

    { $brand }
error-code-soon = You can ask for a new code in { $seconds } s.
error-code-day = No more codes for today: at most five a day to one number or address. Try tomorrow, or choose another way.
error-code-budget = Codes cannot be sent just now. Try later, or choose another way.
error-contact-taken = This contact is already confirmed in another account. I have told its owner: unless they object within a day, the contact becomes yours and I shall write. Their data stay closed. Rather not wait? Give another number or address. If the account is yours, use “I cannot get in”.
error-contact-abroad = Codes by SMS go to Russian mobile numbers only, such as <code>+7 916 123-45-67</code>. Give such a number, or register by e-mail.
error-contact-known = You have confirmed this contact already.
error-contact-many = There are ten contacts already, and no room for more. Delete one you do not need, then add the new one.
error-contact-last = This is the only confirmed contact: without it there is no way back to the account. Add another one first.
error-contact-unknown = You have no such contact.
