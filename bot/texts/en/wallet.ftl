error-wallet-full = “My documents” already holds { $most }, and no more fit. Delete what you no longer need.
error-document-unknown = This document is no longer in “My documents”.

wallet-head = <b>My documents</b>
wallet-none = <b>My documents</b>
    Keep your passport, licence or policy here once, and attach it to applications with one tap. It lies under your own key, and numbers are shown hidden. I will remind you before it ends: 90, 30 and 7 days ahead.
wallet-line = <b>{ $name }</b>
    { $chip }
wallet-kinds = Which document shall I add?
btn-wallet-add = Add a document
btn-wallet-files = { $count ->
        [0] All files
       *[other] All files · { $count }
    }
plain-chip-valid = ✅ Valid until { $day }
plain-chip-endless = ✅ Valid
plain-chip-expiring = ⏳ { $days ->
        [one] Ends in { $days } day
       *[other] Ends in { $days } days
    }
plain-chip-today = ⏳ Ends today
plain-chip-expired = ❗️ Expired on { $day }
plain-chip-unfinished = ✏️ Not filled in completely

wallet-field-head = My documents · { $kind }
wallet-field = <b>{ $title }</b>
wallet-field-optional = <b>{ $title }</b>, if there is one
wallet-field-now = Now: { $value }
btn-wallet-known = Use { $value }
btn-wallet-skip = Skip

wallet-pages-head = My documents · { $kind }
wallet-pages-wanted = <b>Pages</b>
    Send photos or files, an album will do: PDF, JPG or PNG up to { $limit } MB each.
wallet-pages-count = { $count ->
        [one] { $count } page is kept.
       *[other] { $count } pages are kept.
    } If there are more, send them.
wallet-page-taken = Taken.
wallet-page-doubtful = Taken, but the picture is small, dark or blurred: a department may refuse it.
btn-wallet-later = Add them later
btn-wallet-done = Done
btn-wallet-replace = Replace the pages

wallet-card-head = <b>{ $kind }</b>
    { $chip }
wallet-card-line = { $title }: { $value }
wallet-card-pages = { $count ->
        [one] { $count } page
       *[other] { $count } pages
    }
wallet-card-no-pages = No pages yet: add them to attach this document to applications.
wallet-card-changed = <i>Updated { $day }</i>
btn-wallet-fill = Fill in the rest
btn-wallet-renew = Get a new one
btn-wallet-page = Page { $page }
btn-wallet-download = Download
btn-wallet-edit = Change
btn-wallet-pages = Pages
btn-wallet-add-pages = Add pages
btn-wallet-delete = Delete
wallet-edit = What shall I change? <b>{ $kind }</b>
wallet-delete = <b>Delete “{ $name }”?</b>
    { $count ->
        [0] Its details will be gone for good.
       *[other] Its details and pages will be gone for good.
    } Copies in applications you have sent stay with the departments.
btn-wallet-delete-yes = Delete for good
toast-wallet-deleted = The document is deleted.

plain-source-wallet = from “My documents”
notice-document-expires = { $days ->
        [0] A document ends today: { $kind }.
        [one] A document ends in { $days } day: { $kind }.
       *[other] A document ends in { $days } days: { $kind }.
    } It is valid until { $day }.
notice-document-renewal = You can get a new one here: I will put in what I know.
btn-notice-renew = Get a new one
btn-notice-document = Open the document

form-document-kept = You have one in “My documents”: it can be attached with one tap.
btn-form-kept = From My documents: { $name }
btn-form-kept-ended = Expired: { $name }
btn-form-keep-document = Keep in My documents
form-kept-taken = Attached from “My documents”.
form-kept-ended = Attached from “My documents”. This document has expired: if a valid one is needed, replace the pages.
form-kept-saved = Kept in “My documents”. Next time attach it with one tap; what is missing can be filled in there.
form-kept-again = This document is in “My documents” already.
btn-wallet-show = Show in full
wallet-shown = <b>{ $kind }</b> in full; this message will be gone in a minute.
wallet-shown-line = { $title }: <code>{ $value }</code>
