# A proof that it is the citizen
stepup-phrase = Your phrase: <i>{ $phrase }</i>
stepup-head =
    { $action ->
        [profile-show] <b>To show your details in full, confirm that it is you</b>
        [profile-change] <b>To change your details, confirm that it is you</b>
        [account-erase] <b>To delete your account, confirm that it is you</b>
        [factor-change] <b>To change how your account is protected, confirm that it is you</b>
        [device-unlink] <b>To unlink another Telegram, confirm that it is you</b>
       *[other] <b>Confirm that it is you</b>
    }
stepup-pin = Enter your PIN with the buttons. If you send it as a message, I delete the message at once.
stepup-totp = Enter the six digits from your authenticator app. They change every 30 seconds.
stepup-backup = Send one of your backup codes, for example <code>ABCDE-23456</code>. I delete the message at once; the code works only this time.
stepup-send-sms = I will send a code by SMS to your verified number.
stepup-send-email = I will send a code to your verified mailbox.
stepup-sent = The code is on its way: { $to }. It works for 5 minutes. Enter it with the buttons; if you send it as a message, I delete that at once.
stepup-code-dead = This code no longer works. Ask for a new one.
btn-stepup-send-sms = Get a code by SMS
btn-stepup-send-email = Get a code by e-mail
btn-stepup-again = Send the code again
btn-stepup-sms = Code by SMS
btn-stepup-email = Code by e-mail
stepup-digits = <code>{ $digits }</code>
stepup-wrong = That did not match. Tries left: { $left }.
stepup-blocked = Too many wrong tries. Try again { $until }. If that was not you, freeze the account: “Security” → “It wasn’t me”.
stepup-frozen = The account is frozen until { $until }: you told me that somebody else had used it. Until then details can be neither shown nor changed nor deleted.
stepup-none = <b>First set a PIN</b>
    Six digits that only you know. I will ask for them before showing or changing personal details.
stepup-proved = You have already confirmed that it is you.
stepup-pin-new = <b>A new PIN: six digits</b>
    Not in a row and not all alike. Enter it with the buttons; a message with the PIN I delete at once.
stepup-pin-again = <b>Enter the PIN once more</b>
    So that there is no slip.
stepup-pin-differs = The PINs differ. Let us start again.
btn-stepup-go-on = Continue
btn-stepup-set-pin = Set a PIN
btn-stepup-pin = Enter the PIN
btn-stepup-totp = Code from the app
btn-stepup-backup = Backup code
toast-pin-set = PIN saved.

# “Security”
btn-profile-security = Security
security-head =
    { $on ->
        [true] <b>Security</b>
            ✅ Protection is on: I ask for a confirmation before important actions.
       *[other] <b>Security</b>
            Protection is off. Set a PIN: then a stranger with your phone will not see your data.
    }
security-frozen = ❄️ Frozen until { $until }: important actions are closed.
security-pin = PIN — { $on ->
        [true] set
       *[other] not set
    }
security-totp = Authenticator app — { $on ->
        [true] connected
       *[other] not connected
    }
security-backup = Backup codes — { $left ->
        [0] none
       *[other] { $left } left
    }
security-password = Password — { $on ->
        [true] set
        [change] change it: the account was opened anew
       *[other] not set
    }
security-phrase = Your phrase — { $on ->
        [true] set
       *[other] not set
    }
security-lock = Automatic lock — after { $minutes } min.
btn-security-pin = PIN
btn-security-totp = Authenticator
btn-security-backup = Backup codes
btn-security-password = Password
btn-security-phrase = My phrase
btn-security-lock = Automatic lock
btn-security-journal = Journal
btn-security-devices = Devices
btn-not-me = It wasn’t me
toast-security-saved = Saved.

security-pin-about =
    { $on ->
        [true] <b>A PIN is set</b>
       *[other] <b>No PIN is set</b>
    }
    Six digits that I ask for before showing or changing your details. Five wrong tries bring a pause.
btn-pin-set = Set a PIN
btn-pin-change = Change the PIN
btn-pin-drop = Remove the PIN
toast-pin-dropped = PIN removed.

security-totp-off = <b>No authenticator app is connected</b>
    It shows a new code every 30 seconds and works without a connection. Any of them will do: Google Authenticator, for example.
security-totp-on = <b>The authenticator app is connected</b>
    Its code confirms that it is you. If you disconnect it, delete the entry in the app too.
security-totp-picture = Open your authenticator app and scan this QR code. Or type the key in: <code>{ $secret }</code>
    The picture goes by itself in 10 minutes. Show it to nobody.
