/** A product's page: prices, what is left and whether it is sold stay true; pictures, sharing, and that it was seen. */

import { startCurrency } from "./store/currency.js";
import { startGallery } from "./store/gallery.js";
import { noteSeen } from "./store/seen.js";
import { startSharing } from "./store/share.js";
import { showOffers } from "./store/tiers.js";

const listing = document.querySelector("[data-listing]");
const { body } = document;

const told = ({ detail: { topic, data, snapshot } }) =>
  topic === listing.dataset.topic && showOffers(listing, data ?? snapshot);

body.addEventListener("rt:snapshot", told);
body.addEventListener("product.changed", told);
startCurrency();
startGallery();
startSharing();
noteSeen(listing);
