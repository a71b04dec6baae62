-- What somebody tells inside a quotation that somebody else said is no quotation of that one.

UPDATE statements SET kind = kind_of(
    (SELECT text FROM articles WHERE seq = article), content, source, cue
) WHERE kind <> 'reported';
