"""What a commission publishes and people read: web pages and PDFs from one built warehouse.

Reads schemas marts, policy and meta of the public file, read-only; the web root reads which releases there are.
"""

from reports.publication import publish
from reports.render.web_root import write_web

__all__ = ["publish", "write_web"]
