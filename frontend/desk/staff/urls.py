"""The admin's addresses, once every model is registered."""

from frontend.desk.staff import people, trail
from frontend.desk.staff.site import site

REGISTERED = (people.People, trail.Trail, trail.Letters)
urls = site.urls
