# Statuses: the same words in the list, on the card and in notices
plain-status-submitted = Sent
plain-status-registered = Registered
plain-status-in_work = In progress
plain-status-needs_documents = Documents needed
plain-status-awaiting_payment = Awaiting payment
plain-status-approved = Approved
plain-status-ready = Result ready
plain-status-issued = Service provided
plain-status-rejected = Refused
plain-status-withdrawn = Withdrawn by you
plain-status-added = You added information

# Deadline
plain-deadline-today = today is the last day
plain-deadline-working =
    { $days ->
        [one] { $days } working day left
       *[other] { $days } working days left
    }
plain-deadline-calendar =
    { $days ->
        [one] { $days } day left
       *[other] { $days } days left
    }
plain-deadline-passed = was due on { $day }

# List
applications-head = <b>My applications</b> · { $which ->
        [active] active: { $count }
        [finished] finished: { $count }
       *[all] all: { $count }
    }
applications-none-such = Nothing here yet.
applications-line = { $place }. { $mark } { $title }
    <code>{ $number }</code> · { $status }
applications-line-due = { $place }. { $mark } { $title }
    <code>{ $number }</code> · { $status } · { $due }
applications-none = <b>My applications</b>
    You have not applied for anything yet. Write what you need in your own words, or choose a service.
applications-drafts =
    { $count ->
        [one] { $count } application is unfinished: everything you entered is saved.
       *[other] { $count } applications are unfinished: everything you entered is saved.
    }
btn-applications-line = { $mark } { $title } · { $tail }
btn-applications-continue = Continue: { $title }
btn-applications-filter = { $which ->
        [active] Active: { $count }
        [finished] Finished: { $count }
       *[all] All: { $count }
    }
btn-applications-filter-on = { $which ->
        [active] ✓ Active: { $count }
        [finished] ✓ Finished: { $count }
       *[all] ✓ All: { $count }
    }
btn-applications-services = Choose a service
btn-applications-list = All applications

# Card
application-title = <b>{ $title }</b>
    Application <code>{ $number }</code> · { $department }
application-status = { $mark } <b>{ $status }</b>
application-stage = Stage: { $stage }
application-submitted = Sent { $at }
application-due = Answer due by { $day } · { $left }
application-changed = Changed { $at }
application-holder-department = Now with the department: { $department }
application-holder-citizen = Your turn: the department is waiting for you
application-holder-payment = Your turn: the department is waiting for the payment
application-comment = The department says ({ $at }): { $comment }
application-comment-cut = The department says ({ $at }): { $comment }… In full under “History”.
application-reason = Reason: { $reason }
application-needs = Please add: { $list }.
application-next-submitted = I am passing the application to the department and will write as soon as it is registered; no need to ask.
application-next-registered = The department will start checking. Nothing to do: I will write about every change.
application-next-in_work = The department is checking your information. Nothing to do: I will write about every change.
application-next-needs_documents = Press “Add documents”: I will ask only for what is missing, and the number stays the same.
application-next-needs_sent = What you added has been sent to the department. Its answer comes next: I will write about every change.
application-next-awaiting_payment = To pay: { $fee }. How to pay is under “Payments”; once you have paid, the department goes on by itself.
application-next-awaiting_free = The department gives the amount and the details in its comment. Once you have paid, it goes on by itself.
application-next-approved = The decision is positive and the result is being prepared. I will write when it is ready for you.
application-next-ready = The result is ready: { $outcome }. Where and how to get it is in the department's comment and under “Files”.
application-next-issued = The application is closed, nothing more to do. The files sent to you stay under “Documents”.
application-next-rejected = Put right what the reason names and apply again. If you disagree, you can appeal to the department within three months.
application-next-withdrawn = The application is closed. You can send a new one at any time.
btn-application-add = Add documents
btn-application-copy = Copy the number
btn-application-link = Copy the link
btn-application-history = History
btn-application-answers = Answers
btn-application-files = Files ({ $count })
btn-application-again = Apply again
btn-application-payments = To payments
btn-application-withdraw = Withdraw the application

# Windows behind the card
application-history = <b>History of application</b> <code>{ $number }</code>
application-past = { $at } — <b>{ $status }</b>
application-past-late = { $at } — { $status } · <i>came late, the status did not change</i>
application-past-text = { $text }
application-answers = <b>Answers in application</b> <code>{ $number }</code>
    Document numbers are hidden.
application-answer = { $place }. { $title } — { $value }
application-answers-none = This application had no questions: the documents were enough.
plain-answer-skipped = not given
application-files = <b>Files of application</b> <code>{ $number }</code>
    Press a file and I will send it here.
application-file = { $place }. { $title }: { $name }, { $size }
plain-file-decision = The department's decision
plain-size-kilobytes = { $size } KB
plain-size-megabytes = { $size } MB
toast-file-sent = The file has been sent to this chat.
application-withdraw = <b>Withdraw application</b> <code>{ $number }</code>?
    { $title }
    The department will stop working on it, and it cannot be brought back. You can send a new one at any time: you will not have to type your own details again.
btn-withdraw-yes = Withdraw
btn-withdraw-no = Keep the application
toast-withdrawn = The application is withdrawn. The department will be told.

error-number-unknown = You have no application with the number <code>{ $number }</code>. A number has nine digits, for example <code>410-377-258</code>; all your applications are under “Applications”.
error-application-unknown = This department has no application with that number.
error-application-ended = This application is already closed: nothing can be added to it. You can send a new one at any time.
error-withdraw-too-late = It is too late to withdraw: the department has decided. The application's card says what comes next.
error-file-unknown = This file is no longer here. Below are those that are kept.
