# What is wrong with an answer or a file: what does not fit, then an example that does.

## Any answer
error-empty = The answer is empty: the message has no visible characters. Write, for example: <code>{ $example }</code>
error-too-long =
    Too long: { $length ->
        [one] { $length } character
       *[other] { $length } characters
    }, the limit is { $limit }. Make it shorter; details can be attached as a file. For example: <code>{ $example }</code>
error-too-many-marks = There are too many marks over the letters for the department to read. Write in plain letters, for example: <code>{ $example }</code>
error-plain-digits = Plain digits from 0 to 9 are needed here. For example: <code>{ $example }</code>

## Choice
error-choice-unknown = There is no such option. Press one of the buttons or write the option, for example: <code>{ $example }</code>
error-multichoice-unknown = There is no option “{ $part }”. Tick the buttons or list the options with commas, for example: <code>{ $example }</code>
error-yes-no = The answer is “yes” or “no”. For example: <code>{ $example }</code>

## Numbers and money
error-integer-format = A whole number in digits is needed. For example: <code>{ $example }</code>
error-integer-fraction = A whole number is needed, with no fraction. For example: <code>{ $example }</code>
error-integer-range = The number must be from { $low } to { $high }. For example: <code>{ $example }</code>
error-money-format = The amount could not be read. Write roubles in digits and kopecks, if any, after a comma. For example: <code>{ $example }</code> or <code>1 500,50</code>
error-money-kopecks = Only kopecks follow the comma, two digits. For example: <code>1 500,50</code>
error-money-currency = The amount is needed in roubles. Convert it and write without a currency sign, for example: <code>{ $example }</code>
error-money-negative = The amount cannot be less than zero. For example: <code>{ $example }</code>
error-money-zero = The amount must be more than zero. For example: <code>{ $example }</code>
error-money-small = The amount must be at least { $limit } ₽. For example: <code>{ $example }</code>
error-money-big = The amount must be at most { $limit } ₽. Check for extra zeros. For example: <code>{ $example }</code>

## Dates
error-date-format = The date could not be read. Write day, month and year, for example: <code>{ $example }</code>
error-date-year = The year is missing. Write day, month and year, for example: <code>{ $example }</code>
error-date-month = There is no such month: months go from 01 to 12. For example: <code>{ $example }</code>
error-date-day =
    There is no such day: { $month } has { $days ->
        [one] { $days } day
       *[other] { $days } days
    }. Check the day, for example: <code>{ $example }</code>
error-date-early = { $date } is too long ago: dates from { $limit } are accepted. Check the year, for example: <code>{ $example }</code>
error-date-late = { $date } is too far ahead: dates up to { $limit } are accepted. Check the year, for example: <code>{ $example }</code>
error-date-past = { $date } has not come yet: today is { $today }. A date in the past is needed, for example: <code>{ $example }</code>
error-date-future = { $date } has passed: today is { $today }. Choose today or a later day.
error-birth-future = The date of birth { $date } has not come yet: today is { $today }. Check the year, for example: <code>{ $example }</code>
error-birth-early = More than 120 years have passed since { $date }: dates of birth from { $limit } are accepted. Check the year, for example: <code>{ $example }</code>
error-issued-before-14 = A passport is issued from the age of 14: with the date of birth { $birth }, not before { $limit }, and { $date } is given. Check both dates.
error-expiry-before-issue = The expiry date { $date } is not later than the date of issue { $issued }. Check both dates.
error-period-order = The end of the period { $date } is before its beginning { $start }. Check both dates.
error-period-start = The beginning of the period { $date } is after its end { $end }. Check both dates.
error-death-before-birth = The date of death { $date } is before the date of birth { $birth }. Check both dates.

## Contacts and addresses
error-phone-format = The phone number could not be read: one number in digits is needed. For example: <code>{ $example }</code>
error-phone-short =
    This is a short number: { $count ->
        [one] { $count } digit
       *[other] { $count } digits
    }. A full one is needed, with the code of the city or operator. For example: <code>{ $example }</code>
error-phone-unknown =
    There is no such number: { $count ->
        [one] { $count } digit
       *[other] { $count } digits
    }. A Russian number has 11 with +7 or 8. For example: <code>{ $example }</code>
error-phone-extension = The department cannot dial an extension. Write a number that answers directly, for example: <code>{ $example }</code>
error-email-at = An e-mail address needs the @ sign between the name and the server. For example: <code>{ $example }</code>
error-email-domain = After @ the full name of the mail server is needed, with a dot. For example: <code>{ $example }</code>
error-email-latin = An e-mail address is written in Latin letters. Switch the keyboard and type it again, for example: <code>{ $example }</code>
error-email-format = The address has characters that do not belong in it, or is longer than 254. For example: <code>{ $example }</code>
error-address-short = The address is too short. Write the town or village, street and house, for example: <code>{ $example }</code>
error-address-letters = The address has no names in it. Write the town or village, street and house, for example: <code>{ $example }</code>
error-region-unknown = No such region was found. Write its name or the beginning of it, for example: <code>{ $example }</code>

