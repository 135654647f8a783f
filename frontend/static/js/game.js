/** What the page of one game adds to its boards: a delay that is remembered, tabs, and which plays are shown. */

import { startDelays } from "./board/delays.js";
import { startFilters } from "./board/filters.js";
import { startTabs } from "./page/tabs.js";

startDelays();
startFilters();
startTabs();
