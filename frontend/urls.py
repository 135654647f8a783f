"""Every page's address."""

from django.urls import include, path

from frontend.account import views as account
from frontend.desk import mail as demo_mail
from frontend.desk.staff import urls as staff

urlpatterns = [
    path("name/", account.choose, name="choose_name"),
    path("account/", include("frontend.account.urls")),
    path("desk/", include("frontend.desk.urls")),
    path("demo/mail/", demo_mail.show, name="demo_mail"),
    path("staff/", staff.urls),
    path("people/", include("frontend.account.profile.people_urls")),
    path("boards/", include("frontend.live.urls")),
    path("chat/", include("frontend.chat.urls")),
    path("studio/", include("frontend.studio.urls")),
    path("", include("frontend.store.urls")),
]
