notice-repeat = <i>Repeated: you may have received this already.</i>
notice-head = Application <code>{ $number }</code> · { $title }
notice-status = <b>{ $status }</b>
notice-status-stage = <b>{ $status }</b> · { $stage }
notice-status-registered = The department has accepted the application. Nothing to do.
notice-status-registered-due = The department has accepted the application; an answer is due by { $day }. Nothing to do.
notice-status-in_work = The department is checking your information. Nothing to do: I will write about every change.
notice-status-needs_documents = The department asks you to add: { $list }. I will ask only for that, and the number stays the same.
notice-status-needs_unnamed = The department asks you to add something. Its comment says what.
notice-status-awaiting_payment = Pay { $fee } so that the department can go on. How to do it is under “Payments”.
notice-status-awaiting_free = The department is waiting for payment. The amount and the details are in its comment.
notice-status-approved = The decision is positive. The result is being prepared; I will write when it is ready for you.
notice-status-ready = You can collect the result. Where and how: see the department's message and the card.
notice-status-issued = The application is closed. Nothing more to do.
notice-status-rejected = The department refused. Put right what the reason names and apply again. You can also appeal: see the card.
notice-reason = Reason: { $reason }
notice-comment = The department says: { $comment }
plain-notice-cut = { $text }… in full on the card
notice-file = A file is attached, “{ $name }”: it stays under “Documents”.
notice-file-caption =
    { $status ->
        [issued] <b>The result of your application</b>
        [rejected] <b>The decision to refuse</b>
       *[other] <b>A document from the department</b>
    }
    { $title } · <code>{ $number }</code>
    You can find this file under “Documents” at any time.
notice-level-none = Your account is no longer registered. You can still look at services; to apply, register again.
notice-level-standard = <b>Your account level is standard</b>
    You can apply and be told of every change. Services with a lock 🔒 open with the confirmed level.
notice-level-confirmed = <b>Your profile is confirmed</b>
    All services are open now, those with a lock 🔒 too. Choose one, or write what you need.
notice-draft-reminder = You have not finished the application “{ $title }”
    What you entered is kept until { $day }, then deleted. Go on from where you stopped.
notice-parked = Your message could not be handled: an error on our side. Our specialists know of it; everything entered before is saved.
    Number for support <code>{ $incident }</code>
notice-other = There is news about your applications. See “Notifications”.
btn-notice-open = Open the application
btn-notice-add = Add documents
btn-notice-quieter = Fewer notifications
btn-notice-continue = Continue
btn-notice-news = Notifications
notice-check-up = <b>Check your contacts</b>
    Codes come to your phone and e-mail, and they bring you back into your account. If a number or an address is no longer yours, replace it now.
btn-notice-contacts = Check contacts
