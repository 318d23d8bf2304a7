# Статусы: одни и те же слова в списке, карточке и уведомлениях
plain-status-submitted = Отправлено
plain-status-registered = Зарегистрировано
plain-status-in_work = В работе
plain-status-needs_documents = Нужны документы
plain-status-awaiting_payment = Ждёт оплаты
plain-status-approved = Одобрено
plain-status-ready = Готово к выдаче
plain-status-issued = Выдано
plain-status-rejected = Отказано
plain-status-withdrawn = Отозвано вами
plain-status-added = Вы добавили сведения

# Срок ответа
plain-deadline-today = сегодня последний день
plain-deadline-working =
    { $days ->
        [one] остался { $days } рабочий день
        [few] осталось { $days } рабочих дня
        [many] осталось { $days } рабочих дней
       *[other] осталось { $days } рабочего дня
    }
plain-deadline-calendar =
    { $days ->
        [one] остался { $days } день
        [few] осталось { $days } дня
        [many] осталось { $days } дней
       *[other] осталось { $days } дня
    }
plain-deadline-passed = срок прошёл { $day }

# Список
applications-head = <b>Мои заявления</b> · { $which ->
        [active] активные: { $count }
        [finished] завершённые: { $count }
       *[all] всего: { $count }
    }
applications-none-such = Здесь пока ничего нет.
applications-line = { $place }. { $mark } { $title }
    <code>{ $number }</code> · { $status }
applications-line-due = { $place }. { $mark } { $title }
    <code>{ $number }</code> · { $status } · { $due }
applications-none = <b>Мои заявления</b>
    Вы пока ничего не подавали. Напишите, что вам нужно, своими словами или выберите услугу.
applications-drafts =
    { $count ->
        [one] Не закончено { $count } заявление: всё введённое сохранено.
        [few] Не закончено { $count } заявления: всё введённое сохранено.
        [many] Не закончено { $count } заявлений: всё введённое сохранено.
       *[other] Не закончено заявлений: { $count }. Всё введённое сохранено.
    }
btn-applications-line = { $mark } { $title } · { $tail }
btn-applications-continue = Продолжить: { $title }
btn-applications-filter = { $which ->
        [active] Активные: { $count }
        [finished] Завершённые: { $count }
       *[all] Все: { $count }
    }
btn-applications-filter-on = { $which ->
        [active] ✓ Активные: { $count }
        [finished] ✓ Завершённые: { $count }
       *[all] ✓ Все: { $count }
    }
btn-applications-services = Выбрать услугу
btn-applications-list = К списку заявлений

# Карточка
application-title = <b>{ $title }</b>
    Заявление <code>{ $number }</code> · { $department }
application-status = { $mark } <b>{ $status }</b>
application-stage = Этап: { $stage }
application-submitted = Подано { $at }
application-due = Ответ — до { $day } · { $left }
application-changed = Изменено { $at }
application-holder-department = Сейчас у ведомства: { $department }
application-holder-citizen = Ход за вами: ведомство ждёт ответа
application-holder-payment = Ход за вами: ведомство ждёт оплаты
application-comment = Ведомство пишет ({ $at }): { $comment }
application-comment-cut = Ведомство пишет ({ $at }): { $comment }… Полностью — в «Истории».
application-reason = Причина: { $reason }
application-needs = Добавьте: { $list }.
application-next-submitted = Передаю заявление ведомству. Как только его зарегистрируют, напишу; спрашивать не нужно.
application-next-registered = Ведомство начнёт проверку. Ничего делать не нужно: об изменениях напишу сам.
application-next-in_work = Ведомство проверяет сведения. Ничего делать не нужно: об изменениях напишу сам.
application-next-needs_documents = Нажмите «Добавить документы»: спрошу только недостающее, номер заявления останется прежним.
application-next-needs_sent = Дополнение отправлено ведомству. Ждём его ответа: об изменениях напишу сам.
application-next-awaiting_payment = К оплате { $fee }. Как заплатить — в разделе «Платежи»; после оплаты ведомство продолжит само.
application-next-awaiting_free = Сумму и реквизиты ведомство указывает в комментарии. После оплаты оно продолжит само.
application-next-approved = Решение положительное, ведомство готовит результат. Напишу, когда его можно будет получить.
application-next-ready = Готово к выдаче: { $outcome }. Где и как получить — в комментарии ведомства и в «Файлах».
application-next-issued = Заявление закрыто, делать ничего не нужно. Присланные файлы останутся в «Документах».
application-next-rejected = Устраните причину и подайте заявление снова. Не согласны — решение можно обжаловать в ведомстве в течение трёх месяцев.
application-next-withdrawn = Заявление закрыто. Подать новое можно в любое время.
btn-application-add = Добавить документы
btn-application-copy = Скопировать номер
btn-application-link = Скопировать ссылку
btn-application-history = История
btn-application-answers = Ответы
btn-application-files = Файлы ({ $count })
btn-application-again = Подать снова
btn-application-payments = К платежам
btn-application-withdraw = Отозвать заявление

# Подокна
application-history = <b>История заявления</b> <code>{ $number }</code>
application-past = { $at } — <b>{ $status }</b>
application-past-late = { $at } — { $status } · <i>пришло с опозданием, статус не менялся</i>
application-past-text = { $text }
application-answers = <b>Ответы в заявлении</b> <code>{ $number }</code>
    Номера документов скрыты.
application-answer = { $place }. { $title } — { $value }
application-answers-none = В этом заявлении вопросов не было: хватило документов.
plain-answer-skipped = не указано
application-files = <b>Файлы заявления</b> <code>{ $number }</code>
    Нажмите на файл — пришлю его сюда.
application-file = { $place }. { $title }: { $name }, { $size }
plain-file-decision = Решение ведомства
plain-size-kilobytes = { $size } КБ
plain-size-megabytes = { $size } МБ
toast-file-sent = Файл отправлен в этот чат.
application-withdraw = <b>Отозвать заявление</b> <code>{ $number }</code>?
    { $title }
    Ведомство прекратит работу, вернуть заявление будет нельзя. Подать новое можно в любое время: ответы о себе заново вводить не придётся.
btn-withdraw-yes = Отозвать
btn-withdraw-no = Оставить заявление
toast-withdrawn = Заявление отозвано. Ведомство узнает об этом.

error-number-unknown = Заявления с номером <code>{ $number }</code> у вас нет. Номер — девять цифр, например <code>410-377-258</code>; все ваши заявления — в разделе «Заявления».
error-application-unknown = Заявления с таким номером у этого ведомства нет.
error-application-ended = Это заявление уже закрыто, добавить к нему ничего нельзя. Подать новое можно в любое время.
error-withdraw-too-late = Отозвать уже нельзя: ведомство приняло решение. Что дальше — в карточке заявления.
error-file-unknown = Этого файла больше нет. Ниже — те, что сохранены.
