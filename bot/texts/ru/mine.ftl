mine-head = <b>Мои услуги</b>
    { $pinned ->
        [0] {""}
       *[other] Закреплено: { $pinned }.{" "}
    }Ниже — услуги, которые вы открывали или оформляли{ $queries ->
        [0] {""}
       *[other] , и недавние запросы
    }.
mine-empty = <b>Мои услуги</b>
    Здесь пока пусто. Появятся услуги, которые вы откроете после регистрации, и те, что добавите в избранное в карточке услуги.
btn-mine-pinned = 📌 { $title }
btn-mine-undo = Вернуть: { $title }
btn-mine-archive = Архив · { $count }
btn-mine-open = Открыть услугу
btn-mine-to-archive = В архив
btn-mine-delete = Удалить из списка
btn-mine-delete-sure = Да, удалить из списка
btn-mine-keep = Нет, оставить
btn-mine-restore = Вернуть: { $title }
mine-service = <b>{ $title }</b>
    Архив скрывает услугу из списка, удаление забывает её. Заявления и черновики остаются на месте в обоих случаях.
mine-delete = Удалить «{ $title }» из «Моих услуг»? Заявления и черновики останутся.
mine-archive = <b>Архив</b>
    { $count ->
        [0] Здесь пусто.
        [one] { $count } услуга. Нажмите, чтобы вернуть её в список.
        [few] { $count } услуги. Нажмите, чтобы вернуть в список.
        [many] { $count } услуг. Нажмите, чтобы вернуть в список.
       *[other] { $count } услуги. Нажмите, чтобы вернуть в список.
    }
toast-mine-archived = Убрал в архив.
toast-mine-deleted = Удалил из списка.
toast-mine-undone = Вернул в список.
toast-pinned = Добавил в избранное: «Мои услуги».
toast-unpinned = Убрал из избранного.
btn-catalogue-pin = В избранное
btn-catalogue-unpin = Убрать из избранного
