/* Choose leaflets, language and form; put the practice on a sheet and print it, or open a ready PDF. Without this file the
   list of leaflets on the page is all there is. What is typed stays here: in this browser (localStorage), or in a link
   after "#", which no browser sends. Details that came with a link are shown, not kept, until somebody changes them:
   a link from a stranger must not put his telephone number on every sheet from then on. */
"use strict"
{
  const form = document.querySelector('[data-bw="leaflet-form"]')
  const frame = document.querySelector('[data-bw="handout"]')
  const part = name => form.querySelector(`[data-part="${name}"]`)
  const data = name => JSON.parse(part(name).textContent)
  const KEY = "botwijzer.practice"
  const FIELDS = ["name", "phone", "hours"]
  const [words, languages] = [data("words"), data("languages")]
  const root = new URL(form.dataset.root, location.href)
  const source = form.dataset.source
  const title = document.title
  let run = 0                          // which request for a sheet is the last one

  const topics = [...document.querySelectorAll(".bw-leaflets details")].map(node => ({
    node, number: node.dataset.number, key: node.dataset.key, address: node.dataset.address,
    leaves: JSON.parse(node.dataset.leaves), title: node.querySelector("summary").textContent.replace(/\s+/g, " ").trim(),
  }))
  topics.forEach(topic => {
    const [label, box] = ["label", "input"].map(tag => document.createElement(tag))
    Object.assign(box, { type: "checkbox", name: "topic", value: topic.number })
    label.append(box, ` ${topic.title}`)
    part("choices").append(label)
  })

  const say = text => { part("status").textContent = text }
  const all = name => [...form.querySelectorAll(`[name="${name}"]`)]
  const value = name => form.elements[name].value
  const set = (name, text) => { form.elements[name].value = text.slice(0, form.elements[name].maxLength) }
  const choose = (name, wanted) => all(name).forEach(box => { if (box.value === wanted) box.checked = true })
  const chosen = () => all("topic").filter(box => box.checked).map(box => topics.find(({ number }) => number === box.value))
  const withDutch = () => form.elements.dutch.checked && value("language") !== source
  const practice = () => Object.fromEntries(FIELDS.map(name => [name, value(name)]))

  const kept = () => {
    try {
      const found = JSON.parse(localStorage.getItem(KEY))
      return Object.fromEntries(FIELDS.map(name => [name, typeof found?.[name] === "string" ? found[name] : ""]))
    } catch { return { name: "", phone: "", hours: "" } }
  }
  const keep = details => {
    try {
      if (FIELDS.some(name => details[name])) localStorage.setItem(KEY, JSON.stringify(details))
      else localStorage.removeItem(KEY)
    } catch { /* refused or full: the fields still hold it while the page is open */ }
  }

  const link = () => {
    const address = new URL(location.href)
    const held = new URLSearchParams({ folders: chosen().map(({ number }) => number).join("."), taal: value("language"), vorm: value("form") })
    if (form.elements.dutch.checked) held.set("nl", "1")
    FIELDS.forEach(name => { if (value(name).trim()) held.set(name, value(name)) })
    address.search = ""
    address.hash = held
    return address.href
  }
  /* A link with a choice in it. Anything may stand there: what does not fit is passed by. */
  const follow = () => {
    if (!location.hash.includes("=")) return
    const held = new URLSearchParams(location.hash.slice(1))
    const numbers = (held.get("folders") ?? "").split(".")
    if (held.has("folders")) all("topic").forEach(box => { box.checked = numbers.includes(box.value) })
    choose("language", held.get("taal"))
    choose("form", held.get("vorm"))
    form.elements.dutch.checked = held.get("nl") === "1"
    const given = FIELDS.filter(name => held.has(name))
    if (given.length) FIELDS.forEach(name => set(name, held.get(name) ?? ""))
    const own = kept()
    part("from-link").hidden = !given.length || FIELDS.every(name => value(name) === own[name])
    update()
  }

  const files = () => {
    const [code, wanted] = [value("language"), value("form")]
    const name = withDutch() ? "bilingual" : wanted
    return chosen().map(topic => ({ topic, link: topic.node.querySelector(`a[hreflang="${code}"][data-form="${name}"]`) })).filter(({ link: found }) => found)
  }
  const isSheet = () => value("form").startsWith("sheet")
  const update = () => {
    form.elements.dutch.disabled = value("language") === source
    const ready = isSheet() ? [] : files()
    const list = part("files").lastElementChild
    list.textContent = ""
    ready.forEach(({ topic, link: found }) => {
      const [item, go] = ["li", "a"].map(tag => document.createElement(tag))
      Object.assign(go, { href: found.href, textContent: `${topic.title} (${found.textContent})` })
      item.append(go)
      list.append(item)
    })
    part("files").hidden = !ready.length
    part("practice").hidden = !isSheet()
    form.querySelector('[data-do="make"]').hidden = !isSheet()
    part("link").hidden = true
    say(!chosen().length ? words.none : !isSheet() && !ready.length ? words.noFile : "")
  }

  const close = () => {
    run += 1
    frame.hidden = true
    frame.querySelector(".bw-handout").textContent = ""
    document.documentElement.classList.remove("bw-with-handout", "bw-large-handout")
    document.title = title
  }
  const build = async () => {
    const [mine, large] = [run += 1, value("form") === "sheet-large"]
    if (!chosen().length) {
      say(words.noTopic)
      all("topic")[0].focus()
      return
    }
    say(words.busy)
    const codes = withDutch() ? [source, value("language")] : [value("language")]
    try {
      const made = await handout.build({ root, topics: chosen(), languages: codes.map(code => languages.find(item => item.code === code)), practice: practice() })
      if (mine !== run) return
      frame.querySelector(".bw-handout").replaceChildren(made.sheet)
      frame.hidden = false
      document.documentElement.classList.add("bw-with-handout")
      document.documentElement.classList.toggle("bw-large-handout", large)
      document.title = made.title
      say(words.ready)
      frame.focus({ preventScroll: true })
      print()
    } catch {
      if (mine !== run) return
      close()
      say(words.failed)
    }
  }

  const copy = async () => {
    const text = link()
    try {
      await navigator.clipboard.writeText(text)
      say(words.copied)
    } catch {
      const field = part("link").querySelector("input")
      part("link").hidden = false
      field.value = text
      field.focus()
      field.select()
    }
  }
  const erase = () => {
    FIELDS.forEach(name => set(name, ""))
    keep(practice())
    part("from-link").hidden = true
    say(words.erased)
  }

  const own = kept()
  FIELDS.forEach(name => set(name, own[name]))
  form.hidden = false
  update()
  follow()
  form.addEventListener("input", ({ target }) => {
    if (FIELDS.includes(target.name)) {
      keep(practice())
      part("from-link").hidden = true
      part("link").hidden = true
    } else update()
  })
  form.addEventListener("submit", event => {
    event.preventDefault()
    build()
  })
  form.querySelector('[data-do="copy"]').addEventListener("click", copy)
  form.querySelector('[data-do="erase"]').addEventListener("click", erase)
  frame.querySelector('[data-do="print"]').addEventListener("click", () => print())
  frame.querySelector('[data-do="close"]').addEventListener("click", () => {
    close()
    form.querySelector('[data-do="make"]').focus()
  })
  addEventListener("hashchange", follow)
}
