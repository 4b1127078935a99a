"""The store and what is asked of it: engines behind one contract, formats, and the catalogue of named queries."""
