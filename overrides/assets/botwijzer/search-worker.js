/* Search worker: what Material for MkDocs talks to ("custom search"). Only a stub; the engine and the index of one
   language follow at the first letter that is typed, and the texts for excerpts after them.

   Messages (Material 9, src/templates/assets/javascripts/integrations/search/worker/message):
   0 SETUP → 1 READY at once; 2 QUERY, data: string → 3 RESULT, data: {items: [[page, section, …], …]}. Ours besides:
   where nothing is found, data.ways, [{location, title}, …]: where else to look. Until the texts are there a result has
   none; then the same result comes once more, with them.
   Address: search-worker.js?lang=nl. What is typed never leaves this worker. Once loaded it needs no connection. */
"use strict"
{
  const READY = 1, QUERY = 2, RESULT = 3
  const language = new URL(self.location).searchParams.get("lang")
  let engine, texts, waiting, isFound

  const read = async name => {
    const response = await fetch(new URL(`../../search/${name}.json`, self.location))
    if (!response.ok) throw new Error(response.statusText)
    return response.json()
  }

  const load = async () => {
    const index = read(language)
    importScripts("search-words.js", "search-asked.js", "search-rank.js", "search-text.js", "search-engine.js")
    return self.createSearch(await index)
  }

  /* A failure costs the excerpts only; the next letter tries again. */
  const loadTexts = async () => {
    if (texts) return
    texts = []
    try {
      const loaded = await read(`${language}-text`)
      texts = loaded
      if (isFound) await answer(waiting)
    } catch {
      texts = undefined
    }
  }

  const answer = async query => {
    waiting = query
    const search = query.trim() && await (engine ??= load())
    // Who types fast while the engine loads gets one answer, to what stands in the box now.
    if (query !== waiting) return
    const data = search ? search(query, texts?.length ? texts : undefined) : {items: []}
    isFound = data.items.length > 0
    self.postMessage({type: RESULT, data})
    if (search) loadTexts()
  }

  self.addEventListener("message", ({data: {type, data}}) => {
    if (type === QUERY) {
      // No connection: say nothing that is not true, and try again at the next letter.
      answer(data).catch(() => { engine = undefined })
    } else {
      self.postMessage({type: READY})
    }
  })
}
