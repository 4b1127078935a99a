"""The ground floor: the schema and vocabulary, and what can be checked and concluded from them alone."""
