confirm-head = <b>Account level</b>
confirm-level-none =
    { $reached ->
        [yes] ✅
       *[no] ⬜️
    } Not registered: search and look at services
confirm-level-standard =
    { $reached ->
        [yes] ✅
       *[no] ⬜️
    } Standard: apply, follow your applications, get notices
confirm-level-confirmed =
    { $reached ->
        [yes] ✅
       *[no] ⬜️
    } Confirmed: every service, also those with a lock 🔒, appointments, electronic documents
confirm-missing = <b>To become confirmed</b>
confirm-phone =
    { $reached ->
        [yes] ✅
       *[no] ⬜️
    } Phone or e-mail
confirm-person = ⬜️ Identity
confirm-way-collecting = ⬜️ { $way }: still to send — { $left }
confirm-way-waiting = 🕓 { $way }: being checked, answer by { $when }
confirm-way-refused = ❗️ { $way }: something to mend
confirm-ways = Choose a way. Beside it stands how long the answer takes.
confirm-done = Your profile is confirmed: every service is open to you.
plain-way-scans = Pictures of documents
plain-way-video = Video with the passport
btn-way = { $way } · up to { $hours } h
btn-way-open = { $way } · go on
btn-to-service = Back to the service
btn-confirm = Confirm identity

confirm-tips-scans = <b>Pictures of documents</b>
    You will need: your Russian passport, SNILS and INN. It takes 5 minutes, the answer up to { $hours } h.
    • use daylight and no flash: there must be no glare on the passport's film
    • the whole page with a margin around it; the letters can be read
    • for the selfie hold the open passport beside your face
    The pictures are kept encrypted, only the reviewer sees them; who looked and when is written down. A month after the decision the pictures are deleted.
confirm-tips-video = <b>Video with the passport</b>
    You will need: your Russian passport, SNILS and INN, a camera and good internet. It takes 3 minutes, the answer up to { $hours } h.
    • I will give you a one-time phrase and three digits
    • record a video message here: show your face and the open passport, and say the phrase and the digits
    • use even light, without glare on the passport
    The video is kept encrypted, only the reviewer sees it; who looked and when is written down. A month after the decision the video is deleted.
btn-confirm-begin = Begin

confirm-collect-scans = <b>Confirming by pictures</b>
confirm-collect-video = <b>Confirming by video</b>
confirm-part-value = ✅ { $title } — { $value }
confirm-part-there = ✅ { $title }
confirm-part-doubt = ⚠️ { $title }: the picture is { $doubts }
confirm-part-missing = ⬜️ { $title }
plain-part-passport = Passport spread with the photo
plain-part-registration = Page with the registration
plain-part-selfie = Selfie with the passport
plain-part-video = Video
plain-doubt-glare = spoilt by glare
plain-doubt-cropped = cropped
confirm-ask-field = <b>{ $title }</b>
    For example <code>{ $example }</code>
confirm-ask-passport = <b>Send the passport spread with the photo</b>
    You may send all three pictures as one album, in any order: they are easy to swap afterwards.
confirm-ask-registration = <b>Send the passport page with the registration</b>
confirm-ask-selfie = <b>Send a selfie with the open passport</b>
    Your face and the page with the photo in one picture.
confirm-doubtful = Such a picture may be refused. Take another one — or keep this, and the reviewer will look at it.
confirm-taken = Taken: { $title }. I deleted the picture from the chat.
confirm-video-taken = The video is taken; I deleted it from the chat.
confirm-say = <b>Record a video message</b>
    Show your face and the open passport, and say:
    “{ $phrase }”, then the digits { $digits }
    The phrase is good for 30 minutes.
confirm-phrase-old = The phrase is too old: it is good for 30 minutes. Take a new one.
confirm-unexpected = This is not needed now. Send what is asked for below.
confirm-all-there = Everything is here. Check it and send.
btn-confirm-submit = Send for review
btn-confirm-keep = Keep this picture
btn-confirm-phrase = New phrase
btn-confirm-mend = Change something
confirm-mend = <b>What should be changed?</b>
    Pictures can be swapped if the album mixed them up.
