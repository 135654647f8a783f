/** Remembers what this browser compares: a product's link leads to the comparison with those chosen before. */

import { chosen, keep, startComparing } from "./store/chosen.js";

const table = document.querySelector("[data-compared]");
if (table) keep([...table.querySelectorAll("[data-slug]")].map(({ dataset }) => dataset.slug));
else if (chosen().length && !location.search) keep([]);
startComparing();
