"""Addresses of the shop; mounted at the root, for they are the site's own."""

from django.urls import URLPattern, URLResolver, include, path

from frontend.store import currency_choice, home, pictures
from frontend.store.browse import view as browse
from frontend.store.cart import adding, changing, taking
from frontend.store.cart import view as cart
from frontend.store.checkout import view as checkout
from frontend.store.compare import view as compare
from frontend.store.outside import feed, robots, share, sitemaps
from frontend.store.product import samples
from frontend.store.product import view as product
from frontend.store.seller import view as seller

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.show, name="home"),
    path("products/", browse.listing, name="products"),
    path("categories/<path:path>/", browse.listing, name="category"),
    path("products/<slug:slug>/samples/<slug:file_id>/", samples.show, name="product_sample"),
    path("products/<slug:slug>/", product.show, name="product"),
    path("sellers/<str:name>/", seller.show, name="seller_shop"),
    path("cart/", cart.show, name="cart"),
    path("cart/part/", cart.part, name="cart_part"),
    path("cart/add/", adding.add, name="cart_add"),
    path("cart/take/", taking.take, name="take_free"),
    path("cart/currency/", changing.choose_currency, name="cart_currency"),
    path("cart/agree/", changing.agree, name="cart_agree"),
    path("cart/put-back/", changing.put_back, name="cart_put_back"),
    path("cart/lines/<str:line>/", changing.change, name="cart_line"),
    path("cart/lines/<str:line>/remove/", changing.remove, name="cart_remove"),
    path("checkout/", checkout.show, name="checkout"),
    path("checkout/sums/", checkout.sums, name="checkout_sums"),
    path("compare/", compare.show, name="compare"),
    path("currency/", currency_choice.choose, name="choose_currency"),
    path("pictures/<slug:picture>/<int:width>.webp", pictures.show, name="product_picture"),
    path("share/products/<slug:slug>.png", share.show, name="product_share"),
    path("", include("frontend.store.kept.urls")),
    path("", include("frontend.store.orders.urls")),
    path("feeds/products.atom", feed.show, name="products_feed"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:section>.xml", sitemaps.part, name="sitemap_part"),
]
