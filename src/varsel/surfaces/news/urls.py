"""The addresses of the news."""

from __future__ import annotations

from django.urls import path

from varsel.surfaces.news.views import newsroom, public

urlpatterns = [
    path("news/", public.news, name="news"),
    path("news.atom", public.atom_feed, name="news_atom"),
    path("news/<uuid:ref>/", public.piece, name="news_piece"),
    path("newsroom/", newsroom.newsroom, name="newsroom"),
    path("newsroom/write/", newsroom.write, name="newsroom_write"),
    path("newsroom/<uuid:ref>/", newsroom.piece, name="newsroom_piece"),
    path("newsroom/<uuid:ref>/correct/", newsroom.write, name="newsroom_correct"),
    path("newsroom/<uuid:ref>/publish/", newsroom.publish, name="newsroom_publish"),
    path("newsroom/<uuid:ref>/throw-away/", newsroom.throw_away, name="newsroom_throw_away"),
    path("newsroom/<uuid:ref>/withdraw/", newsroom.withdraw, name="newsroom_withdraw"),
]
