"""A knowledge graph of interventional pain medicine whose every edge leads back to the sentence that says so."""

__all__ = ["__version__"]

#: The version of the package; the build metadata and the changelog must agree with it (see the tests).
__version__ = "0.1.0"
