menu-title = <b>{ $brand }</b> — public services in a chat
menu-invite = Write what you need in your own words, in Russian, for example “потерял паспорт” (lost passport). Or choose a section.
menu-unregistered = You can look through the services without registering. To apply you will need your phone number.
menu-drafts =
    { $count ->
        [one] { $count } application is unfinished: everything you entered is saved.
       *[other] { $count } applications are unfinished: everything you entered is saved.
    }
menu-active =
    { $count ->
        [one] { $count } application is being processed. I will write when anything changes.
       *[other] { $count } applications are being processed. I will write when anything changes.
    }
menu-news =
    { $count ->
        [one] There is { $count } new notification.
       *[other] There are { $count } new notifications.
    }
btn-menu-register = Register
btn-menu-continue = Continue: { $title }
btn-menu-all-drafts = More unfinished: { $count }
btn-menu-services = Services
btn-menu-applications = Applications
btn-menu-applications-count = Applications · { $count }
btn-menu-documents = Documents
btn-menu-payments = Payments
btn-menu-profile = Profile
btn-menu-notifications = Notifications
btn-menu-notifications-count = Notifications · { $count }
btn-menu-help = Help
btn-menu-language = Language · Язык