security-totp-code = <b>Now enter the six digits from the app</b>
    With the buttons or as a message: I delete it at once.
security-totp-wrong = The code did not match. Wait for the next one, and check that the time on your phone is right.
btn-totp-on = Connect
btn-totp-off = Disconnect
toast-totp-on = Authenticator connected.
toast-totp-off = Authenticator disconnected.

security-backup-about = <b>Backup codes: { $left } left</b>
    Ten codes for when the PIN is forgotten or the app is not at hand. Each works once. New ones replace all before them.
security-backup-codes = <b>Your backup codes</b>
    <code>{ $codes }</code>

    Write them down or save them now: I will not show them again. This message goes by itself in 10 minutes.
btn-backup-new = Get new codes
btn-backup-copy = Copy the codes
btn-message-delete = Delete this message

security-phrase-about = <b>A phrase to know me by</b>
    Think of a few words. I put them on every window that asks for a code or a PIN. No phrase of yours means a forged window: enter nothing there.
security-phrase-ask = <b>Send the phrase</b>
    From { $least } to { $most } characters, for example “a ginger cat on a roof”. No passwords and no dates. I will delete the message.
security-phrase-saved = The phrase is saved; I have deleted the message.
btn-phrase-set = Choose a phrase
btn-phrase-change = Change the phrase

security-lock-about = <b>Automatic lock</b>
    How long after a confirmation not to ask again, while you do nothing important. To lock at once: /lock.
btn-security-lock-after = { $now ->
        [true] ✓ { $minutes } minutes
       *[other] { $minutes } minutes
    }
btn-security-lock-now = Lock now
toast-locked = Locked.
locked = 🔒 Locked. I will ask for a confirmation again before important actions.

security-journal = <b>Journal of sign-ins and actions</b>
security-journal-none = Nothing yet.
security-entry = { $at } — { $what }
security-event-proved-pin = confirmed by PIN
security-event-proved-totp = confirmed by a code from the app
security-event-proved-backup = a backup code was used
security-event-proof-wrong-pin = wrong PIN
security-event-proof-wrong-totp = wrong code from the app
security-event-proof-wrong-backup = wrong backup code
security-event-proved-sms = confirmed by a code from an SMS
security-event-proved-email = confirmed by a code from a letter
security-event-proof-wrong-sms = wrong code from an SMS
security-event-proof-wrong-email = wrong code from a letter
security-event-blocked = a pause after wrong tries
security-event-locked = locked by you
security-event-frozen = frozen: “It wasn’t me”
security-event-unlinked = another Telegram was unlinked
security-event-pin-set = a PIN was set
security-event-pin-dropped = the PIN was removed
security-event-totp-on = an authenticator was connected
security-event-totp-off = the authenticator was disconnected
security-event-backup-new = new backup codes were made
security-event-phrase-set = the phrase was changed
security-event-values-shown = details were shown in full
security-event-other = a change in the account

security-devices = <b>Where the account is open</b>
    These Telegrams are linked. Unlink the one you do not know.
security-device-here = { $number }. This chat · linked { $linked }
security-device = { $number }. Another Telegram · linked { $linked }, used { $at }
btn-device-unlink = Unlink { $number }
toast-device-unlinked = Unlinked.

security-freeze = <b>Has somebody else used your account?</b>
    For 24 hours I will close all that matters: showing and changing details, deleting, exporting. I will tell all your chats and contacts. Applications stay in work. It cannot be undone earlier, so that a stranger cannot do it either.
security-frozen-already = ❄️ Frozen until { $until }. Important actions are closed, all confirmations have ended.
    Look at the list of devices: unlink a Telegram you do not know.
btn-freeze = Yes, freeze for 24 hours

# Alarms
notice-security-pin-set = 🔐 A PIN was set in your account. If that was not you, press “It wasn’t me”.
notice-security-pin-dropped = 🔐 The PIN of your account was removed. If that was not you, press “It wasn’t me”.
notice-security-totp-on = 🔐 An authenticator app was connected to your account. If that was not you, press “It wasn’t me”.
notice-security-totp-off = 🔐 The authenticator app was disconnected from your account. If that was not you, press “It wasn’t me”.
notice-security-backup-new = 🔐 New backup codes were made; the old ones no longer work. If that was not you, press “It wasn’t me”.
notice-security-phrase-set = 🔐 Your phrase for security windows was changed. If that was not you, press “It wasn’t me”.
notice-security-blocked = 🔐 A wrong PIN or code was entered several times in a row. I have made a pause. If that was not you, press “It wasn’t me”.
notice-security-unlinked = 🔐 A Telegram was unlinked from your account. If that was not you, press “It wasn’t me”.
notice-security-frozen = ❄️ The account is frozen for 24 hours: important actions are closed. Look at the list of devices under “Security”.
btn-notice-security = Security

