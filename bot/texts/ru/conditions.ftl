btn-conditions = Условия
btn-conditions-count = Условия · { $count }
conditions-head = <b>Условия</b>
    Подходит { $count } из { $total }. Выберите, что важно: пустых списков не будет.
conditions-facet = <b>{ $facet }</b>
conditions-line = Условия: { $conditions }
btn-conditions-show =
    { $count ->
        [one] Показать { $count } услугу
        [few] Показать { $count } услуги
        [many] Показать { $count } услуг
       *[other] Показать { $count } услуги
    }
btn-conditions-facet = { $facet } · не важно
btn-conditions-facet-set = ✓ { $facet }: { $value }
btn-conditions-value = { $value } · { $count }
btn-conditions-chosen = ✓ { $value } · { $count }
btn-conditions-reset = Сбросить условия
plain-facet-category = Раздел
plain-facet-kind = Вид обращения
plain-facet-term = Срок
plain-facet-papers = Документы
plain-facet-level = Уровень
plain-facet-department = Ведомство
plain-facet-fee = Оплата
plain-facet-account = Учётная запись
plain-kind-application = Заявление онлайн
plain-kind-appointment = Запись на приём
plain-kind-certificate = Справка или выписка
plain-kind-payment = Платёж
plain-kind-information = Сведения
plain-term-instant = Сразу
plain-term-day = В течение дня
plain-term-week = В течение недели
plain-term-longer = Дольше недели
plain-papers-none = Без документов
plain-papers-one = Один документ
plain-papers-several = Несколько документов
plain-level-federal = Федеральные
plain-level-regional = Региональные
plain-level-municipal = Городские и районные
plain-fee-free = Бесплатно
plain-fee-paid = Платно
plain-account-mine = Доступны мне сейчас
plain-account-higher = Нужна другая запись
