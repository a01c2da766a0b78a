"""What a commission publishes and people read: web pages and PDFs from one built warehouse.

Reads schemas marts, policy and meta of the public file, read-only; the web root reads which releases there are.
"""
