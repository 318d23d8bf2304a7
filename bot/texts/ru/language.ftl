language-choose = <b>Язык · Language</b>
    Выберите язык, на котором я буду писать. Названия и описания услуг — на русском.
btn-language-ru = Русский
btn-language-ru-chosen = ✓ Русский
btn-language-en = English
btn-language-en-chosen = ✓ English
toast-language-set = Готово: пишу по-русски.
error-language-unknown = Такого языка пока нет: есть русский и английский.
