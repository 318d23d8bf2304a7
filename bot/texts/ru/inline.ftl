inline-service = <b>{ $title }</b>
    { $summary }
    { $department } · { $term } · { $fee }
inline-situation = { $emoji } <b>{ $title }</b>
    { $summary }
    { $count ->
        [one] { $count } услуга
        [few] { $count } услуги
        [many] { $count } услуг
       *[other] { $count } услуги
    } по порядку, со сроками.
plain-inline-about = { $department } · { $term } · { $fee }
btn-inline-service = Открыть в { $brand }
btn-inline-open = Открыть { $brand }
btn-inline-nothing = Ничего не нашлось — спросить в чате
