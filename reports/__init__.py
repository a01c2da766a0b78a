"""What a commission publishes and people read: web pages and PDFs from one built warehouse.

Reads schemas marts, policy and meta of the warehouse file, read-only, and nothing else.
"""

from reports.publication import publish

__all__ = ["publish"]