## Names
error-name-controls = The name has invisible characters that change the order of letters. Type it by hand, for example: <code>{ $example }</code>
error-name-one-word = The surname and the first name are needed in full. For example: <code>{ $example }</code>. If the name is a single word, put a dash after it: <code>Сукарно -</code>
error-name-long =
    Too many words for a name: { $count ->
        [one] { $count } word
       *[other] { $count } words
    }. Write the name of one person, for example: <code>{ $example }</code>
error-name-initials = The first name and patronymic are needed in full, without initials. For example: <code>{ $example }</code>
error-name-digits = There are digits in the name. Write only the surname, first name and patronymic, for example: <code>{ $example }</code>
error-name-signs = A name may have only letters, a hyphen and an apostrophe. For example: <code>{ $example }</code> or <code>О'Нил Джон</code>
error-name-script = The name is needed in Russian or Latin letters, as in the translation of the document. For example: <code>{ $example }</code>
error-name-mixed = Russian and Latin letters are mixed in one word. Type it in one alphabet, for example: <code>{ $example }</code>

## Documents
error-passport-format = The passport's series and number are ten digits, without letters. For example: <code>{ $example }</code>
error-passport-length =
    The passport's series and number have ten digits, and here there { $count ->
        [one] is { $count } digit
       *[other] are { $count } digits
    }. For example: <code>{ $example }</code>
error-passport-zeros = There is no passport with series 0000 or number 000000. Check the digits, for example: <code>{ $example }</code>
error-department-code-format = The department code is six digits, without letters. For example: <code>{ $example }</code>
error-department-code-length =
    The department code has six digits, and here there { $count ->
        [one] is { $count } digit
       *[other] are { $count } digits
    }. It is printed below the date of issue, for example: <code>{ $example }</code>
error-department-code-region = The department code begins with the number of the region; there is no 00. For example: <code>{ $example }</code>
error-document-digits = A document's number needs digits, at least two. For example: <code>{ $example }</code>
error-document-format = A document's number may have letters, digits, a space, a hyphen, a dot, a slash and №. For example: <code>{ $example }</code>
error-document-length =
    A document's number has { $low } to { $high } characters, and here there { $count ->
        [one] is { $count } character
       *[other] are { $count } characters
    }. For example: <code>{ $example }</code>
error-snils-format = SNILS is eleven digits, without letters. For example: <code>{ $example }</code>
error-snils-length =
    SNILS has eleven digits, and here there { $count ->
        [one] is { $count } digit
       *[other] are { $count } digits
    }. For example: <code>{ $example }</code>
error-snils-same = A SNILS never has all its digits the same. Check the number, for example: <code>{ $example }</code>
error-snils-control = The control number of SNILS does not match. Check for a slip: eleven digits, for example <code>{ $example }</code>
error-inn-format = INN is digits only, { $due } of them. For example: <code>{ $example }</code>
error-inn-length =
    INN has { $due } digits, and here there { $count ->
        [one] is { $count } digit
       *[other] are { $count } digits
    }. For example: <code>{ $example }</code>
error-inn-organisation = Ten digits are the INN of an organisation. A person's is needed here, of { $due } digits. For example: <code>{ $example }</code>
error-inn-person = Twelve digits are the INN of a person or a sole trader. An organisation's is needed here, of { $due } digits. For example: <code>{ $example }</code>
error-inn-zeros = There is no such INN: it begins with the code of a tax office. It has { $due } digits, for example: <code>{ $example }</code>
error-inn-control = The control digits of INN do not match. Check for a slip; it has { $due } digits, for example: <code>{ $example }</code>
error-ogrn-format = OGRN is digits only, { $due } of them. For example: <code>{ $example }</code>
error-ogrn-length =
    The number has { $due } digits (13 for OGRN, 15 for OGRNIP), and here there { $count ->
        [one] is { $count } digit
       *[other] are { $count } digits
    }. For example: <code>{ $example }</code>
error-ogrn-start = There is no such OGRN: the first digit tells the kind of record. It has { $due } digits, for example: <code>{ $example }</code>
error-ogrn-control = The control digit of OGRN does not match. Check for a slip; it has { $due } digits, for example: <code>{ $example }</code>

## Payments
error-uin-format = UIN is digits only, 20 or 25. For example: <code>{ $example }</code>
error-uin-length =
    UIN has 20 or 25 digits, and here there { $count ->
        [one] is { $count } digit
       *[other] are { $count } digits
    }. It is printed in the bill or the ruling, for example: <code>{ $example }</code>
