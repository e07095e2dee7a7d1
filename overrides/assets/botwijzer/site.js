/* Everything the pages do by script; each part is extra: without this file all text, links and menus still work.
   Loaded in the head, not deferred, so that the reader's colours are set before anything is painted. */
"use strict"
{
  const root = document.documentElement
  const THEMES = ["auto", "light", "dark"]
  const THEME_KEY = "botwijzer.theme"
  const WIDE = "(min-width: 70em)"     // contents beside the text: as in site.css
  const MOST_PAGES = 8                 // search results shown

  // Private windows may refuse storage: then the choice lasts as long as the page.
  const stored = { get() { try { return localStorage.getItem(THEME_KEY) } catch { return null } },
    set(value) { try { localStorage.setItem(THEME_KEY, value) } catch { /* see above */ } } }
  let theme = THEMES.includes(stored.get()) ? stored.get() : "auto"
  const paint = () => { if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme }

  root.classList.replace("no-js", "js")
  paint()

  const all = (selector, node = document) => [...node.querySelectorAll(selector)]
  const part = name => document.querySelector(`[data-bw="${name}"]`)

  /* Colours: as the device, light, dark, and round again; the button says which. */
  const startTheme = button => {
    const say = () => { button.title = button.firstElementChild.textContent = button.dataset[theme] }
    button.hidden = false
    button.addEventListener("click", () => {
      theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]
      stored.set(theme)
      paint()
      say()
    })
    say()
  }

  /* Menu and languages: one open at a time; Escape and a click elsewhere close it. */
  const startFolds = folds => {
    document.addEventListener("click", event => {
      folds.forEach(fold => { if (!fold.contains(event.target)) fold.open = false })
    })
    document.addEventListener("keydown", event => {
      const open = event.key === "Escape" && folds.find(fold => fold.open)
      if (!open) return
      open.open = false
      open.firstElementChild.focus()
    })
  }

  /* Another language: the same place on the page. */
  const keepPlace = event => {
    const link = event.target.closest?.(".bw-languages a, .bw-language-row a, .bw-offer a")
    if (link) link.hash = location.hash
  }

  /* The language that the browser asks for before that of the page: one line, in that language, that can be put away.
     Who comes from another page of the site has chosen already. Nothing is stored, and nobody is sent anywhere. */
  const startOffer = header => {
    if (document.referrer && new URL(document.referrer).origin === location.origin) return
    const links = all(".bw-languages [data-offer]", header)
    const wanted = navigator.languages.map(tag => tag.split("-")[0].toLowerCase())
    const own = wanted.indexOf(root.lang)
    const link = wanted.slice(0, own < 0 ? wanted.length : own).map(code => links.find(({ lang }) => lang === code)).find(Boolean)
    if (!link) return
    const [line, close] = ["p", "button"].map(tag => document.createElement(tag))
    const go = link.cloneNode()
    go.textContent = link.dataset.offer
    Object.assign(close, { type: "button", textContent: "×" })
    close.setAttribute("aria-label", link.dataset.close)
    close.addEventListener("click", () => {
      line.remove()
      header.querySelector("a").focus({ preventScroll: true })
    })
    Object.assign(line, { className: "bw-offer", lang: link.lang, dir: link.dir })
    line.append(go, close)
    header.prepend(line)
  }

  /* A text for style sheets, which know no <bdi>: signs of Unicode do its work (U+2066 left-to-right isolate … U+2069). */
  const labelOf = head => {
    const copy = head.cloneNode(true)
    all("bdi", copy).forEach(run => run.replaceWith(`\u2066${run.textContent}\u2069`))
    return copy.textContent
  }

  /* Tables: each cell says its column, so that site.css can stack the rows on a phone. The roles keep it a table for
     screen readers, which forget that when its display changes. */
  const startTable = frame => {
    const heads = all("th", frame).map(labelOf)
    const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", th: "columnheader", td: "cell" }
    Object.keys(roles).forEach(tag => all(tag, frame).forEach(node => node.setAttribute("role", roles[tag])))
    all("td", frame).forEach(cell => { cell.dataset.label = heads[cell.cellIndex] ?? "" })
    frame.classList.add("bw-stack")
  }

  /* Paper: what is folded is printed, then folded again (also where CSS cannot do it). */
  const startPrint = () => {
    let opened = []
    addEventListener("beforeprint", () => {
      opened = all("article details:not([open])")
      opened.forEach(node => { node.open = true })
    })
    addEventListener("afterprint", () => opened.forEach(node => { node.open = false }))
  }

  /* Not found: the language of the address first; a report names the address. An address from a paper (/v/…, /versie/<language>/…)
     gets the answer about papers that we do not know. */
  const startMissing = main => {
    const [, folder, language] = location.pathname.slice(new URL(main.dataset.base, location.href).pathname.length - 1).split("/")
    const isPaper = ["v", "versie"].includes(folder)
    if (isPaper) all("[data-version]", main).forEach(text => {
      text.previousElementSibling.textContent = text.dataset.title
      text.textContent = text.dataset.version
    })
    all("[href^=mailto]", main).forEach(link => { link.href = link.href.replace("/404.html", encodeURIComponent(location.pathname)) })
    const fits = all("section[lang]", main).filter(section => isPaper ? section.lang === language : location.pathname.startsWith(section.querySelector(".bw-button").pathname))
    const best = fits.sort((a, b) => b.querySelector(".bw-button").pathname.length - a.querySelector(".bw-button").pathname.length)[0]
    if (!best) return
    main.querySelector("section[lang]").before(best)
    root.lang = best.lang
    root.dir = best.dir
  }

  /* Search: speaks to the worker named in #__config (messages of Material for MkDocs: 0 set up, 2 query → 3 result).
     Nothing is fetched before the field is used; what is typed stays in the worker. */
  const startSearch = (form, config) => {
    const [input, box] = [form.querySelector("input"), form.querySelector(".bw-results")]
    const [status, help, list] = box.children
    const base = new URL(`${config.base}/`, location.href)
    const say = config.translations
    const counts = say["search.result.counts"]  // by plural category of the page's language: Polish has four
    const plural = new Intl.PluralRules(root.lang)
    const count = number => (counts[plural.select(number)] ?? counts.other).replace("#", number)
    const escape = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
    let worker
    const show = ({ items, ways = [] }) => {
      const pages = items.length || !input.value.trim() ? items.slice(0, MOST_PAGES) : ways.map(({ location: path, title }) => [{ location: path, title: escape(title), text: "" }])
      status.textContent = !input.value.trim() ? say["search.result.placeholder"] : items.length ? count(items.length) : say["search.result.none"]
      help.hidden = !ways.length
      list.innerHTML = pages.map(page => `<li class="md-search-result__item">${page.slice(0, 3).map(({ location: path, title, text }) =>
        `<a class="md-search-result__link" href="${new URL(path, base).href}"><b>${title}</b>${text}</a>`).join("")}</li>`).join("")
    }
    const start = () => {
      box.hidden = false
      if (worker) return
      worker = new Worker(new URL(config.search, location.href))
      worker.addEventListener("message", ({ data }) => { if (data.type === 3) show(data.data) })
      worker.postMessage({ type: 0, data: {} })
    }
    const close = () => { box.hidden = true }
    const ask = () => {
      start()
      worker.postMessage({ type: 2, data: input.value })
    }
    input.addEventListener("focus", start)
    input.addEventListener("input", ask)
    /* Links to a search: #q=…, which no server sees. A ?q= from elsewhere is read once and taken out of the address. */
    const follow = () => {
      const address = new URL(location.href)
      const asked = address.searchParams.get("q") ?? (address.hash.startsWith("#q=") ? new URLSearchParams(address.hash.slice(1)).get("q") : null)
      if (address.searchParams.has("q")) {
        address.searchParams.delete("q")
        history.replaceState(history.state, "", address)
      }
      if (!asked?.trim()) return
      input.value = asked
      input.focus({ preventScroll: true })
      ask()
    }
    addEventListener("hashchange", follow)
    follow()
    form.addEventListener("submit", event => {
      event.preventDefault()
      list.querySelector("a")?.focus()
    })
    form.addEventListener("keydown", event => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step) {
        const stops = [input, ...all("a", list)]
        stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus()
        event.preventDefault()
      } else if (event.key === "Escape") {
        input.focus()
        close()
      }
    })
    form.addEventListener("focusout", event => { if (event.relatedTarget && !form.contains(event.relatedTarget)) close() })
    document.addEventListener("click", event => { if (!form.contains(event.target)) close() })
  }

  document.addEventListener("DOMContentLoaded", () => {
    const [button, print, contents] = ["theme", "print", "contents"].map(part)
    if (button) startTheme(button)
    if (print) {
      print.hidden = false
      print.addEventListener("click", () => window.print())
    }
    if (contents) contents.open = matchMedia(WIDE).matches
    startFolds(all(".bw-fold"))
    all(".bw-header").forEach(startOffer)
    all(".bw-table").forEach(startTable)
    document.addEventListener("click", keepPlace)
    startPrint()
    all(".bw-missing[data-base]").forEach(startMissing)
    const config = document.getElementById("__config")
    if (document.forms.search && config) startSearch(document.forms.search, JSON.parse(config.textContent))
    else all(".bw-search").forEach(node => node.remove())
  })
}
