language-choose = <b>Язык · Language</b>
    Выберите язык, на котором я буду писать. Названия и описания услуг — на русском.
plain-language-name = Русский
btn-language-chosen = ✓ { $name }
toast-language-set = Готово: пишу по-русски.
error-language-unknown = Такого языка пока нет: есть русский и английский.
