"""Documents as web pages, as PDFs, and the root that a web server offers."""
