"""The synthetic city: deliveries as offices send them, and the planted truth beside them."""

from transforms.sample.city import make_city
