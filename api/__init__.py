"""The web face: SPARQL Protocol, JSON, linked data and pages.

The modules, from the wire to the words:

Settings
    settings, setting_values, addresses

Processes: a porter accepts, clerks answer plain requests, the server proper answers all others
    server, opening, editions, status;
    porter, relay, connection, foreman, custody, staff, slate, packets;
    clerk, clientele, watch, plain_http

Requests and answers
    app, gateway, wsgi, messages, headers, caching, negotiation, query_strings, problems, access_log, urls

SPARQL: queries, updates, graphs
    protocol, sparql, sparql_page, update, graph_store, stored_graphs, quads;
    authorization, preconditions, revisions, description, downloads

Operations of the JSON API
    operations, parameters, paging, tables, openapi, json_ld; resources, graph_resources, service_resources;
    entities, claims, search, mapping_list, edge_list, disagreements, paths, neighbourhood, comparison, explanations,
    annotation, queries, stats

What operations and pages tell
    answers, directory, kinds, relations, mappings, spelling;
    evidence, claim_reader, edges, source_documents, retractions, surroundings;
    columns, annotator, annotation_worker

Pages and linked data
    things, forms, pages, nodes, linked_data, triples, n_triples; query_pages, blanks, durations
"""
