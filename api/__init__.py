"""The web face: SPARQL Protocol, JSON, linked data and pages."""
