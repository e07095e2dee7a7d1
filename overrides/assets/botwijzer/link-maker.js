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
  const SHOWN_CHANGES = 5
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" }
  const escape = text => text.replace(/[&<>"']/g, sign => ENTITIES[sign])
  const fill = (pattern, held, made = text => text) => pattern.replace(/\{(\w+)\}/g, (_, name) => made(held[name]))
  const say = text => { part("status").textContent = text }
  const titleOf = (name, language) => (data.pages[name][language] ?? Object.values(data.pages[name])[0])[0]

  for (const name of Object.keys(data.pages)) fields.page.append(new Option(titleOf(name, own), name, name === data.first, name === data.first))

  const codesOfPage = () => data.codes[fields.page.value] ?? []
  const chosen = () => codesOfPage()[Number(fields.chosen.value)] ?? codesOfPage()[0]
  /* What the chosen page, language and code give, in the names of render_snippet() of publish/link_snippets.py. */
  const values = () => {
    const [pad, taal] = [fields.page.value, fields.language.value]
    const [title, path, leaflet] = data.pages[pad][taal]
    const page = pad === "index" ? "" : `${pad}/`
    const [system, code, oid] = chosen() ?? []
    const question = { code: encodeURIComponent(code), oid, taal }
    return {
      pad, taal, title, dir: data.directions[taal], integrity: data.integrity, leaflet: leaflet && data.site + leaflet, address: data.site + path,
      embed: `${data.site}${data.embeds}/${taal}/${page}`, script: data.site + data.script, fixed: data.site + data.fixed,
      code: code && `${data.site}${data.codeFolder}/${system}/${code}/#${taal}`,
      infobutton: code && data.site + fill(data.infobutton, question),
      record: data.site + fill(data.records[pad], { taal }), feed: data.site + data.feeds[taal],
    }
  }

  /* The preview shows what lies beside this page: the site's own address may not be real yet. */
  const here = address => new URL(address.slice(data.site.length), root).href
  const make = (tag, attributes, ...inside) => {
    const node = document.createElement(tag)
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value))
    node.append(...inside)
    return node
  }
  const link = (address, text, language) => make("a", { href: here(address), hreflang: language, lang: language, dir: data.directions[language] }, text)
  const article = held => make("botwijzer-artikel", { pad: held.pad, taal: held.taal }, link(held.address, held.title, held.taal))
  const listed = items => make("ul", {}, ...items.map(item => make("li", {}, item)))
  /* The pages that the chosen code leads to, in the order of its page. */
  const answers = held => listed(Object.keys(data.codes)
    .filter(name => data.codes[name].some(code => String(code) === String(chosen())) && data.pages[name][held.taal])
    .map(name => link(data.site + data.pages[name][held.taal][1], data.pages[name][held.taal][0], held.taal)))
  const fetched = async (address, show) => {
    try {
      const answer = await fetch(here(address))
      if (!answer.ok) throw new Error(answer.status)
      return show(await answer.json())
    } catch {
      return make("p", {}, words.noPreview)
    }
  }
  /* What the script to copy makes of the record. */
  const articleOf = ({ inLanguage, direction, name, blocks, disclaimer, reviewNotes, creditText }) => {
    const node = make("article", { lang: inLanguage, dir: direction }, make("h2", {}, name))
    node.insertAdjacentHTML("beforeend", blocks.map(block => block.html).join(""))
    node.append(...[disclaimer, ...reviewNotes, creditText].map(text => make("p", {}, text)))
    for (const heading of node.querySelectorAll("[id]")) heading.removeAttribute("id") /* this page has those ids too */
    return node
  }
  const changesOf = ({ title, description, items }) => {
    const entries = items.slice(0, SHOWN_CHANGES).map(item => make("a", { href: item.url }, item.title))
    return make("div", {}, make("p", {}, make("b", {}, title)), make("p", {}, description), listed(entries))
  }
  const PREVIEWS = {
    link: held => link(held.address, held.title, held.taal),
    wordpress: article,
    element: article,
    fixed: article,
    frame: held => make("iframe", { title: held.title, sandbox: data.sandbox, src: here(held.embed) }),
    leaflet: held => link(held.leaflet, `${held.title} (PDF)`, held.taal),
    code: answers,
    infobutton: held => make("div", {}, link(held.infobutton, words.tryIt, held.taal), answers(held)),
    api: held => fetched(held.record, articleOf),
    feed: held => fetched(held.feed.replace(/xml$/, "json"), changesOf),
  }

  let offered = ""
  const offerCodes = () => {
    if (offered !== fields.page.value) {
      offered = fields.page.value
      fields.chosen.replaceChildren(...codesOfPage().map(([system, code], place) => new Option(`${data.systems[system]} ${code}`, place)))
    }
    part("codes").hidden = !["code", "infobutton"].includes(fields.form.value) || !codesOfPage().length
  }
  let turn = 0
  const update = async () => {
    const versions = data.pages[fields.page.value]
    for (const box of fields.language) box.disabled = !versions[box.value]
    if (!versions[fields.language.value]) fields.language.value = Object.keys(versions)[0]
    offerCodes()
    const kind = fields.form.value
    const held = values()
    const missing = kind === "leaflet" && !held.leaflet ? words.noLeaflet : kind in { code: 0, infobutton: 0 } && !held.code ? words.noCode : ""
    fields.code.value = missing ? "" : fill(data.patterns[kind], held, data.plain.includes(kind) ? undefined : escape)
    form.querySelector('[data-do="copy"]').disabled = Boolean(missing)
    say(missing)
    const mine = ++turn
    part("preview").replaceChildren()
    const shown = missing ? "" : await PREVIEWS[kind](held)
    if (mine === turn) part("preview").replaceChildren(shown) /* else something else was chosen meanwhile */
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
