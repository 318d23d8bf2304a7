# A proof that it is the citizen
stepup-phrase = Ваша фраза: <i>{ $phrase }</i>
stepup-head =
    { $action ->
        [profile-show] <b>Чтобы показать сведения целиком, подтвердите, что это вы</b>
        [profile-change] <b>Чтобы изменить сведения, подтвердите, что это вы</b>
        [account-erase] <b>Чтобы удалить учётную запись, подтвердите, что это вы</b>
        [factor-change] <b>Чтобы изменить защиту, подтвердите, что это вы</b>
        [device-unlink] <b>Чтобы отвязать другой Telegram, подтвердите, что это вы</b>
       *[other] <b>Подтвердите, что это вы</b>
    }
stepup-pin = Введите PIN кнопками. Если пришлёте его сообщением, я сразу удалю сообщение.
stepup-totp = Введите шесть цифр из приложения-аутентификатора. Они меняются каждые 30 секунд.
stepup-backup = Пришлите один из резервных кодов, например <code>ABCDE-23456</code>. Сообщение я сразу удалю, код больше не подойдёт.
stepup-send-sms = Пришлю код по СМС на ваш подтверждённый номер.
stepup-send-email = Пришлю код на вашу подтверждённую почту.
stepup-sent = Код отправлен: { $to }. Действует 5 минут. Введите его кнопками; если пришлёте сообщением, я сразу его удалю.
stepup-code-dead = Этот код больше не действует. Запросите новый.
btn-stepup-send-sms = Получить код по СМС
btn-stepup-send-email = Получить код на почту
btn-stepup-again = Отправить код ещё раз
btn-stepup-sms = Код по СМС
btn-stepup-email = Код на почту
stepup-digits = <code>{ $digits }</code>
stepup-wrong = Не подошло. Осталось попыток: { $left }.
stepup-blocked = Слишком много неверных попыток. Попробуйте снова { $until }. Если это были не вы, заморозьте учётную запись: «Безопасность» → «Это не я».
stepup-frozen = Учётная запись заморожена до { $until }: вы сообщили, что ею пользовался кто-то другой. До этого времени показать, изменить или удалить сведения нельзя.
stepup-none = <b>Сначала задайте PIN</b>
    Шесть цифр, которые знаете только вы. Я буду спрашивать их перед тем, как показать или изменить личные сведения.
stepup-proved = Вы уже подтвердили, что это вы.
stepup-pin-new = <b>Новый PIN: шесть цифр</b>
    Не берите подряд идущие или одинаковые. Вводите кнопками; сообщение с PIN я сразу удалю.
stepup-pin-again = <b>Введите PIN ещё раз</b>
    Чтобы не было опечатки.
stepup-pin-differs = PIN не совпали. Начнём заново.
btn-stepup-go-on = Продолжить
btn-stepup-set-pin = Задать PIN
btn-stepup-pin = Ввести PIN
btn-stepup-totp = Код из приложения
btn-stepup-backup = Резервный код
toast-pin-set = PIN сохранён.

# «Безопасность»
btn-profile-security = Безопасность
security-head =
    { $on ->
        [true] <b>Безопасность</b>
            ✅ Защита включена: перед важными действиями я спрашиваю подтверждение.
       *[other] <b>Безопасность</b>
            Защита не включена. Задайте PIN: с ним чужой человек с вашим телефоном не увидит ваших данных.
    }
security-frozen = ❄️ Заморожено до { $until }: важные действия недоступны.
security-pin = PIN — { $on ->
        [true] задан
       *[other] не задан
    }
security-totp = Приложение-аутентификатор — { $on ->
        [true] подключено
       *[other] не подключено
    }
security-backup = Резервные коды — { $left ->
        [0] нет
       *[other] осталось { $left }
    }
security-password = Пароль — { $on ->
        [true] задан
        [change] смените: учётную запись открывали заново
       *[other] не задан
    }