error-uin-zeros = A UIN never has all its digits the same. Check the number in the bill, for example: <code>{ $example }</code>
error-account-format = The account number is twenty digits, without letters. For example: <code>{ $example }</code>
error-account-card = Sixteen digits are a card number; do not tell it to anyone. The account number is needed, twenty digits: it is among the card's details in the bank's app. For example: <code>{ $example }</code>
error-account-length =
    The account number has twenty digits, and here there { $count ->
        [one] is { $count } digit
       *[other] are { $count } digits
    }. It is among the card's details in the bank's app, for example: <code>{ $example }</code>
error-account-zeros = An account number does not begin with zero. Check the digits, for example: <code>{ $example }</code>
error-account-key = The account does not belong to the bank with BIC { $bic }: the control key does not match. Check the account; if it is right, go back and correct the BIC. For example: <code>{ $example }</code>
error-bic-format = BIC is nine digits, without letters. For example: <code>{ $example }</code>
error-bic-length =
    BIC has nine digits, and here there { $count ->
        [one] is { $count } digit
       *[other] are { $count } digits
    }. For example: <code>{ $example }</code>
error-bic-start = The BIC of a Russian bank begins with 04. Check the digits, for example: <code>{ $example }</code>
error-bic-key = The BIC does not match the account you gave: the control key differs. Check the BIC; if it is right, go back and correct the account. For example: <code>{ $example }</code>

## Vehicles and land
error-vin-format = VIN has only Latin letters and digits. For example: <code>{ $example }</code>
error-vin-length =
    VIN has seventeen characters, and here there { $count ->
        [one] is { $count } character
       *[other] are { $count } characters
    }. For example: <code>{ $example }</code>
error-vin-ioq = VIN never has the letters I, O and Q: that is a one or a zero. Check it, for example: <code>{ $example }</code>
error-plate-format = The plate could not be read. Write it with the region, for example: <code>{ $example }</code>
error-plate-letters = Russian plates have only the letters { $letters }. For example: <code>{ $example }</code>
error-plate-no-region = The region is missing: the digits on the right of the plate. For example: <code>{ $example }</code>
error-plate-zeros = A plate is never all zeros. Check the digits, for example: <code>{ $example }</code>
error-plate-wrong-region = There is no region { $region }. Check the digits on the right of the plate, for example: <code>{ $example }</code>
error-cadastral-format = A cadastral number is four numbers with colons: two digits, two, six or seven, and the number of the object. For example: <code>{ $example }</code>
error-cadastral-quarter = This is the number of a quarter: the last part, the number of the object itself, is missing. For example: <code>{ $example }</code>
error-cadastral-zeros = A cadastral number has no region 00 and no object 0. For example: <code>{ $example }</code>

## Why an answer is asked about once more
note-phone-foreign = This is a foreign number: text messages will not reach it.
note-name-letters = Latin letters were replaced by the Russian ones they look like, or the other way round.
note-vin-letters = Russian letters were replaced by the Latin ones they look like.
note-uin-control = The control digit of UIN does not match. Compare it with the bill: with a wrong number the money goes towards somebody else's bill.
note-plate-region = This regional code is not on our list.

## Files
error-file-empty = The file is empty. Send it again.
error-file-large = The file is over { $limit } MB: it has { $megabytes } MB. Compress it or take a new photo of the document.
error-file-format = { $formats } will do, but this file is of another kind. Save the document as one of them or take a photo now.
error-file-heic = This picture is HEIC, which departments cannot open. Send it as a photo, not as a file, or save it as { $formats }.
error-file-office = This is a text document. Save it as PDF: “File → Save as → PDF”. { $formats } will do.
error-file-animated = This is an animation, and one still picture is needed. Send an ordinary photo or a PDF.
error-file-damaged = The file is damaged: it does not open. Save it again or take another photo of the document.
error-file-pixels = The picture is too large: { $megapixels } million pixels, the limit is { $limit }. Make it smaller or send it as a photo, not as a file.
error-file-bomb = The file could not be opened safely. Save the document again, for example by printing it to PDF, or take a photo of it.
error-file-infected = A virus was found in the file, so it was not taken. Check your device and send another file, for example a photo of the document.
error-file-pdf-password = The PDF is locked by a password. Remove the password and send the file again.
error-file-pdf-xfa = This PDF is a form that opens in one program only. Print it to an ordinary PDF and send that.
error-file-pdf-active = The signed PDF holds a script or an attachment and cannot be taken. Ask for a copy without them or send a print to PDF.
error-file-pdf-pages =
    The file has { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }, the limit is { $limit }. Send only those needed.
