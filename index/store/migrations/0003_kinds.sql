-- Kinds are read from the characters of the text: `direct` where all words stand in quotation marks,
-- `mixed` where some do, `reported` where none does. `kind_of` is `index.quoting.kind_of`.

UPDATE statements SET kind = kind_of((SELECT text FROM articles WHERE seq = article), content);
