/* <botwijzer-artikel pad="behandeling/denosumab" taal="tr"><a href="…">…</a></botwijzer-artikel>: a page of Botwijzer inside
   another site. The page stands in a frame of its own in a shadow tree: neither site can touch the other's looks or data.
   The link inside the element shows until the frame has spoken, so a blocked script or frame leaves a link, never a hole.
   A host with a Content-Security-Policy allows the origin of this file in script-src and frame-src; nothing else is needed.
   No cookie, no storage, no request but the page itself. Licence: MIT. */
(() => {
  "use strict"
  const NAME = "botwijzer-artikel"
  const script = document.currentScript
  if (!script || !script.src || !window.customElements || customElements.get(NAME)) return
  const BASE = new URL("./", script.src) // frames come from where this file came from, whatever an attribute says
  const PATH = /^[a-z0-9]+(?:[-/][a-z0-9]+)*$/
  const LANGUAGE = /^[a-z]{2,3}$/
  const THEMES = ["licht", "donker"]
  const [LEAST, MOST] = [100, 40000] // pixels

  class Article extends HTMLElement {
    static get observedAttributes() { return ["pad", "taal", "thema"] }

    constructor() {
      super()
      this.onMessage = event => this.listen(event)
    }

    connectedCallback() {
      if (!this.shadowRoot) this.attachShadow({ mode: "open" }).append(document.createElement("slot"))
      if (!this.style.display) this.style.display = "block"
      addEventListener("message", this.onMessage)
      this.show()
    }

    disconnectedCallback() { removeEventListener("message", this.onMessage) }

    attributeChangedCallback() { if (this.isConnected && this.shadowRoot) this.show() }

    address() {
      const [path, language, theme] = ["pad", "taal", "thema"].map(name => (this.getAttribute(name) || "").trim())
      if (!PATH.test(path) || !LANGUAGE.test(language || "nl")) return ""
      const page = path === "index" ? "" : `${path}/`
      return new URL(`${language || "nl"}/${page}${THEMES.includes(theme) ? `#thema=${theme}` : ""}`, BASE).href
    }

    show() {
      const address = this.address()
      if (this.frame && this.frame.src === address) return
      if (this.frame) this.frame.remove()
      this.frame = null
      this.slotted(true)
      if (!address) return
      const frame = document.createElement("iframe")
      frame.title = this.textContent.replace(/\s+/g, " ").trim() || "Botwijzer"
      frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox")
      frame.referrerPolicy = "no-referrer"
      // Property by property: a policy of the host without 'unsafe-inline' allows this.
      Object.assign(frame.style, { display: "block", width: "100%", height: "1px", border: "0", visibility: "hidden", colorScheme: "auto" })
      frame.src = address
      this.frame = frame
      this.shadowRoot.append(frame)
    }

    slotted(isShown) { this.shadowRoot.querySelector("slot").style.display = isShown ? "contents" : "none" }

    /* Only from our own frame, and of what it says only a number. */
    listen({ source, data }) {
      const { frame } = this
      if (!frame || !source || source !== frame.contentWindow || !data || data.botwijzer !== "height") return
      const { value } = data
      if (typeof value !== "number" || !Number.isFinite(value)) return
      frame.style.height = `${Math.min(MOST, Math.max(LEAST, Math.ceil(value)))}px`
      frame.style.visibility = "visible"
      this.slotted(false)
    }
  }

  customElements.define(NAME, Article)
})()
