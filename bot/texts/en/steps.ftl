# First steps
btn-menu-steps = First steps · { $done } of { $of }
steps-head = <b>First steps</b> · { $done } of { $of }
    They guard your details and spare you repeating them. In any order; there is no hurry.
steps-all = <b>The first steps are done</b>
    Your details are guarded, and you can get in without this phone.
steps-done = ✅ { $what }
steps-open = ⬜️ { $what }
steps-contact = A verified phone or e-mail
steps-pin = A PIN: without it nobody sees your details, not even with your phone in hand
steps-spare = A spare contact: your way back if the phone is lost
steps-phrase = Your phrase: it tells me from a look-alike
steps-document = A document in “My documents”: attached to an application in one tap
steps-identity = A confirmed identity: all services open
btn-steps-contact = Add a contact
btn-steps-pin = Set a PIN
btn-steps-spare = Add a spare contact
btn-steps-phrase = Choose a phrase
btn-steps-document = Add a document
btn-steps-identity = Confirm identity
btn-steps-away = Remind me no more
btn-steps-back = Remind me in the menu
toast-steps-away = Gone from the menu. To open it again: “Profile” → “First steps”.
toast-steps-back = Back in the menu.
btn-profile-steps = First steps