btn-confirm-anew = Anew: { $title }
btn-confirm-swap = Swap: { $one } ↔ { $other }
btn-confirm-leave = Give up and delete what was sent
btn-confirm-ways = Ways to confirm
confirm-gone = There is nothing here any more: begin anew or choose another way.
confirm-waiting = <b>Being reviewed</b>
    The answer comes by { $when }. I will write myself, no need to ask.
confirm-overdue = <b>Being reviewed</b>
    The promised time has passed, sorry. We are speeding it up; I will write as soon as there is an answer. There is nothing to do.
confirm-refused = <b>It could not be confirmed yet</b>
confirm-refused-how = Mend only this: I have kept the rest.

review-reason-passport-unreadable = The passport spread cannot be read: take it sharper and without glare
review-reason-passport-cropped = The passport spread is cropped: the whole page is needed
review-reason-passport-expired = The passport is out of date
review-reason-registration-unreadable = The page with the registration cannot be read
review-reason-registration-missing = The picture does not show the page with the registration
review-reason-selfie-unreadable = The selfie is not sharp: the face or the passport cannot be made out
review-reason-selfie-no-document = There is no open passport on the selfie
review-reason-selfie-other = The face on the selfie and the photo in the passport do not match
review-reason-video-unreadable = The face or the passport cannot be made out on the video
review-reason-video-phrase = Other words or digits are said on the video
review-reason-video-other = The face on the video and the photo in the passport do not match
review-reason-name-differs = The name is not the one in the passport
review-reason-birth-differs = The date of birth is not the one in the passport
review-reason-snils-differs = The SNILS does not fit your data
review-reason-inn-differs = The INN does not fit your data
review-reason-not-genuine = The pictures must show the document itself, neither a screen nor a copy
review-reason-person-taken = The person of this SNILS is confirmed in another account. If it is yours, get your access back

notice-review-refused = <b>Your identity could not be confirmed yet</b>
notice-review-overdue = The review of your documents takes longer than promised, sorry. We are speeding it up; I will write as soon as there is an answer. There is nothing to do.
btn-review-mend = Mend

error-already-confirmed = Your profile is confirmed already.
error-register-first = Register first: a phone number is needed.
error-review-unknown = There is no such review: begin anew or choose another way.
error-review-waits = It has been sent for review. I will write as soon as there is an answer.
error-review-part = This is not needed now. Send what is asked for below.
error-review-incomplete = Not everything is here yet: look what is left.
error-reasons-unknown = A refusal needs a reason from the list.
error-picture-again = This picture is here already. Send another one.
error-picture-enough = All pictures are here. To replace one, press “Change something”.
error-phrase-old = The phrase is too old. Take a new one and record the video again.
error-video-damaged = The video cannot be opened. Record a video message again, right in this chat.
error-video-short = The video is shorter than { $seconds } seconds: too short for the phrase and the digits. Record it again.
error-person-taken = The person of this SNILS is confirmed in another account. If it is yours, get your access back.

btn-way-bank = Through a bank · at once
confirm-bank-confirm = <b>Confirming through a bank</b>
    You sign in to your bank and agree to hand over your name, date of birth and SNILS. Type the bank's password on its own page only: I neither see it nor ask for it.
    Choose the bank.
confirm-bank-register = <b>Registering through a bank</b>
    You sign in to your bank and agree to hand over your data and contacts: no need to type them. Type the bank's password on its own page only: I neither see it nor ask for it.
    Choose the bank.
confirm-bank-confirm-link = <b>{ $bank }</b>
    Open the bank's page and agree to hand over your data. A button on the last page brings you back. The link is good for 15 minutes and for you alone: pass it on to nobody.
confirm-bank-register-link = <b>{ $bank }</b>
    Open the bank's page and agree to hand over your data. A button on the last page brings you back. The link is good for 15 minutes and for you alone: pass it on to nobody.
btn-bank-open = Open: { $bank }
plain-bank = The bank
confirm-banked-confirmed = <b>Your profile is confirmed</b>
    { $bank } has confirmed who you are. Every service is open to you now.
