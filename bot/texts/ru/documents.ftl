documents-head = <b>Документы</b> · { $count ->
        [one] { $count } файл
        [few] { $count } файла
        [many] { $count } файлов
       *[other] { $count } файла
    }
    Нажмите на файл — пришлю его сюда.
documents-line = { $place }. { $name } — { $day }, { $size }
    { $source }
documents-none = <b>Документы</b>
    Здесь будут файлы, которые вы приложите к заявлениям, и решения ведомств. Пока ничего нет.
plain-source-draft = из незаконченного заявления «{ $title }»
plain-source-left = приложен к заявлению, которое не отправлено
plain-source-sent = отправлен с заявлением { $number }
plain-source-received = получен по заявлению { $number }
btn-documents-services = Выбрать услугу
