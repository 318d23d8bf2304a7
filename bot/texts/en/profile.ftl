profile-head = <b>Profile</b>
profile-level-none = You are not registered yet: services can be looked at anyway, but to apply I need your phone number.
profile-level-standard = Your account is standard: you can apply and follow your applications. Services with a lock 🔒 open with a confirmed account.
profile-level-confirmed = Your profile is confirmed: all services are open.
profile-nothing = Nothing is known about you yet. Add it now or with your first application: I will not ask twice.
profile-part-person = <b>About you</b>
profile-part-passport = <b>Passport</b>
profile-part-numbers = <b>SNILS, INN and other numbers</b>
profile-part-contacts = <b>Contacts and addresses</b>
profile-part-organisation = <b>Organisation</b>
profile-short = { $title } — { $value }
profile-known = { $title } — <b>{ $value }</b>
    <i>{ $source }</i>
profile-unknown = { $title } — not given
profile-change = I put these into your applications: there you can keep or change them.
profile-phone = The phone is confirmed by Telegram and can't be typed in. If your number has changed, update it with the button.
profile-organisation = An organisation's details are kept apart and never mixed with your own.
profile-saved = Saved: { $title }.
plain-profile-from-application = from application { $number }, { $day }
plain-profile-from-telegram = confirmed by Telegram { $day }
plain-profile-from-you = given by you { $day }
plain-organisation-name = Name
plain-organisation-inn = INN
plain-organisation-ogrn = OGRN or OGRNIP
plain-organisation-okved = OKVED activity codes
plain-organisation-address = Address of the organisation
btn-profile-person = About you
btn-profile-passport = Passport
btn-profile-numbers = SNILS, INN and more
btn-profile-contacts = Contacts and addresses
btn-profile-organisation = Organisation
btn-profile-register = Register
btn-profile-phone = Update the phone
btn-profile-consent = Consent to data processing
btn-profile-edit = Change: { $title }
btn-profile-add = Add: { $title }

profile-value = <b>{ $title }</b>
profile-value-left = Nothing has been changed.
profile-value-known = Now: { $value } — { $source }
profile-value-hint = { $hint }
profile-value-example = For example: <code>{ $example }</code>
profile-value-why = <i>Why: { $why }</i>
profile-value-deleted = I delete the message with the number as soon as I have read it.
profile-value-sent = You sent <code>{ $typed }</code>; I have deleted the message.
profile-value-confirm = I understood: <b>{ $value }</b>. Is that right?
profile-value-choose = There are several. Which did you mean?
btn-profile-yes = Right, save it
btn-profile-no = Type it again
btn-profile-delete = Delete from the profile
toast-profile-deleted = Deleted from the profile.

profile-consent-given = You agreed { $at }. This is the text:
profile-consent-none = <b>There is no consent to data processing</b>
    You can search and look at services without it. To apply and to keep information, consent is needed.
profile-consent-revoke = <b>Take the consent back?</b>
    I will ask for nothing new, and you can't apply until you agree again. Applications already sent stay with the departments, and I go on writing about them. What the profile keeps can be deleted in its sections.
btn-consent-revoke = Take the consent back
btn-consent-revoke-yes = Take it back
btn-consent-keep = Keep the consent
btn-consent-give = Read and agree
toast-consent-revoked = The consent has been taken back.
error-value-unknown = The profile has no such information.
error-level-unknown = There is no such account level: there are none, standard and confirmed.
error-citizen-unknown = Nobody like that has been met here.

erase-head = <b>Delete the account?</b>
    This is for good: neither I nor the staff can bring anything back.
erase-goes = I will delete everything kept here: your profile and consents, unfinished applications ({ $drafts }), files ({ $files }), search history, favourites, notifications. Messages still on their way will not come.
erase-applications = Your applications: in work { $active }, finished { $finished }. Departments keep them: they will decide and answer you themselves, but you will not see them here and I will not write about them. An application that has not reached its department yet will not go out.
erase-how = The conversation in this chat is Telegram's: only you can delete it.
    To delete the account, type the word <code>{ $word }</code>.
erase-word = DELETE
btn-profile-erase = Delete the account
