/* A sheet for a patient, put together from built pages of this site: practice, contents, texts, and for each text its
   review state and disclaimer, never without. leaflet-form.js asks for it; print styles (handout.css) do the rest.

   Pages are fetched from this site only and read as documents that run nothing (DOMParser). From them come elements;
   what somebody typed, or a link held, becomes text only (textContent). */
"use strict"
const handout = (() => {
  /* What a sheet cannot use: scripts, fields, what is only read aloud or belongs to the page's own tools. */
  const LEFT_OUT = "script, style, link, template, iframe, object, embed, svg, form, button, nav, textarea, .bw-sr, .bw-stale, [data-bw]"
  const ATTRIBUTES = ["class", "lang", "dir", "href", "start", "align", "colspan", "rowspan", "type", "disabled", "src", "alt"]
  const SCROLLS = ["role", "tabindex", "aria-label"]  // a wide table, on a phone

  const make = (tag, text = "", className = "") => {
    const node = document.createElement(tag)
    node.textContent = text
    if (className) node.className = className
    return node
  }

  const spoken = (node, { code, direction }) => Object.assign(node, { lang: code, dir: direction })

  const clean = (node, address) => {
    const copy = document.importNode(node, true)
    copy.querySelectorAll(LEFT_OUT).forEach(part => part.remove());
    [copy, ...copy.querySelectorAll("*")].forEach(part => {
      if (part.id === "in-het-kort") part.classList.add("bw-short")
      part.getAttributeNames().filter(name => !ATTRIBUTES.includes(name) && !(SCROLLS.includes(name) && part.matches(".bw-table"))).forEach(name => part.removeAttribute(name))
      if (part.matches("details")) part.open = true
      if (part.matches("input")) part.disabled = true
      if (part.matches("img")) part.src = new URL(part.getAttribute("src"), address)
      if (!part.matches("a[href]")) return
      const target = new URL(part.getAttribute("href"), address)
      if (/^(https?|tel|mailto):$/.test(target.protocol)) part.href = target
      else part.removeAttribute("href")
    })
    return copy
  }

  /* One level lower than on the page, where the title is an h1: here the titles of topics are h2. */
  const lower = node => {
    [...node.querySelectorAll("h4, h3, h2")].forEach(heading => {
      const lowered = make(`h${+heading.tagName[1] + 1}`)
      lowered.className = heading.className
      lowered.append(...heading.childNodes)
      heading.replaceWith(lowered)
    })
    return node
  }

  /* A page as the sheet uses it. One that lacks its disclaimer or review state is refused. */
  const read = async (root, topic, language, isAlone) => {
    const address = new URL(language.prefix + topic.address, root)
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${response.status}`)
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    const find = selector => {
      const found = page.querySelector(`article ${selector}`)
      if (!found) throw new Error(`no ${selector}`)
      return found
    }
    const [text, title, review, disclaimer] = [".bw-text", "h1", ".bw-review", '[data-disclaimer="full"]'].map(find)
    const short = page.querySelector('article [data-disclaimer="short"]')
    const canonical = page.querySelector("link[rel=canonical]")
    // The same words as the leaflet has, whose version it names: alone a language may leave out more than beside the Dutch.
    const leaves = topic.leaves[isAlone ? language.code : ""] ?? topic.leaves[""]
    text.querySelectorAll(".admonition.warning [data-claims]").forEach(node => { if (leaves.repeated.includes(node.dataset.claims)) node.remove() })
    const sections = [{ id: "", nodes: [] }]
    for (const node of text.children) {
      if (node.tagName === "H2") sections.push({ id: node.id, nodes: [] })
      sections[sections.length - 1].nodes.push(clean(node, address))
    }
    return {
      topic, language, title: title.textContent, short: short && clean(short, address),
      address: canonical ? canonical.getAttribute("href") : address.href,
      sections: sections.filter(({ id, nodes }) => nodes.length && !leaves.without.includes(id)),
      end: [review, disclaimer].map(node => lower(clean(node, address))),
    }
  }

  /* Two languages: blocks of the same place beside each other, each row with a number. */
  const kind = node => node.tagName + (node.matches(".admonition") ? ".card" : node.matches(".bw-table") ? ".table" : "")
  const alike = (left, right) => left.length === right.length && left.every((node, index) => kind(node) === kind(right[index]))
  const beside = pages => {
    let number = 0
    const place = make("div")
    const row = (sides, into, className = "bw-pair") => {
      const line = make("div", "", className)
      number += 1
      line.append(make("span", `${number}`, "bw-number"), ...sides.map((nodes, index) => {
        const side = spoken(make("div"), pages[index].language)
        side.append(...nodes)
        return side
      }))
      if (sides[0].length === 1 && /^H\d$/.test(sides[0][0].tagName)) line.classList.add("bw-pair-heading")
      into.append(line)
    }
    const items = (lists, into) => [...lists[0].children].forEach((_, index) => {
      row(lists.map(list => {
        const one = list.cloneNode(false)
        if (list.tagName === "OL") one.start = index + (list.start || 1)
        one.append(list.children[index].cloneNode(true))
        return [one]
      }), into)
    })
    const rows = (left, right, into) => {
      if (!alike(left, right)) return row([left, right], into)
      left.forEach((node, index) => {
        const pair = [node, right[index]]
        if (node.matches("ul, ol") && node.children.length === pair[1].children.length) items(pair, into)
        else if (node.matches(".admonition, details")) {
          const card = make("div", "", node.className)
          rows([...node.children], [...pair[1].children], card)
          into.append(card)
        } else row([[node], [pair[1]]], into, node.matches(".bw-table") ? "bw-pair bw-above" : "bw-pair")
      })
    }
    const [one, other] = pages.map(({ sections }) => sections)
    const same = one.length === other.length && one.every(({ id }, index) => id === other[index].id)
    if (!same) row([one, other].map(sections => sections.flatMap(({ nodes }) => nodes)), place)
    else one.forEach(({ nodes }, index) => rows(nodes, other[index].nodes, place))
    place.querySelectorAll(".bw-source").forEach(node => node.remove())  // it stands in the other column
    return place
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)

  const practiceBlock = (practice, words) => {
    const block = make("div", "", "bw-practice")
    const line = (label, value, tag = "p") => {
      if (!value.trim()) return
      const shown = make(tag)
      const held = make("bdi", value.trim())
      if (label) shown.append(`${label}: `)
      shown.append(held)
      block.append(shown)
    }
    line("", practice.name, "b")
    line(words.phone, practice.phone)
    line(words.hours, practice.hours)
    return block.children.length ? [block] : []
  }

  /* The list of the build (folders/index.json) knows the version of each leaflet, and whether it is a proof. */
  const editionOf = (index, pages) => {
    const codes = pages.map(({ language }) => language.code).join()
    const known = index?.leaflets?.find?.(item => item?.page === pages[0].topic.key && item.languages?.join?.() === codes)
    return known && !known.proof && typeof known.edition === "string" ? { id: known.edition, proof: false } : { id: known?.edition ?? "", proof: true }
  }
  const imprint = (pages, edition, root) => {
    const { language, topic } = pages[pages.length - 1]
    const parts = [fill(language.number, { number: topic.number }), edition.id && fill(language.version, { version: edition.id })]
    const lines = [make("p", parts.filter(Boolean).join(" · "), "bw-number-line")]
    if (edition.proof) {
      const mark = make("p", "", "bw-proof")
      mark.append(make("b", language.proof), ` ${language.proofText}`)
      lines.unshift(mark)
    } else {
      const check = make("p", `${language.check} `)
      const short = make("bdi", new URL(`v/${edition.id}/`, root).href)
      short.dir = "ltr"
      check.append(short)
      lines.push(check)
    }
    const address = make("p")
    const shown = make("bdi", pages[pages.length - 1].address)
    shown.dir = "ltr"
    address.append(shown)
    const block = spoken(make("div", "", "bw-imprint"), language)
    block.append(...lines, address)
    return block
  }

  const section = (pages, index, root) => {
    const part = make("section", "", pages.length > 1 ? "bw-topic bw-two" : "bw-topic")
    const sides = nodes => {
      if (nodes.length === 1) return nodes[0]
      const line = make("div", "", "bw-pair")
      line.append(make("span", "", "bw-number"), ...nodes.map((list, number) => {
        const side = spoken(make("div"), pages[number].language)
        side.append(...list)
        return side
      }))
      return [line]
    }
    part.append(...sides(pages.map(page => [make("h2", page.title), ...(page.short ? [page.short] : [])])))
    if (pages.length > 1) part.append(...sides(pages.map(page => [make("p", page.language.both, "bw-both")])))
    const text = make("div", "", "bw-text")
    text.append(...(pages.length > 1 ? [beside(pages)] : pages[0].sections.flatMap(({ nodes }) => nodes)))
    const end = make("div", "", "bw-end")
    end.append(...sides(pages.map(page => page.end)), imprint(pages, editionOf(index, pages), root))
    part.append(lower(text), end)
    return part
  }

  /* Returns the sheet for topics in a language, or in the source language and another beside it. */
  const build = async ({ root, topics, languages, practice }) => {
    const words = languages[languages.length - 1]
    const index = await fetch(new URL("folders/index.json", root)).then(answer => answer.ok ? answer.json() : null).catch(() => null)
    const pages = await Promise.all(topics.map(topic => Promise.all(languages.map(language => read(root, topic, language, languages.length === 1)))))
    const sheet = spoken(make("div", "", "bw-sheet"), words)
    sheet.append(...practiceBlock(practice, words))
    if (pages.length > 1) {
      const contents = make("div", "", "bw-handout-contents")
      const list = make("ol")
      pages.forEach(versions => {
        const item = make("li")
        versions.forEach(({ title, language }, index) => item.append(index ? " / " : "", spoken(make("bdi", title), language)))
        list.append(item)
      })
      contents.append(make("h2", words.contents), list)
      sheet.append(contents)
    }
    pages.forEach(versions => sheet.append(section(versions, index, root)))
    return { sheet, title: pages.map(versions => versions[versions.length - 1].title).join(", ") }
  }

  return { build }
})()