security-phrase = Ваша фраза — { $on ->
        [true] задана
       *[other] не задана
    }
security-lock = Автоблокировка — через { $minutes } мин.
btn-security-pin = PIN
btn-security-totp = Аутентификатор
btn-security-backup = Резервные коды
btn-security-password = Пароль
btn-security-phrase = Моя фраза
btn-security-lock = Автоблокировка
btn-security-journal = Журнал
btn-security-devices = Устройства
btn-not-me = Это не я
toast-security-saved = Сохранено.

security-pin-about =
    { $on ->
        [true] <b>PIN задан</b>
       *[other] <b>PIN не задан</b>
    }
    Шесть цифр, которые я спрашиваю перед тем, как показать или изменить ваши сведения. После пяти неверных попыток — пауза.
btn-pin-set = Задать PIN
btn-pin-change = Сменить PIN
btn-pin-drop = Убрать PIN
toast-pin-dropped = PIN убран.

security-totp-off = <b>Приложение-аутентификатор не подключено</b>
    Оно показывает новый код каждые 30 секунд и работает без связи. Подойдёт любое: например, Яндекс Ключ или Google Authenticator.
security-totp-on = <b>Приложение-аутентификатор подключено</b>
    Код из него подтверждает, что это вы. Если отключите, удалите запись и в самом приложении.
security-totp-picture = Откройте приложение-аутентификатор и снимите этот QR-код. Или введите ключ вручную: <code>{ $secret }</code>
    Картинка удалится сама через 10 минут. Никому её не показывайте.
security-totp-code = <b>Теперь введите шесть цифр из приложения</b>
    Кнопками или сообщением: его я сразу удалю.
security-totp-wrong = Код не подошёл. Дождитесь следующего и проверьте, что на телефоне верное время.
btn-totp-on = Подключить
btn-totp-off = Отключить
toast-totp-on = Аутентификатор подключён.
toast-totp-off = Аутентификатор отключён.

security-backup-about = <b>Резервные коды: осталось { $left }</b>
    Десять кодов на случай, если PIN забыт или приложения нет под рукой. Каждый подходит один раз. Новые заменят все прежние.
security-backup-codes = <b>Ваши резервные коды</b>
    <code>{ $codes }</code>

    Перепишите или сохраните их сейчас: больше я их не покажу. Сообщение удалится само через 10 минут.
btn-backup-new = Получить новые коды
btn-backup-copy = Скопировать коды
btn-message-delete = Удалить это сообщение

security-phrase-about = <b>Фраза, по которой вы узнаете меня</b>
    Придумайте несколько слов. Я ставлю их на каждое окно, где спрашиваю код или PIN. Нет вашей фразы — окно поддельное: ничего в нём не вводите.
security-phrase-ask = <b>Пришлите фразу</b>
    От { $least } до { $most } знаков, например «рыжий кот на крыше». Не берите пароли и даты. Сообщение я удалю.
security-phrase-saved = Фраза сохранена; сообщение я удалил.
btn-phrase-set = Придумать фразу
btn-phrase-change = Сменить фразу

security-lock-about = <b>Автоблокировка</b>
    Сколько времени после подтверждения не спрашивать снова, если вы ничего важного не делаете. Заблокировать сразу — команда /lock.
btn-security-lock-after = { $now ->
        [true] ✓ { $minutes } минут
       *[other] { $minutes } минут
    }
btn-security-lock-now = Заблокировать сейчас
toast-locked = Заблокировано.
locked = 🔒 Заблокировано. Перед важными действиями снова спрошу подтверждение.

