// The page as it is now. limit is how many characters are wanted at most.
((limit) => {
  const root = document.documentElement;
  const html = root ? root.outerHTML : "";
  if (html.length > limit) return { size: html.length, html: "" };
  const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) + "\n" : "";
  return { size: html.length, html: (type + html).toWellFormed() };
})
