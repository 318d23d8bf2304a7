# What is wrong with an answer or a file: what does not fit, then an example that does.

## Any answer
error-empty = Ответ пустой: в сообщении нет видимых знаков. Напишите, например: <code>{ $example }</code>
error-too-long =
    Слишком длинно: { $length ->
        [one] { $length } знак
        [few] { $length } знака
        [many] { $length } знаков
       *[other] { $length } знака
    } при пределе { $limit }. Сократите ответ — подробности можно приложить файлом. Например: <code>{ $example }</code>
error-too-many-marks = Над буквами стоит слишком много значков, такой текст ведомство не прочтёт. Напишите обычными буквами, например: <code>{ $example }</code>
error-plain-digits = Здесь нужны обычные цифры от 0 до 9. Например: <code>{ $example }</code>

## Choice
error-choice-unknown = Такого варианта нет. Нажмите одну из кнопок или напишите вариант словами, например: <code>{ $example }</code>
error-multichoice-unknown = Варианта «{ $part }» нет. Отметьте кнопками или перечислите через запятую, например: <code>{ $example }</code>
error-yes-no = Нужен ответ «да» или «нет». Например: <code>{ $example }</code>

## Numbers and money
error-integer-format = Нужно целое число цифрами. Например: <code>{ $example }</code>
error-integer-fraction = Нужно целое число, без дробной части. Например: <code>{ $example }</code>
error-integer-range = Число должно быть от { $low } до { $high }. Например: <code>{ $example }</code>
error-money-format = Сумму не удалось прочитать. Напишите цифрами рубли и, если есть, копейки через запятую. Например: <code>{ $example }</code> или <code>1 500,50</code>
error-money-kopecks = После запятой — только копейки, две цифры. Например: <code>1 500,50</code>
error-money-currency = Сумма нужна в рублях. Переведите по курсу и напишите без знака валюты, например: <code>{ $example }</code>
error-money-negative = Сумма не может быть меньше нуля. Например: <code>{ $example }</code>
error-money-zero = Сумма должна быть больше нуля. Например: <code>{ $example }</code>
error-money-small = Сумма должна быть не меньше { $limit } ₽. Например: <code>{ $example }</code>
error-money-big = Сумма должна быть не больше { $limit } ₽. Проверьте, нет ли лишних нулей. Например: <code>{ $example }</code>

## Dates
error-date-format = Дату не удалось прочитать. Напишите день, месяц и год, например: <code>{ $example }</code>
error-date-year = Не хватает года. Напишите день, месяц и год, например: <code>{ $example }</code>
error-date-month = Такого месяца нет: месяцы — от 01 до 12. Например: <code>{ $example }</code>
error-date-day =
    Такого дня нет: в { $month } — { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }. Проверьте число, например: <code>{ $example }</code>
error-date-early = { $date } — слишком давно: принимаются даты с { $limit }. Проверьте год, например: <code>{ $example }</code>
error-date-late = { $date } — слишком далеко: принимаются даты до { $limit }. Проверьте год, например: <code>{ $example }</code>
error-date-past = { $date } ещё не наступило: сегодня { $today }. Нужна дата, которая уже прошла, например: <code>{ $example }</code>
error-date-future = { $date } уже прошло: сегодня { $today }. Выберите сегодняшний или более поздний день.
error-birth-future = Дата рождения { $date } ещё не наступила: сегодня { $today }. Проверьте год, например: <code>{ $example }</code>
error-birth-early = С рождения { $date } прошло больше 120 лет: принимаются даты с { $limit }. Проверьте год, например: <code>{ $example }</code>
error-issued-before-14 = Паспорт выдают с 14 лет: при рождении { $birth } — не раньше { $limit }, а указано { $date }. Проверьте обе даты.
error-expiry-before-issue = Срок действия { $date } заканчивается не позже дня выдачи { $issued }. Проверьте обе даты.
error-period-order = Конец периода { $date } раньше его начала { $start }. Проверьте обе даты.
error-period-start = Начало периода { $date } позже его конца { $end }. Проверьте обе даты.
error-death-before-birth = Дата смерти { $date } раньше даты рождения { $birth }. Проверьте обе даты.

