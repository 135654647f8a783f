/** What a product's topic tells, shown on its cards: prices, how many are left, whether it is sold at all. */

import { money } from "./money.js";

const MARKED_MS = 1200;

function mark(element, text) {
  if (element.textContent === text) return;
  element.textContent = text;
  element.dataset.changed = "";
  setTimeout(() => delete element.dataset.changed, MARKED_MS);
}

function showPrice(card, tier) {
  const price = card.querySelector("[data-price]");
  const minor = tier.prices[price.dataset.currency];
  if (minor === undefined || String(minor) === price.dataset.minor) return;
  price.dataset.minor = minor;
  const words = money(minor, price.dataset.currency, Number(price.dataset.decimals));
  mark(price, price.dataset.words ? price.dataset.words.replace("{money}", words) : words);
}

function showLeft(card, { left }, isSold) {
  const element = card.querySelector("[data-left]");
  const input = card.querySelector("input");
  element.hidden = left === null;
  if (left !== null) mark(element, left ? element.dataset.few.replace("{left}", left) : element.dataset.none);
  // What could not be chosen for another reason (a subscription, another currency) stays so.
  if (input.dataset.never === undefined) input.disabled = left === 0 || !isSold;
  card.toggleAttribute("data-off", input.disabled);
}

/** Another set of tiers cannot be drawn here without moving what the reader is choosing from: they are told of it. */
const isAnother = (cards, tiers) =>
  cards.length !== tiers.length || cards.some((card) => !tiers.find(({ id }) => id === card.dataset.tier));

export function showOffers(listing, product) {
  const cards = [...listing.querySelectorAll("[data-tier]")];
  const tiers = product.tiers ?? [];
  const isSold = product.state === "for_sale";
  listing.querySelector("[data-paused]").hidden = product.state !== "paused";
  listing.querySelector("[data-gone]").hidden = product.state !== "gone";
  listing.querySelector("[data-anew]").hidden = !isSold || !isAnother(cards, tiers);
  for (const card of cards) {
    const tier = tiers.find(({ id }) => id === card.dataset.tier);
    if (tier) showPrice(card, tier);
    showLeft(card, tier ?? { left: 0 }, isSold && Boolean(tier));
  }
  for (const button of document.querySelectorAll('[form="add"]:is(button), #add button')) button.disabled = !isSold;
}
