"""Addresses of the reader’s calendar and of its feed.

The feed’s own secret is in its address: nobody signs in there.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_calendar

urlpatterns: list[URLPattern] = [
    path("calendrier/", views_calendar.calendar, name="calendar"),
    path("calendrier/abonnement/", views_calendar.feed, name="calendar_feed"),
    path("calendrier/flux/<str:secret>.ics", views_calendar.feed_ics, name="calendar_ics"),
]
