btn-back = Back
btn-menu = Menu
btn-next = ›
btn-previous = ‹
btn-page = { $page } of { $pages }
toast-stale = This button is out of date. Here is what is open now.
toast-step-passed = This step is already done.
small-talk-hello = Hello! What do you need? Write it in your own words.
small-talk-thanks = Glad to help. Need anything else? Write it in your own words.
unexpected-content = I can't read this: please send text, for example “потерял паспорт” (lost passport). All sections are in /menu.
unexpected-voice = I do not listen to voice and video messages. Please write in words, for example “потерял паспорт”. All sections are in /menu.
unexpected-file = I take photos and files only when I ask for a document in an application; this one is not kept. If it holds personal data, delete it from the chat. Write what you need in words; all sections are in /menu.
cmd-start = Start
cmd-menu = Menu
cmd-services = Services by section
cmd-applications = My applications
cmd-status = Where is my application: /status number
cmd-help = Help
cmd-language = Language · Язык
cmd-cancel = Cancel filling in
plain-description =
    I help you get public services right in the chat: find the one you need, fill in the application, learn the outcome.
    I am a program, not a department's site. I never ask for passwords or codes of other services.
plain-short-description = Public services in a chat
flood = Too many messages at once: I will skip some of them. Wait a minute and go on; everything you entered is saved.
toast-flood = Too fast: I skipped this press. Wait a moment.
toast-failed = That did not work. I wrote in the chat what to do next.
group-goodbye = I work only in a private chat: applications and documents are personal. Please write to me there.
toast-private-only = This works only in a private chat.
edited-message = You have edited a message that I answered already. Please send the new words once more. An answer in an application stays as it was: correct it with “Back” or “Change an answer”.
link-expired = This link is out of date or incomplete. No harm done: here is the usual beginning.
status-example = An application's number has nine digits, for example <code>410-377-258</code>. All your applications are below.
nothing-to-cancel = Nothing to cancel: no application is being filled in.
unknown-command = I have no such command. Those I have: /menu, /services, /applications, /status, /data, /check, /help, /language, /lock.
secret-warning =
    { $kind ->
        [card] This looks like a bank card number.
        [passport] This looks like passport details.
        [snils] This looks like a SNILS.
        [own] This looks like a code of mine.
        [file] A photo or a file was forwarded while I had asked for no document.
       *[code] This looks like a code or a password.
    } I deleted the message and kept nothing.
    { $kind ->
        [own] Enter it in the window that asks for it, while it is valid. Tell it to nobody else: I never write or call to ask for a code.
        [passport] I ask for documents' numbers within an application; please send them nowhere else. Neither I nor a department needs SMS codes, passwords or card numbers: never tell them to anyone.
        [snils] I ask for documents' numbers within an application; please send them nowhere else. Neither I nor a department needs SMS codes, passwords or card numbers: never tell them to anyone.
       *[code] I had not asked for it. Neither I nor a department needs SMS codes, passwords or card numbers: never tell them to anyone.
    }
distress = You seem to be going through something very hard. You are not alone: on <code>8 800 2000 122</code> people will support you free of charge at any hour, and if there is danger, call <code>112</code>.
