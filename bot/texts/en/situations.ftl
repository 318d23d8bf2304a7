situations-head = <b>Life situations</b>
    { $count ->
        [one] { $count } situation
       *[other] { $count } situations
    }: the services needed, in order, with their terms. Or simply write what happened, for example “родился ребёнок” (a child is born).
btn-situation = { $emoji } { $title }
btn-situation-progress = { $emoji } { $title } · { $done } of { $total }
btn-menu-situations = Life situations
btn-menu-mine = My services
btn-catalogue-situations = Life situations
btn-situations-all = All situations
error-situation-unknown = There is no such life situation any more. Look at the others.
situation-head = { $emoji } <b>{ $title }</b>
    { $summary }
situation-progress = { $done } of { $total } done. What is known already I put into the next applications myself.
situation-finished = All steps are taken.
situation-step-open = { $number }. <b>{ $title }</b>
    { $when }
situation-step-started = ✏️ { $number }. <b>{ $title }</b> — begun
    { $when }
situation-step-filed = 📨 { $number }. { $title } — sent
situation-step-done = ✅ { $number }. { $title } — done
situation-step-skipped = ➖ { $number }. { $title } — skipped
btn-situation-step-open = { $number }. { $title }
btn-situation-step-started = { $number }. Continue: { $title }
btn-situation-step-filed = ✓ { $number }. { $title }
btn-situation-step-done = ✓ { $number }. { $title }
btn-situation-step-skipped = Bring back { $number }. { $title }
btn-situation-skip = I do not need step { $number }
btn-situation-share = Share this list
btn-situation-put-away = Take off the menu
toast-situation-away = Taken off the menu. Applications and drafts are in their place.
toast-situation-skipped = Skipped. You can bring the step back right here.
toast-situation-back = The step is on the list again.
search-situation = Life situation “{ $title }”: { $count ->
        [one] { $count } service
       *[other] { $count } services
    } in order, with their terms
