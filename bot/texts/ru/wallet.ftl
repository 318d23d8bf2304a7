error-wallet-full = В «Моих документах» уже { $most } — больше не поместится. Удалите то, что больше не нужно.
error-document-unknown = Этого документа в «Моих документах» больше нет.

wallet-head = <b>Мои документы</b>
wallet-none = <b>Мои документы</b>
    Сохраните паспорт, права или полис один раз — и прикладывайте к заявлениям одним нажатием. Хранится под вашим личным ключом, номера показываю скрыто. О сроке напомню заранее: за 90, 30 и 7 дней.
wallet-line = <b>{ $name }</b>
    { $chip }
wallet-kinds = Какой документ добавить?
btn-wallet-add = Добавить документ
btn-wallet-files = { $count ->
        [0] Все файлы
       *[other] Все файлы · { $count }
    }
plain-chip-valid = ✅ Действует до { $day }
plain-chip-endless = ✅ Действует
plain-chip-expiring = ⏳ { $days ->
        [one] Истекает через { $days } день
        [few] Истекает через { $days } дня
        [many] Истекает через { $days } дней
       *[other] Истекает через { $days } дня
    }
plain-chip-today = ⏳ Истекает сегодня
plain-chip-expired = ❗️ Истёк { $day }
plain-chip-unfinished = ✏️ Заполнено не всё

wallet-field-head = Мои документы · { $kind }
wallet-field = <b>{ $title }</b>
wallet-field-optional = <b>{ $title }</b> — если есть
wallet-field-now = Сейчас: { $value }
btn-wallet-known = Подставить: { $value }
btn-wallet-skip = Пропустить

wallet-pages-head = Мои документы · { $kind }
wallet-pages-wanted = <b>Страницы</b>
    Пришлите фото или файлы, можно альбомом: PDF, JPG или PNG до { $limit } МБ каждый.
wallet-pages-count = { $count ->
        [one] Сохранена { $count } страница.
        [few] Сохранено { $count } страницы.
        [many] Сохранено { $count } страниц.
       *[other] Сохранено { $count } страницы.
    } Есть ещё — присылайте.
wallet-page-taken = Принято.
wallet-page-doubtful = Принято, но снимок небольшой, тёмный или нерезкий: ведомство может его не взять.
btn-wallet-later = Добавлю потом
btn-wallet-done = Готово
btn-wallet-replace = Заменить страницы

wallet-card-head = <b>{ $kind }</b>
    { $chip }
wallet-card-line = { $title }: { $value }
wallet-card-pages = { $count ->
        [one] { $count } страница
        [few] { $count } страницы
        [many] { $count } страниц
       *[other] { $count } страницы
    }
wallet-card-no-pages = Страниц пока нет: добавьте, чтобы прикладывать к заявлениям.
wallet-card-changed = <i>Обновлено { $day }</i>
btn-wallet-fill = Дополнить
btn-wallet-renew = Оформить новый
btn-wallet-page = Стр. { $page }
btn-wallet-download = Скачать
btn-wallet-edit = Изменить
btn-wallet-pages = Страницы
btn-wallet-add-pages = Добавить страницы
btn-wallet-delete = Удалить
wallet-edit = Что изменить? <b>{ $kind }</b>
wallet-delete = <b>Удалить «{ $name }»?</b>
    { $count ->
        [0] Сведения удалятся навсегда.
       *[other] Сведения и страницы удалятся навсегда.
    } Копии в отправленных заявлениях останутся у ведомств.
btn-wallet-delete-yes = Удалить навсегда
toast-wallet-deleted = Документ удалён.

plain-source-wallet = из «Моих документов»
notice-document-expires = { $days ->
        [0] Сегодня истекает документ: { $kind }.
        [one] Через { $days } день истекает документ: { $kind }.
        [few] Через { $days } дня истекает документ: { $kind }.
        [many] Через { $days } дней истекает документ: { $kind }.
       *[other] Через { $days } дня истекает документ: { $kind }.
    } Действует до { $day }.
notice-document-renewal = Новый можно оформить здесь: сведения, которые мне известны, я подставлю.
btn-notice-renew = Оформить новый
btn-notice-document = Открыть документ

form-document-kept = Такой есть в «Моих документах» — можно приложить одним нажатием.
btn-form-kept = Взять из Моих документов: { $name }
btn-form-kept-ended = Истёк: { $name }
btn-form-keep-document = Сохранить в Мои документы
form-kept-taken = Приложено из «Моих документов».
form-kept-ended = Приложено из «Моих документов». Срок этого документа истёк: если нужен действующий, замените страницы.
form-kept-saved = Сохранено в «Мои документы». В следующий раз приложите одним нажатием; недостающие сведения можно дополнить там.
form-kept-again = Этот документ уже есть в «Моих документах».
btn-wallet-show = Показать полностью
wallet-shown = <b>{ $kind }</b> — полностью; через минуту сообщение исчезнет.
wallet-shown-line = { $title }: <code>{ $value }</code>
