"""Every page's address."""

from django.urls import include, path

from frontend import home
from frontend.account import views as account
from frontend.desk import mail as demo_mail
from frontend.desk.staff import urls as staff

urlpatterns = [
    path("", home.show, name="home"),
    path("robots.txt", home.robots, name="robots"),
    path("name/", account.choose, name="choose_name"),
    path("account/", include("frontend.account.urls")),
    path("desk/", include("frontend.desk.urls")),
    path("demo/mail/", demo_mail.show, name="demo_mail"),
    path("staff/", staff.urls),
    path("people/", include("frontend.account.profile.people_urls")),
    path("boards/", include("frontend.live.urls")),
    path("chat/", include("frontend.chat.urls")),
    path("", include("frontend.store.urls")),
]
