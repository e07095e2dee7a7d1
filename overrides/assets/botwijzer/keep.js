/* Boxes to tick and sheets to fill in: what a reader ticks or types stays in this browser (localStorage), is never sent
   and never part of an address. Only pages with boxes or a sheet load this file; without it boxes can be ticked and
   sheets printed all the same.

   Kept per page address, as one object: "heading id: words" → true (a tick) or the text of a cell. The words are those
   of the box, or the column's head, the row (its first words, else its number) and the sheet's title. So an edited page
   never moves an answer to another question: what no longer fits anywhere is not shown as an answer; typed text is then
   listed apart, so that nobody loses what was written down. */
"use strict"
{
  const text = document.querySelector(".bw-text")
  const panel = document.querySelector('[data-bw="keep"]')
  const part = name => panel.querySelector(`[data-keep="${name}"]`)
  const key = `botwijzer.keep ${location.pathname.replace(/index\.html$/, "")}`
  const words = node => node.textContent.replace(/\s+/g, " ").trim()

  /* Storage may be refused, full, or hold what is not ours. */
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key))
      return kept && typeof kept === "object" ? kept : {}
    } catch { return {} }
  }
  const write = kept => {
    let works = true
    try {
      if (Object.keys(kept).length) localStorage.setItem(key, JSON.stringify(kept))
      else localStorage.removeItem(key)
    } catch { works = false }
    part("note").hidden = !works
    part("blocked").hidden = works
    return works
  }

  const names = new Map()              // field → the name it is kept under
  const taken = new Set()
  let heading = ""
  const name = (field, label) => {
    let full = `${heading}: ${label}`
    for (let again = 2; taken.has(full); again += 1) full = `${heading}: ${label} (${again})`
    taken.add(full)
    names.set(field, full)
  }

  /* A field as high as its text: site CSS lays the same words below it (and prints those). */
  const mirror = field => { if (field.parentNode.matches(".bw-field")) field.parentNode.dataset.text = field.value }

  const startSheet = sheet => {
    const title = words(sheet.querySelector(".admonition-title"))
    const table = sheet.querySelector("table")
    table.setAttribute("aria-label", title)
    const heads = [...table.tHead.rows[0].cells].map(words);
    [...table.tBodies[0].rows].forEach((row, index) => {
      const which = words(row.cells[0]) || `${panel.dataset.row} ${index + 1}`;
      [...row.cells].filter(cell => !words(cell)).forEach(cell => {
        const [frame, field] = ["div", "textarea"].map(tag => document.createElement(tag))
        const label = `${heads[cell.cellIndex]}, ${which}, ${title}`
        // Spelling is checked by some browsers on a server of their maker: not what somebody writes about his health.
        Object.assign(field, { rows: 1, autocomplete: "off", spellcheck: false, dir: "auto" })
        field.setAttribute("aria-label", label)
        frame.className = "bw-field"
        cell.className = "bw-open"
        frame.append(field)
        cell.append(frame)
        name(field, label)
      })
    })
  }

  const show = kept => {
    names.forEach((full, field) => {
      if (field.type === "checkbox") field.checked = kept[full] === true
      else field.value = typeof kept[full] === "string" ? kept[full] : ""
      mirror(field)
    })
    const lost = Object.keys(kept).filter(full => !taken.has(full) && typeof kept[full] === "string")
    part("lost").hidden = !lost.length
    const list = part("lost").lastElementChild
    list.textContent = ""
    lost.forEach(full => {
      const [item, value] = ["li", "bdi"].map(tag => document.createElement(tag))  // <bdi>: words of any direction
      value.textContent = kept[full]
      item.append(`${full.replace(/^.*?: /, "")}: `, value)
      list.append(item)
    })
  }

  const keep = ({ target }) => {
    if (!names.has(target)) return
    const kept = read()
    const value = target.type === "checkbox" ? target.checked : target.value
    if (value) kept[names.get(target)] = value
    else delete kept[names.get(target)]
    write(kept)
    mirror(target)
    part("status").textContent = ""
  }

  const ask = open => {
    part("ask").hidden = !open
    part("erase").setAttribute("aria-expanded", open)
    part("status").textContent = ""
    part(open ? "no" : "erase").focus()
  }
  const erase = () => {
    write({})
    show({})
    ask(false)
    part("status").textContent = panel.dataset.done
  }

  text.querySelectorAll("h2[id], h3[id], h4[id], .task-list-item input, .sheet").forEach(node => {
    if (node.matches("input")) name(node, words(node.closest("label")))
    else if (node.matches(".sheet")) startSheet(node)
    else heading = node.id
  })
  // Where nothing can be kept, ticks that the browser itself brought back stay as they are.
  if (write(read())) show(read())
  text.addEventListener("input", keep)
  addEventListener("storage", event => { if (event.key === key || event.key === null) show(read()) })
  part("print").addEventListener("click", () => print())
  part("erase").addEventListener("click", () => ask(part("ask").hidden))
  part("no").addEventListener("click", () => ask(false))
  part("yes").addEventListener("click", erase)
  part("ask").addEventListener("keydown", event => { if (event.key === "Escape") ask(false) })

  // Below the first list or sheet, whatever box or fold that stands in.
  let first = text.querySelector(".task-list, .sheet")
  while (first.parentNode !== text) first = first.parentNode
  first.after(panel)
  panel.hidden = false
}