btn-profile-show = Show in full
profile-full = <b>{ $title }</b>: <code>{ $value }</code>
profile-full-end = <i>This message goes by itself in a minute.</i>
brief-wait = One moment…
toast-brief = Shown for a minute: then the message goes by itself.

error-proof-first = First confirm that it is you.
error-action-unknown = There is no such action.
error-factor-unknown = This way is not connected.
error-pin-shape = A PIN is exactly six digits, for example <code>274 916</code>.
error-pin-simple = This PIN is easy to guess. Take six digits that are not in a row, at least three of them different.
error-totp-on = An authenticator is connected already.
error-backup-first-factor = First set a PIN or connect an authenticator: backup codes stand in for them.
error-phrase-length = A phrase has { $least } to { $most } characters, for example “a ginger cat on a roof”.
error-lock-unknown = The choice is 5, 15 or 60 minutes.
error-unlink-oneself = This chat cannot be unlinked: you are writing in it.
error-device-unknown = This Telegram is unlinked already.
cmd-lock = Lock important actions

# The secure page and passwords
security-password-none = <b>No password is set</b>
    You will need it to come back to your account from another Telegram. It is set on the secure page: nobody writes passwords in a chat.
security-password-about = <b>The password was set { $at }</b>
    It is changed on the secure page: nobody writes passwords in a chat. Once a year I will remind you to change it.
security-password-page = Open the page and enter the password there. Once you have saved it, I will write here.
btn-password-set = Set a password
btn-password-change = Change the password
btn-page-open = Open the secure page
btn-page-link = Send me a link
btn-page-follow = Open the page
page-link = A link to the secure page. It works once and for { $minutes } minutes; forward it to nobody.
error-page-only = I ask for the number on the secure page. Your message is deleted and was not kept: open the page with the button.
page-about = Enter the number on the secure page: it will not stay in the chat.
plain-page-phrase = Your phrase:
plain-page-password-set = Set a password
plain-page-password-change = Change the password
plain-page-current = Present password
plain-page-new = New password
plain-page-again = New password once more
plain-page-rules = From 8 characters: Latin letters, large and small, and digits.
plain-page-number = Number
plain-page-example = For example: { $example }
plain-page-save = Save
plain-page-done = Saved
plain-page-password-done = The new password is in force.
plain-page-entry-done = The number is accepted.
plain-page-return = Close the page and return to the chat: it has gone on there already.
plain-page-gone = This link no longer works
plain-page-gone-next = It works once and for 10 minutes. Return to the chat and open the page again.
plain-page-opening = Opening the page…
plain-page-noscript = JavaScript is needed here. Without it: return to the chat and press “Send me a link”.
security-event-password-set = a password was set
security-event-password-changed = the password was changed
security-event-proof-wrong-password = wrong password
notice-security-password-set = 🔐 A password was set in your account. If that was not you, press “It wasn’t me”.
notice-security-password-changed = 🔐 The password of your account was changed. If that was not you, press “It wasn’t me”.
notice-password-old = The password has not been changed for a year. You can change it under “Security”: it takes a minute.
error-page-gone = The page no longer works. Return to the chat and open it again.
error-password-length = A password has { $least } characters or more, and no more than 128.
error-password-latin = A password takes Latin letters, digits and ordinary signs.
error-password-signs = A large and a small Latin letter and a digit are needed.
error-password-common = This password is known and tried first. Think of another one.
error-password-differs = The new password and its repetition differ.
error-password-wrong = The present password did not match. Five wrong tries bring a pause.
error-password-same = The new password is the same as the present one. Think of another one.
plain-frozen-sms = { $brand }: your account is frozen for 24 hours, important actions are closed. Open the { $brand } chat in Telegram.
plain-frozen-subject = Your account is frozen — { $brand }
plain-frozen-mail = Hello.

    Your { $brand } account is frozen for 24 hours: “It wasn’t me” was pressed in its chat. Details can be neither shown nor changed nor deleted now.
    If that was you, open the chat, “Security” → “Devices”, and unlink the Telegram you do not know.

    { $brand }