security-journal = <b>Журнал входов и действий</b>
security-journal-none = Пока пусто.
security-entry = { $at } — { $what }
security-event-proved-pin = подтверждено PIN
security-event-proved-totp = подтверждено кодом из приложения
security-event-proved-backup = использован резервный код
security-event-proof-wrong-pin = неверный PIN
security-event-proof-wrong-totp = неверный код из приложения
security-event-proof-wrong-backup = неверный резервный код
security-event-proved-sms = подтверждено кодом из СМС
security-event-proved-email = подтверждено кодом из письма
security-event-proof-wrong-sms = неверный код из СМС
security-event-proof-wrong-email = неверный код из письма
security-event-blocked = пауза после неверных попыток
security-event-locked = заблокировано вами
security-event-frozen = заморожено: «Это не я»
security-event-unlinked = отвязан другой Telegram
security-event-pin-set = задан PIN
security-event-pin-dropped = PIN убран
security-event-totp-on = подключён аутентификатор
security-event-totp-off = отключён аутентификатор
security-event-backup-new = получены новые резервные коды
security-event-phrase-set = изменена фраза
security-event-values-shown = сведения показаны целиком
security-event-other = изменение в учётной записи

security-devices = <b>Где открыта учётная запись</b>
    Это привязанные Telegram. Незнакомый отвяжите.
security-device-here = { $number }. Этот чат · привязан { $linked }
security-device = { $number }. Другой Telegram · привязан { $linked }, действие { $at }
btn-device-unlink = Отвязать { $number }
toast-device-unlinked = Отвязано.

security-freeze = <b>Кто-то другой пользовался вашей учётной записью?</b>
    На 24 часа я закрою всё важное: показ и изменение сведений, удаление, выгрузку. Сообщу во все ваши чаты и контакты. Заявления останутся в работе. Разморозить раньше нельзя — так и чужой не сможет.
security-frozen-already = ❄️ Заморожено до { $until }. Важные действия недоступны, все подтверждения сброшены.
    Проверьте список устройств: незнакомый Telegram отвяжите.
btn-freeze = Да, заморозить на 24 часа

# Alarms
notice-security-pin-set = 🔐 В вашей учётной записи задан PIN. Если это не вы, нажмите «Это не я».
notice-security-pin-dropped = 🔐 В вашей учётной записи убран PIN. Если это не вы, нажмите «Это не я».
notice-security-totp-on = 🔐 К вашей учётной записи подключено приложение-аутентификатор. Если это не вы, нажмите «Это не я».
notice-security-totp-off = 🔐 От вашей учётной записи отключено приложение-аутентификатор. Если это не вы, нажмите «Это не я».
notice-security-backup-new = 🔐 Получены новые резервные коды; прежние не действуют. Если это не вы, нажмите «Это не я».
notice-security-phrase-set = 🔐 Изменена ваша фраза для окон безопасности. Если это не вы, нажмите «Это не я».
notice-security-blocked = 🔐 Несколько раз подряд введён неверный PIN или код. Я сделал паузу. Если это не вы, нажмите «Это не я».
notice-security-unlinked = 🔐 От вашей учётной записи отвязан один из Telegram. Если это не вы, нажмите «Это не я».
notice-security-frozen = ❄️ Учётная запись заморожена на 24 часа: важные действия недоступны. Проверьте в «Безопасности» список устройств.
btn-notice-security = Безопасность

btn-profile-show = Показать целиком
profile-full = <b>{ $title }</b>: <code>{ $value }</code>
profile-full-end = <i>Сообщение удалится само через минуту.</i>
brief-wait = Показываю…
toast-brief = Показал на минуту: потом сообщение удалится само.

error-proof-first = Сначала подтвердите, что это вы.
error-action-unknown = Такого действия нет.
error-factor-unknown = Этот способ не подключён.
error-pin-shape = PIN — это ровно шесть цифр, например <code>274 916</code>.
error-pin-simple = Такой PIN легко угадать. Возьмите шесть цифр не подряд, среди них хотя бы три разные.
error-totp-on = Аутентификатор уже подключён.
error-backup-first-factor = Сначала задайте PIN или подключите аутентификатор: резервные коды их заменяют.
error-phrase-length = Фраза — от { $least } до { $most } знаков, например «рыжий кот на крыше».
error-lock-unknown = Можно выбрать 5, 15 или 60 минут.
error-unlink-oneself = Этот чат отвязать нельзя: вы в нём пишете.
error-device-unknown = Этот Telegram уже отвязан.
cmd-lock = Заблокировать важные действия

