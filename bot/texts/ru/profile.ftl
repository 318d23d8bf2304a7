profile-head = <b>Профиль</b>
profile-level-none = Вы ещё не зарегистрированы: смотреть услуги можно и так, а для заявления понадобится номер телефона.
profile-level-standard = Учётная запись — стандартная: можно подавать заявления и следить за ними. Услуги с замком 🔒 открывает подтверждённая.
profile-level-confirmed = Личный профиль подтверждён: доступны все услуги.
profile-nothing = Сведений о вас пока нет. Добавьте их сейчас или при первом заявлении: второй раз не спрошу.
profile-part-person = <b>О себе</b>
profile-part-passport = <b>Паспорт</b>
profile-part-numbers = <b>СНИЛС, ИНН и другие номера</b>
profile-part-contacts = <b>Контакты и адреса</b>
profile-part-organisation = <b>Организация</b>
profile-short = { $title } — { $value }
profile-known = { $title } — <b>{ $value }</b>
    <i>{ $source }</i>
profile-unknown = { $title } — не указано
profile-change = Эти сведения я подставляю в заявления: там их можно оставить или изменить.
profile-phone = Телефон подтверждает Telegram, вписать его вручную нельзя. Сменился номер — обновите его кнопкой.
profile-organisation = Сведения организации хранятся отдельно и с вашими личными не смешиваются.
profile-saved = Сохранено: { $title }.
plain-profile-from-application = из заявления { $number }, { $day }
plain-profile-from-telegram = подтверждён Telegram { $day }
plain-profile-from-you = указали вы { $day }
plain-organisation-name = Наименование
plain-organisation-inn = ИНН
plain-organisation-ogrn = ОГРН или ОГРНИП
plain-organisation-okved = Коды ОКВЭД
plain-organisation-address = Адрес организации
btn-profile-person = О себе
btn-profile-passport = Паспорт
btn-profile-numbers = СНИЛС, ИНН и другое
btn-profile-contacts = Контакты и адреса
btn-profile-organisation = Организация
btn-profile-register = Зарегистрироваться
btn-profile-phone = Обновить телефон
btn-profile-consent = Согласие на обработку данных
btn-profile-edit = Изменить: { $title }
btn-profile-add = Добавить: { $title }

profile-value = <b>{ $title }</b>
profile-value-left = Ничего не изменено.
profile-value-known = Сейчас: { $value } — { $source }
profile-value-hint = { $hint }
profile-value-example = Например: <code>{ $example }</code>
profile-value-why = <i>Зачем: { $why }</i>
profile-value-deleted = Сообщение с номером я удалю, как только прочитаю.
profile-value-sent = Вы прислали <code>{ $typed }</code>; сообщение я удалил.
profile-value-confirm = Я понял так: <b>{ $value }</b>. Верно?
profile-value-choose = Таких несколько. Что вы имели в виду?
btn-profile-yes = Верно, сохранить
btn-profile-no = Ввести заново
btn-profile-delete = Удалить из профиля
toast-profile-deleted = Удалено из профиля.

profile-consent-given = Вы согласились { $at }. Вот этот текст:
profile-consent-none = <b>Согласия на обработку данных нет</b>
    Искать и смотреть услуги можно без него. Чтобы подавать заявления и хранить сведения, нужно согласие.
profile-consent-revoke = <b>Отозвать согласие?</b>
    Новых данных я не спрошу, и подать заявление будет нельзя, пока вы не согласитесь снова. Отправленные заявления останутся у ведомств, о них я продолжу писать. Сведения из профиля можно удалить в его разделах.
btn-consent-revoke = Отозвать согласие
btn-consent-revoke-yes = Отозвать
btn-consent-keep = Оставить согласие
btn-consent-give = Прочитать и согласиться
toast-consent-revoked = Согласие отозвано.
error-value-unknown = Таких сведений в профиле нет.
error-level-unknown = Такого уровня учётной записи не бывает: есть none, standard и confirmed.
error-citizen-unknown = Такого человека здесь не встречали.

erase-head = <b>Удалить учётную запись?</b>
    Это навсегда: вернуть удалённое не смогу ни я, ни сотрудники.
erase-goes = Удалю всё, что хранится здесь: профиль и согласия, незаконченные заявления ({ $drafts }), файлы ({ $files }), историю поиска, избранное, уведомления. Сообщения, которые ещё в пути, не придут.
erase-applications = Ваши заявления: в работе — { $active }, завершённых — { $finished }. У ведомств они останутся: рассмотрят и ответят вам сами, но здесь вы их больше не увидите, и я о них не напишу. Заявление, которое ещё не дошло до ведомства, не уйдёт.
erase-how = Переписка в этом чате — у Telegram: удалить её можете только вы.
    Чтобы удалить учётную запись, напишите слово <code>{ $word }</code>.
erase-word = УДАЛИТЬ
btn-profile-erase = Удалить учётную запись
