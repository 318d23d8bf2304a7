welcome-hello = Hello. I am <b>{ $brand }</b>: I help you get public services right in the chat.
    I am a program, not a department's site. I never ask for passwords or codes of other services.
    Write what you need in your own words, in Russian: for example “потерял паспорт” (lost passport) or “справка о доходах” (income certificate).
btn-register = Register
btn-see-services = See the services
btn-other-language = Русский
consent-text-personal-data = <b>Consent to the processing of personal data</b>
    To fill in an application I need your data. Please read what happens to it.

    <b>What.</b> Your phone number from Telegram and what you type or send yourself: your name, dates, addresses, numbers and copies of documents.
    <b>Why.</b> To fill in the application, hand it to the department that provides the service, tell you how it goes, and never ask the same thing twice.
    <b>To whom.</b> Only to the department you send the application to, and only what is in it. To nobody else; there will be no advertising.
    <b>How it is kept.</b> Encrypted, separately for each person. Messages with document numbers are deleted from the chat once I have read them. Telegram, like any messenger, carries your messages through its own servers.
    <b>How long.</b> An application not sent: { $days ->
        [one] { $days } day
       *[other] { $days } days
    } after its last change. Applications sent and the profile: until you ask to delete them, or as long as the law requires.
    <b>Your rights.</b> See, correct or delete your data in “Profile”. Consent may be withdrawn: then I ask for no new data.

    Consent is given to the program “{ $brand }”. Without it you can search and read about services.
btn-agree = I agree
btn-disagree = I do not agree
welcome-declined = Very well, I will ask for nothing personal.
    You can search and read about services as before: terms, fees, which documents are needed. An application can't be filed without consent: the department needs your data.
    You may change your mind at any time.
btn-reread = Read the consent again
welcome-phone = One thing is left: your phone number. It tells the department that it was you who applied.
    Press the “Send my number” button under the text field. Telegram hands it over itself; there will be no SMS code.
btn-send-phone = Send my number
welcome-phone-words = No need to type the number: that would not show me that it is yours. The “Send my number” button hands it over.
welcome-phone-foreign = This is another person's contact, but your own number is needed: the application is filed in your name. I have not kept this number.
welcome-phone-forwarded = A forwarded contact won't do: it does not show that the number is yours. The “Send my number” button hands it over.
welcome-registered = You are registered. Your account level is { $level ->
        [confirmed] confirmed
       *[other] standard
    }.
welcome-phone-changed = The new number is saved.
error-consent-first = First I need your consent to the processing of personal data.
error-contact-number = Telegram handed over a number that does not look like a phone number. Check it in Telegram's settings and send it again.
welcome-erased = <b>The account has been deleted</b>
    Nothing about you is kept here any more. You can still search and look at services; to apply, register anew.
btn-erased-again = To the start