# The secure page and passwords
security-password-none = <b>Пароль не задан</b>
    Он понадобится, чтобы вернуться к учётной записи с другого Telegram. Задаётся на защищённой странице: в чате паролей не пишут.
security-password-about = <b>Пароль задан { $at }</b>
    Меняется на защищённой странице: в чате паролей не пишут. Раз в год напомню сменить.
security-password-page = Откройте страницу и введите пароль там. Когда сохраните, я напишу сюда.
btn-password-set = Задать пароль
btn-password-change = Сменить пароль
btn-page-open = Открыть защищённую страницу
btn-page-link = Прислать ссылку
btn-page-follow = Открыть страницу
page-link = Ссылка на защищённую страницу. Она одноразовая и действует { $minutes } минут; никому её не пересылайте.
error-page-only = Номер я спрашиваю на защищённой странице. Сообщение удалено и не сохранено: откройте страницу кнопкой.
page-about = Номер введите на защищённой странице: в переписке он не останется.
plain-page-phrase = Ваша фраза:
plain-page-password-set = Задать пароль
plain-page-password-change = Сменить пароль
plain-page-current = Нынешний пароль
plain-page-new = Новый пароль
plain-page-again = Новый пароль ещё раз
plain-page-rules = От 8 знаков: латинские буквы, большие и маленькие, и цифры.
plain-page-number = Номер
plain-page-example = Например: { $example }
plain-page-save = Сохранить
plain-page-done = Сохранено
plain-page-password-done = Новый пароль действует.
plain-page-entry-done = Номер принят.
plain-page-return = Закройте страницу и вернитесь в чат: разговор там уже продолжился.
plain-page-gone = Ссылка больше не действует
plain-page-gone-next = Она одноразовая и живёт 10 минут. Вернитесь в чат и откройте страницу заново.
plain-page-opening = Открываю страницу…
plain-page-noscript = Здесь нужен JavaScript. Без него: вернитесь в чат и нажмите «Прислать ссылку».
security-event-password-set = задан пароль
security-event-password-changed = сменён пароль
security-event-proof-wrong-password = неверный пароль
notice-security-password-set = 🔐 В вашей учётной записи задан пароль. Если это не вы, нажмите «Это не я».
notice-security-password-changed = 🔐 Пароль вашей учётной записи сменён. Если это не вы, нажмите «Это не я».
notice-password-old = Пароль не менялся год. Сменить его можно в «Безопасности»: это займёт минуту.
error-page-gone = Страница больше не действует. Вернитесь в чат и откройте её заново.
error-password-length = Пароль — от { $least } знаков, не длиннее 128.
error-password-latin = В пароле подойдут латинские буквы, цифры и обычные знаки.
error-password-signs = Нужны большая и маленькая латинские буквы и цифра.
error-password-common = Такой пароль знают и подбирают первым. Придумайте другой.
error-password-differs = Новый пароль и его повтор не совпали.
error-password-wrong = Нынешний пароль не подошёл. После пяти неверных попыток — пауза.
error-password-same = Новый пароль такой же, как нынешний. Придумайте другой.
plain-frozen-sms = { $brand }: учётная запись заморожена на 24 часа, важные действия закрыты. Откройте чат { $brand } в Telegram.
plain-frozen-subject = Учётная запись заморожена — { $brand }
plain-frozen-mail = Здравствуйте.

    Учётная запись { $brand } заморожена на 24 часа: в её чате нажали «Это не я». Показать, изменить или удалить сведения сейчас нельзя.
    Если это были вы, откройте чат, «Безопасность» → «Устройства» и отвяжите незнакомый Telegram.

    { $brand }
