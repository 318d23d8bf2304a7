btn-other-ways = Другие способы
welcome-ways = <b>Другие способы зарегистрироваться</b>
    На номер или адрес придёт код из шести цифр; введёте его здесь — и готово.
btn-way-phone = Другой номер — код в СМС
btn-way-email = По электронной почте
welcome-about = Осталось рассказать о себе: это подставится в заявления. Сейчас — <b>{ $title }</b> ({ $left ->
        [one] ещё { $left } ответ
        [few] ещё { $left } ответа
        [many] ещё { $left } ответов
       *[other] ещё { $left } ответа
    }).
    Можно и пропустить: спрошу, когда без этого не обойтись.
welcome-about-done = Спасибо, о вас известно всё, что нужно для начала.
btn-about-tell = Указать
btn-about-skip = Пропустить
btn-about-later = Расскажу позже
btn-about-on = Продолжить

contact-ask-phone = <b>Номер телефона</b>
    Пришлю на него СМС с кодом. Например <code>+7 916 123-45-67</code>
contact-ask-email = <b>Адрес электронной почты</b>
    Пришлю на него письмо с кодом и ссылкой. Например <code>anna@example.ru</code>
contact-choose = Похоже на опечатку. Какой адрес верный?
contact-confirm = Номер не российский: <b>{ $value }</b>. Отправить код на него?
code-sent-phone = Код отправлен в СМС на номер <b>{ $to }</b>.
code-sent-email = Письмо с кодом отправлено на <b>{ $to }</b>. Если его нет, загляните в «Спам». Вместо кода можно открыть ссылку из письма.
code-how = Наберите код кнопками или пришлите сообщением — я его сразу удалю. Код действует ещё { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
        [many] { $minutes } минут
       *[other] { $minutes } минуты
    }, { $tries ->
        [one] осталась { $tries } попытка
        [few] осталось { $tries } попытки
        [many] осталось { $tries } попыток
       *[other] осталось { $tries } попытки
    }.
code-wrong = Код не подошёл. { $tries ->
        [one] Осталась { $tries } попытка.
        [few] Осталось { $tries } попытки.
        [many] Осталось { $tries } попыток.
       *[other] Осталось { $tries } попытки.
    }
code-spent = Попытки закончились, этот код больше не действует. Запросите новый.
code-expired = Срок кода вышел. Запросите новый.
code-used = Этот код уже использован. Запросите новый.
code-unknown = Этот код не подходит: он от другого действия. Запросите новый.
code-shape = В коде шесть цифр, например <code>482 913</code>. Это сообщение я удалил; попытка не потрачена.
code-forwarded = Пересланный код я не принимаю и удалил его. Если код прислал вам кто-то другой или просит переслать ваш — это мошенники: не сообщайте его никому.
code-failed = ❗️ Похоже, код не дошёл. Запросите новый или укажите другой контакт.
code-verified = ✅ Контакт <b>{ $to }</b> подтверждён.
code-link = <b>Подтверждение почты</b>
    Вы открыли ссылку из письма. Подтвердить, что этот адрес ваш?
btn-link-yes = Подтвердить
btn-code-on = Продолжить
btn-code-again = Отправить ещё раз
btn-code-again-in = Отправить ещё раз (через { $seconds } с)
btn-code-other-phone = Указать другой номер
btn-code-other-email = Указать другой адрес
toast-code-again = Новый код отправлен. Прежний больше не действует.
toast-contact-verified = Контакт подтверждён.
error-contact-link = Ссылка больше не действует: она одноразовая и живёт полчаса. Запросите новый код там, где указывали адрес.

contacts-head = <b>Телефоны и почта</b>
contacts-none = Подтверждённых контактов пока нет.
contacts-why = По подтверждённому контакту можно вернуться к учётной записи, если Telegram станет недоступен. Лучше иметь хотя бы два.
contact-main = <b>{ $value }</b> — основной
    <i>{ $source }</i>
contact-other = <b>{ $value }</b>
    <i>{ $source }</i>
contact-unverified = <b>{ $value }</b> — не подтверждён
contact-by-telegram = подтверждён Telegram { $day }
contact-by-code = подтверждён кодом { $day }
contact-delete = Удалить { $value } из контактов? Вернуться к учётной записи по нему будет нельзя.
btn-contact-add-phone = Добавить телефон
btn-contact-add-email = Добавить почту
btn-contact-verify = Подтвердить
btn-contact-main = Сделать основным
btn-contact-delete = Удалить
btn-contact-delete-yes = Да, удалить
btn-contact-keep = Оставить
btn-profile-reach = Телефоны и почта
toast-contact-main = Теперь это основной контакт.
toast-contact-deleted = Контакт удалён.
plain-profile-from-code = подтверждён кодом { $day }
notice-security-contact-added = 🔐 В контакты добавлен <b>{ $to }</b>.
notice-security-contact-dropped = 🔐 Из контактов удалён <b>{ $to }</b>: вернуться к учётной записи по нему больше нельзя.
security-event-contact-added = добавлен контакт
security-event-contact-dropped = удалён контакт
