"""The store and what is asked of it: engines behind one contract, formats, and the catalogue of named queries.

The modules, from what is stored to what is asked:

Versions of the graph
    versions, holds, counts, description, examples

The store: a contract, and what keeps it
    store, embedded, loading, in_place, cache; binding, formats, results, solutions

Queries from outside: what they may do, and the processes that evaluate them
    tokens, grammar, syntax, guard, datasets, merging, template, services;
    pool, keeper, nursery_process, nursery, workers, errand, callers, wire, sandbox, federation

A store kept elsewhere
    remote, remote_engine, endpoint, credentials, publication, remote_publication, remote_closure

Changes by users
    change, revision, scratch, updates, user_graphs, user_quads

Named queries
    catalogue, named_query, header, resolver

Proofs: why an edge holds, or why not
    statements, grounds, claim_grounds, rule_grounds, proofs, support, why_not, kinds;
    bounds, proof_formats, proof_outline, proof_text, proof_data, proof_rdf
"""
