cmd-data = Мои данные
btn-profile-data = Мои данные
rights-head = <b>Мои данные</b>
    Всё, что здесь о вас хранится, принадлежит вам: можно посмотреть, забрать и удалить.
rights-consents = <b>Согласия</b>
rights-consent-given = ✅ { $title } — с { $at }
rights-consent-no = { $title } — не дано
rights-looked = { $count ->
        [one] Сотрудники открывали ваши данные { $count } раз.
        [few] Сотрудники открывали ваши данные { $count } раза.
        [many] Сотрудники открывали ваши данные { $count } раз.
       *[other] Сотрудники открывали ваши данные { $count } раза.
    }
rights-nobody-looked = Никто из сотрудников ваших данных не открывал.
plain-purpose-personal-data = Обработка персональных данных
plain-purpose-news = Новости об услугах
btn-rights-export = Скачать всё
btn-rights-kept = Что хранится
btn-rights-looks = Кто смотрел
btn-rights-consent = { $title }
btn-rights-agree = Согласен(а)
toast-rights-agreed = Согласие записано.
rights-not-given = Согласия нет. Можно дать его сейчас и отозвать в любой момент.
rights-given = Вы согласились { $at }. Отозвать можно одним нажатием, сразу.
rights-without-personal-data = Без него новых данных я не спрошу и подать заявление будет нельзя. Отправленные заявления останутся у ведомств.
rights-without-news = Без него останутся только сообщения о ваших делах.
error-purpose-unknown = Такого согласия я не спрашиваю.
consent-text-news = <b>Согласие на новости об услугах</b>
    <b>Что.</b> Сообщения в этот чат о новых услугах и об изменениях в тех, которыми вы пользовались.
    <b>Какие данные.</b> Адрес этого чата. Больше ничего, и никому другому.
    <b>Сколько.</b> Пока вы не отзовёте согласие. Рекламы не будет.

rights-kept = <b>Что о вас хранится</b>
rights-kept-line = { $title }: { $count }
rights-kept-how =
    Личное зашифровано вашим собственным ключом. Удалите учётную запись — ключ уничтожается, и прочитать это больше нельзя.
plain-kept-account = Учётная запись
plain-kept-profile = Сведения профиля
plain-kept-contacts = Контакты
plain-kept-documents = Документы в «Моих документах»
plain-kept-files = Файлы
plain-kept-applications = Заявления
plain-kept-application_events = События заявлений
plain-kept-drafts = Черновики
plain-kept-answers = Ответы в черновиках
plain-kept-situations = Жизненные ситуации
plain-kept-searches = Недавнее и избранное
plain-kept-notifications = Уведомления
plain-kept-settings = Настройки
plain-kept-consents = Слова о согласии
plain-kept-security = Журнал безопасности и устройства
plain-kept-confirmation = Подтверждения личности
plain-kept-accesses = Просмотры сотрудниками

rights-looks = <b>Кто смотрел ваши данные</b>
rights-look = { $at } · { $staff }
    { $what }. Зачем: { $why }
plain-look-review = Проверка документов личности
plain-look-profile = Профиль
plain-look-documents = Документы
plain-look-applications = Заявления
plain-look-chat = Переписка
plain-look-other = Данные учётной записи

rights-export = <b>Скачать всё</b>
    Пришлю архив ZIP: сведения в JSON и все файлы. Если он больше 48 МБ — частями. Через час я уберу архив из чата: сохраните его у себя. В нём всё открыто, никому его не пересылайте.
btn-rights-export-go = Собрать архив
rights-export-sent = { $number ->
        [1] Ваши данные. Через час это сообщение исчезнет: сохраните архив.
       *[other] Ваши данные, часть { $number }. Через час это сообщение исчезнет.
    }
toast-rights-exported = Архив в чате.
erase-receipts = Закон требует доказательств: { $years ->
        [one] { $years } год
        [few] { $years } года
        [many] { $years } лет
       *[other] { $years } года
    } под ключом службы останутся запись о данных согласиях и номера отправленных заявлений — без имени и без того, что в них было.
