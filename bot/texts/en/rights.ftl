cmd-data = My data
btn-profile-data = My data
rights-head = <b>My data</b>
    Whatever is kept about you here is yours: you can see it, take it with you and delete it.
rights-consents = <b>Consents</b>
rights-consent-given = ✅ { $title }, since { $at }
rights-consent-no = { $title }: not given
rights-looked = { $count ->
        [one] Staff opened your data { $count } time.
       *[other] Staff opened your data { $count } times.
    }
rights-nobody-looked = Nobody of the staff has opened your data.
plain-purpose-personal-data = Processing of personal data
plain-purpose-news = News about services
btn-rights-export = Download everything
btn-rights-kept = What is kept
btn-rights-looks = Who looked
btn-rights-consent = { $title }
btn-rights-agree = I agree
toast-rights-agreed = Your consent is recorded.
rights-not-given = There is no consent. You can give it now and withdraw it at any moment.
rights-given = You agreed on { $at }. One tap withdraws it, at once.
rights-without-personal-data = Without it I will ask for no new data, and you cannot apply. Applications you have sent stay with the departments.
rights-without-news = Without it only messages about your own matters remain.
error-purpose-unknown = I ask for no such consent.
consent-text-news = <b>Consent to news about services</b>
    <b>What.</b> Messages in this chat about new services and about changes in those you have used.
    <b>Which data.</b> The address of this chat. Nothing else, and nobody else gets it.
    <b>How long.</b> Until you withdraw it. There will be no advertising.

rights-kept = <b>What is kept about you</b>
rights-kept-line = { $title }: { $count }
rights-kept-how =
    What is personal is encrypted with a key of your own. Delete the account, and the key is destroyed: nobody can read it any more.
plain-kept-account = The account
plain-kept-profile = Details of the profile
plain-kept-contacts = Contacts
plain-kept-documents = Documents in “My documents”
plain-kept-files = Files
plain-kept-applications = Applications
plain-kept-application_events = Events of applications
plain-kept-drafts = Drafts
plain-kept-answers = Answers in drafts
plain-kept-situations = Life situations
plain-kept-searches = Recent and favourite
plain-kept-notifications = Notifications
plain-kept-settings = Settings
plain-kept-consents = Words on consent
plain-kept-security = Security journal and devices
plain-kept-confirmation = Confirmations of identity
plain-kept-accesses = Looks by the staff

rights-looks = <b>Who looked at your data</b>
rights-look = { $at } · { $staff }
    { $what }. Why: { $why }
plain-look-review = Confirmation of identity
plain-look-profile = The profile
plain-look-documents = Documents
plain-look-applications = Applications
plain-look-chat = The conversation
plain-look-other = Data of the account

rights-export = <b>Download everything</b>
    I will send a ZIP archive: records as JSON, and all files. If it is over 48 MB, it comes in parts. In an hour I will take the archive out of the chat: save it. Everything in it is readable, so pass it on to nobody.
btn-rights-export-go = Make the archive
rights-export-sent = { $number ->
        [1] Your data. This message will be gone in an hour: save the archive.
       *[other] Your data, part { $number }. This message will be gone in an hour.
    }
toast-rights-exported = The archive is in the chat.
erase-receipts = The law asks for proof: for { $years ->
        [one] { $years } year
       *[other] { $years } years
    } a record of the consents given and the numbers of applications sent will stay under the service's key, without your name and without what was in them.
