inline-service = <b>{ $title }</b>
    { $summary }
    { $department } · { $term } · { $fee }
inline-situation = { $emoji } <b>{ $title }</b>
    { $summary }
    { $count ->
        [one] { $count } service
       *[other] { $count } services
    } in order, with their terms.
plain-inline-about = { $department } · { $term } · { $fee }
btn-inline-service = Open in { $brand }
btn-inline-open = Open { $brand }
btn-inline-nothing = Nothing found: ask in the chat
