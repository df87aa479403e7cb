// Runs in a world of its own, where the page's scripts have changed nothing.
// It tells by what one sees whether a page is still being filled.
(() => ({
  links: document.links.length,
  rows: document.querySelectorAll("li,tr,dd,dt").length,
  all: document.getElementsByTagName("*").length,
  ready: document.readyState,
}))()
