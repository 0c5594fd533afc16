"""The addresses of the public site, in French.

config/urls.py may take « / » first, to send the staff to their work and everyone else to `views.home`.
"""

from django.urls import path

from egide.interfaces.public import (
    access_views,
    admission_views,
    orientation_views,
    plan_views,
    released_views,
    request_views,
    service_views,
    urls_followup,
    views,
)

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("a-propos/", views.about, name="about"),
    path("nous-joindre/", views.contact, name="contact"),
    path("renseignements-personnels/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("plan-de-classification/", plan_views.plan, name="plan"),
    path("plan-de-classification.pdf", plan_views.plan_print, name="plan_pdf"),
    path("plan-du-site/", views.site_map, name="site_map"),
    path("orientation/", orientation_views.orientation, name="orientation"),
    path("orientation/<slug:destination>/", orientation_views.orientation_end, name="orientation_end"),
    path("commissaire/plainte/", admission_views.admission_complaint, name="admission_complaint"),
    path("commissaire/plainte/recue/<str:token>/", admission_views.received, name="admission_received"),
    path("commissaire/help/", admission_views.english_help, name="admission_help"),
    path("commissaire/resumes/", admission_views.summaries, name="admission_summaries"),
    path("acces/", access_views.access_request, name="access_request"),
    path("acces/recue/<str:token>/", access_views.access_received, name="access_received"),
    path("documents-diffuses/", released_views.released, name="released"),
    path("documents-diffuses/<uuid:public_id>.pdf", released_views.released_pdf, name="released_pdf"),
    path("services/plainte/", service_views.service_complaint, name="service_complaint"),
    path("services/plainte/recue/<str:token>/", service_views.service_received, name="service_received"),
    path("services/divulgation/", service_views.disclosure, name="disclosure"),
    path("demande/", request_views.request_form, name="request"),
    path("demande/recue/<str:token>/", request_views.received, name="received"),
    *urls_followup.urlpatterns,
]