## Contacts and addresses
error-phone-format = Телефон не удалось прочитать: нужен один номер цифрами. Например: <code>{ $example }</code>
error-phone-short =
    Это короткий номер: { $count ->
        [one] { $count } цифра
        [few] { $count } цифры
        [many] { $count } цифр
       *[other] { $count } цифры
    }. Нужен полный, с кодом города или оператора. Например: <code>{ $example }</code>
error-phone-unknown =
    Такого номера не бывает: { $count ->
        [one] { $count } цифра
        [few] { $count } цифры
        [many] { $count } цифр
       *[other] { $count } цифры
    }. В российском номере их 11 вместе с +7 или 8. Например: <code>{ $example }</code>
error-phone-extension = Добавочный номер ведомство набрать не сможет. Напишите номер, который отвечает сразу, например: <code>{ $example }</code>
error-email-at = В адресе почты нужен знак @ между именем и сервером. Например: <code>{ $example }</code>
error-email-domain = После @ нужно полное имя почтового сервера с точкой. Например: <code>{ $example }</code>
error-email-latin = Адрес почты пишут латинскими буквами. Смените раскладку и наберите его ещё раз, например: <code>{ $example }</code>
error-email-format = В адресе почты есть лишние знаки, или он длиннее 254 знаков. Например: <code>{ $example }</code>
error-address-short = Адрес слишком короткий. Напишите город или село, улицу и дом, например: <code>{ $example }</code>
error-address-letters = В адресе нет названий. Напишите город или село, улицу и дом, например: <code>{ $example }</code>
error-region-unknown = Такого региона не нашлось. Напишите название или его начало, например: <code>{ $example }</code>

## Names
error-name-controls = В имени есть невидимые знаки, которые меняют порядок букв. Наберите имя вручную, например: <code>{ $example }</code>
error-name-one-word = Нужны фамилия и имя полностью. Например: <code>{ $example }</code>. Если имя состоит из одного слова, поставьте после него прочерк: <code>Сукарно -</code>
error-name-long =
    Слишком много слов для имени: { $count ->
        [one] { $count } слово
        [few] { $count } слова
        [many] { $count } слов
       *[other] { $count } слова
    }. Напишите одного человека, например: <code>{ $example }</code>
error-name-initials = Имя и отчество нужны полностью, без сокращений с точкой. Например: <code>{ $example }</code>
error-name-digits = В имени есть цифры. Напишите только фамилию, имя и отчество, например: <code>{ $example }</code>
error-name-signs = В имени могут быть только буквы, дефис и апостроф. Например: <code>{ $example }</code> или <code>О'Нил Джон</code>
error-name-script = Имя нужно русскими или латинскими буквами — как в переводе документа. Например: <code>{ $example }</code>
error-name-mixed = В одном слове смешаны русские и латинские буквы. Наберите его в одной раскладке, например: <code>{ $example }</code>

## Documents
error-passport-format = Серия и номер паспорта — десять цифр, без букв. Например: <code>{ $example }</code>
error-passport-length =
    В серии и номере паспорта десять цифр, а здесь { $count ->
        [one] { $count } цифра
        [few] { $count } цифры
        [many] { $count } цифр
       *[other] { $count } цифры
    }. Например: <code>{ $example }</code>
error-passport-zeros = Паспорта с серией 0000 или номером 000000 не бывает. Проверьте цифры, например: <code>{ $example }</code>
error-department-code-format = Код подразделения — шесть цифр, без букв. Например: <code>{ $example }</code>
error-department-code-length =
    В коде подразделения шесть цифр, а здесь { $count ->
        [one] { $count } цифра
        [few] { $count } цифры
        [many] { $count } цифр
       *[other] { $count } цифры
    }. Он напечатан под датой выдачи, например: <code>{ $example }</code>
error-department-code-region = Код подразделения начинается с номера региона, 00 не бывает. Например: <code>{ $example }</code>
error-document-digits = В номере документа должны быть цифры, хотя бы две. Например: <code>{ $example }</code>
error-document-format = В номере документа могут быть буквы, цифры, пробел, дефис, точка, дробь и №. Например: <code>{ $example }</code>
error-document-length =
    Номер документа — от { $low } до { $high } знаков, а здесь { $count ->
        [one] { $count } знак
        [few] { $count } знака
        [many] { $count } знаков
       *[other] { $count } знака
    }. Например: <code>{ $example }</code>
