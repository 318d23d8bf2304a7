help-main = <b>Help</b>
    Choose a question. To find a service, just write what you need.
btn-help-status = How to check an application's status
btn-help-drafts = How to delete a draft or withdraw
btn-help-uploads = A file is not accepted
btn-help-contacts = How to change phone or e-mail
btn-help-access = How to recover access
btn-help-never = What I never ask for
btn-help-payments = How to pay
btn-help-data = My data and consent
btn-help-level = What a confirmed account is
btn-help-terms = How terms are counted
btn-help-language = How to change the language
btn-help-operator = Help from a person
btn-help-commands = Commands
help-status = <b>How to check an application's status</b>
    There is no need to ask: I write about every change. All your applications are under “Applications”: the stage, the term, the history and the department's replies.
    You can also write “где моё заявление”, or <code>/status</code> and the number.
help-drafts = <b>How to delete a draft or withdraw an application</b>
    Open an unfinished application from the menu and press “Cancel”: I will ask once more and delete what was entered. Left alone, it goes { $days ->
        [one] { $days } day
       *[other] { $days } days
    } after its last change; I remind you 3 days before.
    A submitted application can be withdrawn from its card until it is decided: “Applications” → the application → “Withdraw the application”.
help-uploads = <b>A file is not accepted</b>
    • PDF, JPG and PNG of up to { $megabytes } MB will do. I look at the content, not at the file's name.
    • A larger file: send the picture as a photo, Telegram will compress it; or make the PDF smaller.
    • A PDF with a password: remove the password and send it again.
    • Word, HEIC and other formats: save as PDF or JPG, or take a picture of the document.
    • It does not go through: check the connection and repeat; what you entered is saved.
help-contacts = <b>How to change phone or e-mail</b>
    Open “Profile”: it shows what I know about you and where from, and all of it can be changed or deleted. The phone is changed with the button “Send my number”, so that I know it is yours.
    Applications already sent keep the old contacts: tell the department about new ones.
help-access = <b>How to recover access</b>
    Your Telegram account is the way in. Once you have it back, everything is in place. If your number has changed, Telegram's settings and its support will help.
    A new account does not show earlier applications, but they can come back: “I cannot get in” on the first screen (/start). I tell the old contacts of every request.
    If you lost access to your account on the state services portal, there is a service for that.
btn-help-access-service = Recover the account
help-never = <b>What I never ask for</b>
    • passwords: neither your bank's, nor the state portal's, nor Telegram's;
    • codes from text messages and letters of other services;
    • a whole card number, its expiry date, or the code on its back.
    If somebody asks for these in the name of { $brand }, it is fraud: do not answer. I am a program and I never call.
help-payments = <b>How to pay</b>
    A service's card says what it costs before you begin; most services are free. Charges for your applications are under “Payments”.
    I take no money in this chat and never ask for card data. Pay using the details that the department gives.
help-data = <b>My data and consent</b>
    I ask for personal data only after your consent; its text, its date and your answer are kept. Data is stored encrypted, and a department gets only what the application holds.
    “Profile” shows what I have remembered for the next applications: any of it can be changed or deleted. There you can also read the consent and revoke it; searching and reading about services needs none.
help-level = <b>What a confirmed account is</b>
    • Without registration: searching and reading about services, information services.
    • Standard: after you register by phone number.
    • Confirmed: once your identity has been checked. A member of staff grants it; I will write when it changes.
    A service's card says in a line with 🔒 which account it needs, when yours is not enough yet.
btn-help-register = Register
help-terms = <b>How terms are counted</b>
    Working days leave out weekends and Russian public holidays; plain days include them. Counting begins on the day after you apply.
    A service's card shows the date it would be ready “if you apply now”, your application's card shows the exact date.
help-language = <b>How to change the language</b>
    Menu → “Language”, or the command /language. It changes at once and what you entered stays. Titles and descriptions of the services are in Russian.
btn-help-to-status = My applications
btn-help-to-drafts = My applications
btn-help-to-contacts = Open profile
btn-help-to-data = Open profile
btn-help-to-payments = Open payments
btn-help-to-language = Change the language
help-commands = <b>Commands</b>
    /menu — main menu
    /services — services by section
    /applications — my applications
    /status — the status of an application by its number
    /data: see, take and delete your data
    /check: was this message sent by me?
    /help — help
    /language — language
    /lock — lock important actions
    /cancel — drop the application you began (I ask first), or return to the menu
    /start — begin again

    You need not remember commands: write what you need in your own words.
help-operator = <b>Help from a person</b>
help-operator-contacts = Nobody joins this chat. People can be reached like this:
help-operator-phone = Phone: <code>{ $phone }</code>
help-operator-email = E-mail: <code>{ $email }</code>
help-operator-hours = Hours: { $hours }
help-operator-none = Nobody joins this chat, and { $brand } has no support phone yet. These will help with your question:
    • the department named on the card of the service or the application;
    • the nearest MFC (public services office): they take documents and advise in person.
help-operator-ready = Have the application's number and your passport at hand. Nobody may ask you for codes from text messages or passwords.
help-operator-numbers = Your applications in progress:
help-operator-number = <code>{ $number }</code> — { $title }
btn-help-copy-phone = Copy the phone number
btn-help-copy-email = Copy the e-mail
btn-help-faq = Frequent questions
