search-head = For “{ $query }”:
search-empty = There are no words to search for in this message. Write what you need, for example “потерял паспорт” (lost passport).
search-nothing = Nothing was found for “{ $query }”.
search-refine = You searched for “{ $query }”.
search-advice = Put it differently: in short, what happened or which document you need. Services are named in Russian, so Russian words find more. A service's code will do too, for example <code>MVD-103</code>. This is how others ask:
btn-search-more = Show more
btn-search-refine = Not it? Narrow down
btn-search-try = “{ $words }”
btn-search-categories = All sections
btn-search-operator = Help from a person
search-meant = Did you mean “{ $meant }”? You wrote “{ $query }”.
btn-search-department = Department: { $title } · { $count }
btn-search-settings = Search settings
search-settings = <b>Search settings</b>
    Searches in the history: { $count }. I remember searches and opened services for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }; they are encrypted and only you see them. Without registration I remember nothing.
btn-search-departments-on = ✓ Departments in search: on
btn-search-departments-off = Departments in search: off
btn-search-history-on = ✓ History is remembered
btn-search-history-off = History is not remembered
btn-search-clear = Clear the history
btn-search-clear-sure = Yes, clear it
search-clear = Clear the search history? I will forget searches and opened services; pinned ones and the archive stay.
toast-search-cleared = The history is cleared.
