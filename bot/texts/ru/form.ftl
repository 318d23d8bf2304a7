## The question
form-question-head = Вопрос { $number } из { $of } · { $title }
form-question = <b>{ $title }</b>
form-question-optional = <b>{ $title }</b> — можно пропустить
form-example = Например <code>{ $example }</code>
form-how-text = Своими словами, в одну строку.
form-how-long = Своими словами, можно несколькими предложениями.
form-how-date = Напишите дату или выберите в календаре.
form-how-many = Отметьте всё, что подходит, и нажмите «Готово».
form-why = <i>{ $why }</i>
form-russian-only = Этот вопрос есть только на русском языке.
form-option = • { $label }
form-now = Сейчас: { $value }
form-known = <b>{ $title }</b> — { $value }, { $source }
form-source-profile = из вашего профиля
form-source-telegram = номер из Telegram
form-source-application = из заявления <code>{ $number }</code>
form-source-draft = вы уже ответили
plain-form-skipped = пропущено
btn-form-keep = Оставить
btn-form-keep-as-is = Оставить как было
btn-form-change = Изменить
btn-form-keep-all = Оставить всё, что известно: { $count }
btn-form-skip = Пропустить
btn-form-skip-rest = Пропустить все необязательные: { $count }
btn-form-calendar = Календарь
btn-form-calendar-close = Закрыть календарь
btn-form-chosen = Готово
btn-form-save = Сохранить и выйти
btn-form-cancel = Отменить
btn-form-operator = Позвать оператора
btn-form-status = Где моё заявление
toast-form-saved =
    { $days ->
        [one] Сохранено. Черновик подождёт { $days } день.
        [few] Сохранено. Черновик подождёт { $days } дня.
        [many] Сохранено. Черновик подождёт { $days } дней.
       *[other] Сохранено. Черновик подождёт { $days } дня.
    }

## What was typed
form-typed-deleted = Вы прислали <code>{ $value }</code>; сообщение я удалил.
form-recorded-deleted = Записал: <code>{ $value }</code>. Сообщение с номером я удалил.
form-deleted = Сообщение с номером я удалил.
form-no-answer = Если ответа нет под рукой, нажмите «Сохранить и выйти»: введённое подождёт, пока вы его найдёте.
form-tail = Ответ длиннее { $most } знаков, поэтому пришёл частями; продолжение я за ответ не принял. Если начало уже записано, вернуться к нему можно кнопкой «Назад» и прислать короче.
form-confirm = <b>{ $title }</b>
    Я понял так: <code>{ $value }</code>. Верно?
btn-form-yes = Да, верно
btn-form-retype = Ввести заново
form-suggest = <b>{ $title }</b>
    Уточните, что вы имели в виду:
form-clash = Вы написали «{ $text }». Это ответ на вопрос «{ $title }» или просьба о другом?
btn-form-is-answer = Это ответ на вопрос
form-distress = Похоже, вам сейчас очень тяжело. Вы не одни: по телефону <code>8 800 2000 122</code> поддержат бесплатно и круглосуточно, а если есть опасность — звоните <code>112</code>.
    Заявление сохранено и подождёт.
form-changed = Форма этой услуги изменилась. Ваши ответы на месте, я спрошу только новое.
form-gone = Этого черновика больше нет. Начать заявление можно заново из карточки услуги.

## Documents
form-document-head = Документ { $number } из { $of } · { $title }
form-document = <b>{ $title }</b>
form-document-optional = <b>{ $title }</b> — можно пропустить
form-document-formats = { $formats } до { $limit } МБ. Можно снять сейчас.
form-document-tip-pages = Если страниц несколько, пришлите все: по одной или альбомом.
form-document-tip-photo = Лицо прямо, фон светлый.
form-document-tip-selfie = Лицо и разворот паспорта целиком в кадре, буквы читаются.
form-document-more = Если есть ещё страницы, пришлите их.
form-picture-taken = Фото принято: чёткое, { $width }×{ $height }.
form-picture-doubtful = Снимок { $doubts } — ведомство может его не принять. Нажмите «Заменить» и снимите ещё раз при дневном свете.
form-pdf-taken =
    { $pages ->
        [one] PDF принят: { $pages } страница.
        [few] PDF принят: { $pages } страницы.
        [many] PDF принят: { $pages } страниц.
       *[other] PDF принят: { $pages } страницы.
    }