error-snils-format = СНИЛС — одиннадцать цифр, без букв. Например: <code>{ $example }</code>
error-snils-length =
    В СНИЛС одиннадцать цифр, а здесь { $count ->
        [one] { $count } цифра
        [few] { $count } цифры
        [many] { $count } цифр
       *[other] { $count } цифры
    }. Например: <code>{ $example }</code>
error-snils-same = СНИЛС из одинаковых цифр не бывает. Проверьте номер, например: <code>{ $example }</code>
error-snils-control = Не сходится контрольное число СНИЛС. Проверьте, нет ли опечатки: одиннадцать цифр, например <code>{ $example }</code>
error-inn-format = ИНН — только цифры, их { $due }. Например: <code>{ $example }</code>
error-inn-length =
    В ИНН должно быть цифр: { $due }, а здесь { $count ->
        [one] { $count } цифра
        [few] { $count } цифры
        [many] { $count } цифр
       *[other] { $count } цифры
    }. Например: <code>{ $example }</code>
error-inn-organisation = Десять цифр — это ИНН организации. Здесь нужен ИНН человека, цифр в нём { $due }. Например: <code>{ $example }</code>
error-inn-person = Двенадцать цифр — это ИНН человека или предпринимателя. Здесь нужен ИНН организации, цифр в нём { $due }. Например: <code>{ $example }</code>
error-inn-zeros = Такого ИНН не бывает: он начинается с кода налоговой инспекции. Цифр в нём { $due }, например: <code>{ $example }</code>
error-inn-control = Не сходятся контрольные цифры ИНН. Проверьте, нет ли опечатки; цифр в нём { $due }, например: <code>{ $example }</code>
error-ogrn-format = ОГРН — только цифры, их { $due }. Например: <code>{ $example }</code>
error-ogrn-length =
    В номере должно быть цифр: { $due } (13 — ОГРН, 15 — ОГРНИП), а здесь { $count ->
        [one] { $count } цифра
        [few] { $count } цифры
        [many] { $count } цифр
       *[other] { $count } цифры
    }. Например: <code>{ $example }</code>
error-ogrn-start = Такого ОГРН не бывает: первая цифра говорит о виде записи. Цифр в нём { $due }, например: <code>{ $example }</code>
error-ogrn-control = Не сходится контрольная цифра ОГРН. Проверьте, нет ли опечатки; цифр в нём { $due }, например: <code>{ $example }</code>

## Payments
error-uin-format = УИН — только цифры, 20 или 25. Например: <code>{ $example }</code>
error-uin-length =
    В УИН 20 или 25 цифр, а здесь { $count ->
        [one] { $count } цифра
        [few] { $count } цифры
        [many] { $count } цифр
       *[other] { $count } цифры
    }. Он напечатан в квитанции или постановлении, например: <code>{ $example }</code>
error-uin-zeros = УИН из одинаковых цифр не бывает. Проверьте номер в квитанции, например: <code>{ $example }</code>
error-account-format = Номер счёта — двадцать цифр, без букв. Например: <code>{ $example }</code>
error-account-card = Шестнадцать цифр — это номер карты, его никому не сообщайте. Нужен номер счёта, двадцать цифр: он в реквизитах карты в приложении банка. Например: <code>{ $example }</code>
error-account-length =
    В номере счёта двадцать цифр, а здесь { $count ->
        [one] { $count } цифра
        [few] { $count } цифры
        [many] { $count } цифр
       *[other] { $count } цифры
    }. Он в реквизитах карты в приложении банка, например: <code>{ $example }</code>
error-account-zeros = Номер счёта не начинается с нуля. Проверьте цифры, например: <code>{ $example }</code>
error-account-key = Счёт не подходит к банку с БИК { $bic }: не сходится контрольный ключ. Проверьте счёт; если он верен, вернитесь и исправьте БИК. Например: <code>{ $example }</code>
error-bic-format = БИК — девять цифр, без букв. Например: <code>{ $example }</code>
error-bic-length =
    В БИК девять цифр, а здесь { $count ->
        [one] { $count } цифра
        [few] { $count } цифры
        [many] { $count } цифр
       *[other] { $count } цифры
    }. Например: <code>{ $example }</code>
