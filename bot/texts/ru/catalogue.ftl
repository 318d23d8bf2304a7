term-instant = сразу
term-working =
    { $days ->
        [one] { $days } рабочий день
        [few] { $days } рабочих дня
        [many] { $days } рабочих дней
       *[other] { $days } рабочего дня
    }
term-calendar =
    { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }
fee-free = бесплатно
service-russian-only = Названия и описания услуг — на русском языке.
service-line = { $number }. { $title } — { $department }, { $term }, { $fee }
service-line-best = <b>{ $number }. { $title }</b> — { $department }, { $term }, { $fee }
catalogue-categories = <b>Услуги</b>
    { $count ->
        [one] Всего { $count } услуга.
        [few] Всего { $count } услуги.
        [many] Всего { $count } услуг.
       *[other] Всего услуг: { $count }.
    } Выберите раздел или напишите, что нужно, своими словами.
btn-catalogue-category = { $emoji } { $title } · { $count }
catalogue-services = <b>{ $title }</b>
    { $count ->
        [one] { $count } услуга
        [few] { $count } услуги
        [many] { $count } услуг
       *[other] { $count } услуги
    }
catalogue-gone = Этой услуги больше нет в каталоге. Посмотрите разделы или напишите, что нужно, своими словами.
btn-catalogue-all = Все разделы
catalogue-head = <b>{ $title }</b>
    { $department } · код <code>{ $code }</code>
catalogue-summary = { $summary }
catalogue-audience = Для кого: { $audience }.
audience-citizen = граждане
audience-entrepreneur = предприниматели
audience-company = организации
audience-foreigner = иностранцы
catalogue-term = { $term } — если подать сейчас, до { $date } · { $fee }
catalogue-term-instant = Ответ сразу · { $fee }
catalogue-asked = Понадобится: { $questions ->
        [0] ответы не нужны
        [one] { $range } ответ
        [few] { $range } ответа
        [many] { $range } ответов
       *[other] { $range } ответа
    }{ $known ->
        [0] {""}
        [one] {" "}({ $known } уже известен)
        [few] {" "}({ $known } уже известны)
        [many] {" "}({ $known } уже известны)
       *[other] {" "}({ $known } уже известны)
    }{ $documents ->
        [0] {""}
        [one] {" "}и { $documents } документ
        [few] {" "}и { $documents } документа
        [many] {" "}и { $documents } документов
       *[other] {" "}и { $documents } документа
    }{ $documents ->
        [0] { $optional ->
                [0] {""}
                [one] {" "}и { $optional } документ по желанию
                [few] {" "}и { $optional } документа по желанию
                [many] {" "}и { $optional } документов по желанию
               *[other] {" "}и { $optional } документа по желанию
            }
       *[other] { $optional ->
                [0] {""}
               *[other] , ещё { $optional } — по желанию
            }
    }.
catalogue-minutes =
    { $minutes ->
        [one] Займёт около { $minutes } минуты: по 20 секунд на новый ответ{ $documents ->
                [0] {""}
               *[other] , по минуте на документ
            }.
        [few] Займёт около { $minutes } минут: по 20 секунд на новый ответ{ $documents ->
                [0] {""}
               *[other] , по минуте на документ
            }.
        [many] Займёт около { $minutes } минут: по 20 секунд на новый ответ{ $documents ->
                [0] {""}
               *[other] , по минуте на документ
            }.
       *[other] Займёт около { $minutes } минут: по 20 секунд на новый ответ{ $documents ->
                [0] {""}
               *[other] , по минуте на документ
            }.
    }
catalogue-outcome = Что получите: { $outcome }
catalogue-lock-standard = 🔒 Нужна регистрация: один номер телефона. Нажмите «Начать заявление» — зарегистрирую и вернёмся сюда.
catalogue-lock-confirmed = 🔒 Нужна подтверждённая учётная запись. Нажмите «Начать заявление» — покажу, как её получить, и вернёмся сюда.
catalogue-no-departments = Подать заявление сейчас нельзя: связь с ведомствами не настроена. Что понадобится, можно посмотреть уже сейчас.
catalogue-draft = Вы уже начали это заявление: всё введённое сохранено.
btn-catalogue-start = Начать заявление
btn-catalogue-start-anew = Начать заявление заново
btn-catalogue-continue = Продолжить заявление
btn-catalogue-papers = Какие документы
btn-catalogue-questions = Какие вопросы
catalogue-papers = <b>{ $title }</b>
catalogue-papers-documents = <b>Документы</b>: фото или файл до { $megabytes } МБ, можно снять сейчас
catalogue-papers-none = <b>Документы</b> прикладывать не нужно.
catalogue-paper = { $number }. { $title } — { $formats }
catalogue-paper-optional = { $number }. { $title } — { $formats }, по желанию
catalogue-papers-questions = <b>Что я спрошу</b>
catalogue-question = { $number }. { $title }
catalogue-question-known = { $number }. { $title } — уже известно
catalogue-question-optional = { $number }. { $title } — можно пропустить
catalogue-question-when = { $number }. { $title } — зависит от других ответов
error-service-unknown = Такой услуги в каталоге нет. Напишите, что вам нужно, например «потерял паспорт».
error-category-unknown = Такого раздела нет. Вот те, что есть сейчас.
catalogue-everything = Все услуги
catalogue-region = Регион: { $region } — из вашего профиля
catalogue-region-unknown = Услуга вашего региона: какого, выясню по заявлению
btn-catalogue-departments = По ведомствам
btn-catalogue-share = Поделиться
btn-catalogue-qr = QR-код
share-link = <b>{ $title }</b>
    Ссылка открывает эту услугу сразу и действует всегда:
    { $link }
share-qr = { $title }
    Наведите на код камеру телефона — откроется эта услуга: { $link }
btn-share-send = Отправить в чат
btn-share-copy = Скопировать ссылку
departments-head = <b>Ведомства</b>
    { $count ->
        [one] { $count } ведомство.
        [few] { $count } ведомства.
        [many] { $count } ведомств.
       *[other] { $count } ведомства.
    } Напишите часть названия — например «налог» или «соц» — и я оставлю подходящие.
departments-found = <b>Ведомства</b> со словами «{ $typed }»: { $count }
btn-departments-one = { $title } · { $count }
btn-departments-all = Все ведомства
