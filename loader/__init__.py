"""From documents to claims: reading, linking, relating, curating.

The modules, in the order in which a document passes them:

Files
    folder, encoding, foreign, archive, confined, confined_worker, readers

Formats, to blocks of one canonical text
    documents, normalization, outline, sheet, metadata, language, boilerplate, furniture;
    text_reader, lines, spaced_rows, shapes, listings, levels, front_matter, questions; markdown_reader;
    docx_reader, docx_styles, docx_text;
    html_reader, html_tables, html_metadata, html_limits; mhtml_reader;
    pdf_reader, pdf_streams, pdf_bullets, pdf_text, pdf_layout, pdf_tables

Names in the text
    tokens, inflection, lexicon, mentions, abbreviations, guarded_names, linking, stretches;
    names that the vocabulary lacks: grammar, coined_names, widening, allergies, open_vocabulary;
    names in part or in another order: ellipsis, word_order, variants, abridged, short_names, glosses;
    names in other words: wordings, wording_forms, senses, neurolyses;
    symptoms, injuries, places, symptom_words

What a text is about
    sections, cells, subject_matter, headings, authorship, main_procedure, openings, parts, topic, inquiry

What a sentence takes up from before
    anaphora, antecedents, narrowing, common_nouns, practitioner_nouns;
    pronouns, practitioner_pronouns, object_pronouns, unnamed;
    groups, mixtures, compositions, stages, lead_ins;
    for the next sentence: discourse, foreground, turns, companions

A sentence as rules see it
    sentences, sentence_items, announced, phrases, durations, enumerations, folding, inserts, clauses, labels, verdicts

Rules and what they find
    rule_book, rules, patterns, signatures, context; relations, findings, exclusions, bystanders, mismatches, examples;
    arguments, evidence, subjects, governors, actors, general_names, passage_subjects, objects, origins, prepositions,
    definitions;
    stance, polarity, scope

Reading the parts of a document
    extraction, barred, reading, passages, answers, items, list_names, list_headings, categories;
    tables, rows, columns, row_sentences, keyed_rows, selection, claims, confidence

Many documents
    batch, cluster, fingerprints, journal, harvest

Curation, the shipped corpus and its measure
    curation, proposals, recuration, candidates, triples, shipped, verification, evaluation
"""