confirm-banked-registered = <b>You are registered</b>
    { $bank } has handed over your data: they are in your profile, where you can check them.
confirm-banked-denied = { $bank }: you did not agree, nothing was handed over. You can try again or choose another way.
confirm-banked-away = { $bank } does not answer now. Try in a few minutes or choose another way.
confirm-banked-answer = { $bank }: the answer did not pass the checks, I have not taken it. Try again or choose another way.
confirm-banked-claims = { $bank } has not handed over everything needed: name, date of birth and SNILS. Choose another way.
confirm-banked-link = This link has been used or is too old. If your level has not changed yet, begin anew.
confirm-banked-person-taken = The person of this SNILS is confirmed in another account. If it is yours, get your access back.
error-bank-unknown = This bank is no longer connected. Choose another way.
error-bank-link = This link has been used or is too old. Begin anew in the chat.
error-bank-claims = The bank has not handed over everything needed: name, date of birth and SNILS.
plain-web-bank-link = This link has been used or is too old. Go back to the chat and begin anew.
plain-web-bank-away = The bank does not answer now. Try again, or go back to the chat and choose another way.
plain-web-bank-answer = The bank's answer did not pass the checks, nothing has changed. Go back to the chat: there are other ways.
plain-web-bank-denied = You did not agree, nothing was handed over. Go back to the chat: there are other ways.
plain-web-bank-done = Done. Go back to the chat to finish.
btn-web-to-chat = Back to the chat
btn-web-again = Try again

btn-way-signature = Electronic signature · at once
confirm-signature = <b>Qualified electronic signature</b>
    1. Press “Get the file”: I will send it here.
    2. Sign it in your program with a detached signature (.p7s or .sig).
    3. Send the signature's file here. The answer comes at once.
    RSA and ECDSA signatures will do. I cannot check GOST signatures: with one of these choose another way. The file is good for a day.
confirm-signature-file = Sign this file without changing it, and send the signature here.
btn-signature-file = Get the file
error-signature-off = This way is not connected now. Choose another one.
error-signature-format = This is no detached signature. A .p7s or .sig file with one signature is needed, without the document itself inside.
error-signature-gost = This is a GOST signature, which I cannot check. Choose another way to confirm.
error-signature-other-file = The signature was made for another file. Sign the one I sent last, and do not change it.
error-signature-broken = The signature does not fit the certificate in it. Sign the file again.
error-signature-revoked = The signature's certificate has been revoked. A valid signature is needed — or another way.
error-signature-expired = The certificate's term is over or has not begun. A valid signature is needed — or another way.
error-signature-purpose = The certificate is not meant for a person's signatures. A personal qualified signature is needed.
error-signature-unchecked = It cannot be checked now whether the certificate has been revoked. Try later or choose another way.
error-signature-untrusted = The certificate's issuer is not trusted here. A qualified signature of an accredited authority is needed.
error-signature-no-snils = The certificate holds no SNILS of its owner. A personal qualified signature is needed.
error-signature-other-person = The signature is in another person's name: name or SNILS differ from your profile. If the mistake is in the profile, mend it there.
error-signature-old = The file is too old: it is good for a day. Get a new one and sign it.

btn-profile-conflicts = Differences: { $count }
profile-conflicts-none = There are no differences any more.
profile-conflict-head = <b>Your data differ</b> · { $left } left
profile-conflict = <b>{ $title }</b>
profile-conflict-now = Now: { $value } — { $source }
profile-conflict-other = Otherwise: { $value } — { $source }
profile-conflict-proved = This value is proved and cannot be replaced here. If it is wrong, dispute it: the mark stays in your profile, and you can correct the value in an application. Only you can have it corrected at its source.
profile-conflict-disputed = You have disputed this value. The mark stays until you take it back.
btn-conflict-keep = What stands now is right
btn-conflict-take = Take the other
btn-conflict-dispute = Dispute
error-value-proved = This value is proved: it can be disputed, but not replaced.
plain-profile-from-bank = handed over by { $bank } { $day }
plain-profile-from-review = checked against documents { $day }
plain-profile-from-signature = from a signature's certificate { $day }
btn-confirm-regain = Get access back
