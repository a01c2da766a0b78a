"""The attack on what is published: which hidden counts can be derived from the newest two public files together."""

import transforms.disclosure  # noqa: F401  which audits by this package, so that it has to be known first
from transforms.disclosure.attack.attack import Between, Found, Pinned, Unreadable, attack, exposed, found_in
