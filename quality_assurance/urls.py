"""The addresses of quality assurance."""

from __future__ import annotations

from django.urls import path

from quality_assurance import views

urlpatterns = [
    path("", views.my_reviews, name="my_reviews"),
    path("take/<int:pk>/", views.take, name="take_review"),
    path("<int:pk>/", views.review, name="review"),
    path("<int:pk>/<str:key>/", views.criterion, name="criterion"),
]
