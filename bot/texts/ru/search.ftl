search-head = По запросу «{ $query }»:
search-empty = В сообщении нет слов, по которым можно искать. Напишите, что вам нужно, например «потерял паспорт».
search-nothing = По запросу «{ $query }» ничего не нашлось.
search-refine = Вы искали «{ $query }».
search-advice = Напишите иначе: коротко, что случилось или какой документ нужен. Подойдёт и код услуги, например <code>MVD-103</code>. Вот как спрашивают другие:
btn-search-more = Показать ещё
btn-search-refine = Не то? Уточнить
btn-search-try = «{ $words }»
btn-search-categories = Все разделы
btn-search-operator = Помощь оператора
search-meant = Вы имели в виду «{ $meant }»? Вы написали «{ $query }».
btn-search-department = Ведомство: { $title } · { $count }
btn-search-settings = Настройки поиска
search-settings = <b>Настройки поиска</b>
    Запросов в истории: { $count }. Запросы и открытые услуги помню { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }; они зашифрованы и видны только вам. Без регистрации не запоминаю ничего.
btn-search-departments-on = ✓ Поиск по ведомствам включён
btn-search-departments-off = Поиск по ведомствам выключен
btn-search-history-on = ✓ История запоминается
btn-search-history-off = История не запоминается
btn-search-clear = Очистить историю
btn-search-clear-sure = Да, очистить
search-clear = Очистить историю поиска? Забуду запросы и открытые услуги; закреплённые и архив останутся.
toast-search-cleared = История очищена.
