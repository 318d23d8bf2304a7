## The question
form-question-head = Question { $number } of { $of } · { $title }
form-question = <b>{ $title }</b>
form-question-optional = <b>{ $title }</b> — may be skipped
form-example = For example <code>{ $example }</code>
form-how-text = In your own words, one line.
form-how-long = In your own words; several sentences will do.
form-how-date = Type the date or pick it in the calendar.
form-how-many = Tick everything that applies and press “Done”.
form-why = <i>{ $why }</i>
form-russian-only = This question is in Russian only.
form-option = • { $label }
form-now = Now: { $value }
form-known = <b>{ $title }</b> — { $value }, { $source }
form-source-profile = from your profile
form-source-telegram = the number from Telegram
form-source-application = from application <code>{ $number }</code>
form-source-draft = you have answered already
plain-form-skipped = skipped
btn-form-keep = Keep
btn-form-keep-as-is = Keep as it was
btn-form-change = Change
btn-form-keep-all = Keep everything known: { $count }
btn-form-skip = Skip
btn-form-skip-rest = Skip all the optional ones: { $count }
btn-form-calendar = Calendar
btn-form-calendar-close = Close the calendar
btn-form-chosen = Done
btn-form-save = Save and leave
btn-form-cancel = Cancel
btn-form-operator = Call an operator
btn-form-status = Where is my application
toast-form-saved =
    { $days ->
        [one] Saved. The draft will wait for { $days } day.
       *[other] Saved. The draft will wait for { $days } days.
    }

## What was typed
form-typed-deleted = You sent <code>{ $value }</code>; I have deleted the message.
form-recorded-deleted = Noted: <code>{ $value }</code>. I have deleted the message with the number.
form-deleted = I have deleted the message with the number.
form-no-answer = If you do not have it at hand, tap “Save and leave”: what you have entered will wait.
form-tail = The answer is longer than { $most } characters and came in parts; I did not take the rest for an answer. If its beginning is recorded already, press “Back” to return to it and send it shorter.
form-confirm = <b>{ $title }</b>
    I understood it as <code>{ $value }</code>. Is that right?
btn-form-yes = Yes, that's right
btn-form-retype = Type it again
form-suggest = <b>{ $title }</b>
    Please say which one you meant:
form-clash = You wrote “{ $text }”. Is this your answer to “{ $title }”, or are you asking for something else?
btn-form-is-answer = It is my answer
form-distress = It seems that things are very hard for you now. You are not alone: on <code>8 800 2000 122</code> people will support you, free of charge and round the clock; if there is danger, call <code>112</code>.
    The application is saved and will wait.
form-changed = The form of this service has changed. Your answers are in place; I will ask only what is new.
form-gone = This draft is no longer here. You can start the application again from the service's card.

## Documents
form-document-head = Document { $number } of { $of } · { $title }
form-document = <b>{ $title }</b>
form-document-optional = <b>{ $title }</b> — may be skipped
form-document-formats = { $formats } up to { $limit } MB. You can take a picture now.
form-document-tip-pages = If there are several pages, send them all, one by one or as an album.
form-document-tip-photo = Face to the camera, a light background.
form-document-tip-selfie = Your face and the open passport in full view, the letters easy to read.
form-document-more = If there are more pages, send them.
form-picture-taken = Photo accepted: sharp, { $width }×{ $height }.
form-picture-doubtful = The picture is { $doubts }: the department may not accept it. Press “Replace” and take another in daylight.
form-pdf-taken =
    { $pages ->
        [one] PDF accepted: { $pages } page.
       *[other] PDF accepted: { $pages } pages.
    }
form-file-again = This file is there already; I have not added it twice.
form-files =
    { $count ->
        [one] { $count } file accepted.
       *[other] { $count } files accepted.
    }
plain-doubt-small = small
plain-doubt-dark = dark
plain-doubt-blurred = blurred
plain-or = or
plain-and = and
btn-form-on = Go on
btn-form-keep-doubtful = Keep this one
btn-form-replace = Replace

## The review
form-review = Check the application “{ $title }”
form-review-line = { $number }. { $title } — { $value }
form-review-line-known = { $number }. { $title } — { $value } · <i>{ $source }</i>
form-review-documents = <b>Documents</b>
form-review-how = To change an answer, send its number or tap “Change an answer”.
form-review-fee = Fee { $fee }: nothing to pay now, only when the department asks for it.
plain-form-files =
    { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
plain-form-no-files = nothing attached
btn-form-send = Send
btn-form-change-answer = Change an answer
form-list = What would you like to change? Page { $page } of { $pages }.
form-cancel = Cancel the application “{ $title }”? Everything entered and sent will be deleted and can't be brought back.
btn-form-cancel-yes = Cancel the application
btn-form-cancel-no = Back to the application

## The end
form-sent = The application is sent. Number <code>{ $number }</code>
form-sent-due = The answer is due by { $day }.
form-sent-next = Next, the department registers and considers it: { $department }. I will write as soon as anything changes; no need to ask.
form-added = Added to application <code>{ $number }</code>; the number stays.
form-added-next = The department is working on it: { $department }. I will write as soon as anything changes.
form-cancelled = The application “{ $title }” is cancelled; everything entered is deleted.
form-expired =
    { $days ->
        [one] The application “{ $title }” was not changed for { $days } day, so what you had entered has been deleted. You can start again.
       *[other] The application “{ $title }” was not changed for { $days } days, so what you had entered has been deleted. You can start again.
    }
btn-form-open = Open the application
btn-form-copy = Copy the number

## Errors
error-step-passed = This step is already done. Here is what is open now.
error-draft-unknown = This draft is no longer here. You can start the application again from the service's card.
error-file-expected = A document is needed here: send a photo or a file.
error-text-expected = Please answer in words or with a button. A file, a voice message or a sticker can't be an answer here.
error-button-expected = Please answer with one of the buttons under the message.
error-pages-too-many = No more than { $most } files can be attached to one document. Join the pages into one PDF and press “Replace”.
error-answer-outdated = This answer no longer fits: something it depends on has changed. Please answer once more; everything else is saved.
error-choose-one = Tick at least one, then press “Done”.
error-level-lowered = Your account's level has become too low for this service, so the application can't be sent now. Everything you entered is saved. Confirm your profile and press “Send” again.
