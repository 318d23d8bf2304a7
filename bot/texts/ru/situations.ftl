situations-head = <b>Жизненные ситуации</b>
    { $count ->
        [one] { $count } ситуация
        [few] { $count } ситуации
        [many] { $count } ситуаций
       *[other] { $count } ситуации
    }: нужные услуги по порядку, со сроками. Можно и просто написать, что случилось, — например «родился ребёнок».
btn-situation = { $emoji } { $title }
btn-situation-progress = { $emoji } { $title } · { $done } из { $total }
btn-menu-situations = Жизненные ситуации
btn-menu-mine = Мои услуги
btn-catalogue-situations = Жизненные ситуации
btn-situations-all = Все ситуации
error-situation-unknown = Такой жизненной ситуации больше нет. Посмотрите остальные.
situation-head = { $emoji } <b>{ $title }</b>
    { $summary }
situation-progress = Сделано { $done } из { $total }. Что уже известно, подставлю в следующие заявления сам.
situation-finished = Все шаги пройдены.
situation-step-open = { $number }. <b>{ $title }</b>
    { $when }
situation-step-started = ✏️ { $number }. <b>{ $title }</b> — начато
    { $when }
situation-step-filed = 📨 { $number }. { $title } — отправлено
situation-step-done = ✅ { $number }. { $title } — готово
situation-step-skipped = ➖ { $number }. { $title } — пропущено
btn-situation-step-open = { $number }. { $title }
btn-situation-step-started = { $number }. Продолжить: { $title }
btn-situation-step-filed = ✓ { $number }. { $title }
btn-situation-step-done = ✓ { $number }. { $title }
btn-situation-step-skipped = Вернуть { $number }. { $title }
btn-situation-skip = Шаг { $number } мне не нужен
btn-situation-share = Поделиться списком
btn-situation-put-away = Убрать из меню
toast-situation-away = Убрал из меню. Заявления и черновики на месте.
toast-situation-skipped = Пропустил. Вернуть шаг можно здесь же.
toast-situation-back = Шаг снова в списке.
search-situation = Жизненная ситуация «{ $title }»: { $count ->
        [one] { $count } услуга
        [few] { $count } услуги
        [many] { $count } услуг
       *[other] { $count } услуги
    } по порядку, со сроками
