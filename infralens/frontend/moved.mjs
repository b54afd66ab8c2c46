// @ts-check
// At an old address: goes on to the new one with what the reader's link says beyond the page, its
// fragment and its query. Without script the page's own refresh leads on; the two would race.

const link = /** @type {HTMLAnchorElement} */ (document.getElementById("to"));
const to = new URL(link.href);
to.search = location.search;
to.hash = location.hash;
location.replace(to);
