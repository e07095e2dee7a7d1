/* Choose a page, a language and a form; get the code for it, and see how it looks. Patterns and pages stand in the page
   (publish/link_snippets.py). Without this file the examples on the page are all there is. Nothing is sent or kept. */
"use strict"
{
  const section = document.querySelector('[data-bw="link-maker"]')
  const form = section.querySelector('[data-part="maker"]')
  const part = name => section.querySelector(`[data-part="${name}"]`)
  const [data, words] = ["data", "words"].map(name => JSON.parse(part(name).textContent))
  const fields = form.elements
  const own = form.dataset.language
  const root = new URL(form.dataset.root, location.href)
  const FIRST = "behandeling/denosumab"
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" }
  const escape = text => text.replace(/[&<>"']/g, sign => ENTITIES[sign])
  const say = text => { part("status").textContent = text }

  Object.entries(data.pages).forEach(([name, versions]) => {
    const option = new Option((versions[own] ?? Object.values(versions)[0])[0], name)
    option.selected = name === FIRST
    fields.page.append(option)
  })

  /* The same values as render_snippet() of publish/link_snippets.py. */
  const values = () => {
    const [pad, taal] = [fields.page.value, fields.language.value]
    const [title, path, leaflet] = data.pages[pad][taal]
    const page = pad === "index" ? "" : `${pad}/`
    return {
      pad, taal, title, integrity: data.integrity, leaflet: leaflet && data.site + leaflet, address: data.site + path,
      embed: `${data.site}${data.embeds}/${taal}/${page}`, script: data.site + data.script, fixed: data.site + data.fixed,
    }
  }
  const fill = held => data.patterns[fields.form.value].replace(/\{(\w+)\}/g, (_, name) => escape(held[name]))

  /* The preview shows the pages that lie beside this one: the site's own address may not be real yet. */
  const here = address => new URL(address.slice(data.site.length), root).href
  const make = (tag, attributes, ...inside) => {
    const node = document.createElement(tag)
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value))
    node.append(...inside)
    return node
  }
  const preview = held => {
    const kind = fields.form.value
    const link = () => make("a", { href: here(kind === "leaflet" ? held.leaflet : held.address), hreflang: held.taal }, kind === "leaflet" ? `${held.title} (PDF)` : held.title)
    if (kind === "link" || kind === "leaflet") return link()
    if (kind === "element" || kind === "fixed") return make("botwijzer-artikel", { pad: held.pad, taal: held.taal }, link())
    const frame = make("iframe", { title: held.title, sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox" })
    frame.src = here(held.embed)
    return frame
  }

  const update = () => {
    const versions = data.pages[fields.page.value]
    for (const box of fields.language) box.disabled = !versions[box.value]
    if (!versions[fields.language.value]) fields.language.value = Object.keys(versions)[0]
    const held = values()
    const missing = fields.form.value === "leaflet" && !held.leaflet
    fields.code.value = missing ? "" : fill(held)
    part("preview").replaceChildren(...(missing ? [] : [preview(held)]))
    form.querySelector('[data-do="copy"]').disabled = missing
    say(missing ? words.noLeaflet : "")
  }

  form.querySelector('[data-do="copy"]').addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(fields.code.value)
      say(words.copied)
    } catch {
      fields.code.focus()
      fields.code.select()
      say(words.byHand)
    }
  })
  form.addEventListener("input", ({ target }) => { if (target !== fields.code) update() })
  form.addEventListener("submit", event => event.preventDefault())
  form.hidden = false
  part("examples").hidden = true
  update()
}
