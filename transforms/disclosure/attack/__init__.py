"""The attack on what is published: which hidden counts can be derived from the newest two public files together."""

import transforms.disclosure
from transforms.disclosure.attack.attack import Between, Found, Pinned, Unreadable, attack, exposed, found_in
