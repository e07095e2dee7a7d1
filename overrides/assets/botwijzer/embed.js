/* A page inside a frame of another site (/insluiten/…). Tells the page around it how high it is, and nothing else. Works in a
   frame with sandbox="allow-scripts": no storage, no request. Without this file the frame keeps its height and scrolls.
   After "#" may stand: thema=licht|donker, and secret=…, by which WordPress knows its frames ({message, value, secret}). */
"use strict"
{
  const held = new URLSearchParams(location.hash.replace(/^#\??/, ""))
  const secret = /^[\w-]{1,64}$/.test(held.get("secret") ?? "") ? held.get("secret") : null
  const theme = { licht: "light", donker: "dark" }[held.get("thema")]
  if (theme) document.documentElement.dataset.theme = theme
  const tell = message => parent.postMessage(message, "*") // a height is no secret, and any site may show this page

  if (parent !== window) {
    let last = 0
    const measure = () => {
      const value = Math.ceil(document.body.getBoundingClientRect().height)
      if (value === last || !value) return
      last = value
      tell({ botwijzer: "height", value })
      if (secret) tell({ message: "height", value, secret })
    }
    new ResizeObserver(measure).observe(document.body)
    addEventListener("load", () => {
      last = 0
      measure()
    })
    // A sandbox may forbid new tabs: then WordPress opens the page itself, and elsewhere it opens inside the frame.
    document.addEventListener("click", event => {
      const link = event.target.closest?.("a[target=_blank]")
      if (!link || window.origin !== "null" || event.defaultPrevented) return
      event.preventDefault()
      const opened = window.open(link.href, "_blank")
      if (opened) {
        try { opened.opener = null } catch { /* it has left already */ }
      } else if (secret) tell({ message: "link", value: link.href, secret })
      else location.assign(link.href)
    })
  }
}
