language-choose = <b>Language · Язык</b>
    Choose the language I write in. Titles and descriptions of the services stay in Russian.
plain-language-name = English
btn-language-chosen = ✓ { $name }
toast-language-set = Done: I write in English now.
error-language-unknown = I do not have that language yet: only Russian and English.