form-file-again = Этот файл уже есть, второй раз я его не добавил.
form-files =
    { $count ->
        [one] Принят { $count } файл.
        [few] Принято { $count } файла.
        [many] Принято { $count } файлов.
       *[other] Принято файлов: { $count }.
    }
plain-doubt-small = мелкий
plain-doubt-dark = тёмный
plain-doubt-blurred = нерезкий
plain-or = или
plain-and = и
btn-form-on = Дальше
btn-form-keep-doubtful = Оставить этот
btn-form-replace = Заменить

## The review
form-review = Проверьте заявление «{ $title }»
form-review-line = { $number }. { $title } — { $value }
form-review-line-known = { $number }. { $title } — { $value } · <i>{ $source }</i>
form-review-documents = <b>Документы</b>
form-review-how = Исправить ответ — напишите его номер или нажмите «Изменить ответ».
form-review-fee = Пошлина { $fee }: сейчас платить не нужно, только когда попросит ведомство.
plain-form-files =
    { $count ->
        [one] { $count } файл
        [few] { $count } файла
        [many] { $count } файлов
       *[other] { $count } файла
    }
plain-form-no-files = не приложено
btn-form-send = Отправить
btn-form-change-answer = Изменить ответ
form-list = Что изменить? Страница { $page } из { $pages }.
form-cancel = Отменить заявление «{ $title }»? Всё введённое и присланное я удалю, вернуть его будет нельзя.
btn-form-cancel-yes = Отменить заявление
btn-form-cancel-no = Вернуться к заявлению

## The end
form-sent = Заявление отправлено. Номер <code>{ $number }</code>
form-sent-due = Ответ — до { $day }.
form-sent-next = Дальше его зарегистрирует и рассмотрит ведомство: { $department }. Я напишу, как только что-то изменится; спрашивать не нужно.
form-added = Добавлено к заявлению <code>{ $number }</code>, номер прежний.
form-added-next = Ведомство продолжит рассмотрение: { $department }. Я напишу, как только что-то изменится.
form-cancelled = Заявление «{ $title }» отменено, всё введённое удалено.
form-expired =
    { $days ->
        [one] Заявление «{ $title }» не меняли { $days } день, поэтому введённое удалено. Его можно начать заново.
        [few] Заявление «{ $title }» не меняли { $days } дня, поэтому введённое удалено. Его можно начать заново.
        [many] Заявление «{ $title }» не меняли { $days } дней, поэтому введённое удалено. Его можно начать заново.
       *[other] Заявление «{ $title }» не меняли { $days } дня, поэтому введённое удалено. Его можно начать заново.
    }
btn-form-open = Открыть заявление
btn-form-copy = Скопировать номер

## Errors
error-step-passed = Этот шаг уже пройден. Вот что открыто сейчас.
error-draft-unknown = Этого черновика больше нет. Начать заявление можно заново из карточки услуги.
error-file-expected = Здесь нужен документ: пришлите фото или файл.
error-text-expected = Здесь нужен ответ словами или кнопкой. Файл, голос или стикер я за ответ принять не могу.
error-button-expected = Здесь ответ даёт кнопка: выберите её под сообщением.
error-pages-too-many = Больше { $most } файлов к одному документу приложить нельзя. Объедините страницы в один PDF и нажмите «Заменить».
error-answer-outdated = Этот ответ больше не подходит: изменилось то, от чего он зависит. Ответьте на вопрос ещё раз, остальное сохранено.
error-choose-one = Отметьте хотя бы один вариант, потом нажмите «Готово».
error-level-lowered = Уровень вашей учётной записи стал ниже нужного для этой услуги, поэтому отправить заявление сейчас нельзя. Всё введённое сохранено. Подтвердите профиль и нажмите «Отправить» ещё раз.
