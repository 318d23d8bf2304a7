term-instant = at once
term-working =
    { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    }
term-calendar =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
fee-free = free
service-russian-only = Titles and descriptions of the services are in Russian.
service-line = { $number }. { $title } — { $department }, { $term }, { $fee }
service-line-best = <b>{ $number }. { $title }</b> — { $department }, { $term }, { $fee }
catalogue-categories = <b>Services</b>
    { $count ->
        [one] { $count } service in all.
       *[other] { $count } services in all.
    } Choose a section, or write what you need in your own words.
btn-catalogue-category = { $emoji } { $title } · { $count }
catalogue-services = <b>{ $title }</b>
    { $count ->
        [one] { $count } service
       *[other] { $count } services
    }
catalogue-gone = This service is no longer in the catalogue. Look at the sections, or write what you need in your own words.
btn-catalogue-all = All sections
catalogue-head = <b>{ $title }</b>
    { $department } · code <code>{ $code }</code>
catalogue-summary = { $summary }
catalogue-audience = For: { $audience }.
audience-citizen = citizens
audience-entrepreneur = sole traders
audience-company = companies
audience-foreigner = foreigners
catalogue-term = { $term } — if you apply now, by { $date } · { $fee }
catalogue-term-instant = Answered at once · { $fee }
catalogue-asked = You will need: { $questions ->
        [0] no answers
        [one] { $range } answer
       *[other] { $range } answers
    }{ $known ->
        [0] {""}
        [one] {" "}({ $known } already known)
       *[other] {" "}({ $known } already known)
    }{ $documents ->
        [0] {""}
        [one] {" "}and { $documents } document
       *[other] {" "}and { $documents } documents
    }{ $documents ->
        [0] { $optional ->
                [0] {""}
                [one] {" "}and { $optional } document if you like
               *[other] {" "}and { $optional } documents if you like
            }
       *[other] { $optional ->
                [0] {""}
               *[other] , { $optional } more if you like
            }
    }.
catalogue-minutes =
    { $minutes ->
        [one] Takes about { $minutes } minute: 20 seconds for a new answer{ $documents ->
                [0] {""}
               *[other] , a minute for a document
            }.
       *[other] Takes about { $minutes } minutes: 20 seconds for a new answer{ $documents ->
                [0] {""}
               *[other] , a minute for a document
            }.
    }
catalogue-outcome = What you get: { $outcome }
catalogue-lock-standard = 🔒 You need to register: a phone number is enough. Press “Start application”: I will register you and we come back here.
catalogue-lock-confirmed = 🔒 A confirmed account is needed. Press “Start application”: I will show how to get one, and we come back here.
catalogue-no-departments = Applications cannot be filed now: the connection to departments is not set up. You can already see what will be needed.
catalogue-draft = You have already started this application: everything you entered is saved.
btn-catalogue-start = Start application
btn-catalogue-start-anew = Start a new application
btn-catalogue-continue = Continue application
btn-catalogue-papers = Which documents
btn-catalogue-questions = Which questions
catalogue-papers = <b>{ $title }</b>
catalogue-papers-documents = <b>Documents</b>: a photo or a file of up to { $megabytes } MB; you can take a picture now
catalogue-papers-none = <b>Documents</b>: none needed.
catalogue-paper = { $number }. { $title } — { $formats }
catalogue-paper-optional = { $number }. { $title } — { $formats }, if you like
catalogue-papers-questions = <b>What I will ask</b>
catalogue-question = { $number }. { $title }
catalogue-question-known = { $number }. { $title } — already known
catalogue-question-optional = { $number }. { $title } — may be skipped
catalogue-question-when = { $number }. { $title } — depends on other answers
error-service-unknown = There is no such service in the catalogue. Write what you need, for example “потерял паспорт” (lost passport).
error-category-unknown = There is no such section. Here are those there are now.
catalogue-everything = All services
catalogue-region = Region: { $region }, from your profile
catalogue-region-unknown = A service of your region: the application will tell which
btn-catalogue-departments = By department
btn-catalogue-share = Share
btn-catalogue-qr = QR code
share-link = <b>{ $title }</b>
    The link opens this service at once and works for ever:
    { $link }
share-qr = { $title }
    Point a phone's camera at the code to open this service: { $link }
btn-share-send = Send to a chat
btn-share-copy = Copy the link
departments-head = <b>Departments</b>
    { $count ->
        [one] { $count } department.
       *[other] { $count } departments.
    } Write a part of a name, for example “tax”, and I will show those that match.
departments-found = <b>Departments</b> with “{ $typed }”: { $count }
btn-departments-one = { $title } · { $count }
btn-departments-all = All departments
