documents-head = <b>Documents</b> · { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
    Press a file and I will send it here.
documents-line = { $place }. { $name } — { $day }, { $size }
    { $source }
documents-none = <b>Documents</b>
    The files you attach to applications and the departments' decisions will be here. Nothing yet.
plain-source-draft = from the unfinished application “{ $title }”
plain-source-left = attached to an application that was not sent
plain-source-sent = sent with application { $number }
plain-source-received = received for application { $number }
btn-documents-services = Choose a service
