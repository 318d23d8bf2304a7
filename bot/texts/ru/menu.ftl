menu-title = <b>{ $brand }</b> — государственные услуги в чате
menu-invite = Напишите, что вам нужно, своими словами — например «потерял паспорт». Или выберите раздел.
menu-unregistered = Посмотреть услуги можно и без регистрации. Чтобы подать заявление, понадобится ваш номер телефона.
menu-drafts =
    { $count ->
        [one] Не закончено { $count } заявление: всё введённое сохранено.
        [few] Не закончено { $count } заявления: всё введённое сохранено.
        [many] Не закончено { $count } заявлений: всё введённое сохранено.
       *[other] Не закончено заявлений: { $count }. Всё введённое сохранено.
    }
menu-active =
    { $count ->
        [one] В работе { $count } заявление. Об изменениях напишу сам.
        [few] В работе { $count } заявления. Об изменениях напишу сам.
        [many] В работе { $count } заявлений. Об изменениях напишу сам.
       *[other] Заявлений в работе: { $count }. Об изменениях напишу сам.
    }
menu-news =
    { $count ->
        [one] Есть { $count } новое уведомление.
        [few] Есть { $count } новых уведомления.
        [many] Есть { $count } новых уведомлений.
       *[other] Новых уведомлений: { $count }.
    }
btn-menu-register = Зарегистрироваться
btn-menu-continue = Продолжить: { $title }
btn-menu-all-drafts = Ещё незаконченные: { $count }
btn-menu-services = Услуги
btn-menu-applications = Заявления
btn-menu-applications-count = Заявления · { $count }
btn-menu-documents = Документы
btn-menu-payments = Платежи
btn-menu-profile = Профиль
btn-menu-notifications = Уведомления
btn-menu-notifications-count = Уведомления · { $count }
btn-menu-help = Помощь
btn-menu-language = Язык · Language
