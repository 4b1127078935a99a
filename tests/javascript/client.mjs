// Asks and changes a server as a JavaScript program does; prints what it saw as JSON.
import { Readable } from 'node:stream'
import rdf from '@rdfjs/data-model'
import SparqlClient from 'sparql-http-client'
import SimpleClient from 'sparql-http-client/SimpleClient.js'

const [server, token] = process.argv.slice(2)
const client = new SparqlClient({
  endpointUrl: `${server}/sparql`,
  updateUrl: `${server}/update`,
  storeUrl: `${server}/store`,
  headers: { Authorization: `Bearer ${token}` }
})
const all = async stream => {
  const found = []
  for await (const item of stream) found.push(item)
  return found
}

const graph = rdf.namedNode('http://example.org/javascript')
const quad = rdf.quad(rdf.namedNode('http://example.org/s'), rdf.namedNode('http://example.org/p'), rdf.literal('é"\n', 'en'), graph)
const label = 'SELECT ?label { <https://w3id.org/paingraph/id/sciatica> skos:prefLabel ?label }'

const seen = {}
seen.rows = (await all(client.query.select(label))).map(row => [row.label.value, row.label.language])
seen.posted = (await all(client.query.select(label, { operation: 'postDirect' }))).length
seen.ask = await client.query.ask('ASK { ?s a skos:Concept }', { operation: 'postUrlencoded' })
seen.triples = (await all(client.query.construct('CONSTRUCT { ?s a skos:Concept } WHERE { ?s a skos:Concept } LIMIT 3'))).length
await client.query.update(`INSERT DATA { GRAPH <${graph.value}> { <http://example.org/s> <http://example.org/p> 1 } }`)
seen.updated = (await all(client.store.get(graph))).length
await client.store.put(Readable.from([quad]), { graph })
seen.put = (await all(client.store.get(graph))).map(found => found.equals(quad))
// A script on another site's page reads the answer if this header lets it.
const elsewhere = new SimpleClient({ endpointUrl: `${server}/sparql`, headers: { Origin: 'https://example.org' } })
seen.readable = (await elsewhere.query.select(label)).headers.get('access-control-allow-origin')
try {
  await all(client.query.select('SELECT ?s { ?s'))
} catch (error) {
  seen.refused = error.status
}
console.log(JSON.stringify(seen))