error-bic-start = БИК российского банка начинается с 04. Проверьте цифры, например: <code>{ $example }</code>
error-bic-key = БИК не подходит к счёту, который вы указали: не сходится контрольный ключ. Проверьте БИК; если он верен, вернитесь и исправьте счёт. Например: <code>{ $example }</code>

## Vehicles and land
error-vin-format = В VIN только латинские буквы и цифры. Например: <code>{ $example }</code>
error-vin-length =
    В VIN семнадцать знаков, а здесь { $count ->
        [one] { $count } знак
        [few] { $count } знака
        [many] { $count } знаков
       *[other] { $count } знака
    }. Например: <code>{ $example }</code>
error-vin-ioq = В VIN не бывает букв I, O и Q: это единица или ноль. Проверьте, например: <code>{ $example }</code>
error-plate-format = Номер машины не удалось прочитать. Напишите его вместе с регионом, например: <code>{ $example }</code>
error-plate-letters = На российских номерах бывают только буквы { $letters }. Например: <code>{ $example }</code>
error-plate-no-region = Не хватает региона — цифр справа на номере. Например: <code>{ $example }</code>
error-plate-zeros = Номера из одних нулей не бывает. Проверьте цифры, например: <code>{ $example }</code>
error-plate-wrong-region = Региона { $region } не бывает. Проверьте цифры справа на номере, например: <code>{ $example }</code>
error-cadastral-format = Кадастровый номер — четыре числа через двоеточие: две цифры, две, шесть или семь и номер объекта. Например: <code>{ $example }</code>
error-cadastral-quarter = Это номер квартала: не хватает последнего числа, номера самого объекта. Например: <code>{ $example }</code>
error-cadastral-zeros = В кадастровом номере не бывает региона 00 и объекта 0. Например: <code>{ $example }</code>

## Why an answer is asked about once more
note-phone-foreign = Это иностранный номер: на него не придут СМС.
note-name-letters = Латинские буквы заменены похожими русскими, или наоборот.
note-vin-letters = Русские буквы заменены похожими латинскими.
note-uin-control = Контрольная цифра УИН не сходится. Сверьте его с квитанцией: по ошибочному номеру деньги уйдут на чужое начисление.
note-plate-region = Такого кода региона в нашем списке нет.

## Files
error-file-empty = Файл пустой. Пришлите его ещё раз.
error-file-large = Файл больше { $limit } МБ: в нём { $megabytes } МБ. Сожмите его или снимите документ заново как фото.
error-file-format = Подойдут { $formats }, а это файл другого вида. Сохраните документ в одном из них или снимите его сейчас.
error-file-heic = Это снимок в формате HEIC, ведомства его не открывают. Пришлите его как фото, а не как файл, — или сохраните в { $formats }.
error-file-office = Это текстовый документ. Сохраните его в PDF: «Файл → Сохранить как → PDF». Подойдут { $formats }.
error-file-animated = Это анимация, а нужен один неподвижный снимок. Пришлите обычное фото или PDF.
error-file-damaged = Файл повреждён: он не открывается. Сохраните его заново или снимите документ ещё раз.
error-file-pixels = Снимок слишком велик: { $megapixels } млн точек при пределе { $limit }. Уменьшите его или пришлите как фото, а не как файл.
error-file-bomb = Файл не удалось безопасно открыть. Сохраните документ заново — например, распечатайте в PDF — или снимите его как фото.
error-file-infected = В файле найден вирус, я его не принял. Проверьте устройство и пришлите другой файл, например фото документа.
error-file-pdf-password = PDF закрыт паролем. Снимите пароль и пришлите файл ещё раз.
error-file-pdf-xfa = Этот PDF — форма, которая открывается только в одной программе. Распечатайте её в обычный PDF и пришлите.
error-file-pdf-active = В подписанном PDF есть скрипт или вложение, такой файл принимать нельзя. Попросите копию без них или пришлите распечатку в PDF.
error-file-pdf-pages =
    В файле { $pages ->
        [one] { $pages } страница
        [few] { $pages } страницы
        [many] { $pages } страниц
       *[other] { $pages } страницы
    } при пределе { $limit }. Пришлите только нужные.
